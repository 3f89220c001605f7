const bucket = openBucket('default');
bucket.set('a', utf8('1'));
bucket.set('b', utf8('2'));
bucket.delete('b');
const { keys, cursor } = bucket.listKeys(undefined);
return {
  values: [bucket.get('a'), bucket.get('b') ?? 'none'], exists: [bucket.exists('a'), bucket.exists('b')], keys, cursor: cursor ?? 'none',
  denied: failure(() => openBucket('other')),
};
