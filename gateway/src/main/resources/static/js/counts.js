import { byId, setText } from './dom.js';
import { formatNumber } from './format.js';
import { say } from './words.js';

const MINUTE_MILLIS = 60_000;

/** Shows how many rows there are, how fast they come, and what was corrected or withdrawn. */
export function paintCounts(store, view, shown, isAuction, now) {
  setText(byId('count-label'), say(isAuction ? 'winners' : 'rows'));
  setText(byId('count'), formatNumber(store.size));
  const rate = say('perMinute', { n: countSince(store.rows, now - MINUTE_MILLIS) });
  setText(byId('rate'), view.isEverything ? rate : say('ofWhichShown', { n: shown.length }));
  paintChanges(store);
}

function paintChanges({ corrected, withdrawn, rows }) {
  const quiet = corrected + withdrawn === 0;
  setText(byId('changes'), formatNumber(corrected + withdrawn));
  setText(byId('changes-of'), quiet ? say('changesNone') : say('changesOf', { corrected, withdrawn }));
  let marked = 0;
  let gone = 0;
  for (const row of rows) {
    if (row.gone) gone++;
    else if (row.before) marked++;
  }
  setText(byId('kind-corrected'), say('kindCorrected', { n: marked }));
  setText(byId('kind-gone'), say('kindGone', { n: gone }));
}

/** Rows at or after a time; rows come oldest first. */
function countSince(rows, time) {
  let count = 0;
  for (let index = rows.length - 1; index >= 0 && rows[index].rank >= time; index--) {
    if (!rows[index].gone) count++;
  }
  return count;
}
