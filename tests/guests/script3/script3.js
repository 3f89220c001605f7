// Runs the script that it is given with the interfaces that do not block at hand by a short name, and answers with what the script
// returns, as JSON.
import { Store } from 'spin:key-value/key-value@3.0.0';
import { get as variable } from 'spin:variables/variables@3.0.0';
import { Connection as Redis } from 'spin:redis/redis@3.0.0';
import { Connection as Sqlite } from 'spin:sqlite/sqlite@3.1.0';

const tools = {
  Store, variable, Redis, Sqlite, utf8, text,

  // What a call throws is what its WIT result has for an error.
  async failure(call) {
    try {
      await call();
    } catch (error) {
      return error.payload ?? String(error);
    }
    return 'no error';
  },

  async all(stream) {
    const items = [];
    for await (const item of stream) items.push(item);
    return items;
  },
};

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

export async function run(script) {
  try {
    return JSON.stringify({ ok: (await new AsyncFunction(...Object.keys(tools), script)(...Object.values(tools))) ?? null }, readable);
  } catch (error) {
    return JSON.stringify({ error: error.payload ?? `${error}\n${error.stack}` }, readable);
  }
}

// Bytes as their text, and numbers of 64 bits as theirs.
function readable(key, value) {
  if (value instanceof Uint8Array) return text(value);
  return typeof value === 'bigint' ? value.toString() : value;
}

// QuickJS has no TextEncoder and no TextDecoder.
function utf8(string) {
  return Uint8Array.from(unescape(encodeURIComponent(string)), (c) => c.charCodeAt(0));
}

function text(bytes) {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  try { return decodeURIComponent(escape(binary)); } catch { return binary; }
}
