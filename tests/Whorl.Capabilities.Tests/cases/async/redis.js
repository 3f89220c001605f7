const redis = Redis.open(variable('redis'));
const key = { tag: 'binary', val: utf8('k') };
redis.execute('FLUSHDB', []);
redis.publish('channel', utf8('nobody listens'));
redis.set('name', utf8('Ada'));
const got = [redis.get('name'), redis.get('missing') ?? 'none'];
const counts = [redis.incr('n'), redis.incr('n')].map(Number);
const added = redis.sadd('s', ['a', 'b']);
const members = redis.smembers('s').sort();
const replies = [
  redis.execute('set', [key, { tag: 'int64', val: 7 }]), redis.execute('GET', [key]), redis.execute('INCRBY', [key, { tag: 'int64', val: 5 }]),
  redis.execute('GET', [{ tag: 'binary', val: utf8('missing') }])];
return {
  got, counts, added, members, replies, wrongType: failure(() => redis.incr('s')), removed: [redis.srem('s', ['a', 'x']), redis.del(['name', 'n', 'missing'])],
  denied: failure(() => Redis.open('redis://example.com')),
};
