const ask = (method, uri, headers = [], body = undefined) => sendRequest({ method, uri, headers, params: [], body });
const told = (answer) => `${answer.status} ${answer.headers.find(([name]) => name === 'x-answer')?.[1]} ${text(answer.body)}`;
const at = `http://${variable('server')}`;
return {
  methods: ['get', 'post', 'put', 'delete', 'patch', 'options'].map((method) => told(ask(method, `${at}/echo`))),
  head: ask('head', `${at}/echo`).status,
  body: told(ask('post', `${at}/echo?teapot`, [['X-Name', 'Ada'], ['content-type', 'text/plain'], ['Host', 'elsewhere']], utf8('héllo'))),
  rawPath: told(ask('get', `${at}/a%2Fb?x=%20y#part`)),
  redirected: told(ask('post', `${at}/to?/echo`, [['content-type', 'text/plain']], utf8('dropped'))),
  repeated: told(ask('post', `${at}/again?/echo`, [], utf8('sent again'))),
  round: failure(() => ask('get', `${at}/round`)),
  self: text(ask('post', '/', [], utf8('return 7')).body),
  denied: failure(() => ask('get', 'http://10.1.2.3/')),
  noUrl: [failure(() => ask('get', 'example.com/x')), failure(() => ask('get', 'ftp://example.com/x'))],
  badHeader: [failure(() => ask('get', `${at}/echo`, [['a b', 'c']])), failure(() => ask('get', `${at}/echo`, [['x', 'a\r\nb: c']]))],
  nobody: failure(() => ask('get', 'http://127.0.0.1:1/')),
};
