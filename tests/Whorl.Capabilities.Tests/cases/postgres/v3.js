const db = PostgresV3.open(variable('server'));
db.execute('CREATE TEMP TABLE v3 (d date, t time, dt timestamp, ts timestamptz)', []);
const count = Number(db.execute('INSERT INTO v3 VALUES ($1, $2, $3, $4)', [
  { tag: 'date', val: [2024, 2, 29] }, { tag: 'time', val: [23, 59, 58, 123456000] },
  { tag: 'datetime', val: [1999, 12, 31, 23, 0, 1, 0] }, { tag: 'timestamp', val: 86400 }]));
const { columns, rows } = db.query('SELECT * FROM v3', []);
return { count, types: columns.map((c) => c.dataType), row: rows[0].map((v) => v.val), bad: failure(() => db.query('SELECT $1', [{ tag: 'date', val: [2023, 2, 29] }])) };
