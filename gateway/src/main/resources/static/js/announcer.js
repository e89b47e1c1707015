import { say } from './words.js';

/** Screen readers are told at most this often what changed. */
const INTERVAL_MILLIS = 10_000;

/** Speaks through a polite live region: sums up instead of reading every row. */
export class Announcer {
  #region;
  #counts = { announceNew: 0, announceCorrected: 0, announceGone: 0 };
  #spokenAt = -INTERVAL_MILLIS;
  #phase = null;

  constructor(region) {
    this.#region = region;
  }

  onBatch(changed) {
    for (const row of changed) {
      this.#counts[row.gone ? 'announceGone' : row.before ? 'announceCorrected' : 'announceNew']++;
    }
  }

  /** Says a new phase at once, and what has changed since the last words when the interval is over. */
  speak(now, phase, phaseText, size) {
    if (phase !== this.#phase && phase !== 'snapshot') {
      this.#phase = phase;
      this.#say(now, phase === 'live' ? say('announceLive', { n: size }) : phaseText);
    } else if (now - this.#spokenAt >= INTERVAL_MILLIS) {
      const parts = Object.entries(this.#counts).filter(([, n]) => n > 0);
      if (parts.length > 0) this.#say(now, parts.map(([name, n]) => say(name, { n })).join(', '));
    }
  }

  #say(now, text) {
    this.#region.textContent = text;
    this.#spokenAt = now;
    for (const name of Object.keys(this.#counts)) this.#counts[name] = 0;
  }
}
