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

  search(text) {
    this.#words = text.toLowerCase().split(/\s+/).filter(Boolean);
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
    let text = '';
    for (const value of Object.values(row.values)) text += `${value} `;
    text = text.toLowerCase();
    return this.#words.every((word) => text.includes(word));
  }
}
