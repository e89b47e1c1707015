const CLOSED = 2;

/**
 * A stream read by fetch: an EventSource that can send headers and knows why it was refused, and that does not come back
 * by itself. `request(signal)` makes the request; `problem` says how it ended, `retryMillis` when to come back.
 */
export class FetchSource extends EventTarget {
  readyState = 0;
  retryMillis = null;
  problem = {};
  #abort = new AbortController();
  #decoder = new TextDecoder();
  #rest = '';
  #id = '';
  #type = '';
  #data = '';

  constructor(request) {
    super();
    this.#run(request);
  }

  close() {
    this.readyState = CLOSED;
    this.#abort.abort();
  }

  async #run(request) {
    try {
      await this.#read(await request(this.#abort.signal));
    } catch {
      // Nobody answers, or the connection broke: `error` says it.
    }
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#emit('error');
  }

  async #read(response) {
    this.problem = await problemOf(response);
    if (this.problem.reason || this.readyState === CLOSED) return;
    this.readyState = 1;
    this.#emit('open');
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#feed(this.#decoder.decode(value, { stream: true }));
    }
  }

  /** A line ends with CR, LF or both; a CR at the end of the text waits for what follows it. */
  #feed(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?=[^])/);
    this.#rest = lines.pop();
    for (const line of lines) this.#line(line);
  }

  #line(line) {
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
    if (line === '') this.#dispatch();
    else if (name === 'data') this.#data += `${value}\n`;
    else if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retryMillis = Number(value);
  }

  #dispatch() {
    const [type, data] = [this.#type || 'message', this.#data];
    this.#type = this.#data = '';
    if (data !== '' && this.readyState !== CLOSED) this.#emit(type, { data: data.slice(0, -1), lastEventId: this.#id });
  }

  #emit(type, event) {
    this.dispatchEvent(Object.assign(new Event(type), event));
  }
}

/** How an answer ends an attempt: its status and, where it is no stream, why, in the server's words if it has any. */
export async function problemOf(response) {
  const { status, headers } = response;
  if (status === 200 && headers.get('Content-Type')?.startsWith('text/event-stream')) return { status };
  const { detail } = await response.json().catch(() => ({}));
  return { status, reason: detail ?? `${status}` };
}
