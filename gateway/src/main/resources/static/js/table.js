import { html } from './dom.js';

/** Rows painted above and below what is visible, so that scrolling does not show gaps. */
const MARGIN_ROWS = 8;
/** How long a row counts as just arrived. */
const ARRIVAL_MILLIS = 4_000;

/**
 * A table that keeps only the visible rows in the page, so that 100,000 rows cost as much as fifty. Rows come oldest
 * first and are shown newest first. Rows above the visible part do not move it: who reads is not disturbed.
 *
 * On wide screens the table scrolls in its own frame, on narrow ones with the page; the style sheet decides.
 */
export class VirtualTable {
  #frame;
  #head;
  #body;
  #columns = null;
  #rows = [];
  #filtered = false;
  #painted = new Map();
  #scheduled = false;

  constructor(frame, head, body) {
    this.#frame = frame;
    this.#head = head;
    this.#body = body;
    const later = () => this.#schedule();
    addEventListener('scroll', later, { capture: true, passive: true });
    new ResizeObserver(later).observe(frame);
    addEventListener('resize', later);
  }

  /** Shows these rows now; `columns` is a Columns, `filtered` whether a deletion may mean that the filter was left. */
  show(rows, columns, filtered) {
    if (columns !== this.#columns) this.#setColumns(columns);
    const height = this.#rowHeight();
    const above = this.#rowsAbove(height);
    const anchor = above > 0 ? this.#rows.at(-1 - above) : null;
    this.#rows = rows;
    this.#filtered = filtered;
    this.#frame.setAttribute('aria-rowcount', String(rows.length + 1));
    this.#body.style.height = `${rows.length * height}px`;
    if (anchor) this.#keepInPlace(anchor, above, height);
    this.#paint();
  }

  /** How many rows are scrolled away above the visible part. */
  get above() {
    return this.#rowsAbove(this.#rowHeight());
  }

  /** Back to the newest row. */
  toTop() {
    this.#scroller().scrollTop = 0;
  }

  #setColumns(columns) {
    this.#columns = columns;
    this.#painted.clear();
    this.#body.replaceChildren();
    this.#head.replaceChildren(columns.header());
    this.#frame.classList.toggle('auctions', columns.isAuction);
    this.#frame.style.setProperty('--columns', columns.shown.length);
  }

  #rowHeight() {
    return parseFloat(getComputedStyle(this.#frame).getPropertyValue('--row-height'));
  }

  #scroller() {
    return getComputedStyle(this.#frame).overflowY === 'visible' ? document.scrollingElement : this.#frame;
  }

  #clipTop() {
    const head = this.#head.getBoundingClientRect();
    return head.bottom;
  }

  #rowsAbove(height) {
    const hidden = this.#clipTop() - this.#body.getBoundingClientRect().top;
    return Math.min(Math.max(0, Math.floor(hidden / height)), Math.max(0, this.#rows.length - 1));
  }

  #keepInPlace(anchor, above, height) {
    let index = this.#rows.length - 1 - above;
    for (let steps = 0; index >= 0 && this.#rows[index].key !== anchor.key && steps < 1_000; steps++) index--;
    const found = index >= 0 && this.#rows[index].key === anchor.key;
    if (found) this.#scroller().scrollTop += (this.#rows.length - 1 - index - above) * height;
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      if (this.#columns) this.#paint();
    });
  }

  #paint() {
    const height = this.#rowHeight();
    this.#body.style.height = `${this.#rows.length * height}px`;
    const first = Math.max(0, this.#rowsAbove(height) - MARGIN_ROWS);
    const bottom = Math.min(innerHeight, this.#frame.getBoundingClientRect().bottom);
    const visible = Math.ceil(Math.max(0, bottom - this.#clipTop()) / height);
    const end = Math.min(this.#rows.length, first + visible + 2 * MARGIN_ROWS + 1);
    const now = Date.now();
    const kept = new Map();
    for (let place = first; place < end; place++) {
      const row = this.#rows[this.#rows.length - 1 - place];
      const element = this.#elementOf(row);
      element.style.transform = `translateY(${place * height}px)`;
      element.setAttribute('aria-rowindex', String(place + 2));
      element.classList.toggle('arrived', !row.gone && row.at > 0 && now - row.at < ARRIVAL_MILLIS);
      kept.set(row, element);
    }
    this.#removeAllBut(kept);
    this.#arrange(kept.values());
  }

  #elementOf(row) {
    const known = this.#painted.get(row);
    if (known) return known;
    const state = row.gone ? ' gone' : row.before ? ' corrected' : '';
    const cells = this.#columns.cells(row, this.#filtered);
    const element = html('div', { role: 'row', class: `row${state}`, 'data-key': row.key }, ...cells);
    return element;
  }

  #removeAllBut(kept) {
    for (const [row, element] of this.#painted) {
      if (!kept.has(row)) element.remove();
    }
    this.#painted = kept;
  }

  /** The page holds the rows in the order in which they are read. */
  #arrange(elements) {
    let next = this.#body.firstChild;
    for (const element of elements) {
      if (element === next) next = next.nextSibling;
      else this.#body.insertBefore(element, next);
    }
  }
}
