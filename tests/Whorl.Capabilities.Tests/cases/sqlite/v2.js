const db = SqliteV2.open('default');
db.execute('CREATE TABLE v2 (x)', []);
db.execute('INSERT INTO v2 VALUES (?), (?)', [{ tag: 'integer', val: -7 }, { tag: 'text', val: '' }]);
const seen = db.execute('SELECT x FROM v2', []).rows.map((row) => row.values[0]);
return { seen, denied: failure(() => SqliteV2.open('other')), wrong: failure(() => db.execute('SELECT * FROM missing', [])) };
