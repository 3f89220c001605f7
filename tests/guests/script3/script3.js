// Runs scripts as `script` does, but as a guest of WASI 0.3: with the async functions of the host interfaces at hand, and able to wait.
import { Fields, Request, Response } from 'wasi:http/types@0.3.0';
import { send } from 'wasi:http/client@0.3.0';
import { get as variable } from 'spin:variables/variables@3.0.0';
import { Store } from 'spin:key-value/key-value@3.0.0';
import { Connection as Sqlite } from 'spin:sqlite/sqlite@3.1.0';
import { Connection as Redis } from 'spin:redis/redis@3.0.0';
import { Connection as Postgres, ConnectionBuilder } from 'spin:postgres/postgres@4.2.0';
import { Connection as Mysql } from 'spin:mysql/mysql@3.0.0';
import { Connection as Mqtt } from 'spin:mqtt/mqtt@3.0.0';
import * as tracing from 'wasi:otel/tracing@0.2.0-rc.2';
import { failed, failure, json, text, utf8 } from '../script/text.js';

const tools = { fetch, variable, Store, Sqlite, Redis, Postgres, ConnectionBuilder, Mysql, Mqtt, tracing, all, failure, text, utf8 };
const AsyncFunction = (async () => {}).constructor;

export const handler = {
  async handle(request) {
    const pieces = bodyOf(request, Request)[Symbol.asyncIterator]();
    let script = '';
    const more = async () => {
      const { value, done } = await pieces.next();
      return done ? '' : text(value);
    };
    try {
      // A dot in a line of its own ends a script that waits for what follows it, with `more`.
      for (let piece; !script.endsWith('\n.\n') && (piece = await more()); script += piece);
      script = script.replace(/\n\.\n$/, '');
      return respond({ ok: await new AsyncFunction('more', ...Object.keys(tools), script)(more, ...Object.values(tools)) ?? null });
    } catch (error) {
      return respond(failed(error));
    }
  },
};

// All that a stream has, and how it ended.
async function all(stream, end) {
  const items = [];
  for await (const item of stream) items.push(item);
  return [items, await end.read()];
}

// What a server answers to a GET: the status and the text.
async function fetch(scheme, authority, path) {
  const options = undefined, contents = undefined;
  const trailers = wit.Future(wit.Future.RESULT_OPTION_OTHER_ERROR_CODE);
  const [request] = Request.new(new Fields(), contents, trailers.readable, options);
  trailers.writable.write({ tag: 'ok', val: null });
  request.setScheme({ tag: scheme });
  request.setAuthority(authority);
  request.setPathWithQuery(path);
  const response = send(request);
  const status = response.getStatusCode();
  let said = '';
  for await (const piece of bodyOf(response, Response)) said += text(piece);
  return { status, body: said };
}

function bodyOf(message, kind) {
  const verdict = wit.Future(wit.Future.RESULT_VOID_ERROR_CODE);
  const [contents] = kind.consumeBody(message, verdict.readable);
  verdict.writable.write({ tag: 'ok', val: undefined });
  return contents;
}

function respond(answer) {
  const { readable, writable } = wit.Stream(wit.Stream.U8);
  writable.writeAll(utf8(json(answer))).then(() => writable.drop());
  const trailers = wit.Future(wit.Future.RESULT_OPTION_OTHER_ERROR_CODE);
  const [response] = Response.new(Fields.fromList([['content-type', utf8('application/json')]]), readable, trailers.readable);
  trailers.writable.write({ tag: 'ok', val: null });
  return response;
}
