// A Stripe on this machine: localstripe, with payment intents, refunds and signed webhooks. It has no Checkout, which
// the tests of the service try against a strict stub.

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
    url,
    told,
    get: (path) => ask('GET', path),
    post: (path, fields) => ask('POST', path, fields),
    /** What it tells of an object, once it did. */
    waitFor: (kind, id) => until(`${kind} of ${id}`, () => told.find(({ event }) => event.type === kind && event.data.object.id === id)),
    stop: async () => {
      await process.stop();
      await new Promise((done) => ear.close(done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
