import { STRING_OR_NUMBER, parseRow, valueOf } from '../client/rows.js';

/** The text of a column's JSON value as filters compare it: `95.0` stays `95.0`. */
export function filterText(text, column) {
  const exact = JSON.parse(text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`)));
  const value = valueOf(exact, column) ?? null;
  return value !== null && typeof value === 'object' ? JSON.stringify(parseRow(text)[column]) : String(value);
}

/** The topic's offset in the id of a row. */
export function offsetOf(id) {
  return Number.parseInt(id.slice(id.indexOf('-') + 1), 10);
}
