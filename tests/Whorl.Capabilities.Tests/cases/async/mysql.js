const db = Mysql.open(variable('mysql'));
db.execute('CREATE TEMPORARY TABLE t (o boolean, a tinyint, h bigint unsigned, j double, k varchar(9), l blob, m int)', []);
db.execute('INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)', [
  { tag: 'boolean', val: true }, { tag: 'int8', val: -1 }, { tag: 'uint64', val: 4 }, { tag: 'floating64', val: 2.5 }, { tag: 'str', val: 'text' },
  { tag: 'binary', val: utf8('bytes') }, { tag: 'db-null' }]);
const [columns, stream, end] = db.query('SELECT * FROM t', []);
const [rows, ended] = await all(stream, end);
return {
  types: columns.map((c) => `${c.name}:${c.dataType}`), rows: rows.map((row) => row.map((v) => v.val ?? v.tag)), ended,
  wrong: failure(() => db.execute('SELEKT', [])).tag, denied: failure(() => Mysql.open('mysql://u:p@example.com/d')).tag,
};
