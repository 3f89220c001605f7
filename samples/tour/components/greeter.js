import { respond } from '../../http.js';

export const incomingHandler = {
  handle(request, outparam) {
    const [greeting, name] = (request.pathWithQuery() ?? '/').slice(1).split('/').map(decodeURIComponent);
    respond(outparam, 200, 'text/plain', `${greeting}, ${name || 'world'}!\n`);
  },
};
