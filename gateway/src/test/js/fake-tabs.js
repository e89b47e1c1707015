/** The tabs of a browser: the locks and channels that their environments share. */
export class FakeBrowser {
  #holders = new Map();
  #waiting = [];
  #channels = new Set();

  /** What a tab's environment has besides its own. */
  tab() {
    const browser = this;
    return {
      navigator: { locks: { request: (name, options, held) => this.#request(name, options, held) } },
      BroadcastChannel: class {
        onmessage = null;

        constructor(name) {
          this.name = name;
          browser.#channels.add(this);
        }

        postMessage(data) {
          const others = [...browser.#channels].filter((channel) => channel !== this && channel.name === this.name);
          for (const channel of others) queueMicrotask(() => channel.onmessage({ data: structuredClone(data) }));
        }

        close() {
          browser.#channels.delete(this);
        }
      },
    };
  }

  /** The tab that leads dies without a word. */
  crash() {
    for (const name of [...this.#holders.keys()]) this.#next(name);
  }

  #request(name, { steal }, held) {
    return new Promise((resolve, reject) => {
      const request = { name, held, resolve, reject };
      if (steal) {
        this.#holders.get(name)?.reject(new DOMException('stolen', 'AbortError'));
        this.#grant(request);
      } else {
        this.#waiting.push(request);
        queueMicrotask(() => this.#holders.has(name) || this.#next(name));
      }
    });
  }

  #grant(request) {
    const { name } = request;
    this.#holders.set(name, request);
    request.held().then(() => {
      request.resolve();
      if (this.#holders.get(name) === request) this.#next(name);
    });
  }

  #next(name) {
    this.#holders.delete(name);
    const place = this.#waiting.findIndex((request) => request.name === name);
    if (place >= 0) this.#grant(...this.#waiting.splice(place, 1));
  }
}
