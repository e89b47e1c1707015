/** How long work may go on at a stretch: what is left of a frame is for painting and for the viewer. */
const SLICE_MILLIS = 8;
/** Rows between two looks at the clock. */
const ROWS_BETWEEN_YIELDS = 256;
/** Rows that are sorted at a stretch before they are merged with others. */
const RUN_ROWS = 1_024;

/**
 * Work in slices, so that none of it holds up a frame: generators, done in turn, each of which yields where it may be
 * interrupted. `onDone()` is called each time when nothing is left.
 */
export class Slices {
  #onDone;
  #waiting = [];
  #turn = 0;

  constructor(onDone) {
    this.#onDone = onDone;
  }

  /** Whether some work is begun or waits. */
  get busy() {
    return this.#waiting.length > 0;
  }

  /** Adds work; with nothing before it its first slice is done at once. */
  add(work) {
    this.#waiting.push(work);
    if (this.#waiting.length === 1) this.#go();
  }

  /** Forgets all work, also what is begun. */
  drop() {
    this.#waiting = [];
    this.#turn++;
  }

  #go() {
    const turn = this.#turn;
    const until = performance.now() + SLICE_MILLIS;
    while (this.#waiting.length > 0) {
      const { done } = this.#waiting[0].next();
      if (turn !== this.#turn) return;
      if (done) this.#waiting.shift();
      else if (performance.now() > until) {
        this.#goSoon(turn);
        return;
      }
    }
    this.#onDone();
  }

  /** A message, and no timer: those wait for a second in a hidden tab. */
  #goSoon(turn) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      if (turn === this.#turn) this.#go();
    };
    port2.postMessage(null);
  }
}

/** Calls `action(item)` for each, in slices. */
export function* each(items, action) {
  let n = 0;
  for (const item of items) {
    action(item);
    if (++n % ROWS_BETWEEN_YIELDS === 0) yield;
  }
}

/** The items in order, as a new array, in slices: runs are sorted and then merged two by two. */
export function* sorted(items, compare) {
  let runs = [];
  for (let from = 0; from < items.length; from += RUN_ROWS) {
    runs.push(items.slice(from, from + RUN_ROWS).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged = [];
    for (let place = 0; place < runs.length; place += 2) {
      merged.push(place + 1 < runs.length ? yield* merge(runs[place], runs[place + 1], compare) : runs[place]);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge(some, others, compare) {
  const all = [];
  let [i, j] = [0, 0];
  while (i < some.length && j < others.length) {
    all.push(compare(some[i], others[j]) <= 0 ? some[i++] : others[j++]);
    if (all.length % ROWS_BETWEEN_YIELDS === 0) yield;
  }
  while (i < some.length) all.push(some[i++]);
  while (j < others.length) all.push(others[j++]);
  return all;
}
