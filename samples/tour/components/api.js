import { Fields, OutgoingRequest } from 'wasi:http/types@0.2.12';
import { handle as send } from 'wasi:http/outgoing-handler@0.2.12';
import { get as variable } from 'fermyon:spin/variables@2.0.0';
import { readAll, respond, text } from '../../http.js';

export const incomingHandler = {
  handle(request, outparam) {
    const headers = Object.fromEntries(request.headers().entries().map(([name, value]) => [name, text(value)]));
    const rest = headers['spin-path-info'] ?? '';
    switch (headers['spin-path-match-action']) {
      case 'request':
        return respond(outparam, 200, 'application/json', `${JSON.stringify({ path: request.pathWithQuery(), headers }, null, 2)}\n`);
      case 'greet':
        return forward(outparam, `http://greeter.spin.internal/${encodeURIComponent(variable('greeting'))}${rest || '/'}`);
      case 'upstream':
        return forward(outparam, variable('upstream') + (rest || '/'));
      case 'elsewhere':
        return forward(outparam, 'http://elsewhere.example/');
      default:
        return respond(outparam, 404, 'text/plain', 'Try request, greet, upstream or elsewhere.\n');
    }
  },
};

// Calls the URL and answers with what it says, or with why it could not be called.
function forward(outparam, url) {
  const [, authority, path] = /^http:\/\/([^/]+)(.*)$/.exec(url);
  const request = new OutgoingRequest(new Fields());
  request.setScheme({ tag: 'HTTP' });
  request.setAuthority(authority);
  request.setPathWithQuery(path);
  try {
    const future = send(request, undefined);
    future.subscribe().block();
    const answer = future.get().val;
    if (answer.tag === 'err') throw answer.val;
    const status = answer.val.status();
    return respond(outparam, status, 'text/plain', readAll(answer.val.consume().stream()));
  } catch (error) {
    const code = error.payload ?? error;
    return respond(outparam, 502, 'text/plain', `${url} could not be called: ${code.tag ?? code}\n`);
  }
}
