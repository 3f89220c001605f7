const bucket = openBucket('default');
const counts = [increment(bucket, 'counter', 5), increment(bucket, 'counter', -2), increment(bucket, 'other', 1)].map(Number);
bucket.set('word', utf8('twelve bytes'));
const notANumber = failure(() => increment(bucket, 'word', 1)).tag;

bucket.set('cell', utf8('old'));
const cas = Cas.new(bucket, 'cell');
const current = cas.current();
swap(cas, utf8('new'));
const swapped = bucket.get('cell');

const late = Cas.new(bucket, 'cell');
bucket.set('cell', utf8('changed by another'));
let lost, retried;
try {
  swap(late, utf8('lost'));
} catch (error) {
  lost = error.payload.tag;
  swap(error.payload.val, utf8('won at last'));
  retried = bucket.get('cell');
}

const absent = Cas.new(bucket, 'new-cell');
const nothing = absent.current() ?? 'none';
bucket.set('new-cell', utf8('came first'));
let second;
try { swap(absent, utf8('came second')); } catch (error) { second = error.payload.tag; }
return { counts, notANumber, current, swapped, lost, retried, nothing, second, kept: bucket.get('new-cell') };
