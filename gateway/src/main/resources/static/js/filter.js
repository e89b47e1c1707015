/** Parameters of /subscribe that are options of the stream; a column of that name is written `column.<name>`. */
const OPTIONS = new Set(['progress', 'snapshot', 'select', 'last_event_id', 'lastEventId', 'lastEventID', 'Last-Event-ID']);
const COLUMN = 'column.';
const OPERATOR = /^(eq|neq|gt|gte|lt|lte|in|is)\.(.*)$/s;
const SIGNS = { eq: '=', neq: '≠', gt: '>', gte: '≥', lt: '<', lte: '≤' };

/**
 * A filter as `/subscribe` and this page's own address write it: `?amount=95&amount=83&item=…`, OR within a column,
 * AND across columns. Immutable.
 */
export class Filter {
  #terms;

  constructor(terms = []) {
    this.#terms = terms;
  }

  /** The filter in the query part of an address. */
  static fromSearch(search) {
    const terms = [...new URLSearchParams(search)].filter(([name]) => !OPTIONS.has(name));
    return terms.reduce((filter, [name, value]) => filter.with(columnOf(name), value), new Filter());
  }

  /** The terms, each a column and a value, in the order they were added. */
  get terms() {
    return this.#terms;
  }

  get isEmpty() {
    return this.#terms.length === 0;
  }

  has(column, value) {
    return this.#terms.some((term) => term[0] === column && term[1] === value);
  }

  with(column, value) {
    return this.has(column, value) ? this : new Filter([...this.#terms, [column, value]]);
  }

  without(column, value) {
    return new Filter(this.#terms.filter((term) => term[0] !== column || term[1] !== value));
  }

  toggled(column, value) {
    return this.has(column, value) ? this.without(column, value) : this.with(column, value);
  }

  /** The query part of the page's address, empty or starting with `?`. */
  toSearch() {
    const query = queryOf(this.#terms);
    return query && `?${query}`;
  }

  /** The stream's address, as one would give it to curl; `path` is the view's. */
  subscribeUrl(base, path) {
    return new URL(path + this.toSearch(), base).href;
  }

  /** The stream's address for this page. Equal filters give equal addresses, so that tabs share a connection. */
  streamUrl(base, path) {
    const sorted = [...this.#terms].sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
    return new Filter(sorted).subscribeUrl(base, path);
  }
}

function queryOf(terms) {
  return terms.map(([column, value]) => `${encodeURIComponent(nameOf(column))}=${encodeURIComponent(value)}`).join('&');
}

function nameOf(column) {
  return OPTIONS.has(column) || column.startsWith(COLUMN) ? COLUMN + column : column;
}

function columnOf(name) {
  return name.startsWith(COLUMN) ? name.slice(COLUMN.length) : name;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The value of a filter for exactly this text, also where the text begins like a comparison. */
export function exactly(text) {
  return OPERATOR.test(text) ? `eq.${text}` : text;
}

/** A term for people: `amount=gte.90` is "Amount ≥ 90". */
export function termText(label, value) {
  const [, operator = 'eq', operand = value] = OPERATOR.exec(value) ?? [];
  return `${label} ${SIGNS[operator] ?? operator} ${operand || '(empty)'}`;
}
