import { Change, Rows, isOfSnapshot, timestampOf } from './rows.js';
import { Stream } from './stream.js';
import { Tabs } from './tabs.js';

/** How often a view that is not live is asked what it is waiting for. */
const ASK_MILLIS = 5_000;
/** On a topic without progress rows are shown at the latest this long after the first of them. */
const LINGER_MILLIS = 1_000;
/** How often a running snapshot tells its size. */
const SNAPSHOT_REPORT_MILLIS = 150;
/** On waking nobody is trusted who was silent for so long: gateways speak at least every 15 seconds. */
const SILENCE_MILLIS_MAX = 20_000;
const WAKING = ['online', 'pageshow', 'visibilitychange'];

/**
 * Follows a view until `close()`; its rows are held by key, and each change is handed on only when its timestamp is
 * complete. What the options and the result are is written in `client.d.ts`.
 */
export function subscribe(url, options) {
  return new Subscription(url, options);
}

class Subscription {
  #url;
  #options;
  #environment;
  #rows;
  #stream;
  #tabs = null;

  #asking;
  #lingering = null;
  #id = null;
  #withProgress = null;
  #view = null;
  #state = { phase: 'connecting' };
  #resetReason = null;
  #reportedAt = 0;
  #joined = false;
  #closed = false;
  /** Every change at a time strictly below it is in `rows`; null before the first, and on a topic without progress. */
  asOf = null;

  constructor(url, options) {
    this.#options = options;
    this.#environment = options.environment ?? globalThis;
    this.#url = streamUrl(new URL(url, this.#environment.location?.href), options);
    this.#rows = new Rows(options.rowsMax);
    this.#stream = new Stream(this.#url, options, this.#environment, this.#take, this.#enter);
    this.#begin(options);
  }

  /** The rows as of the last complete step: a Map from key to Change. */
  get rows() {
    return this.#rows.held;
  }

  /** Rows that `rowsMax` did not leave room for. */
  get dropped() {
    return this.#rows.dropped;
  }

  get state() {
    return { ...this.#state, view: this.#view, resetReason: this.#resetReason };
  }

  /** Ends the connection for good. */
  close() {
    this.#save();
    this.#closed = true;
    this.#listen('removeEventListener');
    this.#stream.close();
    this.#tabs?.close();
    this.#environment.clearInterval(this.#asking);
    this.#environment.clearTimeout(this.#lingering);
  }

  /** Keys come first: a row alone does not say which columns identify it. */
  async #begin({ token, share = !token }) {
    await null; // Nobody is called before subscribe() has returned.
    this.#restore();
    await this.#describe();
    if (this.#closed) return;
    this.#listen('addEventListener');
    const { navigator, BroadcastChannel } = this.#environment;
    if (share && navigator?.locks && BroadcastChannel) {
      this.#tabs = new Tabs(`${share} ${this.#url}`, this.#environment, this.#lead, this.#hear);
      this.#join();
    } else this.#stream.open();
    this.#asking = this.#environment.setInterval(() => this.#state.phase !== 'live' && this.#describe(), ASK_MILLIS);
  }

  #listen(how) {
    for (const type of WAKING) this.#environment[how]?.(type, this.#wake);
    this.#environment[how]?.('pagehide', this.#save);
  }

  /** A computer or a tab that wakes up waits for nothing, and trusts no connection and no leader that was silent. */
  #wake = () => {
    const silent = this.#environment.Date.now() - this.#stream.heardAt > SILENCE_MILLIS_MAX;
    const { phase } = this.#state;
    if (this.#environment.document?.hidden || phase === 'refused' || (!silent && phase !== 'retrying')) return;
    if (this.#tabs?.leads === false) this.#tabs.lead(true);
    else this.#stream.open();
  };

  /** The leader goes on where this tab was; a tab that leads no more has no connection. */
  #lead = (leads) => {
    this.#stream.lastId = this.#id;
    this.#rows.restart(this.#id === null);
    if (leads) this.#stream.open();
    else {
      this.#stream.close();
      this.#join();
    }
  };

