// GET /path fetches that page from another server and answers with what a language model says is in it. Redis keeps the answer for a minute, and
// an MQTT topic hears of each new one.
import { Fields, OutgoingRequest } from 'wasi:http/types@0.2.12';
import { handle as send } from 'wasi:http/outgoing-handler@0.2.12';
import { get as variable } from 'fermyon:spin/variables@2.0.0';
import { infer } from 'fermyon:spin/llm@2.0.0';
import { Connection as Redis } from 'fermyon:spin/redis@2.0.0';
import { Connection as Mqtt } from 'fermyon:spin/mqtt@2.0.0';
import { bodyOf, respond, text, utf8 } from '../http.js';

const MODEL = 'llama3.2';
const LETTERS = 10_000; // of a page are given to the model
const SECONDS = 60;

export const incomingHandler = {
  handle(request, outparam) {
    const path = request.pathWithQuery() ?? '/';
    try {
      const redis = Redis.open(variable('redis'));
      const known = redis.get(path);
      const digest = known ? text(known) : digestOf(path);
      if (!known) keep(redis, path, digest);
      respond(outparam, 200, 'text/plain', `${digest}\n`, { 'x-cache': known ? 'hit' : 'miss' });
    } catch (error) {
      const reason = error.payload ?? error; // a string, or one of the variants of the interface's error
      respond(outparam, 502, 'text/plain', `There is no digest of ${path}: ${reason.tag ? JSON.stringify(reason) : reason}\n`);
    }
  },
};

function digestOf(path) {
  const page = fetch(variable('pages') + path);
  return infer(MODEL, `Say in one sentence what this page is about:\n\n${page.slice(0, LETTERS)}`, undefined).text.trim();
}

function keep(redis, path, digest) {
  const bytes = utf8(digest);
  redis.execute('SET', [{ tag: 'binary', val: utf8(path) }, { tag: 'binary', val: bytes }, { tag: 'binary', val: utf8('EX') }, { tag: 'int64', val: SECONDS }]);
  Mqtt.open(variable('mqtt'), '', '', 30).publish(`digests${path}`, bytes, 'at-least-once');
}

function fetch(url) {
  const [, scheme, authority, path] = /^(https?):\/\/([^/]+)(.*)$/.exec(url);
  const request = new OutgoingRequest(new Fields());
  request.setScheme({ tag: scheme.toUpperCase() });
  request.setAuthority(authority);
  request.setPathWithQuery(path);
  const future = send(request, undefined);
  future.subscribe().block();
  const answer = future.get().val;
  if (answer.tag === 'err') throw answer.val;
  if (answer.val.status() !== 200) throw `${url} was answered with ${answer.val.status()}`;
  return bodyOf(answer.val);
}
