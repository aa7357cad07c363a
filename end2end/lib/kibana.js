// A strict Kibana with its Elasticsearch, for what a browser is led to: they keep what the server makes there, and Kibana
// shows a page to whomever the gateway asks as. What is made of each call is tried by the tests of the service, against
// the committed contract.

import http from 'node:http';

/** Whom the gateway asks as itself: it may ask as others, and nothing else. */
export const GATEWAY = 'parvis-gateway';
export const GATEWAY_PASSWORD = 'a secret of the gateway';
/** Who makes spaces, roles, users and streams. */
export const STORE = 'parvis-store';
export const STORE_PASSWORD = 'a secret of the store';
const VERSION = '8.17.0';

const basic = (user, password) => `Basic ${btoa(`${user}:${password}`)}`;

async function listen(answer) {
  const server = http.createServer(answer);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

const urlOf = (server) => `http://127.0.0.1:${server.address().port}`;

/** Starts both. `wrong` is what they were asked and do not know; `shown` are the pages that were shown, and to whom. */
export async function startKibana() {
  const spaces = new Map();
  const roles = new Map();
  const users = new Map();
  const templates = new Map();
  const streams = new Map();
  const views = new Map();
  const dashboards = new Map();
  const wrong = [];
  const shown = [];

  const none = [404, { statusCode: 404, error: 'Not Found', message: 'Not Found' }];
  const find = (map, key) => (map.has(key) ? [200, map.get(key)] : none);
  const put = (map, key, value, told = [200, value]) => {
    map.set(key, value);
    return told;
  };

  // Each: method, path, and what is answered to its parts, its body and, in a space, that space.
  const ofElasticsearch = [
    ['GET', /^\/$/, () => [200, { version: { number: VERSION } }]],
    ['GET', /^\/_index_template\/([^/]+)$/, ([name]) => (templates.has(name) ? [200, { index_templates: [{ name, index_template: templates.get(name) }] }] : none)],
    ['PUT', /^\/_index_template\/([^/]+)$/, ([name], body) => put(templates, name, body, [200, { acknowledged: true }])],
    ['GET', /^\/_data_stream\/([^/]+)$/, ([name]) => (streams.has(name) ? [200, { data_streams: [{ name, lifecycle: streams.get(name) }] }] : none)],
    ['PUT', /^\/_data_stream\/([^/]+)$/, ([name]) => put(streams, name, {}, [200, { acknowledged: true }])],
    ['PUT', /^\/_data_stream\/([^/]+)\/_lifecycle$/, ([name], body) => put(streams, name, body, [200, { acknowledged: true }])],
    ['GET', /^\/_security\/user\/([^/]+)$/, ([name]) => (users.has(name) ? [200, { [name]: users.get(name) }] : [404, {}])],
    ['PUT', /^\/_security\/user\/([^/]+)$/, ([username], { roles: given, enabled }) => put(users, username, { username, roles: given, enabled }, [200, { created: true }])],
  ];
  const ofKibana = [
    ['GET', /^\/api\/spaces\/space\/([^/]+)$/, ([id]) => find(spaces, id)],
    ['POST', /^\/api\/spaces\/space$/, (_, body) => (spaces.has(body.id) ? [409, { statusCode: 409 }] : put(spaces, body.id, body))],
    ['GET', /^\/api\/features$/, () => [200, ['discover_v2', 'dashboard_v2'].map((id) => ({ id, name: id, privileges: {} }))]],
    ['GET', /^\/api\/security\/role\/([^/]+)$/, ([name]) => find(roles, name)],
    ['PUT', /^\/api\/security\/role\/([^/]+)$/, ([name], body) => put(roles, name, { name, ...body }, [204])],
  ];
  const ofSpaces = [
    ['GET', /^\/api\/data_views\/data_view\/([^/]+)$/, ([id], _, space) => find(views, `${space} ${id}`)],
    ['POST', /^\/api\/data_views\/data_view$/, (_, { data_view }, space) => put(views, `${space} ${data_view.id}`, { data_view })],
    ['POST', /^\/api\/saved_objects\/_export$/, (_, { objects: [one] }, space) => {
      const missing = { statusCode: 400, attributes: { objects: [{ ...one, error: { statusCode: 404 } }] } };
      return dashboards.has(`${space} ${one.id}`) ? [200, dashboards.get(`${space} ${one.id}`)] : [400, missing];
    }],
    ['POST', /^\/api\/saved_objects\/_import$/, (_, object, space) => {
      dashboards.set(`${space} ${object.id}`, object);
      return [200, { success: true, successCount: 1, successResults: [{ type: 'dashboard', id: object.id }], errors: [] }];
    }],
  ];

  const read = async (request) => {
    const text = Buffer.concat(await request.toArray()).toString();
    if (!request.headers['content-type']?.startsWith('multipart/form-data')) return text && JSON.parse(text);
    return JSON.parse(text.split('\r\n').find((line) => line.startsWith('{')));
  };

  /** Answers by a list of calls, and notes what is not on it. */
  const answered = async (calls, { request, say, refuse }, path, space) => {
    const call = calls.find(([method, known]) => method === request.method && known.test(path));
    if (!call) return refuse('there is no such call');
    return say(...call[2](path.match(call[1]).slice(1).map(decodeURIComponent), await read(request), space));
  };

  /** What an exchange is answered with. */
  const exchange = (request, answer) => {
    const say = (status, json) => answer.writeHead(status, { 'content-type': 'application/json' }).end(json && JSON.stringify(json));
    const refuse = (text) => {
      wrong.push(`${request.method} ${request.url}: ${text}`);
      say(501, { message: text });
    };
    return { request, answer, say, refuse };
  };

  const elasticsearch = await listen((request, answer) => {
    const at = exchange(request, answer);
    if (request.headers.authorization !== basic(STORE, STORE_PASSWORD)) return at.say(401, { error: { type: 'security_exception' } });
    return answered(ofElasticsearch, at, new URL(request.url, 'http://elasticsearch').pathname);
  });

  /** What a user has of a space: whether it may be looked at, and whether it may be changed. */
  const standing = (user, space) => {
    const held = (users.get(user)?.roles ?? []).flatMap((name) => roles.get(name)?.kibana ?? []);
    const here = held.filter(({ spaces: of }) => of.includes(space));
    if (!here.length) return null;
    return here.some(({ feature }) => feature.dashboard_v2.includes('all')) ? 'Editor' : 'Viewer';
  };

  const kibana = await listen((request, answer) => {
    const at = exchange(request, answer);
    const { pathname } = new URL(request.url, 'http://kibana');
    const { authorization, cookie, 'es-security-runas-user': user } = request.headers;
    if (authorization !== basic(GATEWAY, GATEWAY_PASSWORD)) return at.refuse('another asks than the gateway');
    if (cookie) return at.refuse('it was shown a cookie');
    if (pathname === '/api/status') return at.say(200, { version: { number: VERSION }, status: { overall: { level: 'available' } } });
    const [, space, rest] = pathname.match(/^\/s\/([^/]+)(\/.*)$/) ?? [null, null, pathname];
    if (space && !spaces.has(space)) return at.refuse('there is no such space');
    if (user === STORE) {
      if (request.method !== 'GET' && !request.headers['kbn-xsrf']) return at.refuse('without kbn-xsrf');
      return answered(space ? ofSpaces : ofKibana, at, rest, space);
    }
    // Whoever asks as themselves has nothing here; somebody, by the gateway.
    const role = user && space && standing(user, space);
    if (!role) return at.say(403, { statusCode: 403, error: 'Forbidden' });
    const { name } = spaces.get(space);
    shown.push({ space, user, role, url: request.url });
    const text = `<!doctype html><html lang="en"><title>Kibana of ${name}</title><h1>${space}</h1><p id="role">${role}</p>`;
    return answer.writeHead(200, { 'content-type': 'text/html' }).end(text);
  });

  const close = (server) => new Promise((done) => server.close(done) && server.closeAllConnections());
  return {
    url: urlOf(kibana),
    elasticsearch: urlOf(elasticsearch),
    wrong,
    shown,
    spaces,
    stop: () => Promise.all([close(kibana), close(elasticsearch)]),
  };
}