  #join() {
    this.#joined = false;
    this.#tabs.tell({ joins: true });
  }

  /** A follower holds what the leader tells it, from a snapshot on; who has joined before needs none for those who join. */
  #hear = ({ joins, state, step }) => {
    if (joins && this.#tabs.leads) this.#welcome();
    if (joins || this.#tabs.leads) return;
    this.#stream.heardAt = this.#environment.Date.now();
    if (state) this.#enter(state);
    if (!step || (this.#joined ? step.again : !step.snapshot)) return;
    this.#joined = true;
    this.#hold(step, 'live');
  };

  #welcome() {
    if (this.#id !== null) this.#tabs.tell({ step: this.#whole() });
    this.#tabs.tell({ state: this.#state });
  }

  /** What is held, as a step. */
  #whole() {
    return { snapshot: true, again: true, changes: [...this.rows.values()], key: this.#rows.keyColumns, asOf: this.asOf, id: this.#id };
  }

  /** Takes over what another tab, or an earlier page, has held. */
  #hold({ snapshot, changes, key, asOf, id }, phase) {
    this.#rows.restart(snapshot);
    this.#rows.keyColumns = key;
    for (const { id, text, deleted } of changes) this.#rows.add(new Change(id, text, deleted));
    this.#stream.lastId = id;
    this.#complete(asOf, id, phase);
  }

  #restore() {
    const saved = JSON.parse(this.#options.storage?.getItem(this.#url) ?? null);
    if (saved) this.#hold(saved, 'connecting');
  }

  #save = () => {
    const { storage } = this.#options;
    if (!storage || this.#id === null || this.#closed) return;
    try {
      storage.setItem(this.#url, JSON.stringify(this.#whole()));
    } catch {
      storage.removeItem(this.#url); // No room: the next page begins with a snapshot.
    }
  };

  #take = (type, { lastEventId, data }) => {
    if (type === 'progress') this.#advance(JSON.parse(data).mz_timestamp);
    else if (type === 'reset') this.#reset(JSON.parse(data).reason);
    else {
      if (type === 'open') this.#enter({ phase: this.#rows.inSnapshot ? 'snapshot' : 'replay', rows: this.#rows.pending.length });
      else this.#add(new Change(lastEventId, data, type === 'delete'));
      if (this.#withoutProgress) this.#lingering ??= this.#environment.setTimeout(() => this.#linger(), LINGER_MILLIS);
    }
  };

  #add(change) {
    const newest = this.#rows.pending.at(-1);
    const begins = newest && timestampOf(newest.id) !== timestampOf(change.id);
    if (begins && this.#withoutProgress && !isOfSnapshot(newest)) this.#complete(null, newest.id);
    this.#rows.add(change);
    const now = this.#environment.Date.now();
    if (this.#state.phase !== 'snapshot' || now - this.#reportedAt < SNAPSHOT_REPORT_MILLIS) return;
    this.#reportedAt = now;
    this.#enter({ phase: 'snapshot', rows: this.#rows.pending.length });
  }

  #advance(time = null) {
    this.#withProgress = time !== null;
    this.#complete(time);
  }

  #reset(reason) {
    this.#rows.restart(true);
    this.#resetReason = reason;
    this.#enter({ phase: 'snapshot', rows: 0 });
    this.#describe();
  }

  /** Whether nothing will say that a timestamp is complete: the stream has said so, or else the gateway. */
  get #withoutProgress() {
    return this.#withProgress === null ? this.#view?.ready && this.#view.frontier === null : !this.#withProgress;
  }

  #linger() {
    this.#lingering = null;
    const newest = this.#rows.pending.at(-1);
    if (newest ? !isOfSnapshot(newest) : !this.#rows.inSnapshot) this.#complete(null);
  }

  /** What waits is complete up to this frontier. */
  #complete(asOf, id = this.#stream.lastId, phase = 'live') {
    this.#environment.clearTimeout(this.#lingering);
    this.#lingering = null;
    this.#rows.complete = { n: this.#rows.pending.length, id, asOf };
    this.#commit(phase);
  }

  /** Hands on what is complete; while the key is not known, that waits until the gateway says it. */
  #commit(phase) {
    const { complete, keyColumns } = this.#rows;
    if (complete === null) return;
    if (complete.n > 0 && keyColumns === null) {
      this.#describe();
      return;
    }
    const step = this.#rows.commit();
    this.#id = step.id;
    this.asOf = step.asOf;
    if (this.#tabs?.leads) this.#tabs.tell({ step: { ...step, key: keyColumns } });
    this.#options.onChange?.(step);
    this.#resetReason = null;
    if (this.#state.phase !== phase) this.#enter({ phase });
    if (this.#view?.ready === false) this.#describe();
  }

  /** Asks the gateway what it says of the view; nothing changes while it does not answer. */
  async #describe() {
    const [, base, topic] = this.#url.pathname.match(/^(.*?\/)subscribe(?:\/(.*))?$/);
    const ofTopic = ({ name }) => !topic || name === topic;
    const view = await this.#stream.request(new URL(`${base}views`, this.#url), async (answer) => (await answer.json()).find(ofTopic));
    if (!view || this.#closed) return;
    this.#view = view;
    this.#options.onState?.(this.state);
    if (view.key) this.#learnKey(view.key);
  }

  /** With another key what is held cannot be told apart any more: the stream is read again from a snapshot. */
  #learnKey(columns) {
    const known = this.#rows.keyColumns;
    if (known?.join() === columns.join() || this.#tabs?.leads === false) return;
    this.#rows.keyColumns = columns;
    if (known === null) this.#commit('live');
    else {
      this.#rows.restart(true);
      this.#id = this.#stream.lastId = null;
      this.#stream.open();
    }
  }

  /** Of several failed attempts the first says since when. */
  #enter = (state) => {
    if (state.phase === 'waiting' && this.#state.phase === 'waiting') return;
    this.#state = state;
    if (this.#tabs?.leads) this.#tabs.tell({ state });
    this.#options.onState?.(this.state);
  };
}

/** Equal questions have equal addresses, so that tabs share a connection. */
function streamUrl(url, { where = {}, select }) {
  for (const [column, values] of Object.entries(where)) {
    for (const value of [values].flat()) url.searchParams.append(`column.${column}`, value);
  }
  if (select) url.searchParams.set('select', select);
  url.searchParams.set('progress', true);
  url.searchParams.sort();
  return url;
}
