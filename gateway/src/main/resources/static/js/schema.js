/** The view that the gateway was written for: its words, charts and latency are shown for a view with its columns. */
const AUCTION = {
  auction_id: { label: 'Auction', type: 'bigint' },
  item: { label: 'Item', type: 'text' },
  amount: { label: 'Amount', type: 'integer' },
  buyer: { label: 'Winner', type: 'bigint', isId: true },
  seller: { label: 'Seller', type: 'bigint', isId: true },
  end_time: { label: 'Ended', type: 'timestamp with time zone' },
  bid_time: { label: 'Bid placed', type: 'timestamp with time zone' },
  bid_id: { label: 'Bid', type: 'bigint', isId: true },
};
/** Shown from the start only where there is much room. */
const AUCTION_MINOR = ['bid_time', 'bid_id'];
const AUCTION_DESCRIPTION = 'Who has won which auction, and for how much';
const DESCRIPTION = 'The rows of the view, as they change';
const AUCTION_MUST_HAVE = ['auction_id', 'item', 'amount', 'end_time'];

/** A key has room for the mark of a changed row below it. */
const KEY_WIDTH = 6.75;
const LABEL_WIDTH_MAX = 14;
/** What a column of each kind needs to be read, in rem, and its share of the room that is left. */
const KINDS = {
  integer: { width: 4.5, share: 1, isNumber: true },
  number: { width: 5.5, share: 1, isNumber: true },
  time: { width: 8.75, share: 1, isNumber: true },
  boolean: { width: 4.5, share: 1 },
  json: { width: 11, share: 2 },
  text: { width: 9, share: 3 },
};
const INTEGERS = /^(smallint|integer|bigint|int\d?|uint\d|oid)$/;
const NUMBERS = /^(real|double precision|float\d?|numeric|decimal)\b(?!.*(\[\]| list)$)/;
const NESTED = /(\[\]| list)$|^(map\[|jsonb?$|bytea$|record)/;

/**
 * How the rows of one view are shown. Everything comes from `GET /views`: names, SQL types, key. Where the topic does
 * not say the types, values are shown as they are.
 */
export class Schema {
  /** `view` as the gateway describes it. */
  constructor(view) {
    const names = view.columns ?? [];
    this.key = view.key ?? [];
    this.isAuction = AUCTION_MUST_HAVE.every((name) => names.includes(name));
    this.all = names.map((name, place) => this.#column(name, view.types?.[place] ?? null));
    this.shown = this.#inOrder();
    this.title = titleOf(view);
    this.description = view.description ?? (isQuery(view) ? view.view : this.isAuction ? AUCTION_DESCRIPTION : DESCRIPTION);
    this.minor = this.isAuction ? AUCTION_MINOR : [];
    this.rows = view.rows ?? 0;
  }

  /** Whether another description of the view changes nothing that is shown. */
  equals({ title, description, key, all }) {
    const same = (columns) => JSON.stringify(columns.map(({ name, type }) => [name, type]));
    return (
      this.title === title && this.description === description && this.key.join() === key.join() && same(this.all) === same(all)
    );
  }

  column(name) {
    return this.all.find((column) => column.name === name);
  }

  /** The heading of any column, also of one that the view does not have. */
  label(name) {
    return this.column(name)?.label ?? name;
  }

  #column(name, type) {
    const known = this.isAuction && Object.hasOwn(AUCTION, name) ? AUCTION[name] : null;
    const isKey = this.key.includes(name);
    const kind = kindOf(type ?? known?.type ?? null);
    const { width, share, isNumber = false } = KINDS[kind];
    const label = known?.label ?? name;
    const room = Math.max(isKey ? KEY_WIDTH : width, Math.min(LABEL_WIDTH_MAX, 1 + label.length * 0.5));
    return { name, label, type, kind, width: room, share, isNumber, isKey, isId: isKey || (known?.isId ?? false) };
  }

  /** The key first, for it stays in sight; the auction's columns in the order of interest to a reader. */
  #inOrder() {
    const order = this.isAuction ? Object.keys(AUCTION).filter((name) => this.column(name)) : [];
    const rank = ({ name, isKey }) => (isKey ? -1 : order.includes(name) ? order.indexOf(name) : order.length);
    return [...this.all].sort((a, b) => rank(a) - rank(b));
  }
}

function kindOf(type) {
  if (type === null) return 'text';
  if (NESTED.test(type)) return 'json';
  if (INTEGERS.test(type)) return 'integer';
  if (NUMBERS.test(type)) return 'number';
  if (type.startsWith('timestamp')) return 'time';
  return type === 'boolean' ? 'boolean' : 'text';
}

function isQuery({ view }) {
  return typeof view === 'string' && view.startsWith('(');
}

function titleOf(view) {
  return view.view && !isQuery(view) ? view.view : view.name;
}
