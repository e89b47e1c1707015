import { subscribe } from '../../main/resources/static/js/client.js';

/** The network, the clock and the timers of a subscription, all in the test's hand. */
export class FakeGateway {
  sources = [];
  steps = [];
  states = [];
  answers = { views: [VIEW], status: 200 };
  #now = 1_000;
  #timers = new Map();
  #names = 0;

  environment = {
    EventSource: sourcesOf(this),
    fetch: async (url) => this.#answer(String(url)),
    setTimeout: (action, millis) => this.#later(action, millis),
    clearTimeout: (name) => this.#timers.delete(name),
    now: () => this.#now,
    random: () => 1,
  };

  /** A subscription that has opened its stream. */
  async subscribe(options = {}) {
    const subscription = this.begin(options);
    await settled();
    this.source.open();
    return subscription;
  }

  /** A subscription as it begins: nothing has been answered. */
  begin(options = {}) {
    return subscribe('http://gateway/subscribe?progress=true', {
      onChange: (step) => this.steps.push(step),
      onState: (state) => this.states.push(state),
      environment: this.environment,
      ...options,
    });
  }

  /** The stream opened last. */
  get source() {
    return this.sources.at(-1);
  }

  get phase() {
    return this.states.at(-1).phase;
  }

  /** The keys and values of each step, short enough to compare. */
  get shown() {
    return this.steps.map(({ changes }) => changes.map(({ key, row }) => [key, row?.amount ?? null]));
  }

  /** Lets time pass, and everything that waits for it happen. */
  async pass(millis) {
    this.#now += millis;
    for (const [name, { at, action }] of [...this.#timers]) {
      if (at > this.#now) continue;
      this.#timers.delete(name);
      action();
    }
    await settled();
  }

  #later(action, millis) {
    const name = ++this.#names;
    this.#timers.set(name, { at: this.#now + millis, action });
    return name;
  }

  #answer(url) {
    const { views, status, detail } = this.answers;
    if (status === 0) throw new TypeError('nobody listens');
    const body = url.endsWith('/views') ? views : { detail };
    const ok = url.endsWith('/views') || status === 200;
    return { status: ok ? 200 : status, ok, json: async () => body };
  }
}

/** The one view of a gateway. */
export const VIEW = { name: 'winners', key: ['id'], ready: true, reason: null, frontier: '5', rows: 1 };

/** Everything that only waited for promises has happened. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

function sourcesOf(gateway) {
  return class FakeEventSource {
    readyState = 0;
    #listeners = new Map();

    constructor(url) {
      this.url = url;
      gateway.sources.push(this);
    }

    addEventListener(type, listener) {
      this.#listeners.set(type, listener);
    }

    open() {
      this.readyState = 1;
      this.onopen();
    }

    row(id, data) {
      this.onmessage({ lastEventId: id, data: JSON.stringify(data) });
    }

    send(type, id, data) {
      this.#listeners.get(type)({ lastEventId: id, data: JSON.stringify(data) });
    }

    progress(frontier) {
      this.send('progress', `${frontier}~tag`, { mz_timestamp: String(frontier) });
    }

    /** The connection is lost; the browser tries again. */
    lose() {
      this.readyState = 0;
      this.onerror();
    }

    /** The browser has given up. */
    fail() {
      this.readyState = 2;
      this.onerror();
    }

    close() {
      this.readyState = 2;
    }
  };
}
