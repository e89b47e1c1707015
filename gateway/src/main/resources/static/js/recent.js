const MINUTE_MILLIS = 60_000;

/**
 * Running counts of rows by minute and by item, so that nothing has to walk over the rows to draw them; and the rows
 * of each minute as points, of which any share can be taken evenly. A ShownRows tells it what comes and goes.
 */
export class RecentRows {
  #isAuction;
  #minutes = new Map();
  #points = new Map();

  /** Items and amounts are those of auctions; of another view rows are only counted. */
  constructor(isAuction) {
    this.#isAuction = isAuction;
  }

  added(row) {
    if (row.deleted || !Number.isFinite(row.rank)) return;
    const minute = Math.floor(row.rank / MINUTE_MILLIS);
    if (!this.#minutes.has(minute)) this.#minutes.set(minute, { points: [], live: 0, items: new Map() });
    const { item, amount } = this.#isAuction ? row.values : {};
    const point = { time: row.rank, amount: Number(amount), item, row, live: true };
    const bucket = this.#minutes.get(minute);
    bucket.points.push(point);
    bucket.live++;
    bucket.items.set(item, (bucket.items.get(item) ?? 0) + 1);
    this.#points.set(row, point);
  }

  removed(row) {
    const point = this.#points.get(row);
    if (!point) return;
    this.#points.delete(row);
    point.live = false;
    const minute = Math.floor(point.time / MINUTE_MILLIS);
    const bucket = this.#minutes.get(minute);
    bucket.live--;
    bucket.items.set(point.item, bucket.items.get(point.item) - 1);
    if (bucket.live === 0) this.#minutes.delete(minute);
    else if (bucket.points.length > 2 * bucket.live) bucket.points = bucket.points.filter(({ live }) => live);
  }

  /** All rows are gone. */
  cleared() {
    this.#minutes.clear();
    this.#points.clear();
  }

  /** Rows at or after a time. */
  countSince(time) {
    const first = Math.floor(time / MINUTE_MILLIS);
    let count = 0;
    for (const [minute, { points, live }] of this.#minutes) {
      if (minute > first) count += live;
      if (minute === first) for (const point of points) if (point.live && point.time >= time) count++;
    }
    return count;
  }

  /**
   * The rows of `minutes` minutes, the last of which `until` lies in: `from`, how many by item in each of `bars` parts,
   * all together, and at most about `pointsMax` points taken evenly.
   */
  window(until, minutes, bars, pointsMax) {
    const end = Math.floor(until / MINUTE_MILLIS) + 1;
    const first = end - minutes;
    const parts = Array.from({ length: bars }, () => new Map());
    const buckets = [];
    let total = 0;
    for (let minute = first; minute < end; minute++) {
      const bucket = this.#minutes.get(minute);
      if (!bucket) continue;
      buckets.push(bucket);
      total += bucket.live;
      addTo(parts[Math.floor(((minute - first) * bars) / minutes)], bucket.items);
    }
    const every = Math.max(1, Math.ceil(total / pointsMax));
    return { from: first * MINUTE_MILLIS, parts, total, every, points: thinned(buckets, every) };
  }
}

function addTo(part, items) {
  for (const [item, n] of items) if (n > 0) part.set(item, (part.get(item) ?? 0) + n);
}

/** Every n-th of the points of each minute; which ones stays the same while rows are added. */
function thinned(buckets, every) {
  const taken = [];
  for (const { points } of buckets) {
    for (let place = 0; place < points.length; place += every) if (points[place].live) taken.push(points[place]);
  }
  return taken;
}
