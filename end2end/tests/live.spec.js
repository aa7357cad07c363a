import { createServer, request as forward } from 'node:http';

import { addMember, enrolAgent, sendEvents } from '../lib/api.js';
import { enter, expect, inEachLanguage, test, unique } from '../lib/fixtures.js';
import { message } from '../lib/records.js';

const TABS = 10;

const live = (page) => page.locator('parvis-live');
const requests = (page) => page.locator('#cards .card-number dd:nth-of-type(1)').last();

/** A space with an agent; `send()` has it see one mail more, of two requests. */
async function prepared(newSpace, server) {
  const space = await newSpace({ plan: 'professional' });
  const { client, slug, base } = space;
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  const { key } = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
  let sent = 0;
  const send = async () => {
    const records = message({ from: 'a@sender.example', to: 'b@harbour.example' });
    expect((await sendEvents(server, key, { spool: `spool-${(sent += 1)}`, records })).status).toBe(200);
    return String(2 * sent);
  };
  return { ...space, send };
}

/** A proxy before a server; `answer.live` answers for the address that live pages ask, and `answer.page` for the others, in its place. */
async function startProxy(server) {
  const answer = { live: null, page: null };
  const proxy = createServer((incoming, outgoing) => {
    const own = incoming.url.endsWith('/live') ? answer.live : answer.page;
    if (own) return own(outgoing);
    const { method, headers } = incoming;
    const onward = forward(new URL(incoming.url, server.url), { method, headers }, (back) => {
      outgoing.writeHead(back.statusCode, back.headers);
      back.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
    return null;
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
  const cut = () => proxy.closeAllConnections();
  return { answer, cut, url: `http://127.0.0.1:${proxy.address().port}`, stop: () => (cut(), proxy.close()) };
}

for (const has of ['a shared worker', 'no shared worker']) {
  test(`owner: with ${has} the tenth page is as live as the first, and nothing stalls @script`, async ({ context, server, newSpace }) => {
    const { base, send } = await prepared(newSpace, server);
    if (has === 'no shared worker') await context.addInitScript('delete globalThis.SharedWorker');
    const pages = [];
    while (pages.length < TABS) {
      const page = await context.newPage();
      await page.goto(base);
      await expect(live(page)).toHaveAttribute('data-state', 'live');
      pages.push(page);
    }
    const number = await send();
    for (const page of pages) await expect(requests(page)).toHaveText(number);
    await pages[0].locator('.rail a[href$="/events"]').click();
    await expect(pages[0]).toHaveURL(`${base}/events`);
  });
}

test('owner: a page out of sight asks for nothing, and has what it missed when it is back @script', async ({ context, page, server, newSpace }) => {
  const { base, send } = await prepared(newSpace, server);
  await context.addInitScript('delete globalThis.SharedWorker');
  await page.goto(base);
  await expect(live(page)).toHaveAttribute('data-state', 'live');
  const show = (state) =>
    page.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await show('hidden');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const number = await send();
  // Another page asks several times meanwhile.
  const other = await context.newPage();
  await other.goto(base);
  for (let times = 0; times < 3; times += 1) await other.waitForRequest(/\/live$/);
  expect(asked).toEqual([]);
  await show('visible');
  await expect(requests(page)).toHaveText(number);
});

test('owner: a page comes back after whatever answer, and says when it is not live @script', async ({ page, say, server, newSpace }) => {
  test.slow();
  const { base, send } = await prepared(newSpace, server);
  const proxy = await startProxy(server);
  const answers = [
    (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
    (response) => response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found'),
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to nginx</h1>'),
    (response) => response.destroy(),
  ];
  try {
    await page.goto(proxy.url + base);
    await expect(live(page)).toHaveAttribute('data-state', 'live');
    for (const answer of answers) {
      proxy.answer.live = answer;
      proxy.cut();
      await expect(live(page)).toHaveAttribute('data-state', 'waiting');
      await expect(live(page)).toHaveText(say.live_waiting);
      proxy.answer.live = null;
      await expect(live(page)).toHaveAttribute('data-state', 'live');
    }
    // A proxy that keeps what it is sent to itself: the page asks instead.
    proxy.answer.live = () => {};
    proxy.cut();
    const number = await send();
    await expect(live(page)).toHaveAttribute('data-state', 'stale', { timeout: 60_000 });
    await expect(live(page)).toHaveText(say.live_stale);
    await expect(requests(page)).toHaveText(number);
    proxy.answer.live = null;
    await expect(live(page)).toHaveAttribute('data-state', 'live');
  } finally {
    proxy.stop();
  }
});

test('owner: what could not be fetched just now is fetched once more @script', async ({ page, server, newSpace }) => {
  const { base, send } = await prepared(newSpace, server);
  const proxy = await startProxy(server);
  try {
    await page.goto(proxy.url + base);
    await expect(live(page)).toHaveAttribute('data-state', 'live');
    let refused = 0;
    proxy.answer.page = (response) => {
      refused += 1;
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to nginx</h1>');
    };
    const number = await send();
    await expect.poll(() => refused).toBeGreaterThan(0);
    await expect(live(page)).toHaveAttribute('data-state', 'live');
    proxy.answer.page = null;
    await expect(requests(page)).toHaveText(number);
  } finally {
    proxy.stop();
  }
});

test('owner: an open page shows that the space was closed, and opened again @script', async ({ page, say, server, newSpace }) => {
  const { base, slug, client, space } = await prepared(newSpace, server);
  await page.goto(base);
  await expect(live(page)).toHaveAttribute('data-state', 'live');
  const closed = page.locator('#closed .notice');
  await expect(closed).toHaveCount(0);
  await client.done(`${base}/settings/closing`, 'tenants.close', { tenant: slug, confirm: space });
  await expect(closed).toBeVisible();
  await client.done(`${base}/settings/closing`, 'tenants.reopen', { tenant: slug });
  await expect(closed).toHaveCount(0);
});

test('member: an open page says that access ended, whoever ended it @script', async ({ context, page, say, server, newSpace, extraHTTPHeaders }) => {
  const { base, slug, client } = await newSpace({ plan: 'professional', open: false });
  const member = await addMember({ server, slug, email: `${unique('gone')}@people.example`, role: 'viewer', headers: extraHTTPHeaders });
  await enter(context, server, member.client);
  await page.goto(base);
  await expect(live(page)).toHaveAttribute('data-state', 'live');
  const [, account] = (await client.text(`${base}/team`)).match(new RegExp(`(acc_\\w{26})"[^>]*>${member.email}`));
  expect((await client.rpc('team.remove', { tenant: slug, account, confirm: member.email })).status).toBe(200);
  await expect(live(page)).toHaveAttribute('data-state', 'ended');
  await expect(live(page)).toContainText(say.live_ended);
  await live(page).getByRole('link', { name: say.live_again }).click();
  await expect(page.getByRole('heading', { name: say.error_title_404 })).toBeVisible();
});

/** Takes each text of a page apart as browsers' translators do, into two <font>, before anything else runs. */
const translate = (page) => page.addInitScript(() => {
  document.addEventListener('DOMContentLoaded', () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest('[translate="no"], script')) texts.push(walker.currentNode);
    for (const text of texts) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      text.replaceWith(outer);
      outer.append(inner);
      inner.append(text);
    }
  });
});

inEachLanguage(() => {
  test('visitor: a translator that takes the page apart before it wakes breaks nothing @script', async ({ page, say }) => {
    await translate(page);
    await page.goto('/sign-up');
    await expect(page.locator('main font').first()).toBeVisible();
    await page.getByLabel(say.space_name, { exact: true }).pressSequentially('Harbour of words');
    await expect(page.locator('#slug-status')).toContainText(say.slug_free);
  });

  test('owner: whatever answers while one types does so on a translated page, too @script', async ({ page, say, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    await translate(page);
    await page.goto(`${base}/mail-flow/domains/new`);
    await expect(page.locator('main font').first()).toBeVisible();
    await page.getByLabel(say.domain_names).pressSequentially('harbour.example mail_gw.example');
    await expect(page.locator('#names-checks')).toContainText([say.lines_good({ good: 1 }), say.lines_bad({ bad: 1 })].join(' '));
    await page.goto(`${base}/team/invitations/new`);
    await page.getByLabel(say.invite_emails).pressSequentially('nobody');
    await expect(page.locator('#emails-checks')).toContainText(say.lines_bad({ bad: 1 }));
    await page.goto('/spaces/new');
    await page.getByLabel(say.space_name, { exact: true }).pressSequentially('Harbour of more words');
    await expect(page.locator('#slug-status')).toContainText(say.slug_free);
    await page.goto(`${base}/policy-agents/new`);
    await page.getByLabel(say.agent_name).fill('mx1');
    await page.getByRole('button', { name: say.enrol }).click();
    await page.locator('#key').getByRole('button', { name: say.copy }).first().click();
    await expect(page.locator('#key').getByRole('button', { name: say.copied }).first()).toBeVisible();
  });
});
