const db = MysqlV2.open(variable('server'));
db.execute(`CREATE TEMPORARY TABLE v2 (a tinyint, b smallint, c int, d bigint, e tinyint unsigned, f smallint unsigned, g int unsigned, h bigint unsigned,
  i float, j double, k varchar(9), l blob, m bit(1), n date, o int)`, []);
db.execute('INSERT INTO v2 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, now(), ?)', [
  { tag: 'int8', val: -1 }, { tag: 'int16', val: -2 }, { tag: 'int32', val: -3 }, { tag: 'int64', val: -4 }, { tag: 'uint8', val: 1 }, { tag: 'uint16', val: 2 },
  { tag: 'uint32', val: 3 }, { tag: 'uint64', val: 4 }, { tag: 'floating32', val: 1.5 }, { tag: 'floating64', val: 2.5 }, { tag: 'str', val: 'text' },
  { tag: 'binary', val: utf8('bytes') }, { tag: 'db-null' }]);
const { columns, rows } = db.query('SELECT * FROM v2', []);
return {
  types: columns.map((c) => c.dataType), row: rows[0].map((v) => v.val ?? v.tag),
  variable: db.query('SELECT @x := 7 AS x', []).rows[0][0].val,
  denied: failure(() => MysqlV2.open('mysql://u:p@example.com/db')).tag, wrong: failure(() => db.execute('SELEKT', [])).tag,
};
