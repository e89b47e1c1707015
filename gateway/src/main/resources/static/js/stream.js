import { parseRow } from './json.js';
import { KeyColumns } from './key.js';

/** Rows held for tabs that join later; beyond it the oldest are let go. */
const ROWS_MAX = 200_000;
/** Rows in one message to a tab, so that no message keeps a tab busy for a noticeable time. */
const MESSAGE_ROWS_MAX = 4_000;
/** How often a running snapshot tells its size. */
const SNAPSHOT_REPORT_MILLIS = 150;
/** Silence after which rows are complete on a stream that never sends progress (a topic of the native sink). */
const LINGER_MILLIS = 3_000;
/** Own retries, only when the browser has given the EventSource up. */
const RETRY_MILLIS_MIN = 1_000;
const RETRY_MILLIS_MAX = 30_000;
const PROBE_MILLIS_MAX = 10_000;

/**
 * One EventSource on `/subscribe?progress=true`, the rows it has brought, and the tabs that watch it.
 *
 * Rows wait until progress says that their timestamps are complete, and then go to every tab as one batch: what
 * a tab paints is always the view at one timestamp. A broken connection is resumed by the browser itself with
 * `Last-Event-ID`; only if the browser gives up, this class asks the server why and starts again from the last id.
 */
export class Stream {
  #url;
  #tabs = new Set();
  #source = null;
  #retryTimer = null;
  #lingerTimer = null;
  #lastRowAt = 0;
  #failures = 0;

  #key = new KeyColumns();
  #rows = new Map();
  #pending = [];
  #fresh = true;
  #lastId = null;
  #frontier = null;
  #advancedAt = null;
  #dropped = 0;

  #state = { phase: 'connecting' };
  #resetReason = null;
  #reportedAt = 0;

  constructor(url) {
    this.#url = url;
    this.#connect();
  }

