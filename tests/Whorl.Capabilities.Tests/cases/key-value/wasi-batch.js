const bucket = openBucket('default');
batch.setMany(bucket, [['x', utf8('1')], ['y', utf8('2')], ['z', utf8('3')]]);
batch.deleteMany(bucket, ['y', 'missing']);
batch.setMany(bucket, []);
batch.deleteMany(bucket, []);
return batch.getMany(bucket, ['z', 'y', 'x']).map(([key, value]) => [key, value ?? 'none']);
