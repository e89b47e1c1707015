import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hub } from '../../main/resources/static/js/hub.js';
import { FakeGateway, settled } from './fake-gateway.js';

const URL_OF_STREAM = 'http://gateway/subscribe';

test('tabs of one address share a connection, which ends with the last of them', async () => {
  const { gateway, hub } = started();
  const [first, second] = [new FakeTab(), new FakeTab()];
  hub.receive(first, { type: 'watch', url: URL_OF_STREAM });
  await settled();
  gateway.source.open();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);
  hub.receive(second, { type: 'watch', url: URL_OF_STREAM });

  assert.equal(gateway.sources.length, 1);
  for (const tab of [first, second]) assert.deepEqual(tab.keys, ['1']);
  hub.receive(first, { type: 'leave' });
  assert.equal(gateway.source.readyState, 1);
  hub.receive(second, { type: 'leave' });
  assert.equal(gateway.source.readyState, 2);
});

test('a tab that comes into sight again wakes a connection that was silent', async () => {
  const { gateway, hub } = started();
  const tab = new FakeTab();
  hub.receive(tab, { type: 'watch', url: URL_OF_STREAM });
  await settled();
  gateway.source.open();
  gateway.source.progress(4);
  await gateway.pass(19_000);
  hub.receive(tab, { type: 'wake' });
  assert.equal(gateway.sources.length, 1);

  await gateway.pass(2_000);
  hub.receive(tab, { type: 'wake' });

  assert.equal(gateway.sources.length, 2);
  assert.equal(gateway.source.lastEventId, '4~tag');
});

test('lets go of a tab that was silent for minutes', async () => {
  const { gateway, hub } = started();
  hub.receive(new FakeTab(), { type: 'watch', url: URL_OF_STREAM });
  await settled();
  hub.sweep(Date.now() + 149_000);
  assert.notEqual(gateway.source.readyState, 2);

  hub.sweep(Date.now() + 151_000);

  assert.equal(gateway.source.readyState, 2);
});

function started() {
  const gateway = new FakeGateway();
  return { gateway, hub: new Hub(gateway.environment) };
}

class FakeTab {
  #messages = [];

  post(message) {
    this.#messages.push(message);
  }

  /** The keys of the rows that it was given. */
  get keys() {
    return this.#messages.filter(({ type }) => type === 'step').flatMap(({ changes }) => changes.map(({ key }) => key));
  }
}
