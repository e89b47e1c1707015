import { partsOf, setText } from './dom.js';

const AUCTION_ICON = 'icon.svg';

/** The bar: the view's own name and description, the state in a word, and below it in a sentence. */
export class Header {
  #parts;
  #state;
  #sentence;
  #favicon;

  constructor(bar, sentence, favicon) {
    this.#parts = partsOf(bar);
    this.#state = bar.querySelector('#state');
    this.#sentence = sentence;
    this.#favicon = favicon;
  }

  /** Another view: its name and words, and the gavel for auctions only. */
  show({ title, description, isAuction }) {
    setText(this.#parts.title, title);
    setText(this.#parts.description, description);
    this.#parts.title.title = title;
    this.#parts.description.title = description;
    document.title = title;
    if (isAuction) this.#parts.icon.src = this.#favicon.href = new URL(AUCTION_ICON, this.#favicon.href).href;
  }

  /** The state that the page is in. */
  paint(phase, label, sentence) {
    this.#state.dataset.phase = phase;
    this.#sentence.dataset.phase = phase;
    setText(this.#parts.label, label);
    setText(this.#sentence, sentence);
  }
}

/** Why the table is empty, in a sentence. */
export function emptyText(phase, selection, isFiltered) {
  if (phase === 'refused') return 'Ask for something else to see rows.';
  if (phase !== 'live' && phase !== 'stale' && phase !== 'paused') return 'Waiting for the first row.';
  if (selection.text !== '') return `No row here contains “${selection.text}”.`;
  if (selection.kind === 'corrected') return 'No row was corrected since you opened this page.';
  if (selection.kind === 'deleted') return 'No row was deleted since you opened this page.';
  return isFiltered ? 'No row matches this filter yet. New ones will appear here.' : 'The view has no rows.';
}
