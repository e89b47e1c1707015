import { Hub } from './hub.js';

/** Tabs with another number do not understand each other's messages, so they get a worker of their own. */
const PROTOCOL = 3;
const SIGN_OF_LIFE_MILLIS = 30_000;
/** A worker that has not answered by then is not coming (no module workers, or blocked): connect directly. */
const WORKER_START_MILLIS_MAX = 5_000;

/**
 * This tab's way to the stream: through the worker that all tabs share, or directly where the browser has none.
 * `listener(message)` gets the messages of a Hub.
 */
export class Connection {
  #listener;
  #send;
  #url = null;
  #fallbackTimer = null;

  constructor(listener) {
    this.#listener = listener;
    try {
      this.#throughWorker();
    } catch {
      this.#directly();
    }
    setInterval(() => this.#signOfLife(), SIGN_OF_LIFE_MILLIS);
    addEventListener('pagehide', () => this.#send({ type: 'leave' }));
    addEventListener('pageshow', (event) => event.persisted && this.#signOfLife());
    document.addEventListener('visibilitychange', () => document.hidden || this.#send({ type: 'wake' }));
  }

  /** Watches another stream from now on; the old one is closed if no other tab watches it. */
  watch(url) {
    this.#url = url;
    this.#signOfLife();
  }

  /** Asks for all that the stream holds, as a new tab does. */
  join() {
    this.#send({ type: 'leave' });
    this.#signOfLife();
  }

  #signOfLife() {
    if (this.#url !== null) this.#send({ type: 'watch', url: this.#url });
  }

  #throughWorker() {
    const script = new URL('worker.js', import.meta.url);
    const worker = new SharedWorker(script, { type: 'module', name: `stream-${PROTOCOL}` });
    this.#send = (message) => worker.port.postMessage(message);
    const giveUp = () => {
      if (this.#fallbackTimer === null) return;
      worker.port.onmessage = null;
      worker.port.postMessage({ type: 'leave' });
      this.#answered();
      this.#directly();
      this.#signOfLife();
    };
    this.#fallbackTimer = setTimeout(giveUp, WORKER_START_MILLIS_MAX);
    worker.onerror = giveUp;
    worker.port.onmessage = ({ data }) => {
      this.#answered();
      this.#listener(data);
    };
  }

  #answered() {
    clearTimeout(this.#fallbackTimer);
    this.#fallbackTimer = null;
  }

  #directly() {
    const hub = new Hub();
    const tab = { post: (message) => this.#listener(message) };
    this.#send = (message) => hub.receive(tab, message);
  }
}
