import { parseRow } from './json.js';

/**
 * A row as the page holds it: `{ key, values, rank, tie, at, before, gone }`.
 *
 * `rank` and `tie` give the order: auctions by their end, anything else by its place in the stream. `at` is when it
 * reached this browser, 0 for a row of a snapshot. `before` holds the values that a correction replaced. `gone` says
 * that it was deleted; a deletion as it arrives has no values.
 */
export function rowOf({ key, id, data }, at) {
  if (data === null) return { key, values: {}, rank: 0, tie: 0, at, before: null, gone: true };
  const values = parseRow(data);
  const end = Number(values.end_time);
  if (values.auction_id !== undefined && Number.isFinite(end)) {
    return { key, values, rank: end, tie: Number(values.auction_id), at, before: null, gone: false };
  }
  const dash = id.indexOf('-');
  const [rank, tie] = [Number(id.slice(0, dash)), Number(id.slice(dash + 1))];
  return { key, values, rank, tie, at, before: null, gone: false };
}
