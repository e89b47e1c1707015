/* The viewer's locale and zone decide how values look; undefined is the browser's own choice. But hours are counted to 24
   everywhere: times to the second stand in narrow columns and are compared, not read out. */
const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 20 });
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const precise = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const minute = new Intl.DateTimeFormat(undefined, clock);
const time = new Intl.DateTimeFormat(undefined, { ...clock, second: '2-digit' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { ...clock, second: '2-digit', month: 'short', day: 'numeric' });
const whole = new Intl.DateTimeFormat(undefined, { ...clock, second: '2-digit', fractionalSecondDigits: 3, year: 'numeric', month: 'short', day: 'numeric' });
const year = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const day = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
const plurals = new Intl.PluralRules('en');

const MILLIS = /^-?\d+(\.\d+)?$/;
const DATE_MILLIS_MAX = 8.64e15;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const HALF_A_YEAR_MILLIS = 183 * 86_400_000;
/** Characters of one value that a cell takes; the details show the whole. */
const CELL_CHARACTERS_MAX = 300;

/** The zone that times are shown in. */
export const zone = time.resolvedOptions().timeZone;

/** Milliseconds since the epoch as a time, with the date unless it is today, and with the year where it matters. */
export function formatTime(millis, now = Date.now()) {
  if (day.format(millis) === day.format(now)) return time.format(millis);
  if (Math.abs(now - millis) > HALF_A_YEAR_MILLIS) return `${year.format(millis)}, ${time.format(millis)}`;
  return dateAndTime.format(millis);
}

/** Milliseconds since the epoch as hours and minutes. */
export function formatMinute(millis) {
  return minute.format(millis);
}

export function formatNumber(value) {
  return number.format(value);
}

/** A number for the axis of a chart: short beyond five digits. */
export function formatTick(value) {
  return Math.abs(value) < 10_000 ? number.format(value) : compact.format(value);
}

/** `n` things, in words: `count(2, 'change')` is "2 changes". */
export function count(n, thing, things = `${thing}s`) {
  return `${number.format(n)} ${plurals.select(n) === 'one' ? thing : things}`;
}

/** A duration with one unit, as exact as is useful: 340 ms, 2.1 s, 5 min, 3 h. */
export function formatDuration(millis) {
  if (millis < 1_000) return unit(Math.round(millis), 'millisecond');
  if (millis < 60_000) return `${precise.format(millis / 1_000)} s`;
  if (millis < 3_600_000) return unit(Math.round(millis / 60_000), 'minute');
  if (millis < 86_400_000) return unit(Math.round(millis / 3_600_000), 'hour');
  return unit(Math.round(millis / 86_400_000), 'day');
}

function unit(value, name) {
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}

/** The milliseconds of a timestamp, `"<milliseconds>.<microseconds>"`; NaN if it is none. */
export function millisOf(value) {
  const millis = typeof value === 'string' && MILLIS.test(value) ? Number(value) : NaN;
  return Math.abs(millis) <= DATE_MILLIS_MAX ? millis : NaN;
}

/** A value of a column as text for people. Ids are written plainly, without grouping. */
export function formatValue(column, value, now) {
  if (value === null || value === undefined) return '–';
  if (column.kind === 'time' && !Number.isNaN(millisOf(value))) return formatTime(millisOf(value), now);
  if (column.isNumber && !column.isId && isDecimal(value)) return number.format(value);
  return cut(plainText(value));
}

/** A value as it is, objects as JSON; what the details show and search finds besides the formatted text. */
export function plainText(value) {
  if (value === null || value === undefined) return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A timestamp to the millisecond, with its date; null for anything else. */
export function wholeTime(column, value) {
  const millis = column.kind === 'time' ? millisOf(value) : NaN;
  return Number.isNaN(millis) ? null : whole.format(millis);
}

function isDecimal(value) {
  return typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value));
}

function cut(text) {
  return text.length > CELL_CHARACTERS_MAX ? `${text.slice(0, CELL_CHARACTERS_MAX)}…` : text;
}
