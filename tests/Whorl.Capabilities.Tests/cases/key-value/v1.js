const store = keyValueV1.open('default');
keyValueV1.set(store, 'v1', utf8('old'));
const seen = [keyValueV1.get(store, 'v1'), keyValueV1.exists(store, 'v1'), keyValueV1.getKeys(store)];
keyValueV1['delete'](store, 'v1');
const missing = failure(() => keyValueV1.get(store, 'v1'));
keyValueV1.close(store);
return { seen, missing, closed: failure(() => keyValueV1.get(store, 'v1')), denied: failure(() => keyValueV1.open('other')) };
