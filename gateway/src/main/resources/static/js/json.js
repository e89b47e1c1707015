const LONG_INTEGER = /\d{16}/;
const INTEGER = /^-?\d+$/;

/**
 * The value of a row's JSON text. Materialize writes bigint as a JSON number, which may be larger than a
 * JavaScript number holds exactly; such an integer stays the text that was sent, where the browser can tell.
 */
export function parseRow(text) {
  const value = LONG_INTEGER.test(text) ? JSON.parse(text, keepLongIntegers) : JSON.parse(text);
  return value !== null && typeof value === 'object' ? value : { value };
}

function keepLongIntegers(_name, value, context) {
  const lossy = typeof value === 'number' && !Number.isSafeInteger(value) && INTEGER.test(context?.source ?? '');
  return lossy ? context.source : value;
}
