// Mail through a real Postfix, past a real agent, onto the pages of a real server.

import { readFileSync } from 'node:fs';

import { startAgent } from '../lib/agent.js';
import { enrolAgent, makeSpace, sendEvents } from '../lib/api.js';
import { expect, test as base } from '../lib/fixtures.js';
import { INSIDE, Smtp, burst, sendMail, startFilter, startPostfix } from '../lib/postfix.js';
import { freePort, until } from '../lib/process.js';
import { request } from '../lib/records.js';
import { startServer } from '../lib/server.js';
import { startSink } from '../lib/sink.js';

const SHOWN = 'check_policy_service { inet:127.0.0.1:10040, timeout=3s, default_action=DUNNO }';

/** The settings of main.cf that the documentation tells to add, in its order. */
function documented() {
  const text = readFileSync(new URL('../../docs/agent.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```\n(smtpd_\w+) =\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, name, value]) => [name, value.replace(/\s+/g, ' ').trim()]);
}

const test = base.extend({
  /** One Postfix for all tests of a worker; each test's agent listens where it asks. */
  postfix: [
    async ({}, use) => {
      const port = await freePort();
      const address = `127.0.0.1:${port}`;
      const here = (text) => text.replaceAll('127.0.0.1:10040', address);
      const check = here(SHOWN);
      const sink = await startSink();
      const filter = await startFilter();
      const services = {
        shown: { smtpd_recipient_restrictions: check },
        ipv6: { address: '::1', smtpd_recipient_restrictions: check },
        // The check is asked before a stranger's attempt to relay is refused.
        first: { smtpd_recipient_restrictions: check, smtpd_relay_before_recipient_restrictions: 'no' },
        // Mail through a filter, and where it comes back, asked about in both places.
        filtered: { smtpd_recipient_restrictions: check, content_filter: `smtp:[127.0.0.1]:${filter.port}` },
        back: { smtpd_recipient_restrictions: check, mynetworks: '127.0.0.0/8', syslog_name: 'postfix/back' },
        stages: { smtpd_recipient_restrictions: check, smtpd_end_of_data_restrictions: check },
        documented: Object.fromEntries(documented().map(([name, value]) => [name, here(value)])),
      };
      const postfix = await startPostfix({ sinkPort: sink.port, services });
      filter.handBackTo(postfix.ports.back);
      await use({ ...postfix, sink, listen: address, check });
      await postfix.stop();
      filter.stop();
      await sink.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  /** Starts agents on the address that Postfix asks, and stops them. */
  listening: async ({ postfix }, use) => {
    const agents = [];
    await use(async (server, key, args = []) => {
      agents.push(await startAgent({ server, key, listen: postfix.listen, args }));
      return agents.at(-1);
    });
    for (const agent of agents) await agent.stop();
  },
});

/** Declares `tenant.test`, its network and an agent, without a browser. */
async function declared({ client, slug, base }) {
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'tenant.test', kind: 'local' });
  await client.done(`${base}/mail-flow`, 'networks.add', { tenant: slug, cidrs: `${INSIDE}/32` });
  return enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
}

/** The overview's table by direction: messages, recipients and requests of each. */
async function directions(page) {
  const rows = await page.locator('#directions tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  return Object.fromEntries(rows.map(([name, ...numbers]) => [name, numbers.map(Number)]));
}

/** The same without a browser, added up from the overview's file. */
async function counted({ client, base }) {
  const text = await client.text(`${base}/overview.csv`);
  const [heads, ...rows] = text.trim().split('\r\n').map((line) => line.split(/[;,]/));
  const column = Object.fromEntries(heads.map((name, place) => [name, place]));
  const totals = {};
  for (const row of rows) {
    const total = (totals[row[column.direction]] ??= [0, 0, 0]);
    ['messages', 'recipients', 'requests'].forEach((name, place) => (total[place] += Number(row[column[name]])));
  }
  return totals;
}

const settles = (what, read, wanted) => expect.poll(read, { message: what, timeout: 60_000 }).toEqual(wanted);

test('a person declares a domain and a network, enrols an agent, and sees each mail live, once, in its direction @script @smoke', async ({
  page, say, server, newSpace, postfix, listening,
}) => {
  const { base } = await newSpace({ plan: 'professional' });
  await page.goto(`${base}/mail-flow/domains/new`);
  await page.getByLabel(say.domain_names).fill('tenant.test');
  await page.getByRole('button', { name: say.add_domains }).click();
  await expect(page.getByRole('rowheader', { name: 'tenant.test' })).toBeVisible();
  await page.goto(`${base}/mail-flow/networks/new`);
  await page.getByLabel(say.network_cidrs).fill(`${INSIDE}/32`);
  await page.getByRole('button', { name: say.add_networks }).click();
  await expect(page.getByRole('rowheader', { name: INSIDE })).toBeVisible();
  await page.goto(`${base}/policy-agents/new`);
  await page.getByLabel(say.agent_name).fill('mx1');
  await page.getByRole('button', { name: say.enrol }).click();
  const key = await page.locator('#key-text').textContent();
  // What stands on the page is what this Postfix has, but for the port.
  const shown = await page.locator('#key-main-cf').textContent();
  expect(shown.replace('127.0.0.1:10040', postfix.listen)).toContain(postfix.check);
  await page.getByRole('link', { name: say.to_overview }).click();
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'live');
  await page.evaluate(() => (window.wasNeverReloaded = true));
  await listening(server, key);

  const mailsBefore = postfix.sink.mails.length;
  const { shown: port, first, ipv6 } = postfix.ports;
  const local = 'bob@tenant.test';
  const remote = 'friend@remote.example';
  const expected = {};
  let sent = 0;
  // Messages that went two ways count once in all.
  let twice = 0;
  /** Waits until the open page shows what was counted before, and these counts more. */
  const shows = async (counts) => {
    for (const [name, numbers] of Object.entries(counts)) {
      const before = expected[name] ?? [0, 0, 0];
      expected[name] = before.map((number, place) => number + numbers[place]);
    }
    await settles('the numbers by direction', () => directions(page), expected);
    const total = Object.values(expected).reduce((sum, each) => sum.map((number, place) => number + each[place]));
    await expect(page.locator('#cards dd:nth-of-type(1)')).toHaveText(total.map((number, place) => String(place === 0 ? number - twice : number)));
  };
  const mail = async (place, letter, counts) => {
    sent += 1;
    await sendMail({ port, ...place }, letter);
    await shows(counts);
  };

  await mail({}, { from: 'alice@sender.example', to: local }, { [say.inbound]: [1, 1, 1] });
  await mail({ source: INSIDE }, { from: local, to: remote }, { [say.outbound]: [1, 1, 1] });
  await mail({ source: INSIDE }, { from: 'app@tenant.test', to: local }, { [say.internal]: [1, 1, 1] });
  const three = ['b1@tenant.test', 'b2@tenant.test', 'Bob+tag@Tenant.TEST'];
  await mail({}, { from: 'alice@sender.example', to: three }, { [say.inbound]: [1, 3, 3] });
  await mail({}, { from: '', to: local }, { [say.inbound]: [1, 1, 1] });
  await mail({}, { from: '"odd local"@Sender.EXAMPLE', to: local }, { [say.inbound]: [1, 1, 1] });
  // Postfix takes it, but the sink takes no sender with a space.
  sent -= 1;
  await mail({}, { from: 'jürgen@sender.example', to: local, options: 'SMTPUTF8' }, { [say.inbound]: [1, 1, 1] });
  await mail({ port: ipv6, host: '::1', name: '[IPv6:::1]' }, { from: 'six@sender.example', to: local }, { [say.inbound]: [1, 1, 1] });
  // One message counts in each direction it went; its recipients where each of them is.
  const both = { [say.internal]: [1, 1, 1], [say.outbound]: [1, 1, 1] };
  twice = 1;
  await mail({ source: INSIDE }, { from: 'app@tenant.test', to: [local, remote] }, both);

  // Postfix refuses a stranger's attempt to relay before it asks, unless told to ask first.
  for (const relayPort of [port, first]) {
    const stranger = await Smtp.connect({ port: relayPort });
    await stranger.command('MAIL FROM:<mallory@sender.example>', 250);
    const refusal = await stranger.command(`RCPT TO:<${remote}>`);
    expect(refusal).toEqual({ code: 554, text: expect.stringContaining('Relay access denied') });
    await stranger.quit();
  }
  await shows({ [say.foreign]: [1, 1, 1] });

  // Two mails in one session are two messages.
  const session = await Smtp.connect({ port });
  await session.mail({ from: 'alice@sender.example', to: local });
  await session.mail({ from: 'alice@sender.example', to: local });
  await session.quit();
  sent += 2;
  await shows({ [say.inbound]: [2, 2, 2] });

  expect(await page.evaluate(() => window.wasNeverReloaded)).toBe(true);
  const top = async (id) => {
    const rows = page.locator(`#${id} li`);
    return Object.fromEntries(await rows.evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('.name, .count')].map((cell) => cell.textContent))));
  };
  expect(await top('top-senders')).toEqual({ 'sender.example': '8', 'tenant.test': '3', [say.null_sender]: '1' });
  expect(await top('top-recipients')).toEqual({ 'tenant.test': '12', 'remote.example': '3' });
  expect(await top('top-clients')).toEqual({ '127.0.0.1': '8', [INSIDE]: '3', '::1': '1' });
  await expect(page.locator('#hosts tr')).toHaveText([/^mx1121515$/]);

  // Postfix took every mail, and each of its requests is one event.
  await settles('the mails that Postfix handed on', () => postfix.sink.mails.length - mailsBefore, sent);
  await page.goto(`${base}/events`);
  await expect(page.locator('tbody tr')).toHaveCount(15);
  const rows = page.locator('tbody tr');
  for (const text of ['odd local@Sender.EXAMPLE', 'jürgen@sender.example', say.null_sender, '::1']) {
    await expect(rows.filter({ hasText: text })).toHaveCount(1);
  }
  for (const way of ['inbound', 'outbound', 'internal', 'foreign']) {
    await page.goto(`${base}/events?direction=${way}`);
    await expect(rows).toHaveCount(expected[say[way]][2]);
  }
});

