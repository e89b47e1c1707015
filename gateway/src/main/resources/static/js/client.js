import { Change, Rows, isOfSnapshot, keyColumnsOf, timestampOf } from './rows.js';

/**
 * The rows of a view, held in step with a gateway: `subscribe(url, options)`. No dependencies and no DOM: for
 * pages, workers and programs.
 *
 * What it promises: a change is handed on only when its timestamp is complete; a broken connection goes on where it
 * was; a stream that cannot be continued begins anew from a snapshot, which replaces what was held.
 */

/** How often a view that is not live is asked what it is waiting for. */
const ASK_MILLIS = 5_000;
const ASK_MILLIS_MAX = 10_000;
/** On a topic without progress rows are shown at the latest this long after the first of them. */
const LINGER_MILLIS = 1_000;
/** How often a running snapshot tells its size. */
const SNAPSHOT_REPORT_MILLIS = 150;
/** Own attempts, only after the EventSource has given up. */
const RETRY_MILLIS_MIN = 1_000;
const RETRY_MILLIS_MAX = 30_000;
/** `EventSource.CONNECTING`: the browser tries again by itself. */
const CONNECTING = 0;

/**
 * Follows the stream at `url` until `close()`.
 *
 * Options: `onChange({ snapshot, changes, asOf, id })` gets each complete step; `snapshot` says that it replaces what was
 * held, `changes` are in the order of the stream, `asOf` is the frontier (text) or null on a topic without progress,
 * `id` is where a later stream goes on.
 * `onState(state)` gets `{ phase, view, … }`, with `phase` one of `connecting`, `snapshot`, `replay`, `live`,
 * `waiting`, `retrying`, `refused`, and `view` as `GET /views` describes it or null. `rowsMax` bounds what is held.
 * `environment` replaces `EventSource`, `fetch`, timers and the clock.
 */
export function subscribe(url, options) {
  return new Subscription(url, options);
}

class Subscription {
  #url;
  #onChange;
  #onState;
  #environment;
  #rows;

  #source = null;
  #timers = new Map();
  #failures = 0;
  #lastId = null;
  #frontier = null;
  #progress = null;
  #view = null;
  #state = { phase: 'connecting' };
  #resetReason = null;
  #reportedAt = 0;
  #closed = false;

  constructor(url, { onChange, onState = () => {}, rowsMax, environment = {} }) {
    this.#url = url;
    this.#onChange = onChange;
    this.#onState = onState;
    this.#environment = { ...standardEnvironment(), ...environment };
    this.#rows = new Rows(rowsMax);
    this.#begin();
  }

  /** The rows as of the last complete step: a Map from key to Change. */
  get rows() {
    return this.#rows.held;
  }

