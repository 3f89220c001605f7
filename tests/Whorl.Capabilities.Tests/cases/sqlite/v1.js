const db = sqliteV1.open('default');
sqliteV1.execute(db, 'CREATE TABLE v1 (x)', []);
sqliteV1.execute(db, 'INSERT INTO v1 VALUES (?)', [{ tag: 'blob', val: utf8('bytes') }]);
const seen = sqliteV1.execute(db, 'SELECT x AS y FROM v1', []);
sqliteV1.close(db);
return {
  columns: seen.columns, value: seen.rows[0].values[0].val, closed: failure(() => sqliteV1.execute(db, 'SELECT 1', [])),
  denied: failure(() => sqliteV1.open('other')),
};
