const db = Sqlite.openAsync('default');
const run = async (sql, parameters = []) => {
  const [columns, rows, end] = db.executeAsync(sql, parameters);
  return [columns, ...await all(rows, end)];
};
const created = await run('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, weight REAL, photo BLOB, absent)');
for (const name of ['Ada', 'Grace']) {
  await run('INSERT INTO t (name, weight, photo, absent) VALUES (?, ?, ?, ?)', [
    { tag: 'text', val: name }, { tag: 'real', val: 1.5 }, { tag: 'blob', val: utf8('png') }, { tag: 'null' }]);
}
const inserted = [Number(db.lastInsertRowidAsync()), Number(db.changesAsync())];
const [columns, rows, end] = await run('SELECT * FROM t ORDER BY id');
const many = await run('WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5000) SELECT x FROM n');
return {
  created, inserted, columns, rows: rows.map((row) => row.values.map((value) => value.val ?? value.tag)), end, many: many[1].length,
  wrong: failure(() => db.executeAsync('SELEKT', [])), denied: failure(() => Sqlite.openAsync('other')),
};
