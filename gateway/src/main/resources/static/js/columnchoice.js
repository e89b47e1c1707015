import { html, partsOf } from './dom.js';

/** Which columns are shown, a box to tick for each but the key; and by which one the rows are sorted, for phones have no headings. */
export class ColumnChoice {
  #root;
  #choices;
  #order;
  #layout = null;

  constructor(root) {
    const { choices, order } = partsOf(root);
    this.#root = root;
    this.#choices = choices;
    this.#order = order;
    order.addEventListener('change', () => this.#layout.sortAs(sortOf(order.value)));
    root.addEventListener('keydown', (event) => event.key === 'Escape' && this.#close());
    addEventListener('pointerdown', (event) => root.open && !root.contains(event.target) && (root.open = false));
  }

  /** Offers the columns of a ColumnLayout; what was chosen is kept where it is the same layout. */
  show(layout) {
    this.#layout = layout;
    this.#order.replaceChildren(html('option', { value: '' }, 'as they came'), ...layout.columns.flatMap(ordersOf));
    this.#order.value = layout.sort ? `${layout.sort.descending ? '-' : ''}${layout.sort.column}` : '';
    const focused = document.activeElement?.name;
    this.#choices.replaceChildren(...layout.choices.map((choice) => boxOf(choice, layout)));
    if (focused) this.#choices.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
  }

  #close() {
    this.#root.open = false;
    this.#root.querySelector('summary').focus();
  }
}

function boxOf({ name, label, shown }, layout) {
  const box = html('input', { type: 'checkbox', name });
  box.checked = shown;
  box.addEventListener('change', () => layout.choose(name, box.checked));
  return html('label', {}, box, html('span', { dir: 'auto' }, label));
}

function ordersOf({ name, label }) {
  return [html('option', { value: `-${name}` }, `${label} ↓`), html('option', { value: name }, `${label} ↑`)];
}

function sortOf(value) {
  return value === '' ? null : { column: value.replace(/^-/, ''), descending: value.startsWith('-') };
}
