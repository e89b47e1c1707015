import { formatValue } from './format.js';

const KINDS = {
  all: () => true,
  corrected: (row) => row.before !== null && !row.gone,
  gone: (row) => row.gone,
};

/** Which of the rows are shown: by the search text and by kind. Remembers its answer per row object. */
export class View {
  #words = [];
  #kind = 'all';
  #answers = new WeakMap();

  get isEverything() {
    return this.#words.length === 0 && this.#kind === 'all';
  }

  get searches() {
    return this.#words.length > 0;
  }

  search(text) {
    this.#words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    this.#answers = new WeakMap();
  }

  only(kind) {
    this.#kind = kind;
    this.#answers = new WeakMap();
  }

  /** The rows to show, in the given order; a copy, safe to keep. */
  of(rows) {
    return this.isEverything ? rows.slice() : rows.filter((row) => this.#shows(row));
  }

  #shows(row) {
    let answer = this.#answers.get(row);
    if (answer === undefined) {
      answer = KINDS[this.#kind](row) && this.#contains(row);
      this.#answers.set(row, answer);
    }
    return answer;
  }

  #contains(row) {
    if (this.#words.length === 0) return true;
    const text = Object.entries(row.values).map(textOf).join(' ').toLocaleLowerCase();
    return this.#words.every((word) => text.includes(word));
  }
}

/* Both as shown and as sent, so that 1,574 and 1574 are both found. Formatted times would cost too much here. */
function textOf([column, value]) {
  return typeof value === 'number' ? `${value} ${formatValue(column, value)}` : String(value);
}
