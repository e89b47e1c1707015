import { byId, html, setText } from './dom.js';
import { say } from './words.js';

const EVENTS_MAX = 60;
/** Scrolled this close to the end the log follows what comes. */
const END_PIXELS = 24;
const COPIED_MILLIS = 2_000;

/**
 * The side panel: the curl line of the filter in force, and the events as the wire brought them, newest last.
 * Of progress events in a row only the last is kept.
 */
export class StreamPanel {
  #events = [];
  #shownFrontier = null;
  #follows = true;

  constructor() {
    const log = byId('events');
    log.addEventListener('scroll', () => {
      this.#follows = log.scrollHeight - log.scrollTop - log.clientHeight < END_PIXELS;
    });
    byId('stream-toggle').addEventListener('click', () => this.#toggle(byId('stream').hidden));
    byId('stream-close').addEventListener('click', () => this.#toggle(false));
    byId('copy').addEventListener('click', () => this.#copy());
    byId('stream').addEventListener('keydown', (event) => event.key === 'Escape' && this.#toggle(false));
    this.#set(matchMedia('(min-width: 64rem) and (min-height: 34rem)').matches);
  }

  /** Another stream: its address, and an empty log. */
  restart(url) {
    this.#events = [];
    this.#shownFrontier = null;
    setText(byId('curl'), `curl -N '${url.replaceAll("'", '%27')}'`);
    byId('events').replaceChildren();
  }

  /** Notes the events of a batch; of a large one only the last. */
  add(batch) {
    for (const row of batch.rows.slice(-EVENTS_MAX)) this.#events.push(blockOf(row));
    if (batch.last && batch.frontier !== null && batch.frontier !== this.#shownFrontier) {
      this.#shownFrontier = batch.frontier;
      if (this.#events.at(-1)?.kind === 'progress') this.#events.pop();
      this.#events.push({ kind: 'progress', lines: progressLines(batch.frontier) });
    }
    this.#events = this.#events.slice(-EVENTS_MAX);
  }

  paint() {
    if (byId('stream').hidden) return;
    const log = byId('events');
    const known = new Set(this.#events.map((event) => event.element));
    for (const element of [...log.children]) if (!known.has(element)) element.remove();
    for (const event of this.#events) {
      if (event.element) continue;
      event.element = html('div', { class: `event ${event.kind}` }, event.lines);
      log.append(event.element);
    }
    if (this.#follows) log.scrollTop = log.scrollHeight;
  }

  #toggle(open) {
    this.#set(open);
    byId(open ? 'stream-close' : 'stream-toggle').focus();
  }

  #set(open) {
    byId('stream').hidden = !open;
    byId('stream-toggle').setAttribute('aria-expanded', String(open));
    document.body.classList.toggle('with-stream', open);
    this.paint();
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(byId('curl').textContent);
    } catch {
      getSelection().selectAllChildren(byId('curl'));
      return;
    }
    setText(byId('copy'), say('copied'));
    setTimeout(() => setText(byId('copy'), say('copy')), COPIED_MILLIS);
  }
}

/* The blocks as `text/event-stream` has them; a deletion's data is its key, not its row. */
function blockOf({ id, data, keyData }) {
  return data === null
    ? { kind: 'delete', lines: `event: delete\nid: ${id}\ndata: ${keyData}` }
    : { kind: 'message', lines: `id: ${id}\ndata: ${data}` };
}

function progressLines(frontier) {
  return `event: progress\nid: ${frontier}\ndata: {"mz_timestamp":"${frontier}"}`;
}
