// Takes each message of a Redis channel, keeps it under a number, and prints a line.
import { getStdout } from 'wasi:cli/stdout@0.2.12';
import { Store } from 'fermyon:spin/key-value@2.0.0';

export const inboundRedis = {
  handleMessage(message) {
    const order = text(message);
    if (order.trim() === '') throw 'error';
    const store = Store.open('default');
    const number = store.getKeys().length + 1;
    store.set(`order-${number}`, message);
    print(`order ${number}: ${order}`);
  },
};

function print(line) {
  const out = getStdout();
  out.blockingWriteAndFlush(utf8(`${line}\n`));
  out[Symbol.dispose]();
}

// QuickJS has no TextEncoder and no TextDecoder.
function utf8(text) {
  return Uint8Array.from(unescape(encodeURIComponent(text)), (c) => c.charCodeAt(0));
}

function text(bytes) {
  return decodeURIComponent(escape(String.fromCharCode(...bytes)));
}
