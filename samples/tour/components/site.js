import { getDirectories } from 'wasi:filesystem/preopens@0.2.12';
import { readAll, respond } from '../../http.js';

const types = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', png: 'image/png' };

export const incomingHandler = {
  handle(request, outparam) {
    const path = decodeURIComponent((request.pathWithQuery() ?? '/').split('?')[0]).slice(1) || 'index.html';
    const [[root]] = getDirectories();
    let content;
    try {
      content = readAll(root.openAt({}, path, {}, { read: true }).readViaStream(0));
    } catch {
      return respond(outparam, 404, 'text/plain', `There is no ${path} here.\n`);
    }
    respond(outparam, 200, types[path.split('.').pop()] ?? 'application/octet-stream', content);
  },
};
