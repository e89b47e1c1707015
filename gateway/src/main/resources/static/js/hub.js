import { subscribe } from '../client/client.js';

/** Rows held for tabs that join later; beyond it the oldest are let go. */
const ROWS_MAX = 200_000;
/** Changes in one message to a tab, so that no message keeps a tab busy for a noticeable time. */
const MESSAGE_CHANGES_MAX = 1_000;
/** A tab that has not been heard of for this long is gone; background tabs may speak only once a minute. */
const LEASE_MILLIS = 150_000;

/**
 * All tabs and their streams: one connection per filter, however many tabs watch it. Lives in the shared worker, or
 * in the page itself where there is none. A tab says `watch` with the URL of its stream (again every half minute,
 * as a sign of life), `wake` when it comes into sight again, and `leave` when it goes.
 */
export class Hub {
  #environment;
  #streams = new Map();
  #tabs = new Map();

  /** Tests replace `globalThis`. */
  constructor(environment = globalThis) {
    this.#environment = environment;
  }

  /** One message of one tab. A worker is in no window, so subscriptions are woken by the event that they would get in one. */
  receive(tab, { type, url }) {
    if (type === 'leave') this.#leave(tab);
    else if (type === 'wake') this.#environment.dispatchEvent(new Event('pageshow'));
    else this.#watch(tab, url);
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
      if (!this.#streams.has(url)) this.#streams.set(url, new SharedStream(url, this.#environment));
      this.#streams.get(url).join(tab);
    }
    this.#tabs.set(tab, { url, heardAt: Date.now() });
  }

  #leave(tab) {
    const known = this.#tabs.get(tab);
    if (!known) return;
    this.#tabs.delete(tab);
    const stream = this.#streams.get(known.url);
    if (stream.leave(tab)) this.#streams.delete(known.url);
  }
}

/** One subscription and the tabs that watch it; `tab` has one method, `post(message)`. */
class SharedStream {
  #url;
  #subscription;
  #tabs = new Set();
  #complete = false;
  #advancedAt = null;
  #asOf = null;
  #id = null;

  constructor(url, environment) {
    this.#url = url;
    this.#subscription = subscribe(url, {
      environment,
      rowsMax: ROWS_MAX,
      share: false,
      onChange: (step) => this.#handOn(step),
      onState: (state) => this.#tell(this.#tabs, state),
    });
  }

  /** Adds a tab and hands it what is held. */
  join(tab) {
    this.#tabs.add(tab);
    this.#tell([tab], this.#subscription.state);
    if (this.#complete) this.#post([tab], true, Array.from(this.#subscription.rows.values()));
  }

  /** Removes a tab; true when it was the last one, and the connection is closed. */
  leave(tab) {
    this.#tabs.delete(tab);
    if (this.#tabs.size === 0) this.#subscription.close();
    return this.#tabs.size === 0;
  }

  #handOn({ snapshot, changes, asOf, id }) {
    if (asOf !== this.#asOf) this.#advancedAt = Date.now();
    this.#asOf = asOf;
    this.#id = id;
    this.#complete = true;
    this.#post(this.#tabs, snapshot, changes);
  }

  #tell(tabs, state) {
    for (const tab of tabs) tab.post({ type: 'state', url: this.#url, state });
  }

  /** A large step goes in parts, of which the last says that it is complete. */
  #post(tabs, snapshot, changes) {
    const { asOf, dropped } = this.#subscription;
    const progress = { asOf, id: this.#id, advancedAt: this.#advancedAt, at: Date.now() };
    const step = { type: 'step', url: this.#url, snapshot, dropped, ...progress };
    let from = 0;
    do {
      const part = changes.slice(from, from + MESSAGE_CHANGES_MAX);
      from += MESSAGE_CHANGES_MAX;
      for (const tab of tabs) tab.post({ ...step, changes: part, last: from >= changes.length });
    } while (from < changes.length);
  }
}
