import { html, partsOf, setText } from './dom.js';
import { exactly, termText } from './filter.js';
import { filterText } from './values.js';

/** Values offered while one types a filter's value, and rows they are taken from. */
const SUGGESTIONS_MAX = 50;
const SUGGESTING_ROWS_MAX = 500;
/** Buttons of one kind that are shown before the rest is folded away. */
const CHIPS_MAX = 8;

/**
 * The filters above the table: a button per item, which is also the charts' legend, a form for equality on any
 * column, and the filters in force. `onFilter(filter)` gets every filter that the viewer asks for.
 */
export class FilterBar {
  #parts;
  #items;
  #onFilter;
  #filter = null;
  #schema = null;
  #unfolded = false;

  constructor(root, items, onFilter) {
    this.#parts = partsOf(root);
    this.#items = items;
    this.#onFilter = onFilter;
    this.#parts.add.addEventListener('submit', (event) => this.#add(event));
    this.#parts.clear.addEventListener('click', () => this.#clear());
  }

  /** Shows the filter in force, for a view or, before it is known, without column names. */
  show(filter, schema) {
    this.#filter = filter;
    if (schema !== this.#schema) this.#offer(schema);
    this.#schema = schema;
    this.#paintItems();
    this.#paintTerms();
  }

  /** Calls `onFocus` when values may be suggested. */
  set onFocus(onFocus) {
    this.#parts.value.addEventListener('focus', onFocus);
  }

  /** Shows how many rows there are of the kinds that can be chosen. */
  paintKinds({ corrected, deleted }) {
    setText(this.#parts.corrected, corrected.toLocaleString());
    setText(this.#parts.deleted, deleted.toLocaleString());
  }

  /** Offers the columns; amount first for the auction, as it is the original's own filter. */
  #offer(schema) {
    const options = schema.all.map(({ name, label }) => html('option', { value: name }, label));
    this.#parts.column.replaceChildren(...options);
    if (schema.isAuction) this.#parts.column.value = 'amount';
  }

  #paintItems() {
    const names = this.#schema?.isAuction ? this.#items.names : [];
    const { items } = this.#parts;
    items.hidden = names.length < 2;
    const focused = document.activeElement?.dataset?.item;
    const shown = this.#unfolded ? names : names.filter((name, place) => place < CHIPS_MAX || this.#filter.has('item', exactly(name)));
    const buttons = shown.map((name) => this.#itemButton(name));
    items.replaceChildren(...buttons);
    if (shown.length < names.length) items.append(this.#moreButton(names.length - shown.length));
    if (focused !== undefined) buttons.find((button) => button.dataset.item === focused)?.focus();
  }

  #itemButton(name) {
    const swatch = html('span', { class: `swatch ${this.#items.colourOf(name)}`, 'aria-hidden': 'true' });
    const pressed = String(this.#filter?.has('item', exactly(name)) ?? false);
    const label = html('span', { class: 'chip-text', dir: 'auto' }, name || '(empty)');
    const button = html('button', { type: 'button', class: 'chip', 'aria-pressed': pressed, 'data-item': name, title: name }, swatch, label);
    button.addEventListener('click', () => this.#onFilter(this.#filter.toggled('item', exactly(name))));
    return button;
  }

  #moreButton(n) {
    const button = html('button', { type: 'button', class: 'plain' }, `+${n} more`);
    button.addEventListener('click', () => {
      this.#unfolded = true;
      this.#paintItems();
      this.#parts.items.children[CHIPS_MAX]?.focus();
    });
    return button;
  }

  #paintTerms() {
    const known = this.#schema?.isAuction ? this.#items.names : [];
    const terms = this.#filter.terms.filter(([column, value]) => column !== 'item' || !known.some((name) => exactly(name) === value));
    this.#parts.terms.replaceChildren(...terms.map(([column, value]) => this.#termButton(column, value)));
    this.#parts.clear.hidden = this.#filter.isEmpty;
  }

  #termButton(column, value) {
    const text = termText(this.#schema?.label(column) ?? column, value);
    const cross = html('span', { class: 'cross', 'aria-hidden': 'true' }, '×');
    const label = html('span', { class: 'chip-text', dir: 'auto' }, text);
    const button = html('button', { type: 'button', class: 'chip term', 'aria-label': `Remove filter ${text}`, title: text }, label, cross);
    button.addEventListener('click', () => {
      this.#onFilter(this.#filter.without(column, value));
      this.#parts.value.focus();
    });
    return button;
  }

  #add(event) {
    event.preventDefault();
    const { column, value } = this.#parts;
    const text = value.value.trim();
    if (column.value === '' || text === '') return;
    value.value = '';
    this.#onFilter(this.#filter.with(column.value, text));
  }

  #clear() {
    const cleared = this.#filter.terms.reduce((filter, [column, value]) => filter.without(column, value), this.#filter);
    this.#onFilter(cleared);
    this.#parts.value.focus();
  }

  /** Suggests values of the chosen column from the newest rows. */
  suggest(rows) {
    const column = this.#parts.column.value;
    const texts = new Set();
    for (const row of rows.slice(-SUGGESTING_ROWS_MAX).reverse()) {
      texts.add(exactly(filterText(row.text, column)));
      if (texts.size >= SUGGESTIONS_MAX) break;
    }
    const options = [...texts].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
    this.#parts.values.replaceChildren(...options.map((value) => html('option', { value })));
  }
}
