const db = PostgresV2.open(variable('server'));
db.execute('CREATE TEMP TABLE v2 (id int4, name varchar(20))', []);
const count = Number(db.execute('INSERT INTO v2 VALUES ($1, $2), ($3, $4)', [
  { tag: 'int32', val: 1 }, { tag: 'str', val: 'Ada' }, { tag: 'int32', val: 2 }, { tag: 'db-null' }]));
const { columns, rows } = db.query('SELECT * FROM v2 ORDER BY id', []);
return {
  count, columns, rows, empty: db.query('SELECT id FROM v2 WHERE id = 9', []),
  denied: failure(() => PostgresV2.open('postgres://u:p@example.com/db')).tag,
  words: PostgresV2.open(`host=127.0.0.1 port=${variable('port')} user=tester password='se@cret' dbname=postgres sslmode=disable`).query('SELECT 1', []).rows[0][0].val,
  wrongPassword: failure(() => PostgresV2.open(variable('server').replace('se%40cret', 'wrong'))).tag,
};