test('asked at the end of a mail too, it counts once, and its event tells its size @script @smoke', async ({ page, say, server, newSpace, postfix, listening }) => {
  const space = await newSpace({ plan: 'professional' });
  const { key } = await declared(space);
  await listening(server, key);
  const to = ['b1@tenant.test', 'b2@tenant.test', 'b3@tenant.test'];
  await sendMail({ port: postfix.ports.stages }, { from: 'alice@sender.example', to, text: 'x'.repeat(500), options: 'SIZE=99' });
  await sendMail({ port: postfix.ports.stages, source: INSIDE }, { from: 'app@tenant.test', to: 'friend@remote.example' });
  await settles('the counts', () => counted(space), { inbound: [1, 3, 4], outbound: [1, 1, 2] });
  await page.goto(`${space.base}/events?state=END-OF-MESSAGE&direction=inbound`);
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.locator('tbody tr a').click();
  const fact = (name) => page.locator('.facts div', { has: page.getByText(name, { exact: true }) }).locator('dd');
  await expect(fact(say.recipient_count)).toHaveText('3');
  await expect(fact(say.decided_by)).toHaveText(say.rule_same_message);
  // What the client claimed was 99.
  const size = Number((await fact(say.size).textContent()).match(/\d+/)[0]);
  expect(size).toBeGreaterThan(500);
  expect(size).toBeLessThan(600);
});

