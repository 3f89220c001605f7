// Takes orders: POST / with {"items": [{"name": "tea", "price": 350, "count": 2}]}, prices in cents. An operator sees in each request's trace where
// its time goes, in the log which orders were refused, and in the metrics what is sold.
import { open } from 'wasi:keyvalue/store@0.2.0-draft2';
import { increment } from 'wasi:keyvalue/atomics@0.2.0-draft2';
import { bodyOf, respond, utf8 } from '../http.js';
import { counter, histogram, log, measure, span } from './telemetry.js';

class Refusal extends Error {}

export const incomingHandler = {
  handle(request, outparam) {
    const figures = [];
    try {
      const { id, total } = span('take order', (note) => {
        const items = span('read', () => read(request));
        const total = items.reduce((sum, { price, count }) => sum + price * count, 0);
        note('order.items', items.length);
        note('order.total', total);
        const id = span('keep', () => keep(items, total));
        return { id, total };
      });
      figures.push(counter('shop.orders', '{order}', 1, { outcome: 'taken' }), histogram('shop.order.total', 'cent', [500, 1000, 5000, 10000], total));
      respond(outparam, 201, 'application/json', `${JSON.stringify({ id, total })}\n`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      figures.push(counter('shop.orders', '{order}', 1, { outcome: 'refused' }));
      respond(outparam, 422, 'text/plain', `${error.message}\n`);
    }
    measure(figures); // the client has its answer already
  },
};

function read(request) {
  const items = parsed(bodyOf(request))?.items;
  const isWhole = (number, least) => Number.isSafeInteger(number) && number >= least;
  const wrong = !Array.isArray(items) || items.length === 0 ? 'An order has items.'
    : items.some((item) => !isWhole(item?.price, 0) || !isWhole(item?.count, 1)) ? 'Each item has a price in cents and a count.' : undefined;
  if (wrong) {
    log('WARN', 'an order was refused', { reason: wrong }); // a part of the span that is open
    throw new Refusal(wrong);
  }
  return items;
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return undefined; }
}

// What the host does for the guest meanwhile, such as writing into the store, has spans of its own below this one.
function keep(items, total) {
  const store = open('default');
  const id = Number(increment(store, 'orders', 1));
  store.set(`order/${id}`, utf8(JSON.stringify({ items, total })));
  return id;
}
