import { cellsOf } from './cells.js';
import { html, partsOf } from './dom.js';

/** Rows painted above and below what is visible, so that scrolling does not show gaps. */
const MARGIN_ROWS = 4;
/** How long a row counts as just arrived. */
const ARRIVAL_MILLIS = 4_000;
/** When more rows than this arrive within a second, none stands out, and marking them all would only cost. */
const ARRIVALS_MAX = 10;
/** How far a row may have moved and still be found again without searching all. */
const MOVED_ROWS_MAX = 1_000;

/**
 * A table that keeps only the visible rows in the page, so that 100,000 rows cost as much as fifty. Rows come oldest
 * first and are shown newest first. Rows above the visible part do not move it: who reads is not disturbed.
 *
 * On wide screens the table scrolls in its own frame; on narrow ones rows are cards that scroll with the page. The
 * style sheet decides. The arrow keys move the active row; Enter or a click opens it.
 */
export class RowTable {
  #frame;
  #head;
  #body;
  #items;
  #onOpen;
  #schema = null;
  #layout = null;
  #rows = [];
  #filtered = false;
  #now = 0;
  /* Measures that change with the window only, so that painting does not ask for them. */
  #height = 0;
  #scroller = null;
  #painted = new Map();
  #scheduled = false;
  #quiet = true;
  #top = null;
  #activeKey = null;

