import { byId, html } from './dom.js';
import { say, sayColumn } from './words.js';

/** Values offered while one types a filter's value. */
const SUGGESTIONS_MAX = 50;

/**
 * The filters above the table: a button per item, which is also the charts' legend, a form for equality on any
 * column, and the filters in force. `onFilter(filter)` gets every filter that the viewer asks for.
 */
export class FilterBar {
  #items;
  #onFilter;
  #filter = null;
  #columns = [];

  constructor(items, onFilter) {
    this.#items = items;
    this.#onFilter = onFilter;
    byId('add-filter').addEventListener('submit', (event) => this.#add(event));
    byId('clear').addEventListener('click', () => this.#clear());
  }

  /** Shows the filter in force. */
  show(filter) {
    this.#filter = filter;
    this.#paintItems();
    this.#paintTerms();
  }

  /** Offers these columns; amount first when it exists, as it is the original's own filter. */
  offer(columns) {
    if (columns.join() === this.#columns.join()) return;
    this.#columns = columns;
    const options = columns.map((column) => html('option', { value: column }, sayColumn(column)));
    byId('filter-column').replaceChildren(...options);
    if (columns.includes('amount')) byId('filter-column').value = 'amount';
  }

  /** Items may have become known. */
  refreshItems() {
    this.#paintItems();
  }

  #paintItems() {
    const names = this.#items.names;
    byId('items').hidden = names.length < 2;
    const focused = document.activeElement?.dataset?.item;
    const buttons = names.map((name) => this.#itemButton(name));
    byId('items').replaceChildren(...buttons);
    buttons.find((button) => button.dataset.item === focused)?.focus();
  }

  #itemButton(name) {
    const swatch = html('span', { class: `swatch ${this.#items.colourOf(name)}`, 'aria-hidden': 'true' });
    const pressed = String(this.#filter?.has('item', name) ?? false);
    const button = html('button', { type: 'button', class: 'chip', 'aria-pressed': pressed, 'data-item': name }, swatch, name);
    button.addEventListener('click', () => this.#onFilter(this.#filter.toggled('item', name)));
    return button;
  }

  #paintTerms() {
    const known = this.#items.names;
    const terms = this.#filter.terms.filter(([column, value]) => column !== 'item' || !known.includes(value));
    byId('terms').replaceChildren(...terms.map(([column, value]) => this.#termButton(column, value)));
    byId('clear').hidden = this.#filter.isEmpty;
  }

  #termButton(column, value) {
    const label = say('remove', { column: sayColumn(column), value });
    const cross = html('span', { class: 'cross', 'aria-hidden': 'true' }, '×');
    const button = html('button', { type: 'button', class: 'chip term', 'aria-label': label }, `${sayColumn(column)} = ${value}`, cross);
    button.addEventListener('click', () => {
      this.#onFilter(this.#filter.without(column, value));
      byId('filter-value').focus();
    });
    return button;
  }

  #add(event) {
    event.preventDefault();
    const column = byId('filter-column').value;
    const value = byId('filter-value').value.trim();
    if (column === '' || value === '') return;
    byId('filter-value').value = '';
    this.#onFilter(this.#filter.with(column, value));
  }

  #clear() {
    const cleared = this.#filter.terms.reduce((filter, [column, value]) => filter.without(column, value), this.#filter);
    this.#onFilter(cleared);
    byId('filter-value').focus();
  }

  /** Suggests values of the chosen column from the newest rows. */
  suggest(rows) {
    const column = byId('filter-column').value;
    const values = new Set();
    for (let index = rows.length - 1; index >= 0 && index > rows.length - 500; index--) {
      values.add(String(rows[index].values[column] ?? ''));
      if (values.size >= SUGGESTIONS_MAX) break;
    }
    const options = [...values].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
    byId('filter-values').replaceChildren(...options.map((value) => html('option', { value })));
  }
}
