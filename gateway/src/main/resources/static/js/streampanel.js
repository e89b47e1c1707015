import { copy, html, partsOf, setText } from './dom.js';

const EVENTS_MAX = 60;
/** Scrolled this close to the end the log follows what comes. */
const END_PIXELS = 24;

/**
 * The stream panel: the curl line of the filter in force, and the events as the wire brought them, the newest last.
 * Of progress events in a row only the last is kept. Beside the table on wide screens, a modal dialog on narrow ones.
 */
export class StreamPanel {
  #dialog;
  #toggle;
  #parts;
  #wide;
  #events = [];
  #shownAsOf = null;
  #follows = true;

  constructor(dialog, toggle, wide) {
    this.#dialog = dialog;
    this.#toggle = toggle;
    this.#wide = wide;
    this.#parts = partsOf(dialog);
    const { events, close, copy: copyButton, curl } = this.#parts;
    events.addEventListener('scroll', () => {
      this.#follows = events.scrollHeight - events.scrollTop - events.clientHeight < END_PIXELS;
    });
    toggle.addEventListener('click', () => this.#set(!dialog.open, true));
    close.addEventListener('click', () => this.#set(false, true));
    copyButton.addEventListener('click', () => copy(copyButton, curl.textContent, curl));
    dialog.addEventListener('keydown', (event) => event.key === 'Escape' && this.#set(false, true));
    dialog.addEventListener('close', () => this.#show());
    wide.addEventListener('change', () => dialog.open && this.#set(wide.matches, false));
    this.#set(wide.matches, false);
  }

  /** Another stream: its address, and an empty log. */
  restart(url) {
    this.#events = [];
    this.#shownAsOf = null;
    setText(this.#parts.curl, `curl -N '${url.replaceAll("'", '%27')}'`);
    this.#parts.events.replaceChildren();
  }

  /** Notes the events of a step; of a large one only the last. */
  add({ changes, asOf, id }) {
    for (const change of changes.slice(-EVENTS_MAX)) this.#events.push(blockOf(change));
    if (asOf !== null && asOf !== this.#shownAsOf) {
      this.#shownAsOf = asOf;
      if (this.#events.at(-1)?.kind === 'progress') this.#events.pop();
      this.#events.push({ kind: 'progress', lines: `event: progress\nid: ${id}\ndata: {"mz_timestamp":"${asOf}"}` });
    }
    this.#events = this.#events.slice(-EVENTS_MAX);
  }

  paint() {
    if (!this.#dialog.open) return;
    const log = this.#parts.events;
    const known = new Set(this.#events.map((event) => event.element));
    for (const element of [...log.children]) if (!known.has(element)) element.remove();
    for (const event of this.#events) {
      if (event.element) continue;
      event.element = html('div', { class: `event ${event.kind}` }, event.lines);
      log.append(event.element);
    }
    if (this.#follows) log.scrollTop = log.scrollHeight;
  }

  /** Opens or closes; `asked` says that the viewer did it, and the focus goes along. */
  #set(open, asked) {
    if (this.#dialog.open) this.#dialog.close();
    if (open && this.#wide.matches) this.#dialog.setAttribute('open', '');
    else if (open) this.#dialog.showModal();
    this.#show();
    if (asked) (open ? this.#parts.close : this.#toggle).focus();
  }

  #show() {
    const { open } = this.#dialog;
    this.#toggle.setAttribute('aria-expanded', String(open));
    document.body.classList.toggle('with-stream', open);
    this.paint();
  }
}

/* The blocks as `text/event-stream` has them; a deletion's data is its key. */
function blockOf({ id, text, deleted }) {
  return deleted
    ? { kind: 'delete', lines: `event: delete\nid: ${id}\ndata: ${text}` }
    : { kind: 'message', lines: `id: ${id}\ndata: ${text}` };
}
