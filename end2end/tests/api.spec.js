import { Client } from '../lib/api.js';
import { expect, test, unique } from '../lib/fixtures.js';
import { operations, permissions } from '../lib/text.js';

// Who owns the space is decided by its owners alone, and by a key only where that is asked for.
// No operation takes the last one, but whoever gives the role Viewer has it.
const ALL = [...permissions().filter((word) => word !== 'manage-owners'), 'open-deep-links'];

/** A program with a key of a space. */
async function program({ server, client, slug, permissions = ALL, headers = {} }) {
  const pairs = [['tenant', slug], ['name', 'program'], ...permissions.map((word) => ['permissions[]', word])];
  const made = await client.rpc('api-keys.create', {}, { body: new URLSearchParams(pairs) });
  expect(made.status, await made.clone().text()).toBe(200);
  const { secret } = await made.json();
  const call = (method, path, body, more = {}) => {
    const url = path.startsWith('/') ? path : `/api/v1/tenants/${slug}/${path}`;
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(server.url + url, { method, body: text, headers: { authorization: `Bearer ${secret}`, ...json, ...headers, ...more } });
  };
  return { secret, call };
}

/** Asks and reads the answer, which must have this status. */
function reader(call) {
  return async (method, path, body, status = 200) => {
    const answer = await call(method, path, body);
    const text = await answer.text();
    expect(answer.status, `${method} ${path}: ${text}`).toBe(status);
    return text && JSON.parse(text);
  };
}

test('program: does in each area what the pages do @api @smoke', async ({ server, newSpace }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const { call } = await program({ server, ...space });
  const json = reader(call);
  const { added, refused } = await json('POST', 'domains', { names: ['harbour.example', 'no name'], kind: 'local' }, 201);
  expect(added).toMatchObject([{ name: 'harbour.example', kind: 'local', enabled: true }]);
  // A value that is several, as pasted lists have them, is taken apart; each part is judged.
  expect(refused).toMatchObject(['no', 'name'].map((text) => ({ field: 'names', line: { number: 2, text }, problem: 'public-suffix' })));
  await json('PUT', `domains/${added[0].id}`, { kind: 'relay', enabled: false }, 204);
  expect((await json('GET', 'domains')).items).toMatchObject([{ kind: 'relay', enabled: false }]);
  await json('DELETE', `domains/${added[0].id}?confirm=harbour.example`, undefined, 204);
  const networks = await json('POST', 'networks', { cidrs: ['192.0.2.0/24'], label: 'Office' }, 201);
  await json('PUT', `networks/${networks.added[0].id}`, { label: 'Lab', enabled: true }, 204);
  expect((await json('GET', 'networks')).items).toMatchObject([{ label: 'Lab' }]);
  const environment = await json('POST', 'environments', { name: 'Production' }, 201);
  const agent = await json('POST', 'policy-agents', { name: 'mx1', time_zone: 'UTC', environment: environment.id }, 201);
  expect(agent.key).toMatch(/^pva_/);
  await json('POST', `policy-agents/${agent.id}/pause`, undefined, 204);
  expect(await json('GET', `policy-agents/${agent.id}`)).toMatchObject({ name: 'mx1', state: 'paused', environment: environment.id });
  await json('POST', `policy-agents/${agent.id}/resume`, undefined, 204);
  expect((await json('POST', `policy-agents/${agent.id}/rotate`)).key).not.toBe(agent.key);
  expect((await json('GET', 'events')).items).toEqual([]);
  expect(await json('GET', 'overview?range=7d')).toMatchObject({ range: '7d', total: { messages: 0 } });
  await json('PUT', 'settings', { name: 'Harbour Post', time_zone: 'Europe/Paris' }, 204);
  expect(await json('GET', 'settings')).toMatchObject({ name: 'Harbour Post', slug: space.slug });
  expect(await json('GET', 'plan')).toMatchObject({ name: 'professional', domains: 25 });
  const child = await json('POST', 'api-keys', { name: 'child', permissions: ['view-events'] }, 201);
  expect(child.secret).toMatch(/^pvk_/);
  await json('DELETE', `api-keys/${child.key.id}?confirm=child`, undefined, 204);
  const { items } = await json('GET', 'audit?source=api&limit=200');
  expect(items.map(({ action }) => action)).toContain('api-keys.revoke');
});

