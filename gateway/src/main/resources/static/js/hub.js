import { Stream } from './stream.js';

/** A tab that has not been heard of for this long is gone; background tabs may speak only once a minute. */
const LEASE_MILLIS = 150_000;

/**
 * All tabs and their streams: one connection per filter, however many tabs watch it. Lives in the shared worker, or
 * in the page itself where there is none. A tab says `watch` with the URL of its stream (again every half minute,
 * as a sign of life) and `leave` when it goes.
 */
export class Hub {
  #streams = new Map();
  #tabs = new Map();

  /** One message of one tab. */
  receive(tab, message) {
    if (message.type === 'leave') this.#leave(tab);
    else this.#watch(tab, message.url);
  }

  /** Lets go of the tabs that crashed without a word. */
  sweep(now) {
    for (const [tab, { heardAt }] of this.#tabs) {
      if (now - heardAt > LEASE_MILLIS) this.#leave(tab);
    }
  }

  #watch(tab, url) {
    const known = this.#tabs.get(tab);
    if (known?.url !== url) {
      if (known) this.#leave(tab);
      if (!this.#streams.has(url)) this.#streams.set(url, new Stream(url));
      this.#streams.get(url).join(tab);
    }
    this.#tabs.set(tab, { url, heardAt: Date.now() });
  }

  #leave(tab) {
    const known = this.#tabs.get(tab);
    if (!known) return;
    this.#tabs.delete(tab);
    const stream = this.#streams.get(known.url);
    if (stream.leave(tab)) {
      stream.close();
      this.#streams.delete(known.url);
    }
  }
}
