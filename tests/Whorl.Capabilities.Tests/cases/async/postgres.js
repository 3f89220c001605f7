const db = Postgres.openAsync(variable('postgres'));
const query = async (connection, sql, parameters = []) => {
  const [columns, rows, end] = connection.queryAsync(sql, parameters);
  return { columns: columns.map((c) => `${c.name}:${c.dataType.tag}`), rows: await all(rows, end) };
};
db.executeAsync('CREATE TEMP TABLE t (id int4, name text, at date, tags text[])', []);
const inserted = Number(db.executeAsync('INSERT INTO t VALUES ($1, $2, $3, $4), (2, NULL, NULL, NULL)', [
  { tag: 'int32', val: 1 }, { tag: 'str', val: 'Ada' }, { tag: 'date', val: [2024, 2, 29] }, { tag: 'array-str', val: ['x', null] }]));
const builder = new ConnectionBuilder(variable('postgres'));
return {
  inserted, seen: await query(db, 'SELECT * FROM t WHERE id <= $1 ORDER BY id', [{ tag: 'int32', val: 9 }]),
  badRoot: failure(() => builder.setCaRoot('no certificate')).tag,
  built: await query(builder.buildAsync(), 'SELECT 2 AS two'),
  wrong: failure(() => db.executeAsync('SELEKT', [])).val.val.code, denied: failure(() => Postgres.openAsync('postgres://u:p@example.com/d')).tag,
};
