const db = Postgres.open(variable('server'));
db.execute(`CREATE TEMP TABLE v4 (u uuid, j jsonb, n numeric, r4 int4range, r8 int8range, rn numrange, a4 int4[], a8 int8[], an numeric[], at text[], i interval, p point)`, []);
db.execute('INSERT INTO v4 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
  { tag: 'uuid', val: '11111111-2222-3333-4444-555555555555' }, { tag: 'jsonb', val: utf8('{"a": [1, null]}') }, { tag: 'decimal', val: '123.450' },
  { tag: 'range-int32', val: [[1, 'inclusive'], [5, 'exclusive']] }, { tag: 'range-int64', val: [undefined, [9, 'exclusive']] },
  { tag: 'range-decimal', val: [['1.5', 'exclusive'], ['2.5', 'inclusive']] },
  { tag: 'array-int32', val: [1, undefined, 3] }, { tag: 'array-int64', val: [7] }, { tag: 'array-decimal', val: ['1.10', undefined] },
  { tag: 'array-str', val: ['x', undefined] }, { tag: 'interval', val: { micros: 5, days: 2, months: 1 } }]);
const { columns, rows } = db.query('SELECT * FROM v4', []);
const plain = (v) => Array.isArray(v) ? v.map((x) => x === undefined || x === null ? 'none' : plain(x)) : v;
const wrong = failure(() => db.execute('SELEKT', [])).val.val;
const builder = new ConnectionBuilder(variable('server'));
const badRoot = failure(() => builder.setCaRoot('no certificate')).tag;
const built = builder.build().query('SELECT 1 AS one', []).rows[0][0].val;
return {
  types: columns.map((c) => c.dataType.val ?? c.dataType.tag), row: rows[0].map((v) => v.val === undefined ? v.tag : plain(v.val)),
  wrong: { code: wrong.code, severity: wrong.severity, message: wrong.message }, badRoot, built,
  bad: failure(() => db.query('SELECT $1', [{ tag: 'uuid', val: 'x' }])),
};
