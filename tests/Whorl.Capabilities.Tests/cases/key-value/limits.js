const store = Store.open('default');
const stores = [];
let full;
try { for (let i = 0; i < 300; i++) stores.push(Store.open('default')); } catch (error) { full = error.payload.tag; }
const open = stores.length + 1;
stores.forEach((s) => s[Symbol.dispose]());
const key = failure(() => store.set('k'.repeat(5000), utf8('v')));
const value = failure(() => store.set('v', new Uint8Array(33 << 20)));
return { open, full, key, value, works: Store.open('default').exists('v') };
