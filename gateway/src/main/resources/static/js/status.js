import { byId, setText } from './dom.js';
import { formatDuration, formatTime } from './format.js';
import { say } from './words.js';

/** Progress arrives every second; a frontier that stands still for this long is no longer called live. */
const STALE_MILLIS = 10_000;
/** A frontier this old that has not moved since this page saw it first is stale at once. */
const OLD_MILLIS = 60_000;
/** How long the reason of a reset stays on the screen after the new snapshot is complete. */
const RESET_NOTICE_MILLIS = 30_000;
const LATENCIES = 50;

/** What is known about the connection and the freshness of what it brought. */
export class Status {
  #state = { phase: 'connecting' };
  #frontier = null;
  #firstFrontier = null;
  #advancedAt = null;
  #dropped = 0;
  #latencies = [];
  #reset = null;

  /** Another stream starts; nothing of the old one counts. */
  restart() {
    this.#state = { phase: 'connecting' };
    this.#frontier = null;
    this.#firstFrontier = null;
    this.#latencies = [];
    this.#reset = null;
  }

  onState(state) {
    this.#state = state;
    if (state.resetReason !== null) this.#reset = { reason: state.resetReason, until: Infinity };
    else if (this.#reset?.until === Infinity) this.#reset.until = Date.now() + RESET_NOTICE_MILLIS;
  }

  /** Notes the progress of a batch and how long after its auction each new winner arrived. */
  onBatch(batch, changed) {
    this.#frontier = batch.frontier;
    this.#firstFrontier ??= batch.frontier;
    this.#advancedAt = batch.advancedAt;
    this.#dropped = batch.dropped;
    for (const row of changed) {
      const end = Number(row.values.end_time);
      if (!row.gone && !row.before && Number.isFinite(end)) this.#latencies.push(Math.max(0, batch.at - end));
    }
    this.#latencies = this.#latencies.slice(-LATENCIES);
  }

  /** All updates below this time are here; null if unknown. */
  get frontier() {
    return this.#frontier;
  }

  /** The phase to show: the connection's own, or `stale` when it is open but time stands still. */
  phase(now) {
    if (this.#state.phase !== 'live' || this.#frontier === null) return this.#state.phase;
    const never = this.#frontier === this.#firstFrontier && now - this.#frontier > OLD_MILLIS;
    return never || now - this.#advancedAt > STALE_MILLIS ? 'stale' : 'live';
  }

  /** Shows all of it. `expected` is about how many rows a snapshot will have, or null. */
  paint(now, expected, dropped) {
    const phase = this.phase(now);
    byId('state').dataset.phase = phase;
    setText(byId('state-text'), this.#phaseText(phase, now, expected));
    const notice = this.#notice(phase, dropped + this.#dropped);
    byId('notice').hidden = notice === null;
    byId('notice').dataset.phase = phase;
    setText(byId('notice'), notice ?? '');
    this.#paintProgress(phase, now);
    this.#paintLatency();
  }

  #phaseText(phase, now, expected) {
    const { rows = 0, since, at } = this.#state;
    if (phase === 'stale') return say('stale', { time: formatTime(this.#frontier, now) });
    if (phase === 'waiting') return say('waiting', { seconds: Math.max(0, Math.round((now - since) / 1_000)) });
    if (phase === 'retrying') return say('retrying', { seconds: Math.max(0, Math.ceil((at - now) / 1_000)) });
    if (phase === 'snapshot' && expected > rows) return say('snapshotOf', { n: rows, total: expected });
    return say(phase, { n: rows });
  }

  #notice(phase, dropped) {
    if (phase === 'refused') return say('refusedBecause', { reason: this.#state.reason });
    if (this.#reset && Date.now() < this.#reset.until) return say('resetBecause', { reason: this.#reset.reason });
    if (phase === 'stale') return say('staleBecause', { time: formatTime(this.#frontier) });
    return dropped > 0 ? say('limited', { n: dropped }) : null;
  }

  #paintProgress(phase, now) {
    const known = this.#frontier !== null;
    setText(byId('frontier'), known ? formatTime(this.#frontier, now) : '–');
    const behind = known ? Math.max(0, now - this.#frontier) : null;
    const text = behind === null ? '' : behind < 2_000 ? say('behindNone') : say('behind', { duration: formatDuration(behind) });
    setText(byId('behind'), known || phase !== 'live' ? text : say('completeNone'));
    byId('frontier').parentElement.dataset.phase = phase;
  }

  #paintLatency() {
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    setText(byId('latency'), median === undefined ? '–' : formatDuration(median));
    setText(byId('latency-of'), median === undefined ? say('latencyNone') : say('latencyOf', { n: sorted.length }));
  }
}
