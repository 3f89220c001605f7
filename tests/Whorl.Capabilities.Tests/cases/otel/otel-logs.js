const attributes = [
  { key: 'text', value: '"one"' }, { key: 'whole', value: '7' }, { key: 'real', value: '0.5' }, { key: 'list', value: '[true,false]' },
  { key: 'bytes', value: '"data:application/octet-stream;base64,AQID"' }];
onEmit({
  timestamp: { seconds: 1700000000, nanoseconds: 1 }, observedTimestamp: { seconds: 1700000001, nanoseconds: 2 }, severityText: 'WARN', severityNumber: 13,
  body: '{"said":["by","a guest"]}', attributes, eventName: 'an.event', resource: { attributes, schemaUrl: 'https://example.com/schema' },
  instrumentationScope: { name: 'library', version: '1.2', schemaUrl: 'https://example.com/schema', attributes: [] },
  traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: { sampled: true },
});
onEmit({ observedTimestamp: { seconds: 1700000002, nanoseconds: 3 }, body: '"alone"' });
