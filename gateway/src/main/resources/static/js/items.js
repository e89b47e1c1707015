const COLOURS = 6;
const REMEMBERED_MAX = 40;
const STORAGE_KEY = 'items';

/**
 * The items seen in this tab, each with a colour that it keeps: learned in alphabetical order from the first
 * snapshot, remembered over filters and reloads. Colours beyond the palette are shared by all others.
 */
export class Items {
  #names = restore();

  get names() {
    return this.#names;
  }

  /** Notes the items of rows; true when there was a new one. */
  learn(rows) {
    if (this.#names.length >= REMEMBERED_MAX) return false;
    const found = new Set();
    for (const { values } of rows) {
      if (typeof values.item === 'string' && !this.#names.includes(values.item)) found.add(values.item);
      if (found.size > REMEMBERED_MAX) break;
    }
    if (found.size === 0) return false;
    this.#names = [...this.#names, ...[...found].sort()].slice(0, REMEMBERED_MAX);
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(this.#names));
    } catch {
      // Storage may be forbidden; then colours last as long as the page.
    }
    return true;
  }

  /** The class that paints an item's colour. */
  colourOf(item) {
    const index = this.#names.indexOf(item);
    return index >= 0 && index < COLOURS ? `item-${index + 1}` : 'item-other';
  }
}

function restore() {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY)) ?? [];
  } catch {
    return [];
  }
}
