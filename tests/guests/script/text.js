// What scripts and the guests that run them share: text as bytes, and answers as JSON.

// QuickJS has no TextEncoder and no TextDecoder.
export function utf8(string) {
  return Uint8Array.from(unescape(encodeURIComponent(string)), (c) => c.charCodeAt(0));
}

export function text(bytes) {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  try { return decodeURIComponent(escape(binary)); } catch { return binary; }
}

// What a call throws is what its WIT result has for an error.
export function failure(call) {
  try {
    call();
  } catch (error) {
    return error.payload ?? String(error);
  }
  return 'no error';
}

// What a script has thrown, as its answer.
export function failed(error) {
  return { error: error.payload ?? `${error}\n${error.stack}` };
}

// As JSON, with bytes as their text, and numbers of 64 bits as theirs.
export function json(answer) {
  return JSON.stringify(answer, (key, value) => {
    if (value instanceof Uint8Array) return text(value);
    return typeof value === 'bigint' ? value.toString() : value;
  });
}
