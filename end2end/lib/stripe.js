// A Stripe on this machine: localstripe, with payment intents, refunds, cards and signed webhooks. It has no Checkout:
// the page on which a card is saved is made here, and the tests of the service try Checkout against a strict stub.

import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cleanEnvironment, freePort, start, until } from './process.js';

export const KEY = 'sk_test_parvis';
export const SECRET = 'whsec_parvis';

const PYTHON = new URL('../../target/localstripe/bin/python3', import.meta.url).pathname;
// Its own command listens on every address.
const RUN = `import sys
from aiohttp import web
from localstripe.server import app
web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]))`;

/** Starts it. What it tells is kept in `told`, as it was sent, until the test passes it on. */
export async function startStripe() {
  if (!existsSync(PYTHON)) throw new Error(`${PYTHON} is missing; run \`scripts/setup-tests\`, which installs localstripe`);
  const folder = await mkdtemp(join(tmpdir(), 'parvis-stripe-'));
  const port = await freePort();
  const env = { ...cleanEnvironment(), TMPDIR: folder };
  const process = start(PYTHON, ['-c', RUN, String(port)], { cwd: folder, env });
  const url = `http://127.0.0.1:${port}`;

  const told = [];
  const ear = http.createServer(async (request, answer) => {
    const body = Buffer.concat(await request.toArray());
    told.push({ signature: request.headers['stripe-signature'], body, event: JSON.parse(body) });
    answer.end();
  });
  await new Promise((done) => ear.listen(0, '127.0.0.1', done));

  const sessions = new Map();
  const door = http.createServer(async (request, answer) => {
    const body = Buffer.concat(await request.toArray());
    const say = (status, json) => answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    const id = request.url.match(/^\/v1\/checkout\/sessions\/(\w+)$/)?.[1];
    if (id) return say(sessions.has(id) ? 200 : 404, sessions.get(id) ?? { error: { message: 'no such session' } });
    if (request.url === '/v1/checkout/sessions') {
      const fields = new URLSearchParams(body.toString());
      if (fields.get('mode') !== 'setup') return say(400, { error: { message: 'only cards are saved here' } });
      const made = { id: `cs_test_${sessions.size + 1}`, mode: 'setup', payment_status: 'no_payment_required', payment_intent: null, setup_intent: null, customer: fields.get('customer') };
      made.url = `https://checkout.stripe.com/c/setup/${made.id}`;
      made.expires_at = Math.floor(Date.now() / 1000) + 86_400;
      sessions.set(made.id, made);
      return say(200, made);
    }
    const { authorization, 'content-type': type } = request.headers;
    const passed = await fetch(`${url}${request.url}`, {
      method: request.method,
      body: body.length ? body : undefined,
      headers: { authorization, ...(type && { 'content-type': type }) },
    });
    return say(passed.status, await passed.json());
  });
  await new Promise((done) => door.listen(0, '127.0.0.1', done));

  const ask = async (method, path, fields) => {
    const body = fields && new URLSearchParams(fields);
    const answer = await fetch(`${url}${path}`, { method, body, headers: { authorization: `Bearer ${KEY}` } });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(json)}`);
    return json;
  };
  let end = null;
  process.ended.then((result) => (end = result));
  await until('a Stripe that answers', async () => {
    if (end) throw new Error(`localstripe ended: ${JSON.stringify(end)}\n${process.log}`);
    return fetch(url).catch(() => null);
  });
  await fetch(`${url}/_config/webhooks/parvis`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: `http://127.0.0.1:${ear.address().port}/`, secret: SECRET }),
  });

  return {
    url: `http://127.0.0.1:${door.address().port}`,
    told,
    /** Somebody saves a card on a page; what is told of it, signed. */
    async save(session, number) {
      const made = sessions.get(session);
      const customer = (await ask('POST', '/v1/customers', { email: 'compta@people.example' })).id;
      const card = { type: 'card', 'card[number]': number, 'card[exp_month]': 12, 'card[exp_year]': 2030, 'card[cvc]': '123' };
      const method = await ask('POST', '/v1/payment_methods', card);
      await ask('POST', `/v1/payment_methods/${method.id}/attach`, { customer });
      const intent = await ask('POST', '/v1/setup_intents', { customer });
      await ask('POST', `/v1/setup_intents/${intent.id}/confirm`, { payment_method: method.id }).catch(() => {});
      Object.assign(made, { setup_intent: intent.id, customer });
      const at = Math.floor(Date.now() / 1000);
      const body = Buffer.from(JSON.stringify({ id: `evt_${session}`, type: 'checkout.session.completed', data: { object: { id: session } } }));
      const signed = createHmac('sha256', SECRET).update(`${at}.`).update(body).digest('hex');
      return { signature: `t=${at},v1=${signed}`, body, method: method.id };
    },
    get: (path) => ask('GET', path),
    post: (path, fields) => ask('POST', path, fields),
    /** What it tells of an object, once it did. */
    waitFor: (kind, id) => until(`${kind} of ${id}`, () => told.find(({ event }) => event.type === kind && event.data.object.id === id)),
    stop: async () => {
      await process.stop();
      await Promise.all([ear, door].map((server) => new Promise((done) => server.close(done))));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
