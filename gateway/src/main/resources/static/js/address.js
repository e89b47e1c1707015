import { Filter } from './filter.js';

/**
 * The page's address says what is looked at: the filter in the query, as the stream has it; and after `#`, where no
 * column can have the same name, the view, search, kind, sorting and the charts' time range.
 */
export class Address {
  #search = '';
  #kind = 'all';
  #sort = null;
  #minutes = 15;
  #view = '';

  /** The filter that the address asks for. */
  get filter() {
    this.read();
    return Filter.fromSearch(location.search);
  }

  /** What the address asks for besides the filter. */
  read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    this.#view = asked.get('view') ?? '';
    this.#search = asked.get('search') ?? '';
    this.#kind = asked.get('kind') ?? 'all';
    this.#minutes = Number(asked.get('minutes') ?? 15);
    const sort = asked.get('sort');
    this.#sort = sort === null ? null : { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
    return { search: this.#search, kind: this.#kind, sort: this.#sort, minutes: this.#minutes };
  }

  /** The name of the view that is asked for; empty for the first. */
  get view() {
    return this.#view;
  }

  /** Where that view is streamed. */
  get path() {
    return this.#view === '' ? 'subscribe' : `subscribe/${encodeURIComponent(this.#view)}`;
  }

  /** Another view, with an entry in the browser's history; filter and order belong to the one before. */
  choose(view) {
    this.#view = view;
    this.#sort = null;
    history.pushState(null, '', location.pathname + this.#hash());
  }

  /** Another filter, with an entry in the browser's history. */
  go(filter) {
    history.pushState(null, '', (filter.toSearch() || location.pathname) + this.#hash());
  }

  /** Something else is looked at; no entry in the history. */
  note(looked) {
    if ('search' in looked) this.#search = looked.search;
    if ('kind' in looked) this.#kind = looked.kind;
    if ('sort' in looked) this.#sort = looked.sort;
    if ('minutes' in looked) this.#minutes = looked.minutes;
    history.replaceState(null, '', location.pathname + location.search + this.#hash());
  }

  #hash() {
    const asked = new URLSearchParams();
    if (this.#view !== '') asked.set('view', this.#view);
    if (this.#search !== '') asked.set('search', this.#search);
    if (this.#kind !== 'all') asked.set('kind', this.#kind);
    if (this.#sort !== null) asked.set('sort', `${this.#sort.descending ? '-' : ''}${this.#sort.column}`);
    if (this.#minutes !== 15) asked.set('minutes', String(this.#minutes));
    const hash = asked.toString();
    return hash && `#${hash}`;
  }
}
