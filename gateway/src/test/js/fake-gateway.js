import { subscribe } from '../../main/resources/static/client/client.js';

/** The network, the clock and the timers of a subscription, all in the test's hand. */
export class FakeGateway {
  sources = [];
  steps = [];
  states = [];
  requests = [];
  answers = { views: [VIEW], status: 200 };
  #now = 1_000;
  #timers = new Map();
  #names = 0;
  #listeners = [];

  environment = {
    EventSource: sourcesOf(this),
    fetch: async (url, request) => {
      this.requests.push({ url: String(url), ...request });
      return this.#answer(String(url));
    },
    setTimeout: (action, millis) => this.#later(action, millis, null),
    clearTimeout: (name) => this.#timers.delete(name),
    setInterval: (action, millis) => this.#later(action, millis, millis),
    clearInterval: (name) => this.#timers.delete(name),
    addEventListener: (type, action) => this.#listeners.push({ type, action }),
    removeEventListener: (type, action) => {
      this.#listeners = this.#listeners.filter((listener) => listener.type !== type || listener.action !== action);
    },
    dispatchEvent: ({ type }) => this.#tell(type),
    Date: { now: () => this.#now },
    Math: { random: () => 1 },
  };

  /** A subscription that has opened its stream. */
  async subscribe(options = {}) {
    const subscription = await this.beginSettled(options);
    this.source.open();
    return subscription;
  }

  /** A subscription that has asked what it can. */
  async beginSettled(options = {}) {
    const subscription = this.begin(options);
    await settled();
    return subscription;
  }

  /** A subscription as it begins: nothing has been answered. What is no option of its own is of its environment. */
  begin(options = {}, url = 'http://gateway/subscribe') {
    const { document, navigator, BroadcastChannel, ...own } = options;
    return subscribe(url, {
      onChange: (step) => this.steps.push(step),
      onState: (state) => this.states.push(state),
      environment: { ...this.environment, document, navigator, BroadcastChannel },
      ...own,
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
    for (const [name, { at, action, every }] of [...this.#timers]) {
      if (at > this.#now) continue;
      this.#timers.delete(name);
      if (every !== null) this.#timers.set(name, { at: this.#now + every, action, every });
      action();
    }
    await settled();
  }

  /** Something happens to the window. */
  async happen(type) {
    this.#tell(type);
    await settled();
  }

  #tell(type) {
    for (const listener of this.#listeners) if (listener.type === type) listener.action();
  }

  #later(action, millis, every) {
    const name = ++this.#names;
    this.#timers.set(name, { at: this.#now + millis, action, every });
    return name;
  }

  #answer(url) {
    const { views, status, detail } = this.answers;
    if (status === 0) throw new TypeError('nobody listens');
    const body = url.endsWith('/views') ? views : { detail };
    const ok = url.endsWith('/views') || status === 200;
    const type = url.endsWith('/views') || !ok ? 'application/json' : 'text/event-stream';
    return { status: ok ? 200 : status, ok, headers: new Headers({ 'Content-Type': type }), json: async () => body };
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

    constructor(url, { withCredentials }) {
      this.withCredentials = withCredentials;
      this.url = String(url);
      gateway.sources.push(this);
    }

    /** Where the stream was asked to go on. */
    get lastEventId() {
      return new URL(this.url).searchParams.get('last_event_id');
    }

    addEventListener(type, listener) {
      this.#listeners.set(type, listener);
    }

    open() {
      this.readyState = 1;
      this.#tell('open', {});
    }

    row(id, data) {
      this.send('message', id, data);
    }

    send(type, id, data) {
      this.#tell(type, { lastEventId: id, data: JSON.stringify(data) });
    }

    progress(frontier) {
      this.send('progress', `${frontier}~tag`, { mz_timestamp: String(frontier) });
    }

    /** The connection is lost; the browser tries again. */
    lose() {
      this.readyState = 0;
      this.#tell('error', {});
    }

    /** The browser has given up. */
    fail() {
      this.readyState = 2;
      this.#tell('error', {});
    }

    close() {
      this.readyState = 2;
    }

    #tell(type, event) {
      this.#listeners.get(type)(event);
    }
  };
}
