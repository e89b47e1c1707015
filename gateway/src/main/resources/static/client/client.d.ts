/** A value as JSON has it; an integer beyond 2^53 is the text that was sent, exact. */
export type Value = null | boolean | number | string | Value[] | { [name: string]: Value };
export type Row = Record<string, Value>;

/** One change of a row. */
export interface Change<R = Row> {
  /** Tells rows apart. */
  readonly key: string;
  /** The id of the event that brought it. */
  readonly id: string;
  /** The row's JSON, or the key's where the row is gone. */
  readonly text: string;
  readonly deleted: boolean;
  /** The row's values by column; null where the row is gone. */
  readonly row: R | null;
}

/** All changes up to a frontier, never half of a timestamp. */
export interface Step<R = Row> {
  /** The changes replace all that was held. */
  snapshot: boolean;
  /** In the order of the stream. */
  changes: Change<R>[];
  /** Every change at a time strictly below it is held; null on a topic without progress. */
  asOf: string | null;
  /** Where a later stream goes on. */
  id: string | null;
}

/** A view as `GET /views` describes it. What is not known is null. */
export interface View {
  name: string;
  view: string | null;
  description: string | null;
  columns: string[] | null;
  types: string[] | null;
  key: string[] | null;
  rows: number | null;
  frontier: string | null;
  ready: boolean;
  reason: string | null;
}

/**
 * How the subscription does. `snapshot` and `replay` read what was missed, `rows` of a snapshot so far; `live` holds all
 * there is; `waiting` and `retrying` have no connection, since or until a time, in milliseconds since the epoch, and
 * `reason` says why, where the gateway did; `refused` will not try again.
 */
export type State = (
  | { phase: 'connecting' | 'live' }
  | { phase: 'snapshot' | 'replay'; rows: number }
  | { phase: 'waiting'; since: number }
  | { phase: 'retrying'; at: number; reason?: string }
  | { phase: 'refused'; reason: string }
) & {
  view: View | null;
  /** Why what was held could not be continued, until the snapshot that replaces it is complete; else null. */
  resetReason: string | null;
};

type Term = string | number | boolean | null;

export interface Options<R = Row> {
  /** The filter by column: values of one column are OR, columns are AND; `gte.90` and the like as in the address. */
  where?: Record<string, Term | Term[]>;
  /** The columns to send; key columns always come. */
  select?: string[];
  /** Asked at each attempt. The stream is then read by fetch, with `Authorization: Bearer`, and else by EventSource. */
  token?: () => string | Promise<string>;
  /** Whether cookies are sent to another origin: `include`. */
  credentials?: RequestCredentials;
  /**
   * Whether tabs with the same address have one connection: true, but false with a token, as tabs may be of different
   * people. A text shares with those that gave the same.
   */
  share?: boolean | string;
  /** Where rows are kept for the next page, such as `sessionStorage`, which then goes on instead of beginning. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Of more rows than this the newest are held. */
  rowsMax?: number;
  onChange?: (step: Step<R>) => void;
  onState?: (state: State) => void;
  /** Replaces `globalThis`, for tests. */
  environment?: object;
}

export interface Subscription<R = Row> {
  /** The rows as of the last step, by key. Not to be changed. */
  readonly rows: ReadonlyMap<string, Change<R>>;
  /** Every change at a time strictly below it is in `rows`; null before the first step, and without progress. */
  readonly asOf: string | null;
  /** Rows that `rowsMax` did not leave room for. */
  readonly dropped: number;
  readonly state: State;
  /** Ends the connection for good. */
  close(): void;
}

/** Follows the view at `url`, `…/subscribe` or `…/subscribe/<topic>`, until it is closed. */
export function subscribe<R = Row>(url: string | URL, options: Options<R>): Subscription<R>;
