import { Hub } from './hub.js';

const SWEEP_MILLIS = 60_000;

const hub = new Hub();

globalThis.onconnect = ({ ports: [port] }) => {
  const tab = { post: (message) => port.postMessage(message) };
  port.onmessage = ({ data }) => hub.receive(tab, data);
};

setInterval(() => hub.sweep(Date.now()), SWEEP_MILLIS);
