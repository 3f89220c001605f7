// Takes the temperatures that rooms publish, and keeps the highest of each.
import { getStdout } from 'wasi:cli/stdout@0.2.12';
import { Store } from 'fermyon:spin/key-value@2.0.0';

export async function handleMessage(message, { topic }) {
  const [, room] = topic.split('/');
  const degrees = Number(text(message));
  if (Number.isNaN(degrees)) throw { tag: 'other', val: `${text(message)} is not a temperature` };
  const store = Store.open('default');
  const before = store.get(room);
  if (before && Number(text(before)) >= degrees) return;
  store.set(room, utf8(String(degrees)));
  print(`${room}: ${degrees} is the highest so far`);
}

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
