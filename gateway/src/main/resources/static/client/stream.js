import { FetchSource, problemOf } from './fetchsource.js';

const RETRY_MILLIS_MIN = 1_000;
const RETRY_MILLIS_MAX = 30_000;
const ANSWER_MILLIS_MAX = 10_000;
const EVENTS = ['message', 'delete', 'progress', 'reset', 'expired'];
/** Answers that another attempt would get again. */
const REFUSALS = [400, 403, 404, 405];

/**
 * The connection to one stream: it goes on after `lastId`, and comes back whenever it breaks. By EventSource, or by fetch
 * where there is a token. `onEvent(type, event)` gets what comes, `onState(state)` how the connection does.
 */
export class Stream {
  #url;
  #options;
  #environment;
  #onEvent;
  #onState;

  #source = null;
  #timer;
  #failures = 0;
  lastId = null;
  /** When something was heard last. */
  heardAt;

  constructor(url, options, environment, onEvent, onState) {
    this.#url = url;
    this.#options = options;
    this.#environment = environment;
    this.#onEvent = onEvent;
    this.#onState = onState;
    this.heardAt = environment.Date.now();
  }

  /** Connects, anew if it is connected. */
  open() {
    this.close();
    this.#onState({ phase: 'connecting' });
    const url = new URL(this.#url);
    if (this.lastId !== null) url.searchParams.set('last_event_id', this.lastId);
    const source = this.#options.token
      ? new FetchSource((signal) => this.#fetch(url, signal))
      : new this.#environment.EventSource(url, { withCredentials: this.#options.credentials === 'include' });
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      this.#hear('open', {});
    });
    source.addEventListener('error', () => this.#broken(source));
    for (const type of EVENTS) source.addEventListener(type, (event) => this.#hear(type, event));
  }

  /** Disconnects, until it is opened again. */
  close() {
    this.#source?.close();
    this.#source = null;
    this.#environment.clearTimeout(this.#timer);
    this.heardAt = this.#environment.Date.now();
  }

  /** What `read` makes of the answer to a plain request; null if nobody answers. */
  async request(url, read) {
    const abort = new AbortController();
    const timer = this.#environment.setTimeout(() => abort.abort(), ANSWER_MILLIS_MAX);
    try {
      return await read(await this.#fetch(url, abort.signal));
    } catch {
      return null; // Whoever asked asks again.
    } finally {
      this.#environment.clearTimeout(timer);
      abort.abort();
    }
  }

  async #fetch(url, signal) {
    const { token, credentials } = this.#options;
    const headers = token ? { Authorization: `Bearer ${await token()}` } : {};
    return this.#environment.fetch(url, { headers, credentials, signal, cache: 'no-store' });
  }

  #hear(type, event) {
    this.heardAt = this.#environment.Date.now();
    if (type === 'expired') this.#retryLater({ reason: 'the login has ended' });
    else {
      if (type === 'reset') this.lastId = null;
      else this.lastId = event.lastEventId ?? this.lastId;
      this.#onEvent(type, event);
    }
  }

  /** A browser's EventSource comes back by itself unless it is closed; why it was closed, a plain request can tell. */
  async #broken(source) {
    if (source.readyState !== 2) {
      this.#onState({ phase: 'waiting', since: this.#environment.Date.now() });
      return;
    }
    const problem = source.problem ?? (await this.request(this.#url, problemOf)) ?? {};
    if (source !== this.#source) return;
    if (!REFUSALS.includes(problem.status)) this.#retryLater(problem);
    else {
      this.close();
      this.#onState({ phase: 'refused', reason: problem.reason });
    }
  }

  #retryLater({ reason }) {
    const ceiling = Math.min(RETRY_MILLIS_MAX, RETRY_MILLIS_MIN * 2 ** this.#failures++);
    const delay = this.#source.retryMillis ?? ceiling * (0.5 + this.#environment.Math.random() / 2);
    this.close();
    this.#timer = this.#environment.setTimeout(() => this.open(), delay);
    this.#onState({ phase: 'retrying', at: this.heardAt + delay, reason });
  }
}
