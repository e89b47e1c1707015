import { count } from './format.js';

/** Screen readers are told at most this often what changed. */
const INTERVAL_MILLIS = 10_000;

/** Speaks through a polite live region: sums up instead of reading every row. */
export class Announcer {
  #region;
  #added = 0;
  #corrected = 0;
  #deleted = 0;
  #spokenAt = -INTERVAL_MILLIS;
  #phase = null;

  constructor(region) {
    this.#region = region;
  }

  onStep(rows) {
    for (const row of rows) {
      if (row.deleted) this.#deleted++;
      else if (row.corrected) this.#corrected++;
      else this.#added++;
    }
  }

  /** Says a new phase at once, and what has changed since the last words when the interval is over. */
  speak(now, phase, label, size) {
    if (phase !== this.#phase && phase !== 'snapshot') {
      this.#phase = phase;
      this.#say(now, phase === 'live' ? `Live. ${count(size, 'row')}.` : label);
    } else if (now - this.#spokenAt >= INTERVAL_MILLIS) {
      const news = this.#news();
      if (news.length > 0) this.#say(now, news.join(', '));
    }
  }

  #news() {
    const parts = [];
    if (this.#added > 0) parts.push(count(this.#added, 'new row'));
    if (this.#corrected > 0) parts.push(count(this.#corrected, 'correction'));
    if (this.#deleted > 0) parts.push(count(this.#deleted, 'deletion'));
    return parts;
  }

  #say(now, text) {
    this.#region.textContent = text;
    this.#spokenAt = now;
    this.#added = this.#corrected = this.#deleted = 0;
  }
}
