// Answers requests of WASI 0.3 in JavaScript, many at once on one instance: tasks, streams and futures are what QuickJS makes of promises.
import { Fields, Request, Response } from 'wasi:http/types@0.3.0';

let total = 0;

export const handler = {
  async handle(request) {
    total++;
    const path = request.getPathWithQuery() ?? '/';
    switch (path) {
      case '/hello': return answer(utf8('Hello from a promise!\n'));
      case '/count': return answer(utf8(String(total)));
      case '/turns': return answer(utf8(String(await turns(1000))));
      case '/upper': return answer(upper(body(request)));
      case '/length': return answer(utf8(String(await length(body(request)))));
      case '/echo': return respond(200, body(request));
      case '/throw': throw new Error('a rejected promise');
      case '/refuse': throw { tag: 'HTTP-request-denied' };
      default: return answer([], 404);
    }
  },
};

async function turns(count) {
  let done = 0;
  while (done < count) done += await Promise.resolve(1);
  return done;
}

async function* upper(stream) {
  for await (const bytes of stream) yield bytes.map(b => (b >= 97 && b <= 122 ? b - 32 : b));
}

async function length(stream) {
  let sum = 0;
  for await (const bytes of stream) sum += bytes.length;
  return sum;
}

function body(request) {
  const verdict = wit.Future(wit.Future.RESULT_VOID_ERROR_CODE);
  const [contents] = Request.consumeBody(request, verdict.readable);
  verdict.writable.write({ tag: 'ok', val: undefined });
  return contents;
}

// Gives a body's bytes out as they come.
function answer(bytes, status = 200) {
  const { readable, writable } = wit.Stream(wit.Stream.U8);
  (async () => {
    for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) await writable.writeAll(piece);
    writable.drop();
  })();
  return respond(status, readable);
}

function respond(status, contents) {
  const trailers = wit.Future(wit.Future.RESULT_OPTION_OTHER_ERROR_CODE);
  const [response] = Response.new(Fields.fromList([['x-guest', utf8('promises')]]), contents, trailers.readable);
  trailers.writable.write({ tag: 'ok', val: null });
  response.setStatusCode(status);
  return response;
}

function utf8(text) {
  return Uint8Array.from(unescape(encodeURIComponent(text)), c => c.charCodeAt(0));
}
