const db = Sqlite.open('default');
const run = (sql, parameters = []) => failure(() => db.execute(sql, parameters)).val ?? 'allowed';
return {
  file: run("ATTACH '/etc/passwd' AS other"),
  named: run('ATTACH ? AS other', [{ tag: 'text', val: '/etc/passwd' }]),
  memory: run("ATTACH ':memory:' AS scratch"),
  scratch: run('CREATE TABLE scratch.t AS SELECT 1'),
  vacuum: run('VACUUM'),
  into: run("VACUUM INTO '/tmp/copy.db'"),
  extension: run("SELECT load_extension('x')"),
  size: run('PRAGMA max_page_count = 4294967294'),
  heap: run('PRAGMA hard_heap_limit = 1'),
  schema: run('PRAGMA writable_schema = ON'),
  paths: run('PRAGMA database_list'),
  keys: run('PRAGMA foreign_keys = ON'),
  journal: run('PRAGMA journal_mode = DELETE'),
  kept: db.execute('PRAGMA journal_mode', []).rows[0].values[0].val,
  two: run('SELECT 1; DROP TABLE t'),
  comment: run('SELECT 1; -- and that is all'),
  nothing: run('-- only a comment'),
  count: run('SELECT ?', []),
};
