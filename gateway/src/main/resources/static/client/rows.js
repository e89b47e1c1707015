/** One change of a row: `key` tells rows apart, `text` is the row's JSON, or the key's where `deleted`. */
export class Change {
  #row;
  key = null;

  constructor(id, text, deleted) {
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
  #rowsMax;
  /** The columns that make the key, null while they are not known. */
  keyColumns = null;
  /** The rows as of the last complete step: a Map from key to Change. */
  held = new Map();
  /** The changes that wait, in the order in which they came. */
  pending = [];
  /** How many of them are complete, with the id and the frontier there; null while none are. */
  complete = null;
  /** Whether a snapshot is being read: its end replaces what is held. */
  inSnapshot = true;
  /** Rows that there was no room for: of too many the newest are held. */
  dropped = 0;

  constructor(rowsMax = Infinity) {
    this.#rowsMax = rowsMax;
  }

  /** What waits is void; a snapshot follows, or what came after the last step. */
  restart(inSnapshot) {
    this.pending = [];
    this.complete = null;
    this.inSnapshot = inSnapshot;
  }

  /** A change that waits for its timestamp to be complete. */
  add(change) {
    this.pending.push(change);
    if (this.inSnapshot && this.pending.length > 2 * this.#rowsMax) {
      this.pending.splice(0, this.#rowsMax);
      this.dropped += this.#rowsMax;
    }
  }

  /** Holds what is complete and returns it. */
  commit() {
    const { n, id, asOf } = this.complete;
    const step = { snapshot: this.inSnapshot, changes: this.pending.splice(0, n), asOf, id };
    this.complete = null;
    this.inSnapshot = false;
    if (step.snapshot) this.held.clear();
    for (const change of step.changes) {
      change.key = keyOf(change, this.keyColumns);
      if (change.deleted) this.held.delete(change.key);
      else this.held.set(change.key, change);
    }
    for (const key of this.held.keys()) {
      if (this.held.size <= this.#rowsMax) break;
      this.held.delete(key);
      this.dropped++;
    }
    return step;
  }
}

/** Strings, so that nothing in them is taken for a number; and numbers. */
export const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/**
 * The value of a row's JSON text. A bigint is a JSON number, which may be larger than a JavaScript number holds
 * exactly; such an integer becomes the text that was sent.
 */
export function parseRow(text) {
  const value = JSON.parse(/\d{16}/.test(text) ? text.replace(STRING_OR_NUMBER, quoteIfLong) : text);
  return value !== null && typeof value === 'object' ? value : { value };
}

function quoteIfLong(token) {
  return /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;
}

/** The `mz_timestamp` of an event id, as text; `<mz_timestamp>-<offset>.<end>~<tag>` is its longest form. */
export function timestampOf(id) {
  return id.split(/[-~]/)[0];
}

/** Whether a change is a row inside a snapshot, which goes on after it: its id names the snapshot's end. */
export function isOfSnapshot({ id }) {
  return id.includes('.');
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
