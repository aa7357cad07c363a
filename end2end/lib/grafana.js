// A strict Grafana for what a browser is led to: it keeps what the server makes there, shows a page to whoever the
// gateway says somebody is, and refuses whatever else it is asked. What it makes of each call is tried by the tests of
// the service, against the committed contract.

import { createHash, createPublicKey, verify } from 'node:crypto';
import http from 'node:http';

export const ADMIN = 'parvis-provisioner';
export const PASSWORD = 'a secret of the operator';

const decode = (part) => JSON.parse(Buffer.from(part, 'base64url'));

/** Who a token is about, where it was signed with one of the console's keys and is still good. */
async function about(console, token) {
  const [head, body, signature] = token.split('.');
  const { keys } = await (await fetch(`${console}/.well-known/parvis-links.json`)).json();
  const jwk = keys.find(({ kid }) => kid === decode(head).kid);
  if (!jwk || decode(head).alg !== 'ES256') throw new Error('it is signed with no key of the console');
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  if (!verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) throw new Error('the signature is wrong');
  const claims = decode(body);
  if (claims.iss !== console || claims.aud !== 'grafana') throw new Error(`it is from ${claims.iss} for ${claims.aud}`);
  if (claims.exp * 1000 <= Date.now()) throw new Error('it is over');
  return claims;
}

