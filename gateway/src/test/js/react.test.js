import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FakeGateway, settled } from './fake-gateway.js';

const [, HOOK] = readFileSync(new URL('../../contract/CLIENTS.md', import.meta.url), 'utf8').match(/## React\n\n```js\n([^]*?)```/);

test('the React hook has twenty lines, shows the rows of a view, and closes its subscription', async () => {
  assert.ok(HOOK.trim().split('\n').length <= 20, HOOK);
  const gateway = new FakeGateway();
  const react = new FakeReact();
  const useView = await loaded(HOOK, react, gateway);

  assert.deepEqual(react.render(useView).rows, []);
  await settled();
  gateway.source.open();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);

  const { rows, asOf, state } = react.render(useView);
  assert.deepEqual(rows, [{ id: 1, amount: 10 }]);
  assert.equal(asOf, '4');
  assert.equal(state.phase, 'live');
  assert.equal(gateway.sources.length, 1);
  react.unmount();
  assert.equal(gateway.source.readyState, 2);
});

test('the React hook shows nothing of one view under the address of another', async () => {
  const gateway = new FakeGateway();
  const react = new FakeReact();
  const useView = await loaded(HOOK, react, gateway);
  react.render(useView);
  await settled();
  gateway.source.open();
  gateway.source.row('3-0.1~tag', { id: 1, amount: 10 });
  gateway.source.progress(4);

  react.render(useView, 'http://gateway/subscribe/other');

  assert.equal(gateway.sources[0].readyState, 2);
  assert.deepEqual(react.render(useView, 'http://gateway/subscribe/other').rows, []);
});

let loads = 0;

/* The hook of the page, with its two imports from the test's hands. */
async function loaded(hook, react, gateway) {
  globalThis.handsOfTheReactTest = { ...react.hooks, subscribe: (url, options) => gateway.begin(options, url) };
  const script = hook.replace(/import (\{.*?\}) from '.*?';/g, 'const $1 = globalThis.handsOfTheReactTest;');
  const { useView } = await import(`data:text/javascript,${encodeURIComponent(script)}#${++loads}`);
  return (url = 'http://gateway/subscribe') => useView(url, { where: {} });
}

/** As much of React as the hook uses: one component, its state, and one effect. */
class FakeReact {
  #state;
  #dependencies = null;
  #clean;

  hooks = {
    useState: (initial) => {
      this.#state ??= initial;
      return [this.#state, (change) => (this.#state = typeof change === 'function' ? change(this.#state) : change)];
    },
    useEffect: (effect, dependencies) => {
      if (JSON.stringify(dependencies) === this.#dependencies) return;
      this.#clean?.();
      this.#dependencies = JSON.stringify(dependencies);
      this.#clean = effect();
    },
  };

  render(component, url) {
    return component(url);
  }

  unmount() {
    this.#clean();
  }
}
