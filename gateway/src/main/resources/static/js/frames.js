/** After each painting the page has this many times as long for everything else. */
const REST = 4;

/**
 * Paints in animation frames, and takes no more than a fifth of the time for it, layout included. `paint()` returns
 * whether it is done; if not, it goes on with the next frame.
 */
export class Frames {
  #paint;
  #scheduled = false;
  #notBefore = 0;

  constructor(paint) {
    this.#paint = paint;
  }

  /** Paints when it is time again. */
  request() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => requestAnimationFrame(() => this.#run()), this.#notBefore - performance.now());
  }

  /** Paints with the next frame: what the viewer asks for does not wait its turn. */
  requestNow() {
    this.#notBefore = 0;
    this.request();
  }

  #run() {
    const from = performance.now();
    this.#scheduled = false;
    if (!this.#paint()) {
      this.requestNow();
      return;
    }
    const shown = new MessageChannel();
    shown.port1.onmessage = () => (this.#notBefore = performance.now() + REST * (performance.now() - from));
    shown.port2.postMessage(null);
  }
}
