/**
 * The tabs of one stream, of which one leads: it has the connection and tells the others. The lock is the lead, so the
 * browser passes it on when the leader goes, however it goes. `onLead(leads)` says what this tab is from now on,
 * `onMessage(message)` brings what another tab told.
 */
export class Tabs {
  #name;
  #locks;
  #onLead;
  #channel;
  #release = () => {};
  /** Whether this tab has the connection. */
  leads = false;

  constructor(name, { navigator, BroadcastChannel }, onLead, onMessage) {
    this.#name = name;
    this.#locks = navigator.locks;
    this.#onLead = onLead;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => onMessage(data);
    this.lead(false);
  }

  tell(message) {
    this.#channel?.postMessage(message);
  }

  /** Leads when no other tab does any more; or at once, for the browser may have put the other to sleep. */
  async lead(steal) {
    const held = () =>
      new Promise((release) => {
        this.#release = release;
        this.#become(true);
      });
    try {
      await this.#locks.request(this.#name, { steal }, held);
    } catch ({ name }) {
      // Another tab has taken the lead; or there are no locks for this page, and each tab is by itself.
      this.#become(name !== 'AbortError');
      if (!this.leads) this.lead(false);
    }
  }

  close() {
    this.#channel?.close();
    this.#channel = null;
    this.#release();
  }

  #become(leads) {
    if (this.#channel === null) this.#release();
    else {
      this.leads = leads;
      this.#onLead(leads);
    }
  }
}