  /** Every change at a time strictly below it is in `rows`; null before the first, and on a topic without progress. */
  get asOf() {
    return this.#frontier;
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
    this.#closed = true;
    this.#source?.close();
    for (const name of this.#timers.keys()) this.#cancel(name);
  }

  /** Keys come first: a row alone does not say which columns identify it. */
  async #begin() {
    await this.#describe();
    if (this.#closed) return;
    this.#connect();
    this.#askLater();
  }

  #connect() {
    this.#enter({ phase: 'connecting' });
    const url = this.#lastId === null ? this.#url : withParameter(this.#url, 'last_event_id', this.#lastId);
    const source = new this.#environment.EventSource(url);
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onmessage = (event) => this.#take(event, false);
    source.addEventListener('delete', (event) => this.#take(event, true));
    source.addEventListener('progress', (event) => this.#advance(event));
    source.addEventListener('reset', (event) => this.#reset(event));
    source.onerror = () => this.#broken(source);
  }

  #opened() {
    this.#failures = 0;
    if (this.#rows.inSnapshot) this.#enter({ phase: 'snapshot', rows: this.#rows.pending });
    else this.#enter({ phase: 'replay' });
    if (this.#withoutProgress) this.#linger();
  }

  #take(event, deleted) {
    const change = new Change(event.lastEventId, event.data, deleted);
    const newest = this.#rows.newest;
    const followsOther = newest !== undefined && timestampOf(newest.id) !== timestampOf(change.id);
    if (this.#withoutProgress && followsOther && !isOfSnapshot(newest.id)) {
      this.#rows.complete();
      this.#commit();
    }
    this.#lastId = change.id;
    this.#rows.add(change);
    if (deleted) this.#learnKey(keyColumnsOf(change));
    if (this.#state.phase === 'snapshot') this.#reportSnapshot();
    if (this.#withoutProgress) this.#linger();
  }

  #advance(event) {
    this.#lastId = event.lastEventId;
    const time = JSON.parse(event.data).mz_timestamp;
    this.#progress = time !== undefined;
    if (this.#progress) this.#frontier = time;
    this.#rows.complete();
    this.#commit();
  }

  #reset(event) {
    this.#lastId = null;
    this.#rows.restart();
    this.#resetReason = JSON.parse(event.data).reason ?? '';
    this.#enter({ phase: 'snapshot', rows: 0 });
    this.#describe();
  }

  /** Whether nothing will say that a timestamp is complete: the stream has said so, or else the gateway. */
  get #withoutProgress() {
    if (this.#progress !== null) return !this.#progress;
    return this.#view !== null && this.#view.ready && this.#view.frontier === null;
  }

  #linger() {
    this.#after('linger', LINGER_MILLIS, () => {
      const { newest, inSnapshot } = this.#rows;
      const goesOn = newest === undefined ? inSnapshot && this.#view?.rows !== 0 : isOfSnapshot(newest.id);
      if (goesOn || !this.#withoutProgress) return;
      this.#rows.complete();
      this.#commit();
    });
  }

  /** Hands on what is complete; while the key is not known, that waits until the gateway says it. */
  #commit() {
    this.#cancel('linger');
    if (!this.#rows.areKeyed) {
      this.#after('key', LINGER_MILLIS, () => this.#describe().then(() => this.#commit()));
      return;
    }
    this.#onChange({ ...this.#rows.commit(), asOf: this.#frontier, id: this.#lastId });
    this.#resetReason = null;
    if (this.#state.phase !== 'live') this.#enter({ phase: 'live' });
    if (this.#view !== null && !this.#view.ready) this.#describe();
  }

  #reportSnapshot() {
    const now = this.#environment.now();
    if (now - this.#reportedAt < SNAPSHOT_REPORT_MILLIS) return;
    this.#reportedAt = now;
    this.#enter({ phase: 'snapshot', rows: this.#rows.pending });
  }

  #broken(source) {
    if (source.readyState === CONNECTING) {
      if (this.#state.phase !== 'waiting') this.#enter({ phase: 'waiting', since: this.#environment.now() });
      return;
    }
    source.close();
    this.#findOutWhy();
  }

  /** An EventSource cannot read a refusal; a plain request can. */
  async #findOutWhy() {
    const refused = await this.#request(this.#url, async (response) =>
      response.status === 400 ? await reasonOf(response) : null,
    );
    if (this.#closed) return;
    if (refused !== null) this.#enter({ phase: 'refused', reason: refused });
    else this.#retryLater();
  }

  #retryLater() {
    const ceiling = Math.min(RETRY_MILLIS_MAX, RETRY_MILLIS_MIN * 2 ** this.#failures++);
    const delay = ceiling * (0.5 + this.#environment.random() / 2);
    this.#enter({ phase: 'retrying', at: this.#environment.now() + delay });
    this.#after('retry', delay, () => this.#connect());
  }

  /** Asks the gateway what it says of the view; nothing changes while it does not answer. */
  async #describe() {
    const views = await this.#request(new URL('views', this.#url), (response) => (response.ok ? response.json() : null));
    const view = views?.[0] ?? null;
    if (view === null || this.#closed) return;
    this.#view = view;
    this.#learnKey(view.key);
    this.#onState(this.state);
  }

  /** With another key what is held cannot be told apart any more: the stream is read again from a snapshot. */
  #learnKey(columns) {
    const known = this.#rows.keyColumns;
    if (columns === null || sameColumns(columns, known)) return;
    this.#rows.keyColumns = columns;
    if (known === null) return;
    this.#source?.close();
    this.#rows.restart();
    this.#lastId = null;
    this.#connect();
  }

  #askLater() {
    this.#after('ask', ASK_MILLIS, async () => {
      if (this.#state.phase !== 'live') await this.#describe();
      this.#askLater();
    });
  }

  async #request(url, read) {
    const abort = new AbortController();
    const timer = this.#environment.setTimeout(() => abort.abort(), ASK_MILLIS_MAX);
    try {
      return await read(await this.#environment.fetch(url, { signal: abort.signal, cache: 'no-store' }));
    } catch {
      return null; // Nobody answers; whoever asked asks again.
    } finally {
      this.#environment.clearTimeout(timer);
      abort.abort();
    }
  }

  #enter(state) {
    this.#state = state;
    this.#onState(this.state);
  }

  #after(name, millis, action) {
    if (this.#timers.has(name) || this.#closed) return;
    const run = () => {
      this.#timers.delete(name);
      action();
    };
    this.#timers.set(name, this.#environment.setTimeout(run, millis));
  }

  #cancel(name) {
    this.#environment.clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

function sameColumns(some, others) {
  return others !== null && some.length === others.length && some.every((column) => others.includes(column));
}

function withParameter(url, name, value) {
  return `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}

async function reasonOf(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.detail ?? problem.title ?? String(response.status);
}

function standardEnvironment() {
  return {
    EventSource: globalThis.EventSource,
    fetch: (...request) => globalThis.fetch(...request),
    setTimeout: (...timer) => globalThis.setTimeout(...timer),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => Date.now(),
    random: () => Math.random(),
  };
}
