const store = Store.open('default');
store.set('name', utf8('Ada'));
store.set('ключ', utf8('значение'));
const got = [store.get('name'), store.get('ключ'), store.get('missing') ?? 'none'];
store.delete('name');
const [keys, end] = store.getKeys();
return { got, exists: [store.exists('name'), store.exists('ключ')], keys: await all(keys, end), denied: failure(() => Store.open('other')) };
