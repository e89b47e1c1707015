import { svg } from './dom.js';
import { formatMinute, formatNumber } from './format.js';
import { say } from './words.js';

const MINUTE_MILLIS = 60_000;
export const MINUTES = 15;
const WIDTH = 400;
const AMOUNT_HEIGHT = 150;
const COUNT_HEIGHT = 110;
const LEFT = 30;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 20;
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

/** Dots of winning amounts over time, coloured by item. */
export function amountsChart({ recent, from }, items) {
  const { min, max } = boundsOf(recent);
  const [low, high, step] = scale(min, max);
  const y = (amount) => TOP + (AMOUNT_HEIGHT - TOP - BOTTOM) * (1 - (amount - low) / (high - low));
  const dots = new Map();
  for (const row of recent.slice(0, DOTS_MAX)) {
    const colour = items.colourOf(row.values.item);
    const dot = `M${x(row.rank, from).toFixed(1)} ${y(Number(row.values.amount)).toFixed(1)}h0`;
    dots.set(colour, (dots.get(colour) ?? '') + dot);
  }
  const paths = [...dots].map(([colour, d]) => svg('path', { class: `dots ${colour}`, d }));
  const summary = recent.length
    ? say('amountsSummary', { n: recent.length, min, max })
    : say('chartEmpty', { minutes: MINUTES });
  return chart(AMOUNT_HEIGHT, summary, [...gridLines(low, high, step, y), ...timeAxis(from, AMOUNT_HEIGHT), ...paths]);
}

function boundsOf(rows) {
  let min = Infinity;
  let max = -Infinity;
  for (const { values } of rows) {
    min = Math.min(min, Number(values.amount));
    max = Math.max(max, Number(values.amount));
  }
  return min < max ? { min, max } : { min: Number.isFinite(min) ? min - 1 : 0, max: Number.isFinite(max) ? max + 1 : 100 };
}

/** Columns of winners per minute, stacked by item. */
export function minutesChart({ recent, from }, items) {
  const minutes = Array.from({ length: MINUTES }, () => new Map());
  for (const row of recent) {
    const minute = minutes[Math.floor((row.rank - from) / MINUTE_MILLIS)];
    const colour = items.colourOf(row.values.item);
    minute?.set(colour, (minute.get(colour) ?? 0) + 1);
  }
  const most = Math.max(1, ...minutes.map((minute) => sum(minute.values())));
  const [low, high, step] = scale(0, most);
  const y = (count) => TOP + (COUNT_HEIGHT - TOP - BOTTOM) * (1 - count / high);
  const bars = minutes.flatMap((minute, index) => stack(minute, from + index * MINUTE_MILLIS, from, y));
  const summary = say('minutesSummary', { n: recent.length, minutes: MINUTES });
  return chart(COUNT_HEIGHT, summary, [...gridLines(low, high, step, y), ...timeAxis(from, COUNT_HEIGHT), ...bars]);
}

function stack(minute, at, from, y) {
  const width = (WIDTH - LEFT - RIGHT) / MINUTES;
  let total = 0;
  return [...minute].sort().map(([colour, count]) => {
    const bottom = y(total);
    total += count;
    const height = Math.max(1, bottom - y(total) - 1);
    return svg('rect', {
      class: `bar ${colour}`,
      x: (x(at, from) + 2).toFixed(1),
      y: y(total).toFixed(1),
      width: (width - 4).toFixed(1),
      height: height.toFixed(1),
      rx: 1.5,
    });
  });
}

function chart(height, summary, children) {
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': summary }, ...children);
}

function x(time, from) {
  return LEFT + ((WIDTH - LEFT - RIGHT) * (time - from)) / (MINUTES * MINUTE_MILLIS);
}

function gridLines(low, high, step, y) {
  const lines = [];
  for (let value = low; value <= high + step / 2; value += step) {
    lines.push(
      svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }),
      svg('text', { class: 'tick', x: LEFT - 6, y: y(value) + 3.5, 'text-anchor': 'end' }, formatNumber(value)),
    );
  }
  return lines;
}

function timeAxis(from, height) {
  return [0, 5, 10, 15].map((minutes) => {
    const anchor = minutes === 0 ? 'start' : minutes === MINUTES ? 'end' : 'middle';
    const at = from + minutes * MINUTE_MILLIS;
    return svg('text', { class: 'tick', x: x(at, from), y: height - 5, 'text-anchor': anchor }, formatMinute(at));
  });
}

/** Round bounds and step for about four grid lines. */
function scale(low, high) {
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough));
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step, step];
}

function sum(values) {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
