import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatValue, wholeTime } from '../../main/resources/static/js/format.js';
import { Intake } from '../../main/resources/static/js/intake.js';
import { Schema } from '../../main/resources/static/js/schema.js';

const AUCTION = ['auction_id', 'bid_id', 'buyer', 'seller', 'item', 'amount', 'bid_time', 'end_time'];

test('takes kinds from SQL types and from nothing else', () => {
  const kinds = {
    bigint: 'integer', smallint: 'integer', uint8: 'integer', oid: 'integer',
    'double precision': 'number', real: 'number', numeric: 'number', 'numeric(38,2)': 'number',
    'timestamp with time zone': 'time', 'timestamp without time zone': 'time', timestamptz: 'time', 'timestamp(3)': 'time',
    boolean: 'boolean', text: 'text', uuid: 'text', mz_timestamp: 'text', date: 'text', time: 'text', interval: 'text',
    jsonb: 'json', 'integer list': 'json', 'bigint[]': 'json', 'numeric list': 'json', 'map[text=>integer]': 'json', bytea: 'json',
  };
  for (const [type, kind] of Object.entries(kinds)) {
    assert.equal(new Schema({ name: 'v', columns: ['a'], types: [type] }).column('a').kind, kind, type);
  }
  const untyped = new Schema({ name: 'v', columns: ['end_time', 'id'], types: null });
  assert.deepEqual(untyped.all.map(({ kind }) => kind), ['text', 'text']);
});

test('gives auction words only to a view with their columns', () => {
  const auction = new Schema({ name: 't', view: 'winning_bids', columns: AUCTION, key: ['auction_id'] });
  assert.equal(auction.isAuction, true);
  assert.equal(auction.label('buyer'), 'Winner');
  assert.equal(auction.column('end_time').kind, 'time');

  const other = new Schema({ name: 't', columns: ['buyer', 'constructor'], key: ['constructor'] });
  assert.equal(other.isAuction, false);
  assert.equal(other.label('buyer'), 'buyer');
  assert.equal(other.label('constructor'), 'constructor');
  assert.equal(other.shown[0].name, 'constructor');
});

test('is titled by the view, or else by the topic', () => {
  assert.equal(new Schema({ name: 't', view: 'winning_bids' }).title, 'winning_bids');
  assert.equal(new Schema({ name: 't', view: null }).title, 't');
  const query = new Schema({ name: 't', view: '(SELECT 1)', description: null });
  assert.deepEqual([query.title, query.description], ['t', '(SELECT 1)']);
});

test('shows timestamps as times, numbers exactly, and ids without grouping', () => {
  const view = new Schema({ name: 'v', columns: ['id', 'n', 'at', 'j'], types: ['bigint', 'numeric', 'timestamp with time zone', 'jsonb'], key: ['id'] });
  const show = (column, value) => formatValue(view.column(column), value);
  assert.equal(show('id', '9223372036854775807'), '9223372036854775807');
  assert.equal(show('n', '123456789012345678.123456').replace(/[^\d]/g, ''), '123456789012345678123456');
  assert.equal(show('n', 'NaN'), 'NaN');
  assert.match(wholeTime(view.column('at'), '1795782896123.456'), /2026.*123$/);
  assert.match(wholeTime(view.column('at'), '-62135292925001.999'), /1/);
  assert.equal(show('at', 'infinity'), 'infinity');
  assert.equal(show('at', null), '–');
  assert.equal(show('j', { a: [1] }), '{"a":[1]}');
});

test('lets steps wait in order, a snapshot in place of all before it', () => {
  const intake = new Intake();
  assert.equal(intake.put({ changes: [{ text: '{"a":1}' }], last: false }, true), null);
  const whole = intake.put({ changes: [{ text: '{"a":2}', deleted: true }], last: true, snapshot: false }, true);
  assert.deepEqual(whole.changes.map(({ values }) => values), [{ a: 1 }, undefined]);
  intake.keep(whole);
  intake.keep({ snapshot: true, changes: [3] });
  intake.keep({ snapshot: false, changes: [4] });

  assert.deepEqual(intake.release().map(({ changes }) => changes), [[3], [4]]);
  assert.deepEqual(intake.release(), []);
});

test('keeps only the newest of each row when too much waits', () => {
  const intake = new Intake();
  for (let turn = 0; turn < 300; turn++) {
    intake.keep({ snapshot: false, asOf: String(turn), changes: Array.from({ length: 1_000 }, (_, key) => ({ key, turn })) });
  }

  const steps = intake.release();
  const changes = steps.flatMap((step) => step.changes);
  assert.ok(changes.length <= 101_000, String(changes.length));
  assert.equal(changes.at(-1).turn, 299);
  assert.equal(steps.at(-1).asOf, '299');
});
