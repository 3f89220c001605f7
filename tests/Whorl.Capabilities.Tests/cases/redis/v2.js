const redis = RedisV2.open(variable('redis'));
redis.execute('FLUSHDB', []);
redis.publish('channel', utf8('nobody listens'));
redis.set('name', utf8('Ada'));
const got = [redis.get('name'), redis.get('missing') ?? 'none'];
const counts = [redis.incr('n'), redis.incr('n')].map(Number);
const added = [redis.sadd('s', ['a', 'b']), redis.sadd('s', ['b', 'c']), redis.sadd('s', [])];
const members = redis.smembers('s').sort();
const removed = [redis.srem('s', ['a', 'x']), redis.del(['name', 'n', 'missing']), redis.del([])];
const replies = [
  redis.execute('set', [{ tag: 'binary', val: utf8('k') }, { tag: 'int64', val: 7 }]),
  redis.execute('GET', [{ tag: 'binary', val: utf8('k') }]),
  redis.execute('GET', [{ tag: 'binary', val: utf8('missing') }]),
  redis.execute('INCRBY', [{ tag: 'binary', val: utf8('k') }, { tag: 'int64', val: 5 }]),
  redis.execute('MGET', [{ tag: 'binary', val: utf8('k') }, { tag: 'binary', val: utf8('missing') }]),
];
redis.execute('MULTI', []);
redis.execute('SET', [{ tag: 'binary', val: utf8('t') }, { tag: 'int64', val: 1 }]);
redis.execute('INCR', [{ tag: 'binary', val: utf8('t') }]);
const transaction = redis.execute('EXEC', []);
return {
  got, counts, added, members, removed, replies, transaction,
  wrongType: failure(() => redis.incr('s')), wrong: failure(() => redis.execute('NOSUCHCOMMAND', [])).tag,
  refused: failure(() => redis.execute('subscribe', [{ tag: 'binary', val: utf8('c') }])).tag,
  denied: failure(() => RedisV2.open('redis://example.com')), malformed: failure(() => RedisV2.open('redis://:::')),
};
