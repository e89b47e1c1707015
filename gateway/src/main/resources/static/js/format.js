/* The viewer's locale and zone decide how values look; undefined is the browser's own choice. But hours are counted to 24
   everywhere: times to the second stand in narrow columns and are compared, not read out. */
const number = new Intl.NumberFormat();
const precise = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const minute = new Intl.DateTimeFormat(undefined, clock);
const time = new Intl.DateTimeFormat(undefined, { ...clock, second: '2-digit' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { ...clock, second: '2-digit', month: 'short', day: 'numeric' });
const day = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

const EPOCH_MILLIS = /^\d{12,14}(\.\d+)?$/;
const TIME_COLUMN = /(time|timestamp|date|_at|_ts)$/;
const ID_COLUMN = /(^|_)id$|^(buyer|seller)$/;

/** The zone that times are shown in. */
export const zone = time.resolvedOptions().timeZone;

/** Whether a column holds timestamps: by its name and its text, for the stream does not carry types. */
export function isTime(column, value) {
  return typeof value === 'string' && TIME_COLUMN.test(column) && EPOCH_MILLIS.test(value);
}

/** Milliseconds since the epoch as a time, with the date unless it is today. */
export function formatTime(millis, now = Date.now()) {
  return (day.format(millis) === day.format(now) ? time : dateAndTime).format(millis);
}

/** Milliseconds since the epoch as hours and minutes. */
export function formatMinute(millis) {
  return minute.format(millis);
}

export function formatNumber(value) {
  return number.format(value);
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

/** Any value of any column as text for people; ids are written plainly, without grouping. */
export function formatValue(column, value) {
  if (value === null || value === undefined) return '–';
  if (isTime(column, value)) return formatTime(Number(value));
  if (typeof value === 'number') return ID_COLUMN.test(column) ? String(value) : number.format(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
