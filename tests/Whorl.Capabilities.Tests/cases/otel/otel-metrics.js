const attributes = [
  { key: 'text', value: '"one"' }, { key: 'whole', value: '7' }, { key: 'real', value: '0.5' }, { key: 'list', value: '[true,false]' },
  { key: 'bytes', value: '"data:application/octet-stream;base64,AQID"' }];
const real = (val) => ({ tag: 'f64', val }), whole = (val) => ({ tag: 's64', val }), natural = (val) => ({ tag: 'u64', val });
const time = { seconds: 1700000001, nanoseconds: 2 }, startTime = { seconds: 1700000000, nanoseconds: 1 };
const exemplars = [
  { filteredAttributes: attributes, time: { seconds: 1700000000, nanoseconds: 9 }, value: real(2.5), spanId: 'b7ad6b7169203331', traceId: '0af7651916cd43dd8448eb211c80319c' },
  { filteredAttributes: [], time: { seconds: 1700000000, nanoseconds: 9 }, value: whole(-3), spanId: '', traceId: '' }];
const reals = [{ attributes, value: real(1.5), exemplars }], wholes = [{ attributes: [], value: whole(-5), exemplars: [] }];
const naturals = [{ attributes: [], value: natural(5), exemplars: [] }, { attributes: [], value: natural(2 ** 64), exemplars: [] }];
const spread = [{ attributes, count: 3, bounds: [1, 10], bucketCounts: [1, 0, 2], min: real(0.5), max: real(20), sum: real(32.5), exemplars }];
const powers = [{
  attributes: [], count: 4, sum: whole(9), scale: -2, zeroCount: 1, positiveBucket: { offset: -7, counts: [1, 0, 2] }, negativeBucket: { offset: 3, counts: [] },
  zeroThreshold: 0.25, exemplars: [] }];

const gauge = (kind, dataPoints) => ({ name: 'gauge', description: 'how full', unit: '1', data: { tag: `${kind}-gauge`, val: { dataPoints, startTime, time } } });
const sum = (kind, dataPoints) => ({
  name: 'sum', description: '', unit: 'By', data: { tag: `${kind}-sum`, val: { dataPoints, startTime, time, temporality: 'delta', isMonotonic: true } } });
const histogram = (kind, dataPoints) => ({
  name: 'histogram', description: '', unit: 's', data: { tag: `${kind}-histogram`, val: { dataPoints, startTime, time, temporality: 'cumulative' } } });
const metrics = [
  gauge('f64', reals), gauge('u64', naturals), gauge('s64', wholes), sum('f64', reals), sum('u64', naturals), sum('s64', wholes),
  ...['f64', 'u64', 's64'].map((kind) => histogram(kind, spread)), ...['f64', 'u64', 's64'].map((kind) => histogram(`${kind}-exponential`, powers))];
const scope = { name: 'library', version: '1.2', schemaUrl: 'https://example.com/schema', attributes: [] };
exportMetrics({ resource: { attributes }, scopeMetrics: [{ scope, metrics }] });
exportMetrics({ resource: { attributes: [] }, scopeMetrics: [] });
