// A JavaScript function on QuickJS, straight on wasi:http.
import { Fields, OutgoingBody, OutgoingResponse, ResponseOutparam } from 'wasi:http/types@0.2.12';

export const incomingHandler = {
  handle(request, outparam) {
    const name = decodeURIComponent((request.pathWithQuery() ?? '/').slice(1)) || 'world';
    respond(outparam, 200, 'text/plain', `Hello ${name} from QuickJS\n`);
  },
};

function respond(outparam, status, type, text) {
  const response = new OutgoingResponse(Fields.fromList([['content-type', utf8(type)]]));
  response.setStatusCode(status);
  const body = response.body();
  ResponseOutparam.set(outparam, { tag: 'ok', val: response });
  const stream = body.write();
  stream.blockingWriteAndFlush(utf8(text));
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
}

// QuickJS has no TextEncoder.
function utf8(text) {
  return Uint8Array.from(unescape(encodeURIComponent(text)), (c) => c.charCodeAt(0));
}
