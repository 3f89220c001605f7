const at = variable('server');
postgresV1.execute(at, 'DROP TABLE IF EXISTS v1', []);
postgresV1.execute(at, 'CREATE TABLE v1 (id int4, name text, big int8, small int2, ok bool, r real, d float8, b bytea, at date)', []);
const inserted = Number(postgresV1.execute(at, 'INSERT INTO v1 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())', [
  { tag: 'int32', val: 1 }, { tag: 'str', val: 'Ada' }, { tag: 'int64', val: 5 }, { tag: 'int16', val: 3 }, { tag: 'boolean', val: true },
  { tag: 'floating32', val: 1.5 }, { tag: 'floating64', val: 2.5 }, { tag: 'binary', val: utf8('bytes') }]));
const { columns, rows } = postgresV1.query(at, 'SELECT * FROM v1', []);
return {
  inserted, types: columns.map((c) => `${c.name}:${c.dataType}`), row: rows[0].map((v) => v.val ?? v.tag),
  wrong: failure(() => postgresV1.query(at, 'SELECT * FROM missing', [])).tag,
  denied: failure(() => postgresV1.query('postgres://u:p@example.com/db', 'SELECT 1', [])).tag,
};
