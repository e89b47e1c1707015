import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeGateway, VIEW, settled } from './fake-gateway.js';

const WITHOUT_PROGRESS = { ...VIEW, frontier: null };

test('hands on a snapshot when progress says that it is complete', async () => {
  const gateway = new FakeGateway();
  const subscription = await gateway.subscribe();
  gateway.source.row('3-0.2~tag', { id: 1, amount: 10 });
  gateway.source.row('3-1.2~tag', { id: 2, amount: 20 });
  assert.deepEqual(gateway.shown, []);
  assert.equal(gateway.phase, 'snapshot');

  gateway.source.progress(4);

  assert.deepEqual(gateway.shown, [[['1', 10], ['2', 20]]]);
  assert.equal(gateway.steps[0].snapshot, true);
  assert.equal(subscription.asOf, '4');
  assert.equal(gateway.phase, 'live');
});

test('applies the changes of a timestamp together', async () => {
  const gateway = new FakeGateway();
  const subscription = await gateway.subscribe();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);

  gateway.source.row('5-1~tag', { id: 1, amount: 11 });
  gateway.source.row('5-2~tag', { id: 2, amount: 20 });
  gateway.source.send('delete', '5-3~tag', { id: 2 });
  assert.equal(subscription.rows.get('1').row.amount, 10);
  gateway.source.progress(6);

  assert.deepEqual(gateway.shown[1], [['1', 11], ['2', 20], ['2', null]]);
  assert.deepEqual([...subscription.rows.keys()], ['1']);
});

test('understands the ids of earlier releases', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  gateway.source.row('3-0', { id: 1, amount: 10 });
  gateway.source.send('progress', '4', { mz_timestamp: '4' });

  assert.deepEqual(gateway.shown, [[['1', 10]]]);
});

test('without progress ends the snapshot at the block that says so', async () => {
  const gateway = new FakeGateway();
  gateway.answers.views = [WITHOUT_PROGRESS];
  const subscription = await gateway.subscribe();
  gateway.source.row('3-0.2~tag', { id: 1, amount: 10 });
  gateway.source.row('4-1.2~tag', { id: 2, amount: 20 });
  await gateway.pass(5_000);
  assert.deepEqual(gateway.shown, []);

  gateway.source.send('progress', '4-1~tag', {});

  assert.deepEqual(gateway.shown, [[['1', 10], ['2', 20]]]);
  assert.equal(subscription.asOf, null);
  assert.equal(gateway.phase, 'live');
});

test('without progress shows a timestamp when the next begins, and at the latest after a second', async () => {
  const gateway = new FakeGateway();
  gateway.answers.views = [WITHOUT_PROGRESS];
  await gateway.subscribe();
  gateway.source.send('progress', '0~tag', {});

  gateway.source.row('5-0~tag', { id: 1, amount: 10 });
  gateway.source.row('5-1~tag', { id: 2, amount: 20 });
  gateway.source.row('6-2~tag', { id: 3, amount: 30 });
  assert.deepEqual(gateway.shown[1], [['1', 10], ['2', 20]]);
  await gateway.pass(1_000);

  assert.deepEqual(gateway.shown[2], [['3', 30]]);
});

test('without progress a busy topic of an earlier release is shown at once', async () => {
  const gateway = new FakeGateway();
  gateway.answers.views = [WITHOUT_PROGRESS];
  await gateway.subscribe();
  gateway.source.row('5-0', { id: 1, amount: 10 });
  gateway.source.row('6-1', { id: 2, amount: 20 });

  assert.deepEqual(gateway.shown, [[['1', 10]]]);
});

test('without progress is live after a replay that brought nothing', async () => {
  const gateway = new FakeGateway();
  gateway.answers.views = [WITHOUT_PROGRESS];
  await gateway.subscribe();
  gateway.source.send('progress', '0~tag', {});
  gateway.source.lose();
  assert.equal(gateway.phase, 'waiting');
  gateway.source.open();
  assert.equal(gateway.phase, 'replay');

  await gateway.pass(1_000);

  assert.equal(gateway.phase, 'live');
});