test('a mail through a content filter is one row with both its ids, and counts once @script @smoke', async ({ page, say, server, newSpace, postfix, listening }) => {
  const space = await newSpace({ plan: 'professional' });
  const { key } = await declared(space);
  const agent = await listening(server, key, ['--log-source', postfix.logFile]);
  await until('the log', () => agent.log.includes('following the log'));
  await sendMail({ port: postfix.ports.filtered }, { from: 'alice@sender.example', to: 'bob@tenant.test' });
  await settles('the counts', () => counted(space), { inbound: [1, 1, 2] });
  const rows = page.locator('tbody tr');
  await expect(async () => {
    await page.goto(`${space.base}/messages?outcome=delivered`);
    await expect(rows).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await page.goto(`${space.base}/messages`);
  await expect(rows).toHaveCount(1);
  await page.locator('tbody tr a').first().click();
  const fact = page.locator('.facts div', { has: page.getByText(say.queue_id, { exact: true }) }).locator('dd');
  await expect(fact).toHaveText(/^[0-9A-F]{6,}, [0-9A-F]{6,}$/);
  await expect(page.getByText(`127.0.0.1[127.0.0.1]:${postfix.sink.port}`).first()).toBeVisible();
  // It is found by the id that it had behind the filter.
  const [, behind] = (await fact.textContent()).split(', ');
  await page.goto(`${space.base}/messages?queue=${behind}`);
  await expect(rows).toHaveCount(1);
});

test('the documented lines of main.cf let mail through both ways, and both are counted @script', async ({ server, newSpace, postfix, listening }) => {
  expect(documented().map(([name]) => name)).toEqual(['smtpd_recipient_restrictions', 'smtpd_end_of_data_restrictions']);
  const space = await newSpace({ open: false, plan: 'professional' });
  const { key } = await declared(space);
  await listening(server, key);
  const port = postfix.ports.documented;
  await sendMail({ port }, { from: 'alice@sender.example', to: 'bob@tenant.test' });
  await sendMail({ port, source: INSIDE }, { from: 'bob@tenant.test', to: 'friend@remote.example' });
  await settles('the counts', () => counted(space), { inbound: [1, 1, 2], outbound: [1, 1, 2] });
});

test('200 mails over 10 connections at once count exactly, on a page that stays open @script @smoke', async ({ page, say, server, newSpace, postfix, listening }) => {
  const space = await newSpace({ plan: 'professional' });
  const { key } = await declared(space);
  // The recount leaves the quarter of an hour of the first event out: let that one be long past.
  const old = request({ at: Date.now() - 2 * 3_600_000, from: 'a@sender.example', to: 'b@remote.example' });
  expect((await sendEvents(server, key, { spool: 'earlier', records: [old] })).status).toBe(200);
  await page.goto(space.base);
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'live');
  await listening(server, key);
  const before = postfix.sink.mails.length;
  await burst({ port: postfix.ports.stages, mails: 200, connections: 10, recipients: 2, from: 'load@sender.example', to: 'bob@tenant.test' });
  const wanted = { [say.inbound]: [200, 400, 600], [say.foreign]: [1, 1, 1] };
  await settles('the numbers by direction', () => directions(page), wanted);
  expect(await counted(space)).toEqual({ inbound: [200, 400, 600], foreign: [1, 1, 1] });
  await settles('the mails that Postfix handed on', () => postfix.sink.mails.length - before, 200);
  expect(await server.cli(['tenant', 'recount', space.slug])).toBe('Every count agrees with the events.\n');
});

test('Postfix goes on when the agent is killed, hangs, or has no server, and what was asked arrives @script @smoke', async ({ engine, postfix, listening }) => {
  const server = await startServer({ engine });
  try {
    const space = await makeSpace({ server, email: 'owner@people.example', space: 'Harbour', slug: 'harbour', plan: 'professional' });
    space.base = '/t/harbour';
    const { key } = await declared(space);
    const agent = await listening(server, key);
    const send = () => sendMail({ port: postfix.ports.shown }, { from: 'alice@sender.example', to: 'bob@tenant.test' });
    const inbound = async () => (await counted(space)).inbound?.[0] ?? 0;
    await send();
    await settles('the first mail', inbound, 1);

    // Nobody listens: Postfix takes its default action. Nobody can count this mail.
    await agent.kill();
    await send();
    await agent.start();
    await send();
    await settles('the mail after the restart', inbound, 2);

    // Nobody answers within three seconds. Postfix asks twice, and it is one message.
    process.kill(agent.pid(), 'SIGSTOP');
    await send();
    process.kill(agent.pid(), 'SIGCONT');
    await settles('the mail during the hang', inbound, 3);

    await server.kill();
    for (let number = 0; number < 5; number += 1) await send();
    await server.start();
    await settles('the mails from before the server was back', inbound, 8);
    await send();
    await settles('the last mail', inbound, 9);
  } finally {
    await server.stop();
  }
});

test('a mail shows on an open overview soon after Postfix took it; measured @script @smoke', async ({ page, say, server, newSpace, postfix, listening, engine }) => {
  const space = await newSpace({ plan: 'professional' });
  const { key } = await declared(space);
  await page.goto(space.base);
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'live');
  await listening(server, key);
  const times = [];
  for (let number = 1; number <= 20; number += 1) {
    const smtp = await Smtp.connect({ port: postfix.ports.shown });
    await smtp.mail({ from: 'alice@sender.example', to: 'bob@tenant.test' });
    const taken = Date.now();
    await page.waitForFunction(
      ([name, wanted]) => [...document.querySelectorAll('#directions tr')].some((row) => row.cells[0].textContent === name && row.cells[1].textContent === wanted),
      [say.inbound, String(number)],
      { polling: 10, timeout: 60_000 },
    );
    times.push(Date.now() - taken);
    await smtp.quit();
  }
  times.sort((a, b) => a - b);
  const median = (times[9] + times[10]) / 2;
  console.log(`mail to open overview, ${engine}: median ${median} ms, max ${times.at(-1)} ms of 20`);
});

test('Postfix said nothing of a problem with the agent but what was provoked @script', async ({ server, newSpace, postfix, listening }) => {
  const space = await newSpace({ open: false, plan: 'professional' });
  const { key } = await declared(space);
  await listening(server, key);
  // A connection that an earlier agent held may be given up first.
  await sendMail({ port: postfix.ports.shown }, { from: 'alice@sender.example', to: 'bob@tenant.test' });
  await until('the mail', async () => (await counted(space)).inbound?.[0] === 1);
  const said = (await postfix.log()).length;
  for (let number = 0; number < 10; number += 1) {
    await sendMail({ port: postfix.ports.stages }, { from: 'alice@sender.example', to: 'bob@tenant.test' });
  }
  expect((await postfix.log()).slice(said)).not.toMatch(/warning|fatal|panic|error:/);
});
