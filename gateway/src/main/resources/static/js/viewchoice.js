import { html } from './dom.js';
import { Schema } from './schema.js';

/** The views of the gateway, of which one is shown; without a choice there is nothing to see. `onChoose(name)` gets '' for the first. */
export class ViewChoice {
  #select;
  #offered = '';
  #first = '';
  #shown = '';

  constructor(select, onChoose) {
    this.#select = select;
    select.addEventListener('change', () => onChoose(select.value));
  }

  /** Asks the gateway which views there are, and offers them. */
  async ask() {
    let views = null;
    try {
      const answer = await fetch('views', { cache: 'no-store' });
      if (answer.ok) views = await answer.json();
    } catch {
      // The state of the stream tells that nobody answers.
    }
    if (views === null) return;
    this.#first = views[0].name;
    this.#offer(views.map((view, place) => ({ value: place === 0 ? '' : view.name, title: new Schema(view).title })));
    this.show(this.#shown);
  }

  /** The view of this name is shown; that of an empty name is the first. */
  show(name) {
    this.#shown = name;
    this.#select.value = name === this.#first ? '' : name;
  }

  #offer(choices) {
    const offered = JSON.stringify(choices);
    if (offered === this.#offered) return;
    this.#offered = offered;
    this.#select.replaceChildren(...choices.map(({ value, title }) => html('option', { value, dir: 'auto' }, title)));
    this.#select.hidden = choices.length < 2;
  }
}
