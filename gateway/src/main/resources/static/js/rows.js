/** One change of a row: `key` tells rows apart, `text` is the row's JSON, or the key's where `deleted`. */
export class Change {
  #row;

  constructor(id, text, deleted) {
    this.key = null;
    this.id = id;
    this.text = text;
    this.deleted = deleted;
  }

  /** The row's values by column; null for a deletion. Integers beyond 2^53 are text, exact. */
  get row() {
    return this.deleted ? null : (this.#row ??= parseRow(this.text));
  }
}

/** Rows by key, and the changes that wait until their timestamp is complete. Knows no clock and no network. */
export class Rows {
  #keyColumns = null;
  #rowsMax;
  #held = new Map();
  #pending = [];
  #complete = 0;
  #snapshot = true;
  dropped = 0;

  constructor(rowsMax = Infinity) {
    this.#rowsMax = rowsMax;
  }

  /** The rows as of the last complete step: a Map from key to Change. */
  get held() {
    return this.#held;
  }

  get pending() {
    return this.#pending.length;
  }

  /** The last change that waits. */
  get newest() {
    return this.#pending.at(-1);
  }

  /** Whether a snapshot is being read: its end replaces what is held. */
  get inSnapshot() {
    return this.#snapshot;
  }

  get keyColumns() {
    return this.#keyColumns;
  }

  /** The columns that make the key. They may become known after the first rows, but not after the first step. */
  set keyColumns(columns) {
    this.#keyColumns = columns;
  }

  /** Whether every change can be told apart from others by its key. */
  get areKeyed() {
    return this.#keyColumns !== null || this.#pending.length === 0;
  }

  /** What waits is void, and a snapshot follows. */
  restart() {
    this.#pending = [];
    this.#complete = 0;
    this.#snapshot = true;
  }

  /** A change that waits for its timestamp to be complete. */
  add(change) {
    if (this.#keyColumns !== null) change.key = keyOf(change, this.#keyColumns);
    this.#pending.push(change);
    if (this.#pending.length > 2 * this.#rowsMax) this.#thin();
  }

  /** All that waits now is complete. */
  complete() {
    this.#complete = this.#pending.length;
  }

  /** Holds what is complete and returns it. */
  commit() {
    const step = { snapshot: this.#snapshot, changes: this.#pending.splice(0, this.#complete) };
    this.#complete = 0;
    this.#snapshot = false;
    if (step.snapshot) this.#held.clear();
    for (const change of step.changes) this.#hold(change);
    for (const key of this.#held.keys()) {
      if (this.#held.size <= this.#rowsMax) break;
      this.#held.delete(key);
      this.dropped++;
    }
    return step;
  }

  #hold(change) {
    change.key ??= keyOf(change, this.#keyColumns);
    if (change.deleted) this.#held.delete(change.key);
    else this.#held.set(change.key, change);
  }

  /** Of a snapshot larger than what may be held only the newest rows are kept. */
  #thin() {
    const newest = new Map();
    for (const change of this.#pending) {
      const key = change.key ?? change.text;
      newest.delete(key);
      newest.set(key, change);
    }
    this.dropped += Math.max(0, newest.size - this.#rowsMax);
    this.#pending = Array.from(newest.values()).slice(-this.#rowsMax);
    this.#complete = Math.min(this.#complete, this.#pending.length);
  }
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;
const LONG_INTEGER = /\d{16}/;
const INTEGER = /^-?\d+$/;

/**
 * The value of a row's JSON text. A bigint is a JSON number, which may be larger than a JavaScript number holds
 * exactly; such an integer becomes the text that was sent.
 */
export function parseRow(text) {
  const value = JSON.parse(LONG_INTEGER.test(text) ? text.replace(STRING_OR_NUMBER, quoteIfLong) : text);
  return value !== null && typeof value === 'object' ? value : { value };
}

/** The text of a column's JSON value as filters compare it: `95.0` stays `95.0`. */
export function filterText(text, column) {
  const exact = JSON.parse(text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`)));
  const value = valueOf(exact, column) ?? null;
  return value !== null && typeof value === 'object' ? JSON.stringify(parseRow(text)[column]) : String(value);
}

function quoteIfLong(token) {
  return INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;
}

/** The `mz_timestamp` of an event id, as text; `<mz_timestamp>-<offset>.<end>~<tag>` is its longest form. */
export function timestampOf(id) {
  return id.slice(0, id.search(/[-~]|$/));
}

/** The topic's offset in the id of a row. */
export function offsetOf(id) {
  return Number.parseInt(id.slice(id.indexOf('-') + 1), 10);
}

/** Whether the id is that of a row inside a snapshot, which goes on after it. */
export function isOfSnapshot(id) {
  return /^\d+-\d+\.\d/.test(id);
}

/** The key columns that a deletion names: its text is the key. */
export function keyColumnsOf(deletion) {
  return Object.keys(JSON.parse(deletion.text));
}

/** The value of a column; undefined if the row has no such column, whatever the column is called. */
export function valueOf(row, column) {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

function keyOf({ text }, columns) {
  const row = parseRow(text);
  const values = columns.map((column) => valueOf(row, column) ?? null);
  return JSON.stringify(values.length === 1 ? values[0] : values);
}
