// A few lines over wasi:http that the JavaScript samples share.
import { Fields, OutgoingBody, OutgoingResponse, ResponseOutparam } from 'wasi:http/types@0.2.12';

export function respond(outparam, status, type, content, headers = {}) {
  const fields = Object.entries({ 'content-type': type, ...headers }).map(([name, value]) => [name, utf8(value)]);
  const response = new OutgoingResponse(Fields.fromList(fields));
  response.setStatusCode(status);
  const body = response.body();
  ResponseOutparam.set(outparam, { tag: 'ok', val: response });
  const stream = body.write();
  const bytes = typeof content === 'string' ? utf8(content) : content;
  for (let at = 0; at < bytes.length; at += 4096) stream.blockingWriteAndFlush(bytes.subarray(at, at + 4096));
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
}

// The text of a request's or a response's body.
export function bodyOf(message) {
  return text(readAll(message.consume().stream()));
}

// QuickJS has no TextEncoder and no TextDecoder.
export function utf8(text) {
  return Uint8Array.from(unescape(encodeURIComponent(text)), (c) => c.charCodeAt(0));
}

export function text(bytes) {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  try { return decodeURIComponent(escape(binary)); } catch { return binary; }
}

export function readAll(stream) {
  const chunks = [];
  for (;;) {
    try { chunks.push(stream.blockingRead(65536)); } catch { break; }
  }
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) { whole.set(chunk, at); at += chunk.length; }
  stream[Symbol.dispose]();
  return whole;
}
