import { valueOf } from '../client/rows.js';
import { html } from './dom.js';
import { formatValue } from './format.js';

/** Room of a digit, in rem, and around a value. */
const DIGIT = 0.62;
const AROUND = 1.25;
/** No number takes more than this; beyond it the details show the whole. */
const WIDTH_MAX = 32;
const WIDTH_MIN = 3;
const WIDER = 1;
/** The key stays in sight while it takes no more than this share of the frame. */
const PINNED_SHARE_MAX = 0.45;
/** Columns on a card besides the key. */
const CARD_COLUMNS = 4;
/** Room for a value in half of a card, as wide as a date with its time. */
const CARD_PLACE_WIDTH = 14;

/** Which columns of a view are shown, how wide, and by which one the rows are sorted. `onChange()` says that it changed. */
export class ColumnLayout {
  #schema;
  #onChange;
  #hidden;
  #widths = new Map();
  sort = null;

  /** `roomy` says that there is room for minor columns, too. */
  constructor(schema, roomy, onChange) {
    this.#schema = schema;
    this.#hidden = new Set(roomy ? [] : schema.minor);
    this.#onChange = onChange;
  }

  get columns() {
    return this.#schema.shown.filter(({ name }) => !this.#hidden.has(name));
  }

  /** The columns that can be chosen, and whether they are; a key is always shown. */
  get choices() {
    return this.#schema.shown.filter(({ isKey }) => !isKey).map(({ name, label }) => ({ name, label, shown: !this.#hidden.has(name) }));
  }

  choose(name, shown) {
    if (shown) this.#hidden.delete(name);
    else this.#hidden.add(name);
    this.#onChange();
  }

  /** By this column, the largest first, then the other way round, then as the rows became. */
  sortBy(name) {
    if (this.sort?.column !== name) this.sort = { column: name, descending: true };
    else this.sort = this.sort.descending ? { column: name, descending: false } : null;
    this.#onChange();
  }

  /** By this column and direction; null is as the rows became. */
  sortAs(sort) {
    this.sort = sort;
    this.#onChange();
  }

  /** The heading row. One heading is in the tab order; the arrow keys go to the others. */
  header() {
    const cells = this.columns.map((column, place) => {
      const { name, label, isNumber, isKey } = column;
      const sorted = this.sort?.column === name ? (this.sort.descending ? 'descending' : 'ascending') : null;
      const button = html('button', { type: 'button', class: 'plain', tabindex: place === 0 ? 0 : -1, title: label }, label);
      const grip = html('span', { class: 'grip', 'aria-hidden': 'true' });
      const attributes = { role: 'columnheader', class: isNumber && !isKey ? 'cell number' : 'cell', 'data-column': name, 'aria-sort': sorted };
      button.addEventListener('click', () => this.sortBy(name));
      button.addEventListener('keydown', (event) => this.#headerKey(event, column));
      grip.addEventListener('pointerdown', (event) => this.#drag(event, column));
      return html('div', attributes, button, grip);
    });
    return html('div', { role: 'row', class: 'row heading', 'aria-rowindex': 1 }, ...cells);
  }

  /** Widens the columns of numbers that these rows need more room for; true if there were any. */
  widenFor(rows) {
    let widened = false;
    for (const row of rows) {
      for (const column of this.#schema.shown) {
        if (!column.isNumber && !column.isId) continue;
        const needed = Math.min(WIDTH_MAX, AROUND + DIGIT * formatValue(column, valueOf(row.values, column.name)).length);
        if (needed <= column.width) continue;
        column.width = needed;
        widened = true;
      }
    }
    return widened;
  }

  /** Gives the table's frame its measures. */
  fit(frame) {
    const columns = this.columns;
    const widthOf = ({ name, width }) => this.#widths.get(name) ?? width;
    const track = (column) =>
      this.#widths.has(column.name) || column.isKey ? `${widthOf(column)}rem` : `minmax(${widthOf(column)}rem, ${column.share}fr)`;
    frame.style.setProperty('--columns', columns.map(track).join(' '));
    frame.style.setProperty('--row-width', `${columns.reduce((sum, column) => sum + widthOf(column), 0)}rem`);
    frame.style.setProperty('--card-lines', String(cardLines(columns)));
    this.#pin(frame, columns, widthOf);
  }

  #pin(frame, columns, widthOf) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    let left = 0;
    let pinned = 0;
    for (const column of columns) {
      const end = left + widthOf(column);
      if (!column.isKey || end * rem > PINNED_SHARE_MAX * frame.clientWidth) break;
      frame.style.setProperty(`--pin-${pinned}`, `${left}rem`);
      left = end;
      pinned++;
    }
    frame.dataset.pinned = String(Math.min(3, pinned));
  }

  #headerKey(event, column) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (event.shiftKey) this.#widen(column, (this.#widths.get(column.name) ?? column.width) + step * WIDER);
    else event.target.parentElement[step > 0 ? 'nextElementSibling' : 'previousElementSibling']?.querySelector('button').focus();
  }

  #drag(event, column) {
    event.preventDefault();
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const cell = event.target.parentElement;
    const width = cell.getBoundingClientRect().width / rem;
    const frame = cell.closest('.table');
    const move = ({ clientX }) => {
      this.#widths.set(column.name, Math.max(WIDTH_MIN, width + (clientX - event.clientX) / rem));
      this.fit(frame);
    };
    const end = () => removeEventListener('pointermove', move);
    addEventListener('pointermove', move);
    addEventListener('pointerup', end, { once: true });
    addEventListener('pointercancel', end, { once: true });
  }

  #widen({ name }, width) {
    this.#widths.set(name, Math.max(WIDTH_MIN, width));
    this.fit(document.activeElement.closest('.table'));
  }
}

/** Lines of values on a card: two columns share one, unless a long number needs it for itself. */
function cardLines(columns) {
  let places = 0;
  for (const column of columns.filter(({ isKey }) => !isKey).slice(0, CARD_COLUMNS)) {
    places = needsLine(column) ? 2 * Math.ceil(places / 2) + 2 : places + 1;
  }
  return Math.ceil(places / 2);
}

/** Whether the numbers of a column are too long for half a card. */
export function needsLine({ isNumber, width }) {
  return isNumber && width > CARD_PLACE_WIDTH;
}

/** Compares rows by a column, and rows with the same value as they became. */
export function byColumn({ kind, isNumber, name }, descending, asTheyBecame) {
  const direction = descending ? 1 : -1;
  return (a, b) => {
    const [x, y] = [valueOf(a.values, name) ?? null, valueOf(b.values, name) ?? null];
    if (x === null || y === null) return Number(x !== null) - Number(y !== null) || asTheyBecame(a, b);
    const order = isNumber ? Number(x) - Number(y) : kind === 'json' ? compare(JSON.stringify(x), JSON.stringify(y)) : compare(x, y);
    return order * direction || asTheyBecame(a, b);
  };
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
