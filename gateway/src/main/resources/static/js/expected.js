const STORAGE_KEY = 'rows';
const FILTERS_MAX = 20;

/** About how many rows a snapshot of this filter will have: as many as the last one in this browser; 0 if unknown. */
export function expectedRows(search) {
  return restore().find(([key]) => key === search)?.[1] ?? 0;
}

/** Remembers how many rows a snapshot had. */
export function rememberRows(search, rows) {
  const others = restore().filter(([key]) => key !== search);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([[search, rows], ...others].slice(0, FILTERS_MAX)));
  } catch {
    // Storage may be forbidden; then a snapshot is counted without an estimate.
  }
}

function restore() {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY)) ?? [];
  } catch {
    return [];
  }
}