test('program: makes roles and gives them @api', async ({ server, newSpace }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const { call } = await program({ server, ...space });
  const json = reader(call);
  const role = await json('POST', 'roles', { name: 'Auditor', description: 'Reads', permissions: ['view-audit'] }, 201);
  expect(role).toMatchObject({ name: 'Auditor', permissions: ['view-audit'], members: 0, invitations: 0 });
  const [{ id: member, email }] = (await json('GET', 'members')).items;
  await json('POST', `members/${member}/roles`, { role: role.id }, 204);
  expect(await json('GET', `roles/${role.id}`)).toMatchObject({ members: 1 });
  const wider = { name: 'Auditor', permissions: ['view-audit', 'view-events'] };
  expect(await json('POST', `roles/${role.id}/preview`, wider)).toEqual({
    adds: ['view-events'], removes: [], effects: [{ email, gains: [], loses: [] }], invitations: 0,
  });
  expect((await json('GET', 'roles')).items).toMatchObject([{ permissions: ['view-audit'] }]);
  await json('PUT', `roles/${role.id}`, wider, 204);
  const held = `members/${member}/roles?role=${role.id}&scope=tenant`;
  const give = { role: 'viewer', ends: '2999-12-31' };
  expect(await json('POST', `members/${member}/roles/preview`, { take: { role: role.id, scope: 'tenant' }, give })).toEqual({ email, gains: [], loses: [] });
  await json('PUT', held, give, 204);
  const { roles } = await json('GET', `members/${member}`);
  expect(roles.map((given) => [given.role, given.ends_at !== null]).sort()).toEqual([['owner', false], ['viewer', true]]);
  expect((await json('PUT', held, give, 404)).code).toBe('not-found');
  // Nobody gives what they do not have: this key lacks it.
  expect((await json('POST', 'roles', { name: 'Biller', permissions: ['view-as'] }, 403)).code).toBe('forbidden');
  expect((await json('DELETE', `roles/${role.id}?confirm=other`, undefined, 422)).fields).toMatchObject([{ problem: 'not-the-name' }]);
  await json('DELETE', `roles/${role.id}?confirm=Auditor`, undefined, 204);
  expect((await json('GET', 'roles')).items).toEqual([]);
});

test('program: makes share links, reads who opened them, and ends them @api', async ({ server, newSpace }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const { call } = await program({ server, ...space });
  const json = reader(call);
  const live = await json('POST', 'share-links', { name: 'Board', kind: 'live', days: 7, view_limit: 5, shows: { range: '7d' } }, 201);
  const snapshot = await json('POST', 'share-links', { name: 'Press', kind: 'snapshot', days: 1, password: 'kestrel over harbour' }, 201);
  expect(live.link).toMatchObject({ kind: 'live', state: 'open', view_limit: 5, has_password: false, shows: { range: '7d' } });
  expect(snapshot.link).toMatchObject({ kind: 'snapshot', has_password: true });
  // Asking for a limited one takes none of its views; its button does.
  const { pathname } = new URL(live.url);
  const visitor = new Client(server);
  expect((await visitor.get(pathname)).status).toBe(200);
  const asked = await json('GET', `share-links/${live.link.id}/opens`);
  expect(asked.items).toMatchObject([{ outcome: 'previewed' }]);
  expect(await json('GET', `share-links/${live.link.id}`)).toMatchObject({ views: 0 });
  const pressed = { token: pathname.split('/').pop(), sent: unique('press') };
  expect((await visitor.get(await visitor.done(pathname, 'share-links.view', pressed))).status).toBe(200);
  const shown = await json('GET', `share-links/${live.link.id}/opens?limit=1`);
  expect(shown.items).toMatchObject([{ outcome: 'shown' }]);
  expect(await json('GET', `share-links/${live.link.id}`)).toMatchObject({ views: 1 });
  await json('DELETE', `share-links/${live.link.id}`, undefined, 204);
  expect((await fetch(live.url)).status).toBe(410);
  expect((await json('GET', 'share-links')).items.map(({ state }) => state)).toEqual(['revoked', 'open']);
  const wrong = await json('POST', 'share-links', { name: 'Long', kind: 'live', days: 91 }, 422);
  expect(wrong.fields).toMatchObject([{ field: 'days', problem: 'out-of-range', min: 1, max: 90 }]);
});

