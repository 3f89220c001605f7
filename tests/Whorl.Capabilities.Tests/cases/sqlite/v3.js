const db = Sqlite.open('default');
db.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, weight REAL, photo BLOB, absent)', []);
const none = [Number(db.lastInsertRowid()), Number(db.changes())];
for (const name of ['Ada', 'Grace']) {
  db.execute('INSERT INTO t (name, weight, photo, absent) VALUES (?, ?, ?, ?)', [
    { tag: 'text', val: name }, { tag: 'real', val: 1.5 }, { tag: 'blob', val: utf8('png') }, { tag: 'null' }]);
}
const inserted = [Number(db.lastInsertRowid()), Number(db.changes())];
db.execute('UPDATE t SET weight = weight + 1', []);
const updated = Number(db.changes());
const { columns, rows } = db.execute('SELECT * FROM t WHERE id >= ?1 ORDER BY id', [{ tag: 'integer', val: 1 }]);
const empty = db.execute('SELECT name FROM t WHERE id = 99', []);
return { none, inserted, updated, columns, rows: rows.map((row) => row.values.map((value) => value.val ?? value.tag)), empty };
