const USUAL_KEY = 'auction_id';

/**
 * The key columns of the view, learned from the stream, because an upsert does not name them.
 *
 * A deletion carries the key itself and settles the question. Before one is seen the key is `auction_id`, or else
 * the first column, and grows by one column whenever two rows of one timestamp would share a key: the stream
 * promises at most one row per key and timestamp, so such a guess is refuted.
 */
export class KeyColumns {
  #columns = null;
  #settled = false;
  #timestamp = null;
  #seen = new Set();

  /** A snapshot starts: timestamps seen before may come once more. */
  rewind() {
    this.#timestamp = null;
  }

  /** The key text of a row, and whether the key columns had to change for it: then every earlier key text is void. */
  ofRow(row, timestamp) {
    this.#columns ??= USUAL_KEY in row ? [USUAL_KEY] : Object.keys(row).slice(0, 1);
    if (timestamp !== this.#timestamp) {
      this.#timestamp = timestamp;
      this.#seen.clear();
    }
    let key = this.#text(row);
    const refuted = !this.#settled && this.#seen.has(key) && this.#grow(row);
    if (refuted) {
      this.#seen.clear();
      key = this.#text(row);
    }
    if (!this.#settled) this.#seen.add(key);
    return { key, changed: refuted };
  }

  /** The key text of a deletion, whose data is the key object, and whether it taught other key columns. */
  ofKey(key) {
    const columns = Object.keys(key);
    const changed = this.#columns !== null && !sameColumns(columns, this.#columns);
    this.#columns = columns;
    this.#settled = true;
    this.#seen.clear();
    return { key: this.#text(key), changed };
  }

  #grow(row) {
    const next = Object.keys(row).find((column) => !this.#columns.includes(column));
    if (next === undefined) return false;
    this.#columns = [...this.#columns, next];
    return true;
  }

  #text(row) {
    if (this.#columns.length === 1) return JSON.stringify(row[this.#columns[0]] ?? null);
    return JSON.stringify(this.#columns.map((column) => row[column] ?? null));
  }
}

function sameColumns(some, others) {
  return some.length === others.length && some.every((column) => others.includes(column));
}
