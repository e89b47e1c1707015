import { svg } from './dom.js';
import { formatMinute, formatTick } from './format.js';

const MINUTE_MILLIS = 60_000;
/* Room around the plot, in units of the text size of the page. */
const RIGHT = 0.5;
const TOP = 0.5;
const BOTTOM = 1.375;
const LABEL_GAP = 0.4;
const LABEL_CHARACTER = 0.52;

/** The room of one chart, as large as its place on the page, with time from left to right and values from low to high. */
export class Plot {
  #place;
  #from;
  #minutes;
  #scale;
  #left;
  #unit;

  /** `size` is that of its place: width and height in pixels, and `unit`, the text size of the page. */
  constructor(place, { width, height, unit }, from, minutes, bounds) {
    this.#place = place;
    this.width = width;
    this.height = height;
    this.#unit = unit;
    this.#from = from;
    this.#minutes = minutes;
    this.#scale = scaleOf(...bounds);
    const longest = Math.max(...this.#ticks().map((value) => formatTick(value).length));
    this.#left = (LABEL_GAP + longest * LABEL_CHARACTER) * this.#unit;
  }

  x(time) {
    const width = this.width - this.#left - RIGHT * this.#unit;
    return this.#left + (width * (time - this.#from)) / (this.#minutes * MINUTE_MILLIS);
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

  #ticks() {
    const [low, high, step] = this.#scale;
    return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, place) => low + place * step);
  }

  #gridLines() {
    const right = this.x(this.#from + this.#minutes * MINUTE_MILLIS);
    return this.#ticks().flatMap((value) => {
      const y = this.y(value);
      const label = { class: 'tick', x: this.#left - LABEL_GAP * this.#unit, y, dy: '0.32em', 'text-anchor': 'end' };
      return [svg('line', { class: 'grid', x1: this.#left, x2: right, y1: y, y2: y }), svg('text', label, formatTick(value))];
    });
  }

  #timeAxis() {
    return [0, 1, 2, 3].map((third) => {
      const anchor = third === 0 ? 'start' : third === 3 ? 'end' : 'middle';
      const at = this.#from + (third / 3) * this.#minutes * MINUTE_MILLIS;
      return svg('text', { class: 'tick', x: this.x(at), y: this.height - 0.2 * this.#unit, 'text-anchor': anchor }, formatMinute(at));
    });
  }
}

/** Round bounds and step for about four grid lines. */
function scaleOf(low, high) {
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough));
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step, step];
}
