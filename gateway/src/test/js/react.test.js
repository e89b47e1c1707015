import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FakeGateway, settled } from './fake-gateway.js';

const PAGE = readFileSync(new URL('../../contract/CLIENTS.md', import.meta.url), 'utf8');

test('the React hook has twenty lines, shows the rows of a view, and closes its subscription', async () => {
  const [, hook] = PAGE.match(/## React\n\n```js\n([^]*?)```/);
  assert.ok(hook.trim().split('\n').length <= 20, hook);
  const gateway = new FakeGateway();
  const react = new FakeReact();
  const useView = await loaded(hook, react, gateway);

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

/* The hook of the page, with its two imports from the test's hands. */
async function loaded(hook, react, gateway) {
  globalThis.handsOfTheReactTest = { ...react.hooks, subscribe: (url, options) => gateway.begin(options, url) };
  const script = hook.replace(/import (\{.*?\}) from '.*?';/g, 'const $1 = globalThis.handsOfTheReactTest;');
  const { useView } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  return () => useView('http://gateway/subscribe', { where: {} });
}

/** As much of React as the hook uses: one component, its state, and one effect. */
class FakeReact {
  #state;
  #dependencies = null;
  #clean;

  hooks = {
    useState: (initial) => {
      this.#state ??= initial;
      return [this.#state, (change) => (this.#state = change(this.#state))];
    },
    useEffect: (effect, dependencies) => {
      if (JSON.stringify(dependencies) === this.#dependencies) return;
      this.#clean?.();
      this.#dependencies = JSON.stringify(dependencies);
      this.#clean = effect();
    },
  };

  render(component) {
    return component();
  }

  unmount() {
    this.#clean();
  }
}
