import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeGateway, settled } from './fake-gateway.js';
import { FakeBrowser } from './fake-tabs.js';

test('several tabs have one connection and hold the same', async () => {
  const { leader, follower, first, second } = await twoTabs();
  leader.source.row('5-1~tag', { id: 2, amount: 20 });
  leader.source.send('delete', '5-2~tag', { id: 1 });
  leader.source.progress(6);
  await settled();

  assert.equal(follower.sources.length, 0);
  assert.deepEqual(follower.shown, leader.shown);
  assert.deepEqual([...second.rows.keys()], [...first.rows.keys()]);
  assert.equal(second.asOf, '6');
});

test('a tab that comes later gets what is held, and the others get nothing twice', async () => {
  const { browser, leader, follower } = await twoTabs();
  const late = new FakeGateway();
  late.begin(browser.tab());
  await settled();

  assert.deepEqual(late.shown, [[['1', 10]]]);
  assert.equal(late.steps[0].snapshot, true);
  assert.equal(follower.steps.length, 1);
  assert.equal(leader.steps.length, 1);
});

test('tells every tab the state of the one connection', async () => {
  const { leader, follower } = await twoTabs();
  assert.equal(follower.phase, 'live');
  leader.source.lose();
  await settled();

  assert.equal(follower.phase, 'waiting');
});

test('a follower goes on where the leader was when the leader is closed', async () => {
  const { leader, follower, first, second } = await twoTabs();
  leader.source.row('5-1~tag', { id: 9, amount: 90 });
  first.close();
  await settled();

  assert.equal(follower.sources.length, 1);
  assert.equal(follower.source.lastEventId, '4~tag');
  follower.source.open();
  follower.source.row('5-1~tag', { id: 9, amount: 90 });
  follower.source.progress(6);
  assert.deepEqual([...second.rows.keys()], ['1', '9']);
  assert.equal(follower.steps[1].snapshot, false);
});

test('a follower begins with a snapshot when the leader is lost before its first', async () => {
  const browser = new FakeBrowser();
  const leader = new FakeGateway();
  const follower = new FakeGateway();
  await leader.subscribe(browser.tab());
  leader.source.row('3-0.2~tag', { id: 1, amount: 10 });
  await follower.beginSettled(browser.tab());
  browser.crash();
  await settled();

  assert.equal(follower.source.lastEventId, null);
  follower.source.open();
  assert.equal(follower.phase, 'snapshot');
});

test('a tab that wakes up takes the lead from one that is silent, which follows from then on', async () => {
  const { leader, follower, first, second } = await twoTabs();
  await follower.pass(30_000);
  await follower.happen('visibilitychange');

  assert.equal(leader.source.readyState, 2);
  assert.equal(follower.source.lastEventId, '4~tag');
  follower.source.open();
  follower.source.row('5-1~tag', { id: 2, amount: 20 });
  follower.source.progress(6);
  await settled();
  assert.deepEqual([...first.rows.keys()], [...second.rows.keys()]);
  assert.equal(leader.sources.length, 1);
});

test('tabs that ask for other rows, or with a token, have connections of their own', async () => {
  const { browser } = await twoTabs();
  const other = new FakeGateway();
  other.begin({ ...browser.tab(), where: { amount: 'gte.10' } });
  await settled();
  assert.equal(other.sources.length, 1);

  const shared = new FakeGateway();
  const subscription = shared.begin({ ...browser.tab(), token: () => 'secret' });
  await settled();
  assert.equal(subscription.state.phase, 'retrying');
});

test('leads by itself where locks are refused', async () => {
  const alone = new FakeGateway();
  const locks = { request: async () => Promise.reject(new DOMException('no', 'SecurityError')) };
  alone.begin({ ...new FakeBrowser().tab(), navigator: { locks } });
  await settled();

  assert.equal(alone.sources.length, 1);
});

/* Two tabs that hold the row 1 as of 4. */
async function twoTabs() {
  const browser = new FakeBrowser();
  const leader = new FakeGateway();
  const follower = new FakeGateway();
  const first = await leader.subscribe(browser.tab());
  const second = await follower.beginSettled(browser.tab());
  leader.source.row('3-0.1~tag', { id: 1, amount: 10 });
  leader.source.progress(4);
  await settled();
  return { browser, leader, follower, first, second };
}
