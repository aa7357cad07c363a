import { connect } from 'node:net';

import { expect, test } from '../lib/fixtures.js';
import { VALUES, fill, idFor, marked } from '../lib/marked.js';
import { files, routes, serverFunctions } from '../lib/text.js';

/** How many requests are dropped; `make bench` asks for 10,000. */
const COUNT = Number(process.env.PARVIS_CANCELLED ?? 1000);
/** So many at once: more than the server has connections to its databases. */
const AT_ONCE = 24;

/** Sends one request, hangs up after so many milliseconds, and hands back what had come by then. */
function hangUp(server, text, after) {
  return new Promise((resolve) => {
    const parts = [];
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(text);
      setTimeout(() => socket.destroy(), after);
    });
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(parts).toString()));
  });
}

/** Every page, file and function of a space, as the bytes of a request. Nothing of it changes anything. */
function requests(space) {
  const head = (method, path, extra = '') =>
    `${method} ${path} HTTP/1.1\r\nhost: x\r\ncookie: ${space.client.cookieHeader()}\r\nsec-fetch-site: same-origin\r\n${extra}\r\n`;
  const pages = [...routes(), ...files()].map((route) => head('GET', fill(route, space.slug, space)));
  const functions = serverFunctions().filter(({ args }) => args.includes('tenant'));
  const posts = functions.map(({ name, args }) => {
    // Values that are refused only after the transaction has begun.
    const fields = { ...VALUES, tenant: space.slug, id: idFor(space, name), names: `${space.mark}domain.example`, cidrs: '192.0.2.0/24', name: '', confirm: 'no' };
    const known = Object.fromEntries(Object.entries(fields).filter(([key]) => args.includes(key)));
    const body = String(new URLSearchParams(known));
    return head('POST', `/rpc/${name}`, `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n`) + body;
  });
  const changing = /policy-agents\.(rotate|pause)|networks\.update|domains\.update|tenants\.become|team\.|invitations\.|api-keys\.|share-links\./;
  return [...pages, ...posts.filter((text) => !changing.test(text))];
}

/** What is kept of a space, as its owner sees it; without what time alone changes. */
const sight = (space) =>
  Promise.all(['/mail-flow', '/events', '/settings', '/settings/environments', '/overview.csv?range=7d'].map(async (path) => (await space.client.text(space.base + path)).replace(/nonce="[^"]*"|crossorigin="[^"]*"/g, '')));

test('tenant: a thousand requests hung up on half-way leave nothing behind @api @smoke', async ({ newSpace, server }) => {
  test.setTimeout(120_000 + COUNT * 60);
  const spaces = [await marked(newSpace, server, 'ecanary'), await marked(newSpace, server, 'fcanary')];
  const before = await Promise.all(spaces.map(sight));
  const lists = spaces.map(requests);
  // How long a whole answer takes here, so that the hanging up falls into its making.
  const started = performance.now();
  for (const path of ['', '/events', '/policy-agents']) await spaces[0].client.text(spaces[0].base + path);
  const whole = ((performance.now() - started) / 3) * AT_ONCE;
  let sent = 0;
  let answered = 0;
  const crossed = [];
  const sender = async () => {
    while (sent < COUNT) {
      const number = (sent += 1);
      const [own, other] = number % 2 ? spaces : [...spaces].reverse();
      const list = lists[spaces.indexOf(own)];
      const text = list[Math.floor(number / 2) % list.length];
      const answer = await hangUp(server, text, Math.random() * whole);
      if (answer) answered += 1;
      if (answer.includes(other.mark)) crossed.push(text.split('\r\n')[0]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  expect(crossed).toEqual([]);
  // Some were hung up on before the first byte, some after: both halves were met.
  expect(answered).toBeGreaterThan(COUNT / 50);
  expect(answered).toBeLessThan(COUNT);
  // Every connection to the databases is free again: more at once than there are.
  const answers = await Promise.all(
    Array.from({ length: 48 }, (_, number) => spaces[number % 2].client.get(`${spaces[number % 2].base}/events`)),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  await Promise.all(answers.map((answer) => answer.text()));
  const written = await spaces[0].client.post(`${spaces[0].base}/settings`, 'tenants.update-settings', { tenant: spaces[0].slug, name: `${spaces[0].mark}name`, time_zone: 'UTC' });
  expect(written.status).toBe(303);
  expect(await Promise.all(spaces.map(sight))).toEqual(before);
});
