// Short names for long addresses, in a key-value store: PUT /name takes the address, GET /name leads there and counts, GET / shows all.
import { open } from 'wasi:keyvalue/store@0.2.0-draft2';
import { increment } from 'wasi:keyvalue/atomics@0.2.0-draft2';
import { get as variable } from 'fermyon:spin/variables@2.0.0';
import { bodyOf, respond, text, utf8 } from '../http.js';

export const incomingHandler = {
  handle(request, outparam) {
    try {
      answer(request, outparam);
    } catch (error) {
      if (!error.payload) throw error; // a mistake of ours, and no error of the store
      respond(outparam, 503, 'text/plain', 'Names can be neither looked up nor given at the moment. Try again later.\n', { 'retry-after': '10' });
    }
  },
};

function answer(request, outparam) {
  const store = open('default');
  const name = (request.pathWithQuery() ?? '/').slice(1);
  if (request.method().tag === 'put') return put(store, name, request, outparam);
  if (name === '') return respond(outparam, 200, 'text/plain', list(store));

  const address = store.get(`link/${name}`);
  if (!address) return respond(outparam, 404, 'text/plain', `Nothing is called ${name}.\n`);
  increment(store, `visits/${name}`, 1); // loses none, however many visit at once
  respond(outparam, 302, 'text/plain', '', { location: text(address) });
}

function put(store, name, request, outparam) {
  const [sent] = request.headers().get('authorization');
  if (!sent || text(sent) !== `Bearer ${variable('token')}`) {
    return respond(outparam, 401, 'text/plain', 'Names are given to those who know the token.\n', { 'www-authenticate': 'Bearer' });
  }
  const address = bodyOf(request).trim();
  if (name === '' || !/^https?:\/\/\S+$/.test(address)) return respond(outparam, 400, 'text/plain', 'PUT an http address to a name.\n');
  store.set(`link/${name}`, utf8(address));
  respond(outparam, 201, 'text/plain', `/${name} leads to ${address}\n`);
}

function list(store) {
  let lines = '';
  for (let page = store.listKeys(undefined); ; page = store.listKeys(page.cursor)) {
    for (const name of page.keys.filter((key) => key.startsWith('link/')).map((key) => key.slice(5))) {
      lines += `/${name} ${text(store.get(`link/${name}`))} ${increment(store, `visits/${name}`, 0)}\n`;
    }
    if (!page.cursor) return lines;
  }
}
