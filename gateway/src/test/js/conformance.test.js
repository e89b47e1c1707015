import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { subscribe } from '../../main/resources/static/client/client.js';

const FOLDER = new URL('../../contract/conformance/', import.meta.url);
const PATIENCE_MILLIS = 10_000;

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  const conversation = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  test(`${file}: ${conversation.says}`, { timeout: PATIENCE_MILLIS }, async () => {
    const gateway = await ConversingGateway.start(conversation);
    const shown = [];
    const { promise, resolve } = withResolvers();
    const subscription = subscribe(gateway.url, {
      token: () => 'secret',
      onChange({ asOf }) {
        shown.push({ as_of: asOf, rows: Array.from(subscription.rows.values(), ({ text }) => text).sort() });
        if (shown.length === conversation.states.length) resolve();
      },
    });
    await promise;
    await turn();
    subscription.close();
    gateway.close();

    assert.deepEqual(shown, conversation.states.map(({ as_of, rows }) => ({ as_of, rows: [...rows].sort() })));
    assert.deepEqual(gateway.complaints, []);
  });
}

/** A gateway that answers as the conversation says, and notes what a client should not have asked. */
class ConversingGateway {
  complaints = [];
  #conversation;
  #connections = 0;
  #server = createServer((request, response) => this.#answer(request, response));

  static async start(conversation) {
    const gateway = new ConversingGateway();
    gateway.#conversation = conversation;
    await new Promise((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/subscribe`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(request, response) {
    const url = new URL(request.url, this.url);
    if (request.headers.authorization !== 'Bearer secret') this.complaints.push(`${url.pathname} without the token`);
    if (url.pathname === '/views') {
      response.end(JSON.stringify([{ name: 'view', key: this.#conversation.key, ready: true, reason: null, frontier: '1', rows: 1 }]));
    } else this.#stream(url, response);
  }

  async #stream(url, response) {
    const { connections } = this.#conversation;
    const connection = connections[this.#connections++];
    const after = url.searchParams.get('last_event_id');
    if (!connection) this.complaints.push('one connection too many');
    if ((connection?.after || null) !== after) this.complaints.push(`came with ${after} instead of ${connection?.after}`);
    if (url.searchParams.get('progress') !== 'true') this.complaints.push('did not ask for progress');
    response.writeHead(200, { 'Content-Type': 'text/event-stream;charset=UTF-8' });
    for (const piece of connection.pieces) {
      const bytes = Buffer.from(piece);
      const writes = connection.every_byte ? Array.from(bytes, (byte) => Buffer.of(byte)) : [bytes];
      for (const write of writes) {
        await new Promise((resolve) => response.write(write, resolve));
        await turn();
      }
    }
    if (connection !== connections.at(-1)) response.end();
  }
}

function withResolvers() {
  const pair = {};
  pair.promise = new Promise((resolve) => (pair.resolve = resolve));
  return pair;
}
