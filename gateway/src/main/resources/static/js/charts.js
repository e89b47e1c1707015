import { partsOf, setText, svg } from './dom.js';
import { count, formatMinute, formatNumber, formatTime } from './format.js';
import { Plot } from './plot.js';

const MINUTE_MILLIS = 60_000;
const BARS = 15;
/** More dots than this could not be told apart. */
const DOTS_MAX = 2_000;
/** A dot this close to the pointer, in pixels, is the one pointed at. */
const NEAR_PIXELS = 24;

/** The charts of the auction: winning amounts over time, and winners per part of the window, both coloured by item. */
export class Charts {
  #root;
  #parts;
  #items;
  #spots = new Map();
  #sizes = new Map();
  #onResize;
  minutes = 15;

  /** `onRange()` is called when the viewer has chosen another time range, `onResize()` when there is other room. */
  constructor(root, items, onRange, onResize) {
    this.#root = root;
    this.#onResize = onResize;
    this.#parts = partsOf(root);
    this.#items = items;
    const { range, amounts, winners } = this.#parts;
    range.addEventListener('change', () => {
      this.minutes = Number(range.value);
      onRange();
    });
    const observer = new ResizeObserver((entries) => this.#measure(entries));
    for (const chart of [amounts, winners]) observer.observe(chart);
    // Of the whole page: a chart that was drawn anew under the pointer is not always told that the pointer has left it.
    document.addEventListener('pointermove', (event) => this.#point(event));
    document.documentElement.addEventListener('pointerleave', () => (this.#parts.tip.hidden = true));
  }

  /** Chooses the time range, if there is such a one. */
  show(minutes) {
    const { range } = this.#parts;
    range.value = String(minutes);
    if (range.value === '') range.value = '15';
    this.minutes = Number(range.value);
  }

  /** Draws the window that ends at `until`, unless nobody sees it. */
  paint(recent, until) {
    const seen = [...this.#sizes.values()].some(({ width }) => width > 0);
    if (!seen) return;
    const shown = recent.window(until, this.minutes, BARS, DOTS_MAX);
    const part = count(this.minutes / BARS, 'minute');
    setText(this.#parts['amounts-note'], shown.every > 1 ? `1 of ${formatNumber(shown.every)} shown` : '');
    setText(this.#parts['winners-note'], this.minutes === BARS ? 'per minute' : `per ${part}`);
    this.#paintAmounts(shown);
    this.#paintWinners(shown);
  }

  #paintAmounts({ from, total, points }) {
    const known = points.filter(({ amount }) => Number.isFinite(amount));
    const bounds = boundsOf(known);
    const plot = new Plot(this.#parts.amounts, this.#sizes.get(this.#parts.amounts), from, this.minutes, bounds);
    const dots = new Map();
    const spots = [];
    for (const { time, amount, item, row } of known) {
      const colour = this.#items.colourOf(item);
      const [x, y] = [plot.x(time), plot.y(amount)];
      dots.set(colour, `${dots.get(colour) ?? ''}M${x.toFixed(1)} ${y.toFixed(1)}h0`);
      spots.push({ x, y, row });
    }
    this.#spots.set(this.#parts.amounts, (x, y) => nearest(spots, x, y));
    const paths = [...dots].map(([colour, d]) => svg('path', { class: `dots ${colour}`, d }));
    const [min, max] = bounds.map(formatNumber);
    plot.paint(total > 0 ? `${count(total, 'winner')}, amounts ${min} to ${max}` : this.#emptyText(), paths);
  }

  #paintWinners({ from, total, parts }) {
    const most = Math.max(1, ...parts.map(sum));
    const plot = new Plot(this.#parts.winners, this.#sizes.get(this.#parts.winners), from, this.minutes, [0, most]);
    const millis = (this.minutes / BARS) * MINUTE_MILLIS;
    const bars = parts.flatMap((part, place) => this.#stack(plot, part, from + place * millis, millis));
    this.#spots.set(this.#parts.winners, (x) => {
      const place = parts.findIndex((_, index) => x >= plot.x(from + index * millis) && x < plot.x(from + (index + 1) * millis));
      return place < 0 ? null : barText(from + place * millis, parts[place]);
    });
    plot.paint(total > 0 ? `${count(total, 'winner')} in ${count(this.minutes, 'minute')}` : this.#emptyText(), bars);
  }

  #stack(plot, part, at, millis) {
    const left = plot.x(at);
    const width = plot.x(at + millis) - left;
    let below = 0;
    return byColour(part, this.#items).map(([colour, n]) => {
      const bottom = plot.y(below);
      below += n;
      const height = Math.max(1, bottom - plot.y(below) - 1);
      const place = { x: left + width * 0.12, y: plot.y(below), width: width * 0.76, height, rx: Math.min(2, height / 2) };
      return svg('rect', { class: `column ${colour}`, ...place });
    });
  }

  #emptyText() {
    return `No auction ended in these ${count(this.minutes, 'minute')}.`;
  }

  /** Sizes change with the window only. On a phone the charts are swiped; then the keyboard reaches them, too. */
  #measure(entries) {
    const unit = parseFloat(getComputedStyle(document.documentElement).fontSize);
    for (const { target, contentRect } of entries) {
      this.#sizes.set(target, { width: contentRect.width, height: contentRect.height, unit });
    }
    this.#onResize();
    if (this.#root.scrollWidth > this.#root.clientWidth) this.#root.tabIndex = 0;
    else this.#root.removeAttribute('tabindex');
  }

  /** Says what is at the pointer, if it is in a chart. */
  #point({ target, clientX, clientY }) {
    const { amounts, winners, tip } = this.#parts;
    const chart = [amounts, winners].find((each) => each.contains(target));
    const box = chart?.getBoundingClientRect();
    const text = box && this.#spots.get(chart)?.(clientX - box.left, clientY - box.top);
    tip.hidden = !text;
    if (!text) return;
    setText(tip, text);
    const left = Math.min(clientX + 12, innerWidth - tip.offsetWidth - 12);
    tip.style.translate = `${left}px ${Math.max(8, clientY - tip.offsetHeight - 12)}px`;
  }
}

function nearest(spots, x, y) {
  let near = null;
  let distance = NEAR_PIXELS;
  for (const spot of spots) {
    const away = Math.hypot(spot.x - x, spot.y - y);
    if (away < distance) [near, distance] = [spot.row, away];
  }
  return near && `${near.values.item || '(empty)'}: ${formatNumber(Number(near.values.amount))}, auction ${near.values.auction_id}, ${formatTime(near.rank)}`;
}

function barText(at, part) {
  const most = [...part].sort((a, b) => b[1] - a[1]).slice(0, 8);
  const lines = most.map(([item, n]) => `${item || '(empty)'}: ${formatNumber(n)}`);
  if (part.size > most.length) lines.push(`and ${count(part.size - most.length, 'more item')}`);
  return [`${formatMinute(at)}: ${count(sum(part), 'winner')}`, ...lines].join('\n');
}

function byColour(part, items) {
  const colours = new Map();
  for (const [item, n] of part) {
    const colour = items.colourOf(item);
    colours.set(colour, (colours.get(colour) ?? 0) + n);
  }
  return [...colours].sort();
}

function sum(part) {
  let total = 0;
  for (const n of part.values()) total += n;
  return total;
}

function boundsOf(points) {
  let min = Infinity;
  let max = -Infinity;
  for (const { amount } of points) {
    min = Math.min(min, amount);
    max = Math.max(max, amount);
  }
  return points.length > 0 ? [min, Math.max(max, min + 1)] : [0, 100];
}