test('program: sets how members sign in @api', async ({ server, newSpace }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const { call } = await program({ server, ...space });
  const json = reader(call);
  expect(await json('GET', 'sign-in')).toEqual({
    second_factor_required: false, members_without_second_factor: 1, allowed_domains: [], allowed: [], domains: [], provider: null,
  });
  const { added, refused } = await json('POST', 'sign-in/allowed-domains', { names: ['people.example', 'no domain'] }, 201);
  expect(added).toEqual(['people.example']);
  expect(refused.map(({ line }) => line)).toEqual(['no', 'domain'].map((text) => ({ number: 2, text })));
  await json('POST', 'sign-in/domains', { name: 'harbour.example' }, 204);
  const rules = await json('GET', 'sign-in');
  expect(rules).toMatchObject({ allowed_domains: ['people.example'], domains: [{ name: 'harbour.example', verified_at: null }] });
  expect((await json('PUT', 'sign-in/second-factor', { required: true }, 422)).fields).toMatchObject([{ problem: 'no-second-factor' }]);
  const provider = { title: 'Own', issuer: 'nothing', client_id: 'x', client_secret: 'y' };
  // Only who may decide about owners registers one.
  expect((await json('POST', 'sign-in/provider', provider, 403)).decision).toMatchObject({ permission: 'manage-owners', rule: 'key-scope' });
  const owner = await program({ server, ...space, permissions: [...ALL, 'manage-owners'] });
  const refusal = await reader(owner.call)('POST', 'sign-in/provider', provider, 422);
  expect(refusal.fields).toMatchObject([{ field: 'issuer', problem: 'not-a-provider' }]);
  await json('PUT', 'sign-in/provider', { required: true }, 404);
  await json('DELETE', 'sign-in/allowed-domains/people.example', undefined, 204);
  await json('DELETE', 'sign-in/domains/harbour.example', undefined, 204);
  expect(await json('GET', 'sign-in')).toMatchObject({ allowed_domains: [], domains: [] });
});

test('program: reads the audit log as a list, one entry, and a file @api', async ({ server, newSpace }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const { call } = await program({ server, ...space });
  const json = reader(call);
  for (const name of ['A', 'B', 'C']) await json('POST', 'environments', { name }, 201);
  const first = await json('GET', 'audit?action=environments.add&limit=2');
  expect(first.items.length).toBe(2);
  // The next page is narrowed as this one is.
  const second = await json('GET', first.next);
  expect(second.items.map(({ action }) => action)).toEqual(['environments.add']);
  const [{ id }] = second.items;
  expect(await json('GET', `audit/${id}`)).toEqual(second.items[0]);
  await json('GET', 'audit/c999999', undefined, 404);
  const file = await call('GET', 'audit.ndjson?action=environments.add');
  expect(file.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await file.text()).trim().split('\n').map((line) => JSON.parse(line));
  expect(lines.map(({ after }) => after.name)).toEqual(['C', 'B', 'A']);
  const table = await call('GET', 'audit.csv?action=environments.add');
  expect((await table.text()).split('\r\n').filter(Boolean).length).toBe(4);
  expect((await call('GET', 'audit.csv?limit=3')).status).toBe(422);
});

