import { html } from './dom.js';
import { formatNumber, formatTime, formatValue } from './format.js';
import { say, sayColumn } from './words.js';

/** The columns of `winning_bids` in the order of interest to a reader; the layout drops the last on small screens. */
const AUCTION_COLUMNS = ['auction_id', 'item', 'amount', 'buyer', 'seller', 'bid_id', 'bid_time', 'end_time'];
const AUCTION_MUST_HAVE = ['auction_id', 'item', 'amount', 'end_time'];
const NUMERIC = new Set(['amount', 'buyer', 'seller', 'bid_id', 'bid_time', 'end_time']);

/** How the rows of one view are shown: as winners when they look like winning bids, otherwise column by column. */
export class Columns {
  #items;

  constructor(names, items) {
    this.isAuction = AUCTION_MUST_HAVE.every((name) => names.includes(name));
    this.all = names;
    this.shown = this.isAuction ? AUCTION_COLUMNS.filter((name) => names.includes(name)) : names;
    this.#items = items;
  }

  /** The heading row. */
  header() {
    const cells = this.shown.map((name) =>
      html('div', { role: 'columnheader', class: this.#cellClass(name), 'data-column': name }, sayColumn(name)),
    );
    return html('div', { role: 'row', class: 'row heading', 'aria-rowindex': 1 }, ...cells);
  }

  /** The cells of one row. */
  cells(row, filtered) {
    const cells = this.shown.map((name) =>
      html('div', this.#cellAttributes(name), ...this.#content(row, name)),
    );
    const mark = markOf(row, filtered);
    if (mark) cells[this.isAuction ? 1 : 0].append(mark);
    return cells;
  }

  /** What a correction changed, for people: the old values of the columns that differ. */
  #content(row, name) {
    const value = row.values[name];
    const old = row.before?.[name];
    const differs = row.before && JSON.stringify(old) !== JSON.stringify(value);
    const text = this.#text(name, value);
    const parts = [];
    if (this.isAuction && name === 'item') {
      parts.push(html('span', { class: `swatch ${this.#items.colourOf(value)}`, 'aria-hidden': 'true' }));
    }
    if (differs) parts.push(html('del', {}, this.#text(name, old)), ' ');
    parts.push(html('span', { class: 'value' }, text));
    return parts;
  }

  #text(name, value) {
    if (name === 'amount' && typeof value === 'number') return formatNumber(value);
    if (this.isAuction && name === 'end_time') return formatTime(Number(value));
    return formatValue(name, value);
  }

  /* The label is for narrow screens, which have no heading row. */
  #cellAttributes(name) {
    return { role: 'cell', class: this.#cellClass(name), 'data-column': name, 'data-label': sayColumn(name) };
  }

  #cellClass(name) {
    return this.isAuction && NUMERIC.has(name) ? 'cell number' : 'cell';
  }
}

function markOf(row, filtered) {
  if (row.gone) return html('span', { class: 'mark gone' }, say(filtered ? 'goneFiltered' : 'gone'));
  if (row.before) return html('span', { class: 'mark corrected' }, say('corrected'));
  return null;
}
