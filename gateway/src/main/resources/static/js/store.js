const ROWS_MAX = 200_000;
/** Withdrawn rows that stay visible, struck through. */
const GONE_MAX = 200;
/** Above this many changes sorting everything once is cheaper than moving rows one by one. */
const CHANGES_ONE_BY_ONE_MAX = 500;

/**
 * The rows of the current filter in display order, oldest first. What it holds is never changed in place: a change
 * puts a new row in the place of the old, so a paused table can keep showing what it has.
 */
export class Store {
  #byKey = new Map();
  #order = [];
  #goneKeys = [];
  corrected = 0;
  withdrawn = 0;
  dropped = 0;

  /** The rows, oldest first. Not to be changed, and only valid until the next apply; copy to keep. */
  get rows() {
    return this.#order;
  }

  /** Rows of the view, without the withdrawn ones that are only still shown. */
  get size() {
    return this.#byKey.size - this.#goneKeys.length;
  }

  /** Applies the rows of a complete batch and returns those that are new on the screen. */
  apply(batch) {
    const { fresh, rows, at } = batch;
    const previous = this.#byKey;
    if (fresh) this.#clear();
    const bulk = fresh || rows.length > CHANGES_ONE_BY_ONE_MAX;
    const changed = [];
    for (const row of rows) {
      const shown = row.gone ? this.#delete(row.key, fresh, at, bulk) : this.#upsert(row, bulk);
      if (shown) changed.push(shown);
    }
    if (fresh) this.#keepMarks(previous);
    if (bulk) this.#order = [...this.#byKey.values()].sort(byRank);
    this.#limit();
    return fresh ? [] : changed;
  }

  #clear() {
    this.#byKey = new Map();
    this.#order = [];
    this.#goneKeys = [];
  }

  #upsert(row, bulk) {
    const old = this.#byKey.get(row.key);
    if (old && !old.gone && sameValues(old.values, row.values)) return null;
    const shown = old ? { ...row, before: old.values } : row;
    if (old && row.at > 0) this.corrected++;
    if (old?.gone) this.#goneKeys.splice(this.#goneKeys.indexOf(row.key), 1);
    this.#put(old, shown, bulk);
    return shown;
  }

  #delete(key, fresh, at, bulk) {
    const old = this.#byKey.get(key);
    if (!old || old.gone) return null;
    if (fresh) {
      this.#byKey.delete(key);
      return null;
    }
    return this.#withdraw(key, old, at, bulk);
  }

  /** A row deleted while one watches stays for a while, struck through. */
  #withdraw(key, old, at, bulk) {
    const row = { ...old, gone: true, at };
    this.withdrawn++;
    this.#goneKeys.push(key);
    this.#put(old, row, bulk);
    if (this.#goneKeys.length > GONE_MAX) this.#forget(this.#goneKeys.shift(), bulk);
    return row;
  }

  /** After a reset or reconnect the corrections shown before stay marked where the row is still the same. */
  #keepMarks(previous) {
    for (const [key, { before }] of previous) {
      const row = before && this.#byKey.get(key);
      if (row && !row.before && sameValues(previous.get(key).values, row.values)) this.#byKey.set(key, { ...row, before });
    }
  }

  #put(old, row, bulk) {
    this.#byKey.set(row.key, row);
    if (bulk) return;
    if (old && byRank(old, row) === 0) {
      this.#order[this.#placeOf(old)] = row;
      return;
    }
    if (old) this.#order.splice(this.#placeOf(old), 1);
    this.#order.splice(this.#placeOf(row), 0, row);
  }

  #forget(key, bulk) {
    const row = this.#byKey.get(key);
    this.#byKey.delete(key);
    if (!bulk) this.#order.splice(this.#placeOf(row), 1);
  }

  /** The index of a row, or where it belongs. */
  #placeOf(row) {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (byRank(this.#order[middle], row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #limit() {
    const excess = this.#order.length - ROWS_MAX;
    if (excess <= 0) return;
    for (const { key, gone } of this.#order.splice(0, excess)) {
      this.#byKey.delete(key);
      if (gone) this.#goneKeys.splice(this.#goneKeys.indexOf(key), 1);
    }
    this.dropped += excess;
  }
}

function byRank(a, b) {
  return a.rank - b.rank || a.tie - b.tie;
}

function sameValues(some, others) {
  return JSON.stringify(some) === JSON.stringify(others);
}