/** Starts one. `trusts(console)` says whose keys it reads; `wrong` is what it was asked and does not know. */
export async function startGrafana() {
  const orgs = new Map();
  const users = new Map();
  const wrong = [];
  const shown = [];
  let console = '';
  let made = 1;

  const org = (id) => [...orgs.values()].find((one) => one.id === Number(id));
  const upsert = (list, uid, value) => list.set(uid, { ...value, uid, version: 1 });
  // Each: method, path, whether it must name an organisation, and what is answered.
  const calls = [
    ['GET', /^\/api\/health$/, false, () => [200, { database: 'ok', version: '13.0.0' }]],
    ['GET', /^\/api\/orgs$/, false, () => [200, [...orgs.values()].map(({ id, name }) => ({ id, name }))]],
    ['GET', /^\/api\/orgs\/name\/([^/]+)$/, false, ([name]) => (orgs.has(name) ? [200, { id: orgs.get(name).id, name }] : [404, { message: 'not found' }])],
    ['POST', /^\/api\/orgs$/, false, (_, { name }) => {
      if (orgs.has(name)) return [409, { message: 'Organization name taken' }];
      orgs.set(name, { id: (made += 1), name, members: new Map(), sources: new Map(), folders: new Map(), dashboards: new Map() });
      return [200, { orgId: made, message: 'Organization created' }];
    }],
    ['GET', /^\/api\/orgs\/(\d+)\/users$/, false, ([id]) => [200, [...org(id).members].map(([login, role]) => ({ userId: users.get(login) ?? 1, login, role }))]],
    ['POST', /^\/api\/orgs\/(\d+)\/users$/, false, ([id], { loginOrEmail, role }) => {
      org(id).members.set(loginOrEmail, role);
      return [200, { message: 'User added to organization' }];
    }],
    ['PATCH', /^\/api\/orgs\/(\d+)\/users\/(\d+)$/, false, ([id, user], { role }) => {
      const [login] = [...users].find(([, known]) => known === Number(user));
      org(id).members.set(login, role);
      return [200, { message: 'Organization user updated' }];
    }],
    ['GET', /^\/api\/users\/lookup$/, false, (_, __, query) => {
      const id = users.get(query.get('loginOrEmail'));
      return id ? [200, { id, login: query.get('loginOrEmail') }] : [404, { message: 'user not found' }];
    }],
    ['POST', /^\/api\/admin\/users$/, false, (_, { login }) => {
      users.set(login, (made += 1));
      return [200, { id: made, message: 'User created' }];
    }],
    ['GET', /^\/api\/datasources\/uid\/([^/]+)$/, true, ([uid], _, __, here) => (here.sources.has(uid) ? [200, here.sources.get(uid)] : [404, { message: 'not found' }])],
    ['POST', /^\/api\/datasources$/, true, (_, body, __, here) => {
      upsert(here.sources, body.uid, body);
      return [200, { id: 1, name: body.name, message: 'Datasource added', datasource: here.sources.get(body.uid) }];
    }],
    ['GET', /^\/api\/folders\/([^/]+)$/, true, ([uid], _, __, here) => (here.folders.has(uid) ? [200, here.folders.get(uid)] : [404, { message: 'not found' }])],
    ['POST', /^\/api\/folders$/, true, (_, body, __, here) => {
      upsert(here.folders, body.uid, body);
      return [200, here.folders.get(body.uid)];
    }],
    ['GET', /^\/api\/dashboards\/uid\/([^/]+)$/, true, ([uid], _, __, here) => (here.dashboards.has(uid) ? [200, here.dashboards.get(uid)] : [404, { message: 'not found' }])],
    ['POST', /^\/api\/dashboards\/db$/, true, (_, body, __, here) => {
      const { uid } = body.dashboard;
      here.dashboards.set(uid, { dashboard: { ...body.dashboard, version: 1 }, meta: { updatedBy: ADMIN, version: 1 } });
      return [200, { uid, id: 1, version: 1, status: 'success', slug: uid, url: `/d/${uid}` }];
    }],
  ];

  const server = http.createServer(async (request, answer) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const say = (status, json) => answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    const refuse = (text) => {
      wrong.push(`${request.method} ${request.url}: ${text}`);
      say(501, { message: text });
    };
    const url = new URL(request.url, 'http://grafana');
    const { authorization, 'x-jwt-assertion': token, 'x-grafana-org-id': named } = request.headers;
    if (authorization) {
      // The server itself, under its own name.
      if (authorization !== `Basic ${btoa(`${ADMIN}:${PASSWORD}`)}`) return say(401, { message: 'invalid' });
      const call = calls.find(([method, path]) => method === request.method && path.test(url.pathname));
      if (!call) return refuse('there is no such call');
      if (call[2] && !org(named)) return refuse('it names no organisation');
      return say(...call[3](url.pathname.match(call[1]).slice(1), body && JSON.parse(body), url.searchParams, org(named)));
    }
    if (url.pathname === '/api/health') return say(200, { database: 'ok', version: '13.0.0' });
    // Somebody, by the gateway.
    if (!token) return refuse('nobody said who it is');
    const claims = await about(console, token).catch((error) => error);
    if (claims instanceof Error) return refuse(claims.message);
    if (request.headers.cookie?.includes('parvis')) return refuse('it was shown a cookie of the gateway');
    const role = org(named)?.members.get(claims.login);
    if (!role) return say(403, { message: 'not a member' });
    shown.push({ org: org(named).name, login: claims.login, role, url: request.url });
    const text = `<!doctype html><html lang="en"><title>Grafana of ${org(named).name}</title><h1>${org(named).name}</h1><p id="role">${role}</p>`;
    answer.writeHead(200, { 'content-type': 'text/html' }).end(text);
  });
  // A socket says nothing, and stays open.
  const sockets = new Set();
  server.on('connection', (socket) => sockets.add(socket));
  server.on('upgrade', async (request, socket) => {
    const { 'x-jwt-assertion': token, 'x-grafana-org-id': named, 'sec-websocket-key': key } = request.headers;
    const claims = await about(console, token ?? '..').catch((error) => error);
    if (claims instanceof Error || !org(named)?.members.has(claims.login)) {
      wrong.push(`${request.url}: a socket of nobody`);
      return socket.destroy();
    }
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.on('error', () => {});
    return socket.write(`HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: ${accept}\r\n\r\n`);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    trusts: (address) => (console = address),
    wrong,
    shown,
    orgs,
    stop: () => {
      // A socket that was upgraded is none of the server's own connections any more.
      sockets.forEach((socket) => socket.destroy());
      return new Promise((done) => server.close(done));
    },
  };
}