  constructor(frame, items, onOpen) {
    const { head, body } = partsOf(frame);
    this.#frame = frame;
    this.#head = head;
    this.#body = body;
    this.#items = items;
    this.#onOpen = onOpen;
    addEventListener('scroll', () => this.#schedule(), { capture: true, passive: true });
    const measure = () => {
      this.#measure();
      this.#schedule();
    };
    new ResizeObserver(measure).observe(frame);
    addEventListener('resize', measure);
    body.addEventListener('click', (event) => this.#click(event));
    frame.addEventListener('keydown', (event) => this.#key(event));
  }

  /** The columns to show from now on, as a ColumnLayout has them. */
  setLayout(schema, layout) {
    this.#schema = schema;
    this.#layout = layout;
    this.#head.replaceChildren(layout.header());
    this.#frame.classList.toggle('auctions', schema.isAuction);
    this.#frame.setAttribute('aria-colcount', String(layout.columns.length));
    this.#rebuild();
  }

  /** Columns are other ones or wider: every row is made anew. */
  #rebuild() {
    this.#painted.clear();
    this.#body.replaceChildren();
    this.#layout.fit(this.#frame);
    this.#measure();
    this.#schedule();
  }

  /** Shows these rows now, once there is a layout; `filtered` says that a deletion may mean that the filter was left. */
  show(rows, filtered, now) {
    if (this.#layout === null) return;
    const top = this.#top;
    this.#filtered = filtered;
    this.#now = now;
    if (rows.length !== this.#rows.length) this.#frame.setAttribute('aria-rowcount', String(rows.length + 1));
    this.#rows = rows;
    const moved = top !== null && top.above > 0 ? this.#rowsMoved(top) : 0;
    const view = this.#look();
    if (moved !== 0) {
      this.#body.style.height = `${rows.length * this.#height}px`;
      this.#scroller.scrollTop += moved * this.#height;
      view.above += moved;
    }
    this.#paint(view);
  }

  /** How many rows are scrolled away above the visible part. */
  get above() {
    return this.#top?.above ?? 0;
  }

  /** Back to the newest row. */
  toTop() {
    this.#top = null;
    if (this.#scroller === this.#frame) this.#frame.scrollTop = 0;
    else if (this.#body.getBoundingClientRect().top < 0) this.#frame.scrollIntoView();
  }

  #measure() {
    const style = getComputedStyle(this.#frame);
    this.#height = parseFloat(style.getPropertyValue('--row-height'));
    this.#scroller = style.overflowY === 'visible' ? document.scrollingElement : this.#frame;
  }

  #clipTop() {
    return Math.max(this.#head.getBoundingClientRect().bottom, this.#frame.getBoundingClientRect().top, 0);
  }

  /** What is visible: rows hidden above, and rows that have room. All reading of the page is done here, before it is written. */
  #look() {
    const clipTop = this.#clipTop();
    const hidden = clipTop - this.#body.getBoundingClientRect().top;
    const bottom = Math.min(innerHeight, this.#frame.getBoundingClientRect().bottom);
    const above = Math.min(Math.max(0, Math.floor(hidden / this.#height)), Math.max(0, this.#rows.length - 1));
    return { above, room: Math.ceil(Math.max(0, bottom - clipTop) / this.#height) };
  }

  /** By how many places the row that was at the top has moved down. */
  #rowsMoved({ key, above }) {
    let index = this.#rows.length - 1 - above;
    for (let steps = 0; index >= 0 && this.#rows[index].key !== key && steps < MOVED_ROWS_MAX; steps++) index--;
    const found = index >= 0 && this.#rows[index].key === key;
    return found ? this.#rows.length - 1 - index - above : 0;
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      if (this.#layout) this.#paint(this.#look());
    });
  }

  #paint({ above, room }) {
    this.#body.style.height = `${this.#rows.length * this.#height}px`;
    const first = Math.max(0, above - MARGIN_ROWS);
    const end = Math.min(this.#rows.length, above + room + MARGIN_ROWS + 1);
    const newest = this.#rows.length > ARRIVALS_MAX ? this.#rowAt(ARRIVALS_MAX) : null;
    this.#quiet = newest === null || this.#now - newest.at > ARRIVAL_MILLIS / 4;
    const kept = new Map();
    const fresh = [];
    for (let place = first; place < end; place++) {
      const row = this.#rowAt(place);
      if (!this.#painted.has(row)) fresh.push(row);
      kept.set(row, this.#placed(row, place));
    }
    this.#top = this.#rows.length > 0 ? { key: this.#rowAt(above).key, above } : null;
    this.#removeAllBut(kept);
    this.#arrange(kept.values());
    this.#markActive();
    if (this.#layout.widenFor(fresh)) this.#rebuild();
  }

  #rowAt(place) {
    return this.#rows[this.#rows.length - 1 - place];
  }

  #placed(row, place) {
    const element = this.#painted.get(row) ?? this.#elementOf(row);
    element.style.transform = `translateY(${place * this.#height}px)`;
    element.setAttribute('aria-rowindex', String(place + 2));
    element.classList.toggle('arrived', this.#quiet && !row.deleted && row.at > 0 && this.#now - row.at < ARRIVAL_MILLIS);
    return element;
  }

  #elementOf(row) {
    const state = row.deleted ? ' deleted' : row.corrected ? ' corrected' : '';
    const cells = cellsOf(row, this.#schema, this.#layout.columns, this.#items, this.#filtered);
    return html('div', { role: 'row', class: `row${state}`, 'data-key': row.key }, ...cells);
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

  #markActive() {
    let active = null;
    for (const [row, element] of this.#painted) {
      element.classList.toggle('active', row.key === this.#activeKey);
      element.removeAttribute('id');
      if (row.key === this.#activeKey) active = element;
    }
    if (active) active.id = 'active-row';
    if (active) this.#frame.setAttribute('aria-activedescendant', 'active-row');
    else this.#frame.removeAttribute('aria-activedescendant');
  }

  #click(event) {
    const element = event.target.closest('.row');
    if (!element || !getSelection().isCollapsed) return;
    this.#activate(element.dataset.key);
    this.#open();
  }

  #key(event) {
    if (event.target !== this.#frame || this.#rows.length === 0) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (steps !== undefined) this.#move(steps);
    else if (event.key === 'Enter' && this.#activeKey !== null) this.#open();
    else return;
    event.preventDefault();
  }

  /** The active row is looked for only on a key: it is one in a hundred thousand. */
  #move(steps) {
    const index = this.#rows.findLastIndex(({ key }) => key === this.#activeKey);
    const from = index < 0 ? this.above - 1 : this.#rows.length - 1 - index;
    const place = Math.min(Math.max(0, index < 0 ? from + 1 : from + steps), this.#rows.length - 1);
    this.#activate(this.#rowAt(place).key);
    const top = this.#body.getBoundingClientRect().top + place * this.#height;
    const bottom = Math.min(innerHeight, this.#frame.getBoundingClientRect().bottom) - this.#height;
    const clipTop = this.#clipTop();
    if (top < clipTop) this.#scroller.scrollTop -= clipTop - top;
    else if (top > bottom) this.#scroller.scrollTop += top - bottom;
  }

  #activate(key) {
    this.#activeKey = key;
    this.#markActive();
  }

  #open() {
    const row = this.#rows.findLast(({ key }) => key === this.#activeKey);
    if (row) this.#onOpen(row);
  }
}