test('program: errors are told in one way, in the language asked for @api', async ({ server, newSpace }) => {
  const space = await newSpace({ open: false });
  const { call, secret } = await program({ server, ...space, permissions: ['view-mail-flow', 'manage-mail-flow'] });
  const cases = [
    ['GET', '/api/v1/nothing', undefined, {}, 404, 'not-found'],
    ['GET', '/api/v1/tenants/no-such-space/domains', undefined, {}, 404, 'not-found'],
    ['PATCH', 'domains', undefined, {}, 405, 'method-not-allowed'],
    ['GET', 'settings', undefined, {}, 403, 'forbidden'],
    ['POST', 'domains', '{', {}, 400, 'bad-request'],
    ['POST', 'domains', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
    ['POST', 'domains', { names: ['a.example'], kind: 'local', owner: 'me' }, {}, 422, 'invalid'],
    ['POST', 'domains', { names: 'a.example', kind: 'local' }, {}, 422, 'invalid'],
    ['POST', 'domains', 'x'.repeat(400 * 1024), {}, 413, 'too-large'],
    ['GET', 'domains?limit=0', undefined, {}, 422, 'invalid'],
    ['GET', 'domains?limit=many', undefined, {}, 422, 'invalid'],
    ['GET', 'domains?after=zz', undefined, {}, 422, 'invalid'],
    ['GET', 'domains?page=2', undefined, {}, 422, 'invalid'],
    ['DELETE', 'domains/dom_x?confirm=x', undefined, {}, 404, 'not-found'],
    ['GET', 'domains', undefined, { authorization: 'Bearer nothing' }, 401, 'invalid-key'],
    ['GET', 'domains', undefined, { authorization: `Basic ${secret}` }, 401, 'invalid-key'],
  ];
  for (const [method, path, body, headers, status, code] of cases) {
    const what = `${method} ${path}`;
    const answer = await call(method, path, body, { 'accept-language': 'fr', ...headers });
    const problem = await answer.json();
    expect([answer.status, problem.code, problem.status], what).toEqual([status, code, status]);
    expect(answer.headers.get('content-type'), what).toBe('application/problem+json');
    expect(problem.request_id, what).toBe(answer.headers.get('x-request-id'));
    if (code === 'not-found') expect(problem.detail).toContain('Il n’y a rien');
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET/);
    if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
});

test('visitor: a session means nothing to the interface, and other sites cannot read it @api', async ({ server, newSpace }) => {
  const { client, slug } = await newSpace({ open: false });
  const answer = await client.get(`/api/v1/tenants/${slug}/domains`, { headers: { origin: 'https://evil.example' } });
  expect(answer.status).toBe(401);
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('program: reads a list page by page @api', async ({ server, newSpace }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const { call } = await program({ server, ...space });
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.example`);
  await call('POST', 'domains', { names, kind: 'local' });
  const found = [];
  let next = `/api/v1/tenants/${space.slug}/domains?limit=2`;
  while (next) {
    const page = await (await call('GET', next)).json();
    expect(page.items.length).toBeLessThanOrEqual(2);
    found.push(...page.items.map(({ name }) => name));
    next = page.next;
  }
  expect(found).toEqual(names);
});

test('program: a named request is done once, and its secret is told once @api @smoke', async ({ server, newSpace }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const { call } = await program({ server, ...space });
  const named = (name, path, body) => call('POST', path, body, { 'idempotency-key': name });
  const form = { name: 'child', permissions: ['view-events'] };
  const first = await (await named('one', 'api-keys', form)).json();
  const second = await named('one', 'api-keys', form);
  expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(await second.json()).toEqual({ key: first.key, secret: null });
  expect((await (await call('GET', 'api-keys')).json()).items.length).toBe(2);
  const other = await named('one', 'api-keys', { ...form, name: 'other' });
  expect([other.status, (await other.json()).code]).toEqual([422, 'idempotency-key-reused']);
  // A refusal is forgotten.
  expect((await named('two', 'domains', { names: ['x'], kind: 'local' })).status).toBe(422);
  expect((await named('two', 'domains', { names: ['x.example'], kind: 'local' })).status).toBe(201);
  // Many at once do one.
  const answers = await Promise.all(Array.from({ length: 8 }, () => named('many', 'environments', { name: 'Many' })));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.every((status) => [201, 409].includes(status)), String(statuses)).toBe(true);
  expect(answers.filter((answer) => answer.status === 201 && !answer.headers.get('idempotency-replayed')).length).toBe(1);
  // Until the first one is done, or known to be lost.
  for (const answer of answers.filter(({ status }) => status === 409)) expect(answer.headers.get('retry-after')).toMatch(/^([1-9]|1[0-5])$/);
  expect((await (await call('GET', 'environments')).json()).items.length).toBe(1);
});

test('program: reads how many requests are left @api', async ({ server, newSpace }) => {
  const space = await newSpace({ open: false });
  const { call } = await program({ server, ...space });
  const answer = await call('GET', '/api/v1/key');
  expect(answer.headers.get('ratelimit-policy')).toBe('"key";q=600;w=60');
  expect(answer.headers.get('ratelimit')).toMatch(/^"key";r=59\d;t=\d+$/);
});

test('everybody: reads what programs can do', async ({ page, server }) => {
  await page.goto('/api');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const document = await (await fetch(`${server.url}/api/v1/openapi.json`)).json();
  expect(document.openapi).toMatch(/^3\.1/);
  const headings = await page.getByRole('heading', { level: 3 }).allTextContents();
  for (const { method, path } of operations()) {
    expect(document.paths[path], path).toHaveProperty(method.toLowerCase());
    expect(headings.filter((heading) => heading === `${method} ${path}`)).toHaveLength(1);
  }
});
