import { html } from './dom.js';
import { Schema } from './schema.js';

/** The views of the gateway, of which one is shown; without a choice there is nothing to see. `onChoose(name)` gets '' for the first. */
export class ViewChoice {
  #select;
  #offered = '';

  constructor(select, onChoose) {
    this.#select = select;
    select.addEventListener('change', () => onChoose(select.value));
  }

  /** Asks the gateway which views there are, and offers them; `shown` is the name of the view that the address asks for. */
  async ask(shown) {
    let views;
    try {
      views = await (await fetch('views', { cache: 'no-store' })).json();
    } catch {
      return; // The state of the stream tells that nobody answers.
    }
    this.#offer(views.map((view, place) => ({ value: place === 0 ? '' : view.name, title: new Schema(view).title })));
    this.show(shown === views[0].name ? '' : shown);
  }

  /** Another view is shown. */
  show(name) {
    this.#select.value = name;
  }

  #offer(choices) {
    const offered = JSON.stringify(choices);
    if (offered === this.#offered) return;
    this.#offered = offered;
    this.#select.replaceChildren(...choices.map(({ value, title }) => html('option', { value, dir: 'auto' }, title)));
    this.#select.hidden = choices.length < 2;
  }
}
