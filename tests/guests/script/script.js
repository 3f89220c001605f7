// Runs the script that a request's body holds, with every host interface at hand by a short name, and answers with what the script
// returns, as JSON. So a test says in the guest's own language what the guest does.
import { Fields, OutgoingBody, OutgoingRequest, OutgoingResponse, ResponseOutparam } from 'wasi:http/types@0.2.12';
import { handle as send } from 'wasi:http/outgoing-handler@0.2.12';
import { sendRequest } from 'fermyon:spin/http';
import * as llmV1 from 'fermyon:spin/llm';
import * as llm from 'fermyon:spin/llm@2.0.0';
import { get as variable } from 'fermyon:spin/variables@2.0.0';
import { getConfig } from 'fermyon:spin/config';
import * as wasiConfig from 'wasi:config/store@0.2.0-draft-2024-09-27';
import * as keyValueV1 from 'fermyon:spin/key-value';
import { Store } from 'fermyon:spin/key-value@2.0.0';
import { open as openBucket } from 'wasi:keyvalue/store@0.2.0-draft2';
import { Cas, increment, swap } from 'wasi:keyvalue/atomics@0.2.0-draft2';
import * as batch from 'wasi:keyvalue/batch@0.2.0-draft2';
import * as sqliteV1 from 'fermyon:spin/sqlite';
import { Connection as SqliteV2 } from 'fermyon:spin/sqlite@2.0.0';
import { Connection as Sqlite } from 'spin:sqlite/sqlite@3.1.0';
import * as redisV1 from 'fermyon:spin/redis';
import { Connection as RedisV2 } from 'fermyon:spin/redis@2.0.0';
import * as postgresV1 from 'fermyon:spin/postgres';
import { Connection as PostgresV2 } from 'fermyon:spin/postgres@2.0.0';
import { Connection as PostgresV3 } from 'spin:postgres/postgres@3.0.0';
import { Connection as Postgres, ConnectionBuilder } from 'spin:postgres/postgres@4.2.0';
import * as mysqlV1 from 'fermyon:spin/mysql';
import { Connection as MysqlV2 } from 'fermyon:spin/mysql@2.0.0';
import { Connection as Mqtt } from 'fermyon:spin/mqtt@2.0.0';
import * as tracing from 'wasi:otel/tracing@0.2.0-rc.2';
import { export as exportMetrics } from 'wasi:otel/metrics@0.2.0-rc.2';
import { onEmit } from 'wasi:otel/logs@0.2.0-rc.2';
import { failed, failure, json, text, utf8 } from './text.js';

const tools = {
  variable, getConfig, wasiConfig, keyValueV1, Store, openBucket, Cas, increment, swap, batch,
  sqliteV1, SqliteV2, Sqlite,
  redisV1, RedisV2,
  postgresV1, PostgresV2, PostgresV3, Postgres, ConnectionBuilder, mysqlV1, MysqlV2, Mqtt,
  sendRequest, fetch, llmV1, llm, tracing, exportMetrics, onEmit,
  utf8, text, failure,
};

export const incomingHandler = {
  handle(request, outparam) {
    let answer;
    try {
      const script = text(readAll(request.consume().stream()));
      answer = { ok: new Function(...Object.keys(tools), script)(...Object.values(tools)) ?? null };
    } catch (error) {
      answer = failed(error);
    }
    respond(outparam, json(answer));
  },
};

// What a server answers to a GET by wasi:http: the status and the text, or the name of the error.
function fetch(scheme, authority, path) {
  const request = new OutgoingRequest(new Fields());
  request.setScheme({ tag: scheme });
  request.setAuthority(authority);
  request.setPathWithQuery(path);
  const future = send(request, undefined);
  future.subscribe().block();
  const answer = future.get().val;
  if (answer.tag === 'err') return answer.val.tag;
  return { status: answer.val.status(), body: text(readAll(answer.val.consume().stream())) };
}

function respond(outparam, content) {
  const response = new OutgoingResponse(Fields.fromList([['content-type', utf8('application/json')]]));
  const body = response.body();
  ResponseOutparam.set(outparam, { tag: 'ok', val: response });
  const stream = body.write();
  const bytes = utf8(content);
  for (let at = 0; at < bytes.length; at += 4096) stream.blockingWriteAndFlush(bytes.subarray(at, at + 4096));
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
}

function readAll(stream) {
  const all = [];
  for (;;) {
    try {
      all.push(...stream.blockingRead(65536));
    } catch (error) {
      if ((error.payload ?? error).tag === 'closed') return all;
      throw error;
    }
  }
}
