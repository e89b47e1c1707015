import { html, partsOf } from './dom.js';

/** Which columns are shown: a box to tick for each but the key. */
export class ColumnChoice {
  #root;
  #choices;

  constructor(root) {
    this.#root = root;
    this.#choices = partsOf(root).choices;
    root.addEventListener('keydown', (event) => event.key === 'Escape' && this.#close());
    addEventListener('pointerdown', (event) => root.open && !root.contains(event.target) && (root.open = false));
  }

  /** Offers the columns of a ColumnLayout; what was chosen is kept where it is the same layout. */
  show(layout) {
    const focused = document.activeElement?.name;
    this.#choices.replaceChildren(...layout.choices.map((choice) => boxOf(choice, layout)));
    if (focused) this.#choices.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
  }

  #close() {
    this.#root.open = false;
    this.#root.querySelector('summary').focus();
  }
}

function boxOf({ name, label, shown }, layout) {
  const box = html('input', { type: 'checkbox', name });
  box.checked = shown;
  box.addEventListener('change', () => layout.choose(name, box.checked));
  return html('label', {}, box, html('span', { dir: 'auto' }, label));
}
