// Nothing answered is lost and nothing counts twice, whatever is killed, wrong or full on the way.

import { writeFile } from 'node:fs/promises';

import { connectPolicy, startAgent } from '../lib/agent.js';
import { enrolAgent, makeSpace, sendEvents } from '../lib/api.js';
import { expect, test as base } from '../lib/fixtures.js';
import { Load, account, agentFacts, chance, drained, faults, readEvents, requestsOfMessage, startProxy, takenIn } from '../lib/kill.js';
import { freePort, until } from '../lib/process.js';
import { request } from '../lib/records.js';
import { startServer } from '../lib/server.js';

const NOTHING = { lost: 0, doubled: 0, unknown: 0 };

const test = base.extend({
  /** A server of the test's own with one space, which may be killed, and things to stop after the test. */
  own: async ({ engine }, use) => {
    const started = [];
    const later = (thing) => (started.push(thing), thing);
    const server = await startServer({ engine });
    const space = { ...(await makeSpace({ server, email: 'owner@people.example', space: 'Harbour', slug: 'harbour', plan: 'professional' })), base: '/t/harbour' };
    await space.client.done(`${space.base}/mail-flow`, 'domains.add', { tenant: space.slug, names: 'tenant.test', kind: 'local' });
    const agent = await enrolAgent(space.client, space.slug, { name: 'mx1', time_zone: 'UTC' });
    await use({ server, space, enrolled: agent, later });
    for (const thing of started.reverse()) await thing.stop();
    await server.stop();
  },
});

/** Asks an agent about messages of one recipient, and keeps who was asked about. */
async function ask(address, count, names = new Set()) {
  const postfix = await connectPolicy(address);
  for (let number = 0; number < count; number += 1) {
    const [asked] = requestsOfMessage();
    expect(await postfix.ask(asked)).toBe('action=DUNNO');
    names.add(asked.helo_name);
  }
  postfix.close();
  return names;
}

const recount = ({ server, space }) => server.cli(['tenant', 'recount', space.slug]);
const AGREES = 'Every count agrees with the events.\n';

test('agent, server and both are killed at random points, and each answered request is counted once @api @smoke', async ({ own, engine, say }) => {
  const rounds = Number(process.env.KILL_ROUNDS ?? (engine === 'postgres' ? 15 : 42));
  test.setTimeout(Math.max(600_000, rounds * 10_000));
  const { server, space, enrolled, later } = own;
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000_000);
  const random = chance(seed);
  // The recount leaves the quarter of an hour of the first event out: let that one be long past.
  const longAgo = Date.now() - 2 * 3_600_000;
  const old = { ...request({ at: longAgo, from: 'a@sender.example', to: 'b@tenant.test' }), helo_name: 'earlier' };
  expect((await sendEvents(server, enrolled.key, { spool: 'earlier', records: [old] })).status).toBe(200);

  const listen = `127.0.0.1:${await freePort()}`;
  const agent = later(await startAgent({ server, key: enrolled.key, listen, args: ['--sync-interval', '20ms'] }));
  const load = later(new Load({ address: listen, connections: 6, pause: 12, random }));
  const begun = Date.now();
  const victims = Array.from({ length: rounds }, (_, round) => ['agent', 'server', 'both'][round % 3]);
  const errors = [];
  const killServer = async () => {
    await server.kill();
    errors.push(...server.log.split('\n').filter((line) => /ERROR|panicked/.test(line)));
  };
  for (const victim of victims) {
    // The server is struck while it takes records in, not while the agent waits for it to come back.
    if (victim !== 'agent') await until('records taken in', async () => (await takenIn(server)) > 0, { pause: 5 });
    await load.more(1 + random(150));
    await Promise.all([victim !== 'server' && agent.kill(), victim !== 'agent' && killServer()]);
    await Promise.all([victim !== 'server' && agent.start(), victim !== 'agent' && server.start()]);
  }
  await load.more(1);
  await load.stop();
  // In the first hours of a day that first event was yesterday's.
  const isToday = new Date(longAgo).getUTCDate() === new Date().getUTCDate();
  await drained(space, enrolled.id, say, load.answered.size + Number(isToday));
  const end = await agent.stop();
  expect(end.code).toBe(0);
  expect(agent.log).toMatch(/msg=stopped waiting=0|waiting=0 msg=stopped/);
  await killServer();

  load.answered.add('earlier');
  const found = account(load, await readEvents(server));
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(
    `kill rounds: ${rounds}, answered: ${load.answered.size - 1}, lost: ${found.lost}, doubled: ${found.doubled}` +
      ` (${engine}, ${load.unanswered.size} unanswered, ${seconds} s, KILL_SEED=${seed})`,
  );
  expect(found).toEqual(NOTHING);
  expect(await recount(own)).toBe(AGREES);
  expect(errors).toEqual([]);
});

