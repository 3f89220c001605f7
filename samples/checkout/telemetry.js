// Spans, log records and metrics over wasi:otel. The host knows where they go and whose they are, and drops them when nobody wants them.
import { now } from 'wasi:clocks/wall-clock@0.2.12';
import { getRandomBytes } from 'wasi:random/random@0.2.12';
import { onEnd, onStart, outerSpanContext } from 'wasi:otel/tracing@0.2.0-rc.2';
import { onEmit } from 'wasi:otel/logs@0.2.0-rc.2';
import { export as exportMetrics } from 'wasi:otel/metrics@0.2.0-rc.2';

const SCOPE = { name: 'checkout', version: '1.0.0', attributes: [] };
const SEVERITIES = { DEBUG: 5, INFO: 9, WARN: 13, ERROR: 17 };
const open = []; // the spans that are open, the innermost last: an instance has one request
let started; // when the first span was; what stands here by itself runs when the component is built

// Runs `work` in a span: a part of the one that is open, or else of the host's span of the request. What it notes are the span's attributes.
export function span(name, work) {
  const parent = open.at(-1) ?? outerSpanContext();
  // From the host: Math.random would give each instance the same numbers, since all of them begin with one and the same memory.
  const spanContext = { ...parent, spanId: hex(getRandomBytes(8)), isRemote: false };
  const startTime = time(), noted = {};
  started ??= startTime;
  let status = { tag: 'unset' };
  open.push(spanContext);
  onStart(spanContext);
  try {
    return work((key, value) => { noted[key] = value; });
  } catch (error) {
    status = { tag: 'error', val: error.message ?? JSON.stringify(error.payload) };
    throw error;
  } finally {
    open.pop();
    onEnd({
      spanContext, parentSpanId: parent.spanId, spanKind: 'internal', name, startTime, endTime: time(), attributes: attributes(noted), events: [], links: [],
      status, instrumentationScope: SCOPE, droppedAttributes: 0, droppedEvents: 0, droppedLinks: 0,
    });
  }
}

// Tells something in a sentence. It belongs to the span that is open.
export function log(severity, sentence, told = {}) {
  onEmit({
    timestamp: time(), severityText: severity, severityNumber: SEVERITIES[severity], body: JSON.stringify(sentence), attributes: attributes(told),
    instrumentationScope: SCOPE,
  });
}

// Sends metrics: some of what `counter` and `histogram` make.
export function measure(metrics) {
  exportMetrics({ resource: { attributes: [] }, scopeMetrics: [{ scope: SCOPE, metrics }] });
}

// How many more of something there are. Figures are of this request alone, as the instance ends with it; the collector adds them up (`delta`).
export function counter(name, unit, more, told = {}) {
  const dataPoints = [{ attributes: attributes(told), value: { tag: 'u64', val: more }, exemplars: [] }];
  return { name, description: '', unit, data: { tag: 'u64-sum', val: { dataPoints, startTime: started, time: time(), temporality: 'delta', isMonotonic: true } } };
}

// One value, in the bucket of the first bound that is not less.
export function histogram(name, unit, bounds, value, told = {}) {
  const bucket = bounds.filter((bound) => bound < value).length;
  const bucketCounts = Array.from({ length: bounds.length + 1 }, (_, i) => Number(i === bucket));
  const number = { tag: 'u64', val: value };
  const dataPoints = [{ attributes: attributes(told), count: 1, bounds, bucketCounts, min: number, max: number, sum: number, exemplars: [] }];
  return { name, description: '', unit, data: { tag: 'u64-histogram', val: { dataPoints, startTime: started, time: time(), temporality: 'delta' } } };
}

// Values are JSON texts.
function attributes(values) {
  return Object.entries(values).map(([key, value]) => ({ key, value: JSON.stringify(value) }));
}

function time() {
  const { seconds, nanoseconds } = now();
  return { seconds: Number(seconds), nanoseconds };
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
