import { valueOf } from '../client/rows.js';
import { html } from './dom.js';
import { formatValue, plainText, wholeTime } from './format.js';
import { needsLine } from './layout.js';

/** Beyond so many characters a text may not fit, and the whole is shown while one points at it. */
const SURE_TO_FIT = 12;

/** The cells of a row, one per shown column. `filtered` says that a deletion may mean that the filter was left. */
export function cellsOf(row, schema, columns, items, filtered) {
  const cells = columns.map((column) => cellOf(row, column, schema.isAuction && column.name === 'item' ? items : null));
  const mark = markOf(row, filtered);
  if (mark) cells[0]?.append(' ', mark);
  return cells;
}

/* The label is for narrow screens, which have no heading row. A correction shows the new value first. */
function cellOf(row, column, items) {
  const value = valueOf(row.values, column.name);
  const line = html('span', { class: 'line' });
  if (items) line.append(html('span', { class: `swatch ${items.colourOf(value)}`, 'aria-hidden': 'true' }));
  line.append(valueElement('span', 'value', column, value));
  const cell = html('div', attributesOf(column), line);
  if (row.corrected && JSON.stringify(valueOf(row.before, column.name)) !== JSON.stringify(value)) {
    const was = html('span', { class: 'unseen' }, 'was ');
    cell.append(' ', html('del', {}, was, valueElement('span', 'old', column, valueOf(row.before, column.name))));
  }
  return cell;
}

function valueElement(name, className, column, value) {
  const empty = value === '';
  const text = empty ? '(empty)' : formatValue(column, value);
  const plain = plainText(value);
  const hover = wholeTime(column, value) ?? (text.length > SURE_TO_FIT ? plain : null);
  return html(name, { class: empty ? `${className} none` : className, dir: 'auto', title: hover }, text);
}

function attributesOf(column) {
  const { name, label, isNumber, isId, isKey } = column;
  const className = `cell${isNumber && !isKey ? ' number' : ''}${isId || isNumber ? ' whole' : ''}${needsLine(column) ? ' long' : ''}`;
  return { role: 'gridcell', class: className, 'data-column': name, 'data-label': label };
}

function markOf(row, filtered) {
  if (row.deleted) return html('span', { class: 'mark deleted' }, filtered ? 'left the filter' : 'deleted');
  return row.corrected ? html('span', { class: 'mark corrected' }, 'corrected') : null;
}