test('whatever answers in the server’s place, records wait and are counted once @api @smoke', async ({ own, say }) => {
  const { server, space, enrolled, later } = own;
  const proxy = later(await startProxy(server));
  const agent = later(await startAgent({ server: proxy, key: enrolled.key }));
  const answered = await ask(agent.address, 10);
  for (const fault of faults) {
    await test.step(fault, async () => {
      await drained(space, enrolled.id, say, answered.size);
      proxy.hits = 0;
      proxy.fault = fault;
      await ask(agent.address, 10, answered);
      await until(`two uploads that meet ${fault}`, () => proxy.hits >= 2);
      await ask(agent.address, 10, answered);
      proxy.fault = null;
    });
  }
  await drained(space, enrolled.id, say, answered.size);
  expect(await agent.stop()).toMatchObject({ code: 0 });
  await server.kill();
  expect(account({ answered }, await readEvents(server))).toEqual(NOTHING);
});

test('a full spool keeps the oldest records, and the page and the overview say how many it lost @api', async ({ own, say }) => {
  const { server, space, enrolled, later } = own;
  const agent = later(await startAgent({ server, key: enrolled.key, args: ['--spool-limit', '64KiB'] }));
  const first = await ask(agent.address, 1);
  await drained(space, enrolled.id, say, 1);
  await server.kill();
  const asked = await ask(agent.address, 600);
  // A kill does not forget what was dropped.
  await agent.kill();
  await agent.start();
  await server.start();
  await until('the count of dropped records', async () => (await agentFacts(space, enrolled.id))[say.dropped] !== '0');
  const dropped = Number((await agentFacts(space, enrolled.id))[say.dropped]);
  expect(dropped).toBeGreaterThan(0);
  expect(dropped).toBeLessThan(600);
  await drained(space, enrolled.id, say, 601 - dropped);
  const overview = await space.client.text(space.base);
  const gaps = overview.match(/<div id="gaps"[\s\S]*?<\/div>/)[0];
  expect(gaps).toContain(say.gap_spool_full);
  expect(gaps).toContain(say.gap_lost({ count: String(dropped) }));
  // There is room again.
  const last = await ask(agent.address, 50);
  await drained(space, enrolled.id, say, 651 - dropped);
  await server.kill();
  const events = await readEvents(server);
  const kept = [...first, ...[...asked].slice(0, 600 - dropped), ...last];
  expect(events.map(([name]) => name)).toEqual(kept);
});

test('a paused agent answers on, and its records arrive when it is resumed @api', async ({ own, say }) => {
  const { server, space, enrolled, later } = own;
  const agent = later(await startAgent({ server, key: enrolled.key }));
  const answered = await ask(agent.address, 5);
  await drained(space, enrolled.id, say, 5);
  const path = `${space.base}/policy-agents/${enrolled.id}`;
  const fields = { tenant: space.slug, id: enrolled.id };
  await space.client.done(path, 'policy-agents.pause', { ...fields, paused: 'true' });
  await ask(agent.address, 20, answered);
  await until('the agent meets the refusal', () => /refuses the key/.test(agent.log));
  expect((await agentFacts(space, enrolled.id))[say.events_today]).toBe('5');
  expect(await space.client.text(space.base)).toContain(say.gap_paused);
  await ask(agent.address, 20, answered);
  await space.client.done(path, 'policy-agents.pause', { ...fields, paused: 'false' });
  // It would ask again within half a minute; a restarted one asks at once.
  await agent.kill();
  await agent.start();
  await drained(space, enrolled.id, say, 45);
  expect(await space.client.text(space.base)).not.toContain(say.gap_paused);
  await server.kill();
  expect(account({ answered }, await readEvents(server))).toEqual(NOTHING);
});

test('an agent whose key is rotated, then revoked, keeps its records for its next key @api', async ({ own, say }) => {
  const { server, space, enrolled, later } = own;
  const agent = later(await startAgent({ server, key: enrolled.key }));
  const answered = await ask(agent.address, 5);
  await drained(space, enrolled.id, say, 5);
  const fields = { tenant: space.slug, id: enrolled.id };
  const refused = (log) => /refuses the key \(401\)/.test(log);

  const rotated = await (await space.client.rpc('policy-agents.rotate', fields)).json();
  await ask(agent.address, 10, answered);
  await until('the refusal of the old key', () => refused(agent.log));
  await writeFile(agent.keyFile, `${rotated.key}\n`);
  await agent.kill();
  await agent.start();
  await drained(space, enrolled.id, say, 15);

  await space.client.done(`${space.base}/policy-agents/${enrolled.id}`, 'policy-agents.revoke', { ...fields, confirm: 'mx1' });
  await ask(agent.address, 10, answered);
  await until('the refusal of the revoked key', () => refused(agent.log));
  expect(agent.log).not.toContain(rotated.key);
  const next = await enrolAgent(space.client, space.slug, { name: 'mx2', time_zone: 'UTC' });
  await writeFile(agent.keyFile, `${next.key}\n`);
  await agent.kill();
  await agent.start();
  await drained(space, next.id, say, 10);
  await server.kill();
  const events = await readEvents(server);
  expect(account({ answered }, events)).toEqual(NOTHING);
  expect(events.filter(([, id]) => id === next.id)).toHaveLength(10);
});
