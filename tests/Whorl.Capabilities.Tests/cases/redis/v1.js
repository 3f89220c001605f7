const at = variable('redis');
redisV1.execute(at, 'FLUSHDB', []);
redisV1.publish(at, 'channel', utf8('nobody listens'));
redisV1.set(at, 'name', utf8('Ada'));
return {
  got: [redisV1.get(at, 'name'), redisV1.get(at, 'missing')],
  count: Number(redisV1.incr(at, 'n')),
  added: Number(redisV1.sadd(at, 's', ['a', 'b'])), members: redisV1.smembers(at, 's').sort(), removed: Number(redisV1.srem(at, 's', ['a'])),
  deleted: Number(redisV1.del(at, ['name', 'n'])),
  reply: redisV1.execute(at, 'ECHO', [{ tag: 'binary', val: utf8('hi') }]),
  denied: failure(() => redisV1.get('redis://example.com', 'x')),
};
