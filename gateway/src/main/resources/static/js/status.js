import { count, formatTime, millisOf } from './format.js';

/** Progress arrives every second; a frontier that stands still for this long is no longer called live. */
const STALE_MILLIS = 10_000;
/** A frontier this old that has not moved since this page saw it first is stale at once. */
const OLD_MILLIS = 60_000;
/** How long the reason of a reset is told after the new snapshot is complete. */
const RESET_TOLD_MILLIS = 30_000;
const LATENCIES = 50;
/** Phases in which the page may wait for a view that is not ready; a gateway ends the streams of a topic that does not exist yet. */
const BEGINNING = ['connecting', 'snapshot', 'replay', 'waiting'];

/** What is known about the connection, and about the freshness of what is shown. One sentence for each state. */
export class Status {
  #state = { phase: 'connecting', view: null };
  #asOf = null;
  #firstAsOf = null;
  #advancedAt = null;
  #stepAt = null;
  #latencies = [];
  #reset = null;
  #paused = null;
  /** Rows that the stream did not hand on, for there were too many. */
  dropped = 0;

  /** What the subscription says of itself. */
  onState(state, now) {
    this.#state = state;
    if (state.resetReason !== null) this.#reset = { reason: state.resetReason, until: Infinity };
    else if (this.#reset?.until === Infinity) this.#reset.until = now + RESET_TOLD_MILLIS;
  }

  /** Notes the progress of a step that is now shown, and how long after its auction each new winner arrived. */
  onStep({ asOf, advancedAt, at, dropped }, shown, isAuction) {
    this.dropped = dropped;
    this.#asOf = asOf === null ? null : millisOf(asOf);
    this.#firstAsOf ??= this.#asOf;
    this.#advancedAt = advancedAt;
    this.#stepAt = at;
    if (!isAuction) return;
    for (const row of shown) {
      if (!row.deleted && !row.corrected) this.#latencies.push(Math.max(0, at - row.rank));
    }
    this.#latencies = this.#latencies.slice(-LATENCIES);
  }

  pause(now) {
    this.#paused = { at: now, waiting: 0 };
  }

  /** Changes came while the page stands still. */
  wait(changes) {
    this.#paused.waiting += changes;
  }

  resume() {
    this.#paused = null;
  }

  get paused() {
    return this.#paused !== null;
  }

  get waiting() {
    return this.#paused?.waiting ?? 0;
  }

  /** Every change below this time is shown; null if unknown. */
  get asOf() {
    return this.#asOf;
  }

  /** Half of the last winners took no longer than this from the end of their auction; null while none can be told. */
  latency(now) {
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    return this.phase(now) === 'live' && sorted.length > 0
      ? { median: sorted[Math.floor(sorted.length / 2)], of: sorted.length }
      : null;
  }

  /** The state of the page: the subscription's phase, `paused`, `unready`, or `stale` when time stands still. */
  phase(now) {
    if (this.#paused) return 'paused';
    const { phase, view } = this.#state;
    if (phase === 'live') return this.#asOf !== null && this.#standsStill(now) ? 'stale' : 'live';
    return BEGINNING.includes(phase) && view !== null && !view.ready ? 'unready' : phase;
  }

  #standsStill(now) {
    const never = this.#asOf === this.#firstAsOf && now - this.#asOf > OLD_MILLIS;
    return never || now - this.#advancedAt > STALE_MILLIS;
  }

  /** The state in a word and in a sentence; `isFiltered` says that a snapshot will not have all rows of the view. */
  describe(now, isFiltered) {
    const phase = this.phase(now);
    const label = phase === 'stale' ? `Stale since ${formatTime(this.#asOf, now)}` : LABELS[phase];
    return { phase, label, sentence: this.#sentence(phase, now, isFiltered) };
  }

  #sentence(phase, now, isFiltered) {
    const { at, since, rows = 0, reason, view } = this.#state;
    switch (phase) {
      case 'paused':
        return `The page stands still since ${formatTime(this.#paused.at, now)}. ${this.#waitingText()}`;
      case 'refused':
        return `The gateway refused this request: ${reason}.`;
      case 'unready':
        return `The gateway is not ready: ${view.reason}.${this.#heldText(now)}`;
      case 'snapshot':
        return this.#snapshotText(rows, isFiltered ? 0 : (view?.rows ?? 0));
      case 'replay':
        return 'Reading what changed while the connection was away.';
      case 'waiting':
        return `The connection broke ${count(seconds(now - since), 'second')} ago. The browser is trying again.${this.#heldText(now)}`;
      case 'retrying':
        return `${reason ? `There is no stream now: ${reason}.` : 'The gateway does not answer.'} The next attempt is in ${count(seconds(at - now), 'second')}.${this.#heldText(now)}`;
      case 'stale':
        return `Nothing newer than ${formatTime(this.#asOf, now)} is known. The rows below were complete then.`;
      case 'live':
        return this.#liveText(now);
      default:
        return 'Connecting to the gateway.';
    }
  }

  #waitingText() {
    const waiting = this.waiting === 0 ? 'Nothing has changed since.' : `${count(this.waiting, 'change')} ${this.waiting === 1 ? 'waits' : 'wait'}.`;
    return this.#state.phase === 'live' ? waiting : `${waiting} The connection is being restored.`;
  }

  #snapshotText(rows, expected) {
    if (this.#reset?.until === Infinity) return `Reading a new snapshot, because the stream could not go on: ${this.#reset.reason}.`;
    return expected > rows ? `Reading the snapshot: ${count(rows, 'row')} of about ${count(expected, 'row')}.` : `Reading the snapshot: ${count(rows, 'row')}.`;
  }

  #heldText(now) {
    if (this.#stepAt === null) return '';
    return ` The rows below are those of ${formatTime(this.#asOf ?? this.#stepAt, now)}.`;
  }

  #liveText(now) {
    if (this.#reset && now < this.#reset.until) return `The rows were read anew, because the stream could not go on: ${this.#reset.reason}.`;
    if (this.#asOf === null) return 'Changes are shown within a second. This topic carries no progress, so no time is known to be complete.';
    return 'Every change is shown as soon as its time is complete.';
  }
}

const LABELS = {
  paused: 'Paused',
  connecting: 'Connecting',
  unready: 'Not ready',
  snapshot: 'Snapshot',
  replay: 'Catching up',
  live: 'Live',
  waiting: 'Reconnecting',
  retrying: 'Reconnecting',
  refused: 'Refused',
};

function seconds(millis) {
  return Math.max(0, Math.round(millis / 1_000));
}
