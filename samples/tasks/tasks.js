// A list of tasks in each of three databases: GET /sqlite shows it, POST /sqlite adds the task in the body, DELETE /sqlite/1 takes one off it.
// /postgres and /mysql do the same.
import { Connection as Sqlite } from 'spin:sqlite/sqlite@3.1.0';
import { Connection as Postgres } from 'spin:postgres/postgres@4.2.0';
import { Connection as MySql } from 'fermyon:spin/mysql@2.0.0';
import { get as variable } from 'fermyon:spin/variables@2.0.0';
import { bodyOf, respond } from '../http.js';

// What differs: how to connect, how an id is made, what stands for a parameter, what its types are called, and how rows come.
const databases = {
  sqlite: () => {
    const db = Sqlite.open('default');
    const run = (sql, ...values) => db.execute(sql, values).rows.map((row) => row.values);
    return { id: 'INTEGER PRIMARY KEY', mark: '?', number: 'integer', string: 'text', execute: run, query: run };
  },
  postgres: () => server(Postgres.open(variable('postgres')), 'SERIAL PRIMARY KEY', '$1'),
  mysql: () => server(MySql.open(variable('mysql')), 'INTEGER AUTO_INCREMENT PRIMARY KEY', '?'),
};

function server(db, id, mark) {
  return {
    id, mark, number: 'int32', string: 'str',
    execute: (sql, ...values) => db.execute(sql, values),
    query: (sql, ...values) => db.query(sql, values).rows,
  };
}

export const incomingHandler = {
  handle(request, outparam) {
    const [, name, id] = (request.pathWithQuery() ?? '/').split('/');
    if (!Object.hasOwn(databases, name)) return respond(outparam, 404, 'text/plain', 'Try /sqlite, /postgres or /mysql.\n');
    try {
      const db = databases[name]();
      db.execute(`CREATE TABLE IF NOT EXISTS tasks (id ${db.id}, task TEXT NOT NULL)`);
      change(db, request, id);
      const rows = db.query('SELECT id, task FROM tasks ORDER BY id');
      respond(outparam, 200, 'text/plain', rows.map(([number, task]) => `${number.val} ${task.val}\n`).join(''));
    } catch (error) {
      const reason = error.payload ?? error; // a string, or one of the variants of the interface's error
      respond(outparam, 502, 'text/plain', `${name}: ${JSON.stringify(reason.tag ? reason : String(reason))}\n`);
    }
  },
};

function change(db, request, id) {
  switch (request.method().tag) {
    case 'post':
      return db.execute(`INSERT INTO tasks (task) VALUES (${db.mark})`, { tag: db.string, val: bodyOf(request).trim() });
    case 'delete':
      return db.execute(`DELETE FROM tasks WHERE id = ${db.mark}`, { tag: db.number, val: Number.parseInt(id, 10) || 0 });
  }
}
