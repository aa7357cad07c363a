import { Client, sendEvents } from '../lib/api.js';
import { expect, test } from '../lib/fixtures.js';
import { VALUES, fill, idFor, marked, sight } from '../lib/marked.js';
import { isOfConsole } from '../lib/operator.js';
import { operations, operatorFunctions, routes, serverFunctions, words } from '../lib/text.js';

test('tenant: sees nothing of another, whatever it asks @api @smoke', async ({ newSpace, server }) => {
  const a = await marked(newSpace, server, 'acanary');
  const b = await marked(newSpace, server, 'bcanary');
  const before = await sight(b);
  expect(before.join()).toContain('bcanarysender');
  const answers = [];
  const ask = async (what, answer, wanted) => {
    const text = await (await answer).text();
    const { status } = await answer;
    const headers = JSON.stringify([...(await answer).headers]);
    answers.push(what);
    expect(text + headers, what).not.toContain(b.mark);
    if (wanted) expect(status, what).toBe(wanted);
  };

  // Every page: the other's slug with the other's ids, one's own slug with the other's ids, and mixed.
  for (const route of routes()) {
    if (route.includes('{slug}')) await ask(`GET ${route}`, a.client.get(fill(route, b.slug, b)), 404);
    if (route.includes('{id}')) {
      await ask(`GET own ${route}`, a.client.get(fill(route, a.slug, b)), 404);
      await ask(`GET mixed ${route}`, a.client.get(fill(route, b.slug, a)), 404);
    }
    await ask(`GET plain ${route}`, a.client.get(fill(route, a.slug, a)), isOfConsole(route) && 404);
  }

  // Streams, files and filters.
  await ask('live', a.client.get(`${b.base}/live`), 404);
  await ask('csv', a.client.get(`${b.base}/overview.csv?range=7d`), 404);
  for (const kind of ['csv', 'ndjson']) {
    await ask(`audit.${kind}`, a.client.get(`${b.base}/audit.${kind}`), 404);
    await ask(`own audit.${kind}`, a.client.get(`${a.base}/audit.${kind}`), 200);
  }
  for (const query of [`host=${b.mark}host`, `domain=${b.mark}domain.example`, `before=9999999999999999.${b.event}`]) {
    for (const path of ['', '/events', '/overview.csv', '/audit']) {
      const answer = await a.client.get(`${a.base}${path}?${query}`);
      const text = (await answer.text()).replaceAll(`${b.mark}host`, '').replaceAll(`${b.mark}domain.example`, '');
      expect(text, `${path}?${query}`).not.toContain(b.mark);
      expect(answer.status, `${path}?${query}`).toBeLessThan(500);
    }
  }

  // Every server function that names a tenant, called by an island and posted by a form.
  const functions = serverFunctions().filter(({ args }) => args.includes('tenant'));
  expect(functions.length).toBeGreaterThan(10);
  for (const { name, args } of functions) {
    const values = (tenant, of) => {
      const fields = Object.fromEntries(args.map((arg) => [arg, VALUES[arg] ?? '']));
      return { ...fields, tenant, ...(args.includes('id') && { id: idFor(of, name) }), ...(args.includes('account') && { account: of.member }) };
    };
    const tries = [[b.slug, b]];
    if (args.includes('id')) tries.push([a.slug, b], [b.slug, a]);
    for (const [tenant, of] of tries) {
      await ask(`rpc ${name} ${tenant}`, a.client.rpc(name, values(tenant, of)), 404);
      for (const path of [`${a.base}/mail-flow`, `${b.base}/mail-flow`, '/account']) {
        await ask(`post ${name} ${tenant} to ${path}`, a.client.post(path, name, values(tenant, of)), 404);
      }
    }
  }

  // To whoever is no operator the console answers nothing, whatever they send it.
  for (const { name, args } of serverFunctions().filter(({ name }) => operatorFunctions().includes(name))) {
    const fields = Object.fromEntries(args.map((arg) => [arg, VALUES[arg] ?? '']));
    const ids = { ...(args.includes('id') && { id: b.member }), ...(args.includes('tenant') && { tenant: b.slug }) };
    await ask(`rpc ${name}`, a.client.rpc(name, { ...fields, ...ids }), 404);
  }

  expect(await sight(b)).toEqual(before);

  // A key speaks for its own tenant alone.
  const [keyOfA, keyOfB] = [a, b].map((space) => space.agent.key.split('_'));
  for (const place of [1, 2, 3]) {
    const forged = keyOfB.with(place, keyOfA[place]).join('_');
    expect((await sendEvents(server, forged)).status, forged).toBe(401);
  }
  // All its owner sees of that is that an agent of theirs was refused, and from where.
  const after = await sight(b);
  const refused = words('en').old_key_from({ address: '127.0.0.1' });
  expect(after.filter((text) => text.includes(refused))).toHaveLength(1);
  const list = `${b.base}/policy-agents`;
  const ofAgents = [list, `${list}/${b.agent.id}`].map((path) => `name="next" value="${path}"`);
  const others = (texts) => texts.filter((text) => !ofAgents.some((part) => text.includes(part)));
  expect(others(after)).toHaveLength(before.length - ofAgents.length);
  expect(others(after)).toEqual(others(before));
  expect(answers.length).toBeGreaterThan(80);
});

