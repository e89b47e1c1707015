import { timestampOf, valueOf } from '../client/rows.js';
import { copy, html, partsOf, setText } from './dom.js';
import { exactly } from './filter.js';
import { formatValue, plainText, wholeTime } from './format.js';
import { filterText } from './values.js';

/**
 * One row in full: every column, its id and time, and what it was before in this browser. `onFilter(column, text)`
 * is called for a value that the viewer wants all rows of.
 */
export class Details {
  #dialog;
  #parts;
  #onFilter;
  #row = null;

  constructor(dialog, onFilter) {
    this.#dialog = dialog;
    this.#parts = partsOf(dialog);
    this.#onFilter = onFilter;
    this.#parts.close.addEventListener('click', () => dialog.close());
    this.#parts.copy.addEventListener('click', () => copy(this.#parts.copy, this.#row.text, this.#parts.values));
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  }

  /** Shows a row as it is now. */
  open(row, schema) {
    const { title, origin, values, history, versions } = this.#parts;
    this.#row = row;
    const key = schema.key.map((name) => plainText(valueOf(row.values, name)));
    setText(title, key.length > 0 ? `${schema.key.map((name) => schema.label(name)).join(', ')} ${key.join(', ')}` : schema.title);
    setText(origin, originOf(row));
    values.replaceChildren(...schema.all.flatMap((column) => this.#valueOf(row, column)));
    history.hidden = row.versions.length === 0;
    versions.replaceChildren(...row.versions.map((version, place) => versionOf(version, row.versions[place - 1]?.values ?? row.values, schema)));
    this.#dialog.showModal();
  }

  #valueOf(row, column) {
    const value = valueOf(row.values, column.name);
    const name = html('dt', { dir: 'auto' }, column.label);
    if (column.type) name.append(' ', html('small', {}, column.type));
    const shown = html('dd', {}, wholeValue(column, value));
    if (value === undefined) return [name, shown];
    const filter = html('button', { type: 'button', class: 'plain', 'aria-label': `Add filter ${column.label}` }, 'Filter');
    filter.addEventListener('click', () => {
      this.#dialog.close();
      this.#onFilter(column.name, exactly(filterText(row.text, column.name)));
    });
    shown.append(filter);
    return [name, shown];
  }
}

/** A value with nothing left out: JSON in lines, a timestamp as a time and as it is. */
function wholeValue(column, value) {
  if (value !== null && typeof value === 'object') return html('pre', {}, JSON.stringify(value, null, 2));
  const time = wholeTime(column, value);
  const text = time === null ? plainText(value) : `${time} (${value})`;
  return html('span', { dir: 'auto' }, value === '' ? '(empty)' : text);
}

function originOf({ id, at, deleted }) {
  const time = wholeTime({ kind: 'time' }, timestampOf(id));
  const here = at === 0 ? 'with the snapshot' : `here at ${wholeTime({ kind: 'time' }, String(at))}`;
  return `id ${id} · written at ${time} · ${deleted ? 'deleted' : 'came'} ${here}`;
}

/** What an earlier version said in the columns that the next one changed. */
function versionOf({ values, id }, next, schema) {
  const changed = schema.all.filter(({ name }) => JSON.stringify(valueOf(values, name)) !== JSON.stringify(valueOf(next, name)));
  const parts = changed.map((column) => `${column.label}: ${formatValue(column, valueOf(values, column.name))}`);
  const time = wholeTime({ kind: 'time' }, timestampOf(id));
  return html('li', { dir: 'auto' }, `${time}: ${parts.join(', ') || 'the same values'}`);
}
