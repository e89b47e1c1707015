import { parseRow, timestampOf } from '../client/rows.js';
import { millisOf } from './format.js';
import { each, sorted } from './slices.js';
import { offsetOf } from './values.js';

const ROWS_MAX = 200_000;
const ROWS_SPARE = 2_000;
/** Deleted rows that stay visible, struck through. */
const DELETED_MAX = 200;
/** Earlier versions that a row keeps. */
const VERSIONS_MAX = 20;
/** Above this many changes sorting everything once is cheaper than moving rows one by one. */
const CHANGES_ONE_BY_ONE_MAX = 500;

/**
 * A row as the page shows it. `at` is when it reached this browser, 0 for a row of a snapshot; `versions` are the
 * values it had before in this browser, newest first; `rank` and `tie` give the order in which rows became.
 */
class ShownRow {
  #values;
  /* The Selection's: which search judged the row, its answer, and the text it searched. */
  judgedBy = null;
  selected = false;
  searchText = null;

  /** `change` may have its values, if they have been read. */
  constructor({ key, id, text, values = null }, at, versions) {
    this.#values = values;
    this.key = key;
    this.id = id;
    this.text = text;
    this.at = at;
    this.versions = versions;
    this.deleted = false;
  }

  get values() {
    return (this.#values ??= parseRow(this.text));
  }

  get corrected() {
    return this.versions.length > 0 && !this.deleted;
  }

  /** The values that the last correction replaced, or null. */
  get before() {
    return this.versions[0]?.values ?? null;
  }

  /** Auctions are ordered by their end, anything else by its place in the stream. */
  place(isAuction) {
    const end = isAuction ? millisOf(this.values.end_time) : NaN;
    this.rank = Number.isNaN(end) ? Number(timestampOf(this.id)) : end;
    this.tie = Number.isNaN(end) ? offsetOf(this.id) : Number(this.values.auction_id);
    return this;
  }

  /** The same row at the same place, deleted. */
  asDeleted(at) {
    return Object.assign(this.#copy(at, this.versions), { deleted: true });
  }

  /** The same row at the same place, with what it was before. */
  withVersions(versions) {
    return this.#copy(this.at, versions);
  }

  #copy(at, versions) {
    const { key, id, text, rank, tie } = this;
    return Object.assign(new ShownRow({ key, id, text, values: this.#values }, at, versions), { rank, tie });
  }
}

/**
 * The rows of one stream in display order, oldest first, and how many of them were corrected or deleted while one
 * watched. `listener.added(row)`, `listener.removed(row)` and `listener.cleared()` keep running counts beside it.
 *
 * What touches many rows is a generator, done in slices. Until it returns, `rows` are as they were before, but the counts
 * are not: nothing is to be painted meanwhile.
 */
export class ShownRows {
  #byKey = new Map();
  #order = [];
  #deletedKeys = [];
  #compare = newestLast;
  #listener;
  #isAuction;
  #corrected = 0;
  dropped = 0;

  /** `compare` is their order; null is the order in which rows became. */
  constructor(isAuction, listener, compare = null) {
    this.#isAuction = isAuction;
    this.#listener = listener;
    this.#compare = compare ?? newestLast;
  }

  /** The rows in order. Not to be changed, and only valid until the next apply. */
  get rows() {
    return this.#order;
  }

  /** Rows of the view, without the deleted ones that are only still shown. */
  get size() {
    return this.#byKey.size - this.#deletedKeys.length;
  }

  /** Rows shown with an earlier version. */
  get corrected() {
    return this.#corrected;
  }

  /** Rows shown though they were deleted. */
  get deleted() {
    return this.#deletedKeys.length;
  }

  /** Another order; null is the order in which rows became. */
  *sortBy(compare) {
    this.#compare = compare ?? newestLast;
    this.#order = yield* sorted(this.#order, this.#compare);
  }

  /** Applies a complete step and returns the rows that are new on the screen. */
  *apply({ snapshot, changes, at }) {
    const previous = this.#byKey;
    if (snapshot) this.#clear();
    const bulk = snapshot || changes.length > CHANGES_ONE_BY_ONE_MAX;
    const shown = [];
    yield* each(changes, (change) => {
      const row = change.deleted ? this.#delete(change, snapshot, at, bulk) : this.#upsert(change, snapshot ? 0 : at, bulk);
      if (row) shown.push(row);
    });
    if (snapshot) yield* this.#keepVersions(previous);
    if (bulk) this.#order = yield* sorted([...this.#byKey.values()], this.#compare);
    if (this.#byKey.size > ROWS_MAX + ROWS_SPARE) yield* this.#limit();
    return snapshot ? [] : shown;
  }

  #clear() {
    this.#listener.cleared();
    this.#byKey = new Map();
    this.#deletedKeys = [];
    this.#corrected = 0;
  }

  #upsert(change, at, bulk) {
    const old = this.#byKey.get(change.key);
    if (old && !old.deleted && old.text === change.text) return null;
    const isVersion = old && at > 0 && old.text !== change.text;
    const versions = isVersion ? [{ values: old.values, id: old.id, at: old.at }, ...old.versions] : (old?.versions ?? []);
    const row = new ShownRow(change, at, versions.slice(0, VERSIONS_MAX)).place(this.#isAuction);
    if (old?.deleted) this.#deletedKeys.splice(this.#deletedKeys.indexOf(change.key), 1);
    this.#put(old, row, bulk);
    return row;
  }

  /** A row deleted while one watches stays for a while, struck through. */
  #delete({ key }, snapshot, at, bulk) {
    const old = this.#byKey.get(key);
    if (!old || old.deleted) return null;
    if (snapshot) {
      this.#forget(key, bulk);
      return null;
    }
    const row = old.asDeleted(at);
    this.#deletedKeys.push(key);
    this.#put(old, row, bulk);
    if (this.#deletedKeys.length > DELETED_MAX) this.#forget(this.#deletedKeys.shift(), bulk);
    return row;
  }

  /** After a reset the corrections shown before stay marked where the row is still the same. */
  *#keepVersions(previous) {
    yield* each(previous.values(), (old) => {
      const row = old.corrected ? this.#byKey.get(old.key) : undefined;
      if (row?.text === old.text) this.#put(row, row.withVersions(old.versions), true);
    });
  }

  #put(old, row, bulk) {
    this.#byKey.set(row.key, row);
    this.#count(old, -1);
    this.#count(row, 1);
    if (bulk) return;
    if (old && this.#compare(old, row) === 0) {
      this.#order[this.#placeOf(old)] = row;
      return;
    }
    if (old) this.#order.splice(this.#placeOf(old), 1);
    this.#order.splice(this.#placeOf(row), 0, row);
  }

  #forget(key, bulk) {
    const row = this.#byKey.get(key);
    this.#byKey.delete(key);
    this.#count(row, -1);
    if (!bulk) this.#order.splice(this.#placeOf(row), 1);
  }

  #count(row, n) {
    if (!row) return;
    if (row.corrected) this.#corrected += n;
    if (n > 0) this.#listener.added(row);
    else this.#listener.removed(row);
  }

  /** The index of a row, or where it belongs. */
  #placeOf(row) {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#order[middle], row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Lets the oldest rows go, many at a time. */
  *#limit() {
    const all = yield* sorted([...this.#byKey.values()], newestLast);
    const oldest = all.slice(0, this.#byKey.size - ROWS_MAX);
    for (const row of oldest) {
      this.#byKey.delete(row.key);
      this.#count(row, -1);
      if (row.deleted) this.#deletedKeys.splice(this.#deletedKeys.indexOf(row.key), 1);
    }
    const dropped = new Set(oldest);
    this.#order = this.#order.filter((row) => !dropped.has(row));
    this.dropped += oldest.length;
  }
}

/** The order in which rows became; never 0 for two rows, so that a row is found again. */
export function newestLast(a, b) {
  return a.rank - b.rank || a.tie - b.tie || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
