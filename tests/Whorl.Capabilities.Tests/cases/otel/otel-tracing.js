const attributes = [
  { key: 'text', value: '"one"' }, { key: 'whole', value: '7' }, { key: 'real', value: '0.5' }, { key: 'list', value: '[true,false]' },
  { key: 'bytes', value: '"data:application/octet-stream;base64,AQID"' }];
const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanContext = { traceId, spanId: 'b7ad6b7169203331', traceFlags: { sampled: true }, isRemote: false, traceState: [['vendor', 'x']] };
const span = {
  spanContext, parentSpanId: '00f067aa0ba902b7', spanKind: 'consumer', name: 'a span',
  startTime: { seconds: 1700000000, nanoseconds: 1 }, endTime: { seconds: 1700000001, nanoseconds: 2 }, attributes,
  events: [{ name: 'halfway', time: { seconds: 1700000000, nanoseconds: 250 }, attributes }],
  links: [{ spanContext: { traceId, spanId: '00000000000000aa', traceFlags: { sampled: true }, isRemote: true, traceState: [] }, attributes: [] }],
  status: { tag: 'error', val: 'it broke' },
  instrumentationScope: { name: 'library', version: '1.2', schemaUrl: 'https://example.com/schema', attributes: [] },
  droppedAttributes: 1, droppedEvents: 2, droppedLinks: 3,
};
tracing.onStart(spanContext);
tracing.onEnd(span);
tracing.onEnd(span);