  /** Adds a tab and hands it what is held; `tab` has one method, `post(message)`. */
  join(tab) {
    this.#tabs.add(tab);
    tab.post(this.#stateMessage());
    if (this.#frontier !== null || this.#rows.size > 0) {
      this.#post([tab], true, Array.from(this.#rows.values()));
    }
  }

  /** Removes a tab; true when it was the last one. */
  leave(tab) {
    this.#tabs.delete(tab);
    return this.#tabs.size === 0;
  }

  /** Ends the connection for good. */
  close() {
    this.#source?.close();
    clearTimeout(this.#retryTimer);
    clearInterval(this.#lingerTimer);
  }

  #connect() {
    const url = this.#lastId === null ? this.#url : `${this.#url}&last_event_id=${encodeURIComponent(this.#lastId)}`;
    this.#enter({ phase: 'connecting' });
    const source = new EventSource(url);
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onmessage = (event) => this.#onUpsert(event);
    source.addEventListener('delete', (event) => this.#onDelete(event));
    source.addEventListener('progress', (event) => this.#onProgress(event));
    source.addEventListener('reset', (event) => this.#onReset(event));
    source.onerror = () => this.#broken(source);
  }

  #opened() {
    this.#failures = 0;
    if (this.#fresh && this.#pending.length === 0) this.#key.rewind();
    this.#enter(this.#fresh ? { phase: 'snapshot', rows: this.#pending.length } : { phase: 'replay' });
  }

  #onUpsert(event) {
    this.#lastId = event.lastEventId;
    this.#take(this.#key.ofRow(parseRow(event.data), timestampOf(event.lastEventId)), event.lastEventId, event.data);
  }

  #onDelete(event) {
    this.#lastId = event.lastEventId;
    this.#take(this.#key.ofKey(JSON.parse(event.data)), event.lastEventId, null, event.data);
  }

  #take({ key, changed }, id, data, keyData) {
    if (changed) {
      this.#restart();
      return;
    }
    this.#pending.push(data === null ? { key, id, data, keyData } : { key, id, data });
    if (this.#pending.length > 2 * ROWS_MAX) this.#pending = newestPerKey(this.#pending);
    if (this.#state.phase === 'snapshot') this.#reportSnapshot();
    if (this.#frontier === null) this.#linger();
  }

  #reportSnapshot() {
    const now = performance.now();
    if (now - this.#reportedAt < SNAPSHOT_REPORT_MILLIS) return;
    this.#reportedAt = now;
    this.#enter({ phase: 'snapshot', rows: this.#pending.length });
  }

  #linger() {
    this.#lastRowAt = performance.now();
    this.#lingerTimer ??= setInterval(() => {
      const quiet = performance.now() - this.#lastRowAt > LINGER_MILLIS;
      const open = this.#source.readyState === EventSource.OPEN;
      if (this.#frontier === null && open && quiet && this.#pending.length > 0) this.#commit();
    }, LINGER_MILLIS);
  }

  #onProgress(event) {
    this.#lastId = event.lastEventId;
    const frontier = Number(JSON.parse(event.data).mz_timestamp);
    if (this.#frontier === null || frontier > this.#frontier) this.#advancedAt = Date.now();
    this.#frontier = frontier;
    clearInterval(this.#lingerTimer);
    this.#commit();
  }

  #commit() {
    const rows = this.#pending;
    const fresh = this.#fresh;
    this.#pending = [];
    this.#fresh = false;
    this.#hold(fresh, rows);
    this.#post(this.#tabs, fresh, rows);
    this.#resetReason = null;
    if (this.#state.phase !== 'live') this.#enter({ phase: 'live' });
  }

  #hold(fresh, rows) {
    if (fresh) this.#rows.clear();
    for (const row of rows) {
      if (row.data === null) this.#rows.delete(row.key);
      else this.#rows.set(row.key, row);
    }
    for (const key of this.#rows.keys()) {
      if (this.#rows.size <= ROWS_MAX) break;
      this.#rows.delete(key);
      this.#dropped++;
    }
  }

  #onReset(event) {
    this.#pending = [];
    this.#fresh = true;
    this.#key.rewind();
    this.#resetReason = JSON.parse(event.data).reason ?? '';
    this.#enter({ phase: 'snapshot', rows: 0 });
  }

  /** Other key columns than thought: what is held is keyed wrongly, so the stream is read again from a snapshot. */
  #restart() {
    this.#source.close();
    this.#pending = [];
    this.#fresh = true;
    this.#lastId = null;
    this.#connect();
  }

  #broken(source) {
    if (source.readyState === EventSource.CONNECTING) {
      if (this.#state.phase !== 'waiting') this.#enter({ phase: 'waiting', since: Date.now() });
      return;
    }
    source.close();
    this.#findOutWhy();
  }

  /** An EventSource cannot read a refusal; a plain request can. */
  async #findOutWhy() {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PROBE_MILLIS_MAX);
    try {
      const response = await fetch(this.#url, { signal: abort.signal, cache: 'no-store' });
      if (response.status === 400) {
        this.#enter({ phase: 'refused', reason: await reasonOf(response) });
        return;
      }
    } catch {
      // Nobody answers; the retry below is for this.
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
    if (this.#tabs.size > 0) this.#retryLater();
  }

  #retryLater() {
    const ceiling = Math.min(RETRY_MILLIS_MAX, RETRY_MILLIS_MIN * 2 ** this.#failures++);
    const delay = ceiling * (0.5 + Math.random() / 2);
    this.#enter({ phase: 'retrying', at: Date.now() + delay });
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
  }

  #enter(state) {
    this.#state = state;
    for (const tab of this.#tabs) tab.post(this.#stateMessage());
  }

  #stateMessage() {
    return { type: 'state', url: this.#url, state: { ...this.#state, resetReason: this.#resetReason } };
  }

  #post(tabs, fresh, rows) {
    const at = Date.now();
    const progress = { frontier: this.#frontier, advancedAt: this.#advancedAt, dropped: this.#dropped, at };
    let from = 0;
    do {
      const part = rows.slice(from, from + MESSAGE_ROWS_MAX);
      from += MESSAGE_ROWS_MAX;
      const message = { type: 'batch', url: this.#url, fresh, rows: part, last: from >= rows.length, ...progress };
      for (const tab of tabs) tab.post(message);
    } while (from < rows.length);
  }
}

function timestampOf(id) {
  return id.slice(0, id.indexOf('-'));
}

function newestPerKey(rows) {
  const newest = new Map();
  for (const row of rows) {
    newest.delete(row.key);
    newest.set(row.key, row);
  }
  return Array.from(newest.values()).slice(-ROWS_MAX);
}

async function reasonOf(response) {
  try {
    const problem = await response.json();
    return problem.detail ?? problem.title ?? String(response.status);
  } catch {
    return String(response.status);
  }
}
