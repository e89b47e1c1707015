import { svg } from './dom.js';
import { formatMinute, formatNumber } from './format.js';
import { say } from './words.js';

const MINUTE_MILLIS = 60_000;
export const MINUTES = 15;
/* Room around the plot, in units of the text size of the page. */
const LEFT = 1.75;
const RIGHT = 0.25;
const TOP = 0.5;
const BOTTOM = 1.375;
/** Dots are one path per item, so many cost little; more than this could not be told apart anyway. */
const DOTS_MAX = 4_000;

/** The winners of the last minutes before `until`, newest first; rows come oldest first. */
export function recentWinners(rows, until) {
  const from = Math.floor(until / MINUTE_MILLIS + 1) * MINUTE_MILLIS - MINUTES * MINUTE_MILLIS;
  const recent = [];
  for (let index = rows.length - 1; index >= 0 && rows[index].rank >= from; index--) {
    if (!rows[index].gone && rows[index].rank <= until) recent.push(rows[index]);
  }
  return { recent, from };
}

/** Draws dots of winning amounts over time, coloured by item. */
export function paintAmounts(place, { recent, from }, items) {
  const { min, max } = boundsOf(recent);
  const plot = new Plot(place, from, scale(min, max));
  const dots = new Map();
  for (const row of recent.slice(0, DOTS_MAX)) {
    const colour = items.colourOf(row.values.item);
    const dot = `M${plot.x(row.rank).toFixed(1)} ${plot.y(Number(row.values.amount)).toFixed(1)}h0`;
    dots.set(colour, (dots.get(colour) ?? '') + dot);
  }
  const paths = [...dots].map(([colour, d]) => svg('path', { class: `dots ${colour}`, d }));
  const empty = say('chartEmpty', { minutes: MINUTES });
  plot.paint(recent.length ? say('amountsSummary', { n: recent.length, min, max }) : empty, paths);
}

/** Draws columns of winners per minute, stacked by item. */
export function paintMinutes(place, { recent, from }, items) {
  const minutes = Array.from({ length: MINUTES }, () => new Map());
  for (const row of recent) {
    const minute = minutes[Math.floor((row.rank - from) / MINUTE_MILLIS)];
    const colour = items.colourOf(row.values.item);
    minute?.set(colour, (minute.get(colour) ?? 0) + 1);
  }
  const most = Math.max(1, ...minutes.map(total));
  const plot = new Plot(place, from, scale(0, most));
  const bars = minutes.flatMap((minute, index) => stack(plot, minute, from + index * MINUTE_MILLIS));
  plot.paint(say('minutesSummary', { n: recent.length, minutes: MINUTES }), bars);
}

function stack(plot, minute, at) {
  const left = plot.x(at);
  const width = plot.x(at + MINUTE_MILLIS) - left;
  let count = 0;
  return [...minute].sort().map(([colour, n]) => {
    const bottom = plot.y(count);
    count += n;
    const height = Math.max(1, bottom - plot.y(count) - 1);
    const place = { x: left + width * 0.12, y: plot.y(count), width: width * 0.76, height, rx: Math.min(2, height / 2) };
    return svg('rect', { class: `column ${colour}`, ...place });
  });
}

/** The room of one chart, as large as its place on the page, with time from left to right. */
class Plot {
  #place;
  #from;
  #scale;
  #unit = parseFloat(getComputedStyle(document.documentElement).fontSize);

  constructor(place, from, valueScale) {
    this.#place = place;
    this.#from = from;
    this.#scale = valueScale;
    this.width = place.clientWidth;
    this.height = place.clientHeight;
  }

  x(time) {
    const left = LEFT * this.#unit;
    const width = this.width - left - RIGHT * this.#unit;
    return left + (width * (time - this.#from)) / (MINUTES * MINUTE_MILLIS);
  }

  y(value) {
    const [low, high] = this.#scale;
    const top = TOP * this.#unit;
    return top + (this.height - top - BOTTOM * this.#unit) * (1 - (value - low) / (high - low));
  }

  /** Puts the chart in its place; `summary` says in words what it shows. */
  paint(summary, marks) {
    const { width, height } = this;
    const size = { width, height, viewBox: `0 0 ${width} ${height}` };
    const axes = [...this.#gridLines(), ...this.#timeAxis()];
    this.#place.replaceChildren(svg('svg', { ...size, role: 'img', 'aria-label': summary }, ...axes, ...marks));
  }

  #gridLines() {
    const [low, high, step] = this.#scale;
    const right = this.x(this.#from + MINUTES * MINUTE_MILLIS);
    const left = this.x(this.#from);
    const lines = [];
    for (let value = low; value <= high; value += step) {
      const y = this.y(value);
      const label = { class: 'tick', x: left - this.#unit * 0.4, y, dy: '0.32em', 'text-anchor': 'end' };
      lines.push(svg('line', { class: 'grid', x1: left, x2: right, y1: y, y2: y }), svg('text', label, formatNumber(value)));
    }
    return lines;
  }

  #timeAxis() {
    return [0, 5, 10, 15].map((minutes) => {
      const anchor = minutes === 0 ? 'start' : minutes === MINUTES ? 'end' : 'middle';
      const at = this.#from + minutes * MINUTE_MILLIS;
      const place = { x: this.x(at), y: this.height - 0.2 * this.#unit, 'text-anchor': anchor };
      return svg('text', { class: 'tick', ...place }, formatMinute(at));
    });
  }
}

function total(minute) {
  let count = 0;
  for (const n of minute.values()) count += n;
  return count;
}

/** Round bounds and step for about four grid lines. */
function scale(low, high) {
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough));
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step, step];
}

function boundsOf(rows) {
  let min = Infinity;
  let max = -Infinity;
  for (const { values } of rows) {
    min = Math.min(min, Number(values.amount));
    max = Math.max(max, Number(values.amount));
  }
  return Number.isFinite(min) ? { min, max: Math.max(max, min + 1) } : { min: 0, max: 100 };
}
