import { partsOf, setText } from './dom.js';
import { count, formatDuration, formatNumber, formatTime } from './format.js';

const MINUTE_MILLIS = 60_000;
const CURRENT_MILLIS = 2_000;

/** The figures above the table: how many rows, complete up to when, how late, and how many changed while one watched. */
export class Figures {
  #parts;
  #count;

  constructor(root) {
    this.#parts = partsOf(root);
    this.#count = root.querySelector('#count');
  }

  /** Shows all of them; `selected` rows are in the table, and `all` says that those are all there are. */
  paint(now, { rows, recent, status, isAuction, selected, all }) {
    const { 'count-label': label, 'count-note': note } = this.#parts;
    setText(label, isAuction ? 'Winners' : 'Rows');
    setText(this.#count, formatNumber(rows.size));
    setText(note, all ? `${formatNumber(recent.countSince(now - MINUTE_MILLIS))} in the last minute` : `${formatNumber(selected)} shown`);
    this.#paintFrontier(now, status);
    this.#paintLatency(status.latency(now));
    this.#paintChanges(rows);
  }

  #paintFrontier(now, status) {
    const { frontier, 'frontier-note': note, 'frontier-place': place } = this.#parts;
    const phase = status.phase(now);
    place.dataset.phase = phase;
    setText(frontier, status.asOf === null ? '–' : formatTime(status.asOf, now));
    if (status.asOf === null) {
      setText(note, phase === 'live' ? 'the topic carries no progress' : '');
      return;
    }
    const behind = now - status.asOf;
    setText(note, behind < CURRENT_MILLIS ? 'as of now' : `${formatDuration(behind)} behind now`);
  }

  #paintLatency(latency) {
    const { latency: figure, 'latency-note': note } = this.#parts;
    setText(figure, latency === null ? '–' : formatDuration(latency.median));
    setText(note, latency === null ? '' : latency.of === 1 ? 'last winner' : `median of the last ${latency.of}`);
  }

  #paintChanges({ corrected, deleted }) {
    const { changes, 'changes-note': note } = this.#parts;
    setText(changes, formatNumber(corrected + deleted));
    const both = `${formatNumber(corrected)} corrected · ${formatNumber(deleted)} deleted`;
    setText(note, corrected + deleted === 0 ? 'none since you opened' : both);
  }
}

/** What stands below the table: the zone of its times, and how many rows there was no room for. */
export function footText(zone, dropped) {
  return dropped === 0 ? `Times in ${zone}` : `Times in ${zone} · the oldest ${count(dropped, 'row')} ${dropped === 1 ? 'is' : 'are'} not kept here`;
}
