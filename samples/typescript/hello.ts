// A TypeScript function with the web's own API. Every request has an instance of its own, so globals start afresh.
interface Greeting {
  hello: string;
  method: string;
  agent: string | null;
}

async function handle(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === '/echo') {
    return new Response(request.body, { headers: { 'content-type': request.headers.get('content-type') ?? 'text/plain' } });
  }
  const greeting: Greeting = {
    hello: decodeURIComponent(url.pathname.slice(1)) || 'world',
    method: request.method,
    agent: request.headers.get('user-agent'),
  };
  return new Response(`${JSON.stringify(greeting)}\n`, { headers: { 'content-type': 'application/json' } });
}

addEventListener('fetch', ((event: any) => event.respondWith(handle(event.request))) as any);
