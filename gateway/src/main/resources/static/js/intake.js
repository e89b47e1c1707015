import { parseRow } from '../client/rows.js';

/** Changes that may wait while the page stands still; of more, and twice as many as rows, only the newest of each row are kept. */
const WAITING_CHANGES_MAX = 100_000;

/** Steps on their way to the screen: parts are put together, and while the page is paused whole steps wait in order. */
export class Intake {
  #parts = [];
  #waiting = [];
  #waitingChanges = 0;
  #waitingChangesMax = WAITING_CHANGES_MAX;

  /** Another stream: what waits belongs to the old one. */
  restart() {
    this.#parts = [];
    this.#waiting = [];
    this.#waitingChanges = 0;
  }

  /**
   * Takes a message of the stream; returns the whole step with its last part, else null. `read` says that the values
   * will be needed at once: they are read part by part, so that the last part brings little work.
   */
  put(message, read) {
    if (read) for (const change of message.changes) if (!change.deleted) change.values = parseRow(change.text);
    this.#parts.push(...message.changes);
    if (!message.last) return null;
    const step = { ...message, changes: this.#parts };
    this.#parts = [];
    return step;
  }

  /** The step waits until `release`. A snapshot replaces all that waited before. */
  keep(step) {
    if (step.snapshot) {
      this.#waiting = [];
      this.#waitingChanges = 0;
    }
    this.#waiting.push(step);
    this.#waitingChanges += step.changes.length;
    if (this.#waitingChanges > this.#waitingChangesMax) this.#thin();
  }

  /** The steps that waited, in order. */
  release() {
    const steps = this.#waiting;
    this.#waiting = [];
    this.#waitingChanges = 0;
    return steps;
  }

  #thin() {
    const newest = new Map();
    for (const { changes } of this.#waiting) {
      for (const change of changes) {
        newest.delete(change.key);
        newest.set(change.key, change);
      }
    }
    const { snapshot } = this.#waiting[0];
    this.#waiting = [{ ...this.#waiting.at(-1), snapshot, changes: [...newest.values()] }];
    this.#waitingChanges = newest.size;
    this.#waitingChangesMax = Math.max(WAITING_CHANGES_MAX, 2 * newest.size);
  }
}