/** A value that a schema describes, such as its own tenant would take: what it demands, and nothing besides. */
function example(schema, name = '') {
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object') return Object.fromEntries((schema.required ?? []).map((field) => [field, example(schema.properties[field], field)]));
  if (schema.type === 'array') return [example(schema.items, name)];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer') return 1;
  return { ...VALUES, permissions: 'view-events' }[name] ?? 'x';
}

test('program: its key opens its own tenant and no other @api @smoke', async ({ newSpace, server }) => {
  const a = await marked(newSpace, server, 'ecanary');
  const b = await marked(newSpace, server, 'fcanary');
  const before = await sight(b);
  const ids = { networks: b.network, members: b.member, invitations: b.invitation, environments: b.environment, roles: b.role };
  let asked = 0;
  const ask = async ({ method, query, body: schema }, address) => {
    const demanded = query.filter((one) => one.is_required).map(({ name }) => `${name}=x`);
    const headers = { authorization: `Bearer ${a.apiKey.secret}`, ...(schema && { 'content-type': 'application/json' }) };
    const body = schema && JSON.stringify(example(schema));
    const answer = await fetch(`${server.url}${address}?${demanded.join('&')}`, { method, headers, body });
    const text = await answer.text();
    expect(answer.status, `${method} ${address}: ${text}`).toBe(404);
    expect(text, `${method} ${address}`).not.toContain(b.mark);
    asked += 1;
  };
  for (const operation of operations().filter(({ path, key }) => path.includes('{tenant}') && key !== 'operator-key')) {
    const { path } = operation;
    const id = ids[path.split('/')[5]] ?? idFor(b, path);
    await ask(operation, path.replace('{tenant}', b.slug).replace('{id}', id).replace('{name}', 'x.example'));
    if (path.includes('{id}')) await ask(operation, path.replace('{tenant}', a.slug).replace('{id}', id));
  }
  expect(asked).toBeGreaterThan(40);
  // And nothing of what operators do, whichever space it names.
  for (const { method, path, body } of operations().filter(({ key }) => key === 'operator-key')) {
    const headers = { authorization: `Bearer ${a.apiKey.secret}`, ...(body && { 'content-type': 'application/json' }) };
    const address = path.replace('{tenant}', b.slug).replace('{id}', b.slug).replace('{name}', 'domains');
    const answer = await fetch(server.url + address, { method, headers, body: body && JSON.stringify(example(body)) });
    expect(answer.status, `${method} ${address}`).toBe(401);
    expect(await answer.text(), `${method} ${address}`).not.toContain(b.mark);
  }
  expect(await sight(b)).toEqual(before);
});

test('tenant: an owner’s own pages hold their marks, so that the search means something @api', async ({ newSpace, server }) => {
  const a = await marked(newSpace, server, 'owncanary');
  for (const [path, mark] of [['', 'owncanaryelsewhere'], ['/mail-flow', 'owncanarynetwork'], ['/policy-agents', 'owncanaryhost'], ['/events', 'owncanarysender'], ['/settings', 'owncanaryname'], ['/audit', 'owncanarydomain'], [`/events/${a.event}`, 'owncanaryuser']]) {
    expect(await a.client.text(a.base + path), path).toContain(mark);
  }
});

test('visitor: no function of a tenant answers without a session @api', async ({ newSpace, server }) => {
  const b = await marked(newSpace, server, 'ccanary');
  const visitor = new Client(server);
  const before = await sight(b);
  for (const { name, args } of serverFunctions().filter((one) => one.args.includes('tenant'))) {
    const own = { ...VALUES, tenant: b.slug, id: idFor(b, name) };
    const answer = await visitor.rpc(name, Object.fromEntries(args.map((arg) => [arg, own[arg] ?? ''])));
    expect(answer.status, name).toBe(401);
  }
  expect(await sight(b)).toEqual(before);
});

test('attacker: a page of another site writes nothing in an owner’s name @api @smoke', async ({ newSpace, server }) => {
  const a = await marked(newSpace, server, 'dcanary');
  const before = await sight(a);
  const host = new URL(server.url).host;
  const foreign = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: server.url },
    { 'sec-fetch-site': '', origin: 'https://evil.example' },
    { 'sec-fetch-site': '', origin: 'null' },
    { 'sec-fetch-site': '', origin: `https://evil.example/${host}` },
  ];
  for (const headers of foreign) {
    for (const { name, args } of serverFunctions()) {
      const fields = Object.fromEntries(args.map((arg) => [arg, VALUES[arg] ?? '']));
      const own = { ...fields, tenant: a.slug, id: idFor(a, name), current: 'x', new: 'another calm evening', locale: 'fr', theme: 'dark', email: a.email };
      const answers = [await a.client.rpc(name, own, { headers })];
      // The address of a page takes the same forms by the same door: once is enough, before the agent falls silent.
      if (headers === foreign[0]) answers.push(await a.client.post(`${a.base}/mail-flow`, name, own, { headers }));
      for (const answer of answers) {
        expect(answer.status, `${name} ${JSON.stringify(headers)}`).toBe(403);
        expect(answer.headers.getSetCookie(), name).toEqual([]);
      }
    }
  }
  expect(await sight(a)).toEqual(before);
});
