const at = variable('server');
mysqlV1.execute(at, 'DROP TABLE IF EXISTS v1', []);
mysqlV1.execute(at, 'CREATE TABLE v1 (id int, name text)', []);
mysqlV1.execute(at, 'INSERT INTO v1 VALUES (?, ?)', [{ tag: 'int32', val: 1 }, { tag: 'str', val: "O'Hara" }]);
const { columns, rows } = mysqlV1.query(at, 'SELECT * FROM v1', []);
return {
  columns, rows, wrong: failure(() => mysqlV1.query(at, 'SELECT * FROM missing', [])).tag,
  denied: failure(() => mysqlV1.query('mysql://u:p@example.com/db', 'SELECT 1', [])).tag,
};