test('goes on with a snapshot that was cut', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  gateway.source.row('3-0.2~tag', { id: 1, amount: 10 });
  gateway.source.lose();
  gateway.source.open();
  gateway.source.row('3-1.2~tag', { id: 2, amount: 20 });
  gateway.source.progress(4);

  assert.deepEqual(gateway.shown, [[['1', 10], ['2', 20]]]);
});

test('goes on after the last id when the browser has given up', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);
  gateway.source.fail();
  await settled();
  assert.equal(gateway.phase, 'retrying');

  await gateway.pass(1_000);
  gateway.source.open();
  gateway.source.row('5-1~tag', { id: 2, amount: 20 });
  gateway.source.progress(6);

  assert.equal(gateway.source.lastEventId, '4~tag');
  assert.equal(gateway.steps[1].snapshot, false);
  assert.equal(gateway.phase, 'live');
});

test('waits longer after each failure', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  const waits = [];
  for (let failure = 0; failure < 7; failure++) {
    gateway.source.fail();
    await settled();
    const wait = gateway.states.at(-1).at - gateway.environment.Date.now();
    waits.push(wait);
    await gateway.pass(wait);
  }

  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('says why it was refused, and stays so', async () => {
  const gateway = new FakeGateway();
  const subscription = gateway.begin();
  await settled();
  gateway.answers = { views: [VIEW], status: 400, detail: "'x' is neither an option nor a column" };
  gateway.source.fail();
  await settled();
  await gateway.pass(60_000);

  assert.equal(subscription.state.phase, 'refused');
  assert.match(subscription.state.reason, /neither an option nor a column/);
  assert.equal(gateway.sources.length, 1);
});

test('replaces what it held after a reset, and says the reason', async () => {
  const gateway = new FakeGateway();
  const subscription = await gateway.subscribe();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);
  gateway.source.row('5-1~tag', { id: 9, amount: 90 });
  gateway.source.send('reset', '0', { reason: 'another topic' });
  assert.equal(subscription.state.resetReason, 'another topic');
  assert.equal(gateway.phase, 'snapshot');

  gateway.source.row('1-0.1~other', { id: 2, amount: 20 });
  gateway.source.progress(2);

  assert.equal(gateway.steps[1].snapshot, true);
  assert.deepEqual([...subscription.rows.keys()], ['2']);
  assert.equal(subscription.state.resetReason, null);
});

test('keeps what is complete apart from what is not while it learns the key', async () => {
  const gateway = new FakeGateway();
  gateway.answers.views = [{ ...VIEW, key: null }];
  await gateway.subscribe();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);
  gateway.source.row('4-1~tag', { id: 2, amount: 20 });
  assert.deepEqual(gateway.shown, []);

  gateway.answers.views = [VIEW];
  await gateway.pass(5_000);

  assert.deepEqual(gateway.shown, [[['1', 10]]]);
});

test('reads the view again when the gateway names another key', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  gateway.source.row('3-0.1~tag', { id: 1, day: 2, amount: 10 });
  gateway.source.progress(4);

  gateway.answers.views = [{ ...VIEW, key: ['day', 'id'] }];
  gateway.source.send('reset', '0', { reason: 'another topic' });
  await settled();

  assert.equal(gateway.sources.length, 2);
  assert.equal(gateway.source.lastEventId, null);
  gateway.source.row('3-0.1~tag', { id: 1, day: 3, amount: 12 });
  gateway.source.progress(6);
  assert.deepEqual(gateway.shown[1], [['[3,1]', 12]]);
});

test('asks what a view waits for until it is ready', async () => {
  const gateway = new FakeGateway();
  gateway.answers.views = [{ ...VIEW, ready: false, reason: 'topic winners does not exist' }];
  const subscription = gateway.begin();
  await settled();
  assert.equal(subscription.state.view.reason, 'topic winners does not exist');

  gateway.answers.views = [VIEW];
  await gateway.pass(5_000);

  assert.equal(subscription.state.view.ready, true);
});

test('opens nothing after it was closed', async () => {
  const gateway = new FakeGateway();
  const subscription = gateway.begin();
  subscription.close();
  await settled();
  await gateway.pass(60_000);

  assert.equal(gateway.sources.length, 0);
});
