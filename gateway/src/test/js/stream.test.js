import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeGateway, settled } from './fake-gateway.js';

test('asks by the names of the gateway, in an order that equal questions share', async () => {
  const urlOf = async (options) => {
    const gateway = new FakeGateway();
    await gateway.beginSettled(options);
    return gateway.source.url;
  };
  const [item, amount] = [['Gift Basket', 'a,b'], 'gte.90'];
  assert.equal(await urlOf({ where: { item, amount } }), await urlOf({ where: { amount, item } }));

  const asked = new URL(await urlOf({ where: { progress: 'x', item: ['a', 'b'] }, select: ['item', 'amount'] })).searchParams;
  assert.deepEqual(asked.getAll('column.item'), ['a', 'b']);
  assert.equal(asked.get('column.progress'), 'x');
  assert.equal(asked.get('progress'), 'true');
  assert.equal(asked.get('select'), 'item,amount');
});

test('sends cookies to another origin only when it is told to', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  assert.equal(gateway.source.withCredentials, false);
  await gateway.subscribe({ credentials: 'include' });
  assert.equal(gateway.source.withCredentials, true);
  assert.equal(gateway.requests.at(-1).credentials, 'include');
});

test('finds its own view among many', async () => {
  const gateway = new FakeGateway();
  gateway.answers.views = [{ ...gateway.answers.views[0], name: 'other', key: ['x'] }, ...gateway.answers.views];
  const named = gateway.begin({}, 'http://gateway/subscribed/subscribe/winners');
  const first = gateway.begin({}, 'http://gateway/subscribe/');
  await settled();

  assert.equal(gateway.requests[0].url, 'http://gateway/subscribed/views');
  assert.equal(named.state.view.name, 'winners');
  assert.equal(first.state.view.name, 'other');
});

test('asks for a token at each attempt, and says why an attempt failed', async () => {
  const gateway = new FakeGateway();
  gateway.answers = { ...gateway.answers, status: 401, detail: 'the token has expired' };
  let tokens = 0;
  const subscription = gateway.begin({ token: async () => `token-${++tokens}` });
  await settled();
  assert.equal(subscription.state.phase, 'retrying');
  assert.equal(subscription.state.reason, 'the token has expired');

  await gateway.pass(1_000);
  const headers = gateway.requests.filter(({ url }) => url.includes('subscribe')).map((request) => request.headers.Authorization);
  assert.deepEqual(headers, ['Bearer token-2', 'Bearer token-3']);
});

test('comes back with a new token when the stream says that the old one has expired', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);
  gateway.source.send('expired', '4~tag', {});
  assert.equal(gateway.phase, 'retrying');
  assert.equal(gateway.states.at(-1).reason, 'the login has ended');
  await gateway.pass(1_000);

  assert.equal(gateway.sources.length, 2);
  assert.equal(gateway.source.lastEventId, '4~tag');
});

test('on waking does not wait for its next attempt', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  for (const type of ['online', 'pageshow', 'visibilitychange']) {
    gateway.source.fail();
    await settled();
    const { length } = gateway.sources;
    await gateway.happen(type);
    assert.equal(gateway.sources.length, length + 1, type);
  }
});

test('on waking leaves a connection that speaks, and replaces one that is silent', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  await gateway.pass(19_000);
  gateway.source.progress(4);
  await gateway.pass(19_000);
  await gateway.happen('visibilitychange');
  assert.equal(gateway.sources.length, 1);

  await gateway.pass(2_000);
  await gateway.happen('visibilitychange');
  assert.equal(gateway.sources.length, 2);
  assert.equal(gateway.sources[0].readyState, 2);
  assert.equal(gateway.source.lastEventId, '4~tag');
});

test('does nothing in a hidden tab that is woken', async () => {
  const gateway = new FakeGateway();
  await gateway.subscribe({ document: { hidden: true } });
  await gateway.pass(60_000);
  await gateway.happen('visibilitychange');

  assert.equal(gateway.sources.length, 1);
});

test('goes on where an earlier page was, and shows what that held at once', async () => {
  const storage = new FakeStorage();
  const gateway = new FakeGateway();
  await gateway.subscribe({ storage });
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);
  gateway.source.row('5-1~tag', { id: 1, amount: 11 });
  await gateway.happen('pagehide');

  const next = new FakeGateway();
  const subscription = next.begin({ storage });
  await settled();
  assert.deepEqual(next.shown, [[['1', 10]]]);
  assert.equal(subscription.asOf, '4');
  assert.equal(next.phase, 'connecting');
  assert.equal(next.source.lastEventId, '4~tag');
  next.source.open();
  assert.equal(next.phase, 'replay');
  next.source.row('5-1~tag', { id: 1, amount: 11 });
  next.source.progress(6);
  assert.deepEqual(next.shown[1], [['1', 11]]);
});

test('begins with a snapshot where there was no room to keep what was held', async () => {
  const storage = new FakeStorage();
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const gateway = new FakeGateway();
  const subscription = await gateway.subscribe({ storage });
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);
  subscription.close();
  const next = new FakeGateway();
  await next.beginSettled({ storage });

  assert.equal(next.source.lastEventId, null);
});

class FakeStorage {
  #items = new Map();

  getItem(name) {
    return this.#items.get(String(name)) ?? null;
  }

  setItem(name, text) {
    this.#items.set(String(name), text);
  }

  removeItem(name) {
    this.#items.delete(String(name));
  }
}
