import { formatValue, plainText } from './format.js';

/** How long rows may be searched at a stretch; the rest follows with the next frame. */
const SEARCH_MILLIS_MAX = 20;
const ROWS_BETWEEN_LOOKS_AT_CLOCK = 256;

const KINDS = {
  all: () => true,
  corrected: (row) => row.corrected,
  deleted: (row) => row.deleted,
};

/**
 * Which of the rows are shown: by a search text and by kind. A search finds what is shown (formatted times and
 * numbers) and the values as they are. Each row keeps its answer until the question changes.
 */
export class Selection {
  #schema = null;
  #words = [];
  #question = {};
  text = '';
  kind = 'all';
  /** Whether every row has been judged. */
  complete = true;

  get isEverything() {
    return this.#words.length === 0 && this.kind === 'all';
  }

  /** Another view: its columns say what is shown. */
  of(schema) {
    this.#schema = schema;
    this.#ask();
  }

  search(text) {
    this.text = text.trim();
    this.#words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    this.#ask();
  }

  only(kind) {
    this.kind = Object.hasOwn(KINDS, kind) ? kind : 'all';
    this.#ask();
  }

  /** The rows to show, in the given order, newest judged first; without those there was no time for yet. */
  from(rows) {
    this.complete = true;
    if (this.isEverything) return rows;
    const until = performance.now() + SEARCH_MILLIS_MAX;
    const selected = [];
    let judged = 0;
    for (let index = rows.length - 1; index >= 0; index--) {
      const row = rows[index];
      if (row.judgedBy !== this.#question) {
        if (++judged % ROWS_BETWEEN_LOOKS_AT_CLOCK === 0 && performance.now() > until) this.complete = false;
        if (!this.complete) continue;
        row.selected = KINDS[this.kind](row) && this.#contains(row);
        row.judgedBy = this.#question;
      }
      if (row.selected) selected.push(row);
    }
    return selected.reverse();
  }

  #ask() {
    this.#question = {};
  }

  #contains(row) {
    if (this.#words.length === 0) return true;
    row.searchText ??= this.#textOf(row.values);
    return this.#words.every((word) => row.searchText.includes(word));
  }

  #textOf(values) {
    const parts = [];
    for (const column of this.#schema.all) {
      const value = values[column.name];
      const plain = plainText(value);
      const shown = column.isNumber ? formatValue(column, value) : plain;
      parts.push(shown === plain ? plain : `${shown}\n${plain}`);
    }
    return parts.join('\n').toLowerCase();
  }
}
