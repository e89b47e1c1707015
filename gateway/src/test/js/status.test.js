import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyText } from '../../main/resources/static/js/header.js';
import { Status } from '../../main/resources/static/js/status.js';

const NOW = 1_795_345_200_000;
const READY = { name: 'v', ready: true, reason: null, rows: 200, frontier: '1' };
const STEP = { asOf: String(NOW), advancedAt: NOW, at: NOW, dropped: 0 };

/* [state of the subscription, what was shown before, word, sentence]. */
const STATES = [
  [{ phase: 'connecting', view: null }, null, 'Connecting', /^Connecting to the gateway\.$/],
  [{ phase: 'snapshot', rows: 0, view: { ...READY, ready: false, reason: 'topic v does not exist' } }, null, 'Not ready', /topic v does not exist/],
  [{ phase: 'waiting', since: NOW, view: { ...READY, ready: false, reason: 'topic v does not exist' } }, null, 'Not ready', /topic v does not exist\.$/],
  [{ phase: 'waiting', since: NOW, view: { ...READY, ready: false, reason: 'topic v does not exist' } }, STEP, 'Not ready', /topic v does not exist\. The rows below are those of /],
  [{ phase: 'snapshot', rows: 92, view: READY }, null, 'Snapshot', /^Reading the snapshot: 92 rows of about 200 rows\.$/],
  [{ phase: 'snapshot', rows: 0, view: READY, resetReason: 'another topic' }, STEP, 'Snapshot', /^Reading a new snapshot, .*: another topic\.$/],
  [{ phase: 'replay', view: READY }, STEP, 'Catching up', /^Reading what changed/],
  [{ phase: 'live', view: READY }, STEP, 'Live', /^Every change is shown as soon as its time is complete\.$/],
  [{ phase: 'live', view: READY }, { ...STEP, asOf: null }, 'Live', /carries no progress/],
  [{ phase: 'live', view: READY }, { ...STEP, advancedAt: NOW - 11_000 }, /^Stale since /, /^Nothing newer than .* is known/],
  [{ phase: 'live', view: READY }, { ...STEP, asOf: String(NOW - 61_000) }, /^Stale since /, /^Nothing newer than .* is known/],
  [{ phase: 'waiting', since: NOW - 1_000, view: READY }, STEP, 'Reconnecting', /broke 1 second ago.*The rows below are those of /],
  [{ phase: 'waiting', since: NOW - 2_000, view: READY }, null, 'Reconnecting', /broke 2 seconds ago\. The browser is trying again\.$/],
  [{ phase: 'retrying', at: NOW + 5_000, view: READY }, STEP, 'Reconnecting', /does not answer\. The next attempt is in 5 seconds/],
  [{ phase: 'retrying', at: NOW + 5_000, reason: 'the token has expired', view: READY }, STEP, 'Reconnecting', /There is no stream now: the token has expired\. The next attempt is in 5 seconds/],
  [{ phase: 'refused', reason: 'no such column', view: { ...READY, ready: false } }, null, 'Refused', /refused this request: no such column\.$/],
];

for (const [state, step, word, sentence] of STATES) {
  test(`says one word and one sentence: ${state.phase} ${state.reason ?? ''}${step ? ' with rows' : ''} ${word}`, () => {
    const status = new Status();
    if (step) status.onStep(step, [], false);
    status.onState({ resetReason: null, ...state }, NOW);

    const told = status.describe(NOW, false);

    if (typeof word === 'string') assert.equal(told.label, word);
    else assert.match(told.label, word);
    assert.match(told.sentence, sentence);
    assert.match(told.sentence, /^[A-Z][^\n]*\.$/);
    assert.equal(/undefined|null|NaN/.test(told.sentence), false);
  });
}

test('says Paused in every state, what waits, and whether the connection stands', () => {
  const status = new Status();
  status.onStep(STEP, [], false);
  status.onState({ phase: 'live', view: READY, resetReason: null }, NOW);
  status.pause(NOW);
  assert.match(status.describe(NOW, false).sentence, /Nothing has changed since\.$/);
  status.wait(1);
  assert.match(status.describe(NOW, false).sentence, /1 change waits\.$/);
  status.onState({ phase: 'waiting', since: NOW, view: READY, resetReason: null }, NOW);
  status.wait(2);

  const { label, sentence } = status.describe(NOW, false);
  assert.equal(label, 'Paused');
  assert.match(sentence, /3 changes wait\. The connection is being restored\.$/);
});

test('tells the reason of a reset for a while after the new snapshot, under Live', () => {
  const status = new Status();
  status.onState({ phase: 'snapshot', rows: 0, view: READY, resetReason: 'another topic' }, NOW);
  status.onStep(STEP, [], false);
  status.onState({ phase: 'live', view: READY, resetReason: null }, NOW);

  assert.match(status.describe(NOW, false).sentence, /were read anew.*another topic/);
  status.onStep({ ...STEP, advancedAt: NOW + 31_000 }, [], false);
  assert.match(status.describe(NOW + 31_000, false).sentence, /^Every change/);
});

test('knows no latency but while it is live', () => {
  const status = new Status();
  status.onStep(STEP, [{ rank: NOW - 300, deleted: false, corrected: false }], true);
  status.onState({ phase: 'live', view: READY, resetReason: null }, NOW);
  assert.deepEqual(status.latency(NOW), { median: 300, of: 1 });

  status.onState({ phase: 'waiting', since: NOW, view: READY, resetReason: null }, NOW);
  assert.equal(status.latency(NOW), null);
});

test('says why the table is empty without contradicting anything', () => {
  const all = { text: '', kind: 'all' };
  assert.equal(emptyText('refused', all, true), 'Ask for something else to see rows.');
  for (const phase of ['connecting', 'unready', 'snapshot', 'replay', 'waiting', 'retrying']) {
    assert.equal(emptyText(phase, all, false), 'Waiting for the first row.');
  }
  assert.equal(emptyText('live', { text: 'x', kind: 'deleted' }, true), 'No row here contains “x”.');
  assert.equal(emptyText('stale', { text: '', kind: 'corrected' }, true), 'No row was corrected since you opened this page.');
  assert.equal(emptyText('live', all, true), 'No row matches this filter yet. New ones will appear here.');
  assert.equal(emptyText('live', all, false), 'The view has no rows.');
});
