const bucket = openBucket('default');
batch.setMany(bucket, Array.from({ length: 2500 }, (_, i) => [`key-${String(i).padStart(5, '0')}`, utf8('x')]));
const seen = new Set();
let cursor, pages = 0;
do {
  const page = bucket.listKeys(cursor);
  page.keys.forEach((key) => seen.add(key));
  cursor = page.cursor;
  pages++;
} while (cursor !== undefined && pages < 1000);
return { keys: seen.size, several: pages > 1, all: Store.open('default').getKeys().length };
