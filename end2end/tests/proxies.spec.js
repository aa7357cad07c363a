// Real proxies in front: as bare as people begin with, and as the examples in `deploy/` show them.

import { test as base, expect } from '@playwright/test';

import { PASSWORD, enrolAgent, makeSpace, sendEvents } from '../lib/api.js';
import { freePort } from '../lib/process.js';
import { ask, startProxy } from '../lib/proxy.js';
import { message } from '../lib/records.js';
import { startServer } from '../lib/server.js';
import { words } from '../lib/text.js';
import config from '../playwright.config.js';

const say = words('en');

// Names that no browser takes for its own machine, as it does `localhost`.
const rules = ['parvis.lan', 'parvis.example'].map((name) => `MAP ${name} 127.0.0.1`);
// `ignoreHTTPSErrors` would reach pages alone: the worker that keeps them live opens connections of its own.
const args = [...config.use.launchOptions.args, `--host-resolver-rules=${rules.join(', ')}`, '--ignore-certificate-errors'];
base.use({ launchOptions: { ...config.use.launchOptions, args } });
// One after the other: the two servers are for all of them.
base.describe.configure({ mode: 'default' });

/** A server known by an address at which a proxy will listen, with a space and a host in it. */
async function place(scheme, name) {
  const front = await freePort();
  const host = `${name}:${front}`;
  const url = `${scheme}://${host}`;
  const server = await startServer({ env: { PARVIS_PUBLIC_URL: url, PARVIS_TRUSTED_PROXIES: '127.0.0.1/32' } });
  const space = await makeSpace({ server, email: 'ada@people.example', space: 'Harbour', plan: 'professional' });
  const agent = await enrolAgent(space.client, space.slug, { name: 'mx1', time_zone: 'UTC' });
  return { ...space, agent, base: `/t/${space.slug}`, front, host, url, server, sent: 0 };
}

const test = base.extend({
  plain: [
    async ({}, use) => {
      const made = await place('http', 'parvis.lan');
      await use(made);
      await made.server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  secure: [
    async ({}, use) => {
      const made = await place('https', 'parvis.example');
      await use(made);
      await made.server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const behind = async ({ front, server }, name, options, walk) => {
  const proxy = await startProxy(name, { port: front, to: server.port, ...options });
  try {
    await walk();
  } finally {
    await proxy.stop();
  }
};

async function signIn(page, url, email) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel(say.email).fill(email);
  await page.getByLabel(say.password).fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: say.sign_in, exact: true }).click();
}

/** Signs in, sees the overview live, and sees it come back by itself after the server was gone. */
async function walk(page, made) {
  const { url, server, agent } = made;
  await signIn(page, url, made.email);
  await expect(page).toHaveURL(url + made.base);
  const live = page.locator('.live');
  await expect(live).toHaveAttribute('data-state', 'live');
  await server.kill();
  await expect(live).not.toHaveAttribute('data-state', 'live');
  // What the proxy says in the meantime is no answer of the server's.
  const answer = await ask(`${frontOf(made)}${made.base}/live`, { host: made.host });
  expect(answer.status).toBeGreaterThanOrEqual(500);
  await server.start();
  const records = message({ from: 'a@elsewhere.example', to: 'b@harbour.example' });
  const before = await page.locator('#hosts').textContent();
  expect((await sendEvents(server, agent.key, { firstSeq: made.sent + 1, records })).status).toBe(200);
  made.sent += records.length;
  await expect(live).toHaveAttribute('data-state', 'live');
  await expect(page.locator('#hosts')).not.toHaveText(before);
}

/** Where the proxy is, whatever name it goes by. */
const frontOf = ({ url, host }) => `${url.split('://')[0]}://127.0.0.1:${host.split(':')[1]}`;

async function areMetricsHidden(made) {
  expect((await ask(`${frontOf(made)}/metrics`, { host: made.host })).status).toBe(404);
}

/** Signs in from another address than the proxy's, claiming a third; returns what the server took it for. */
async function seenAs({ url, host, email }) {
  const headers = {
    origin: url,
    'content-type': 'application/x-www-form-urlencoded',
    'x-forwarded-for': '198.51.100.1',
    forwarded: 'for=198.51.100.1',
  };
  const front = frontOf({ url, host });
  const body = new URLSearchParams({ do: 'sessions.start', email, password: PASSWORD }).toString();
  const entered = await ask(`${front}/sign-in`, { host, from: '127.0.0.9', method: 'POST', headers, body });
  expect(entered.status, entered.text).toBe(303);
  const cookie = entered.headers['set-cookie'].map((line) => line.split(';')[0]).join('; ');
  const sessions = await ask(`${front}/account/sessions`, { host, from: '127.0.0.9', headers: { cookie } });
  return ['198.51.100.1', '127.0.0.9'].filter((address) => sessions.text.includes(address));
}

for (const name of ['nginx', 'caddy', 'traefik', 'apache']) {
  test(`operator: behind ${name} as it comes, people sign in and pages are live @script`, async ({ page, plain }) => {
    await behind(plain, name, {}, async () => {
      await walk(page, plain);
      await areMetricsHidden(plain);
      // The barest nginx passes on what its visitor claims: docs/operations.md says so.
      if (name !== 'nginx') expect(await seenAs(plain)).toEqual(['127.0.0.9']);
    });
  });

  test(`operator: behind ${name} as deploy/ shows it, too, and addresses are true @script`, async ({ page, secure }) => {
    await behind(secure, name, { example: true }, async () => {
      await walk(page, secure);
      await areMetricsHidden(secure);
      expect(await seenAs(secure)).toEqual(['127.0.0.9']);
    });
  });
}

for (const line of ['proxy_set_header Host $host;', 'proxy_set_header Host "";', 'proxy_set_header Host upstream;']) {
  test(`operator: nginx with ${line} passes forms on @script`, async ({ page, plain }) => {
    await behind(plain, 'nginx', { line }, async () => {
      await signIn(page, plain.url, plain.email);
      await expect(page).toHaveURL(plain.url + plain.base);
    });
  });
}

test('operator: a form at an address the server does not know itself by names both, and the mend @script', async ({ page, plain }) => {
  const front = await freePort();
  await behind({ ...plain, front }, 'nginx', {}, async () => {
    await signIn(page, `http://parvis.lan:${front}`, plain.email);
    await expect(page.getByRole('heading', { name: say.other_site_title })).toBeVisible();
    await expect(page.getByText(say.other_site({ origin: `http://parvis.lan:${front}`, expected: plain.url }))).toBeVisible();
    await page.getByText(say.elsewhere_operator).click();
    await expect(page.getByText(say.other_site_mend({ address: plain.url }))).toBeVisible();
    await expect(page.getByRole('link', { name: say.elsewhere_go({ address: plain.url }) })).toHaveAttribute('href', `${plain.url}/sign-in`);
    const line = plain.server.log.split('\n').find((text) => text.includes('a form was refused'));
    for (const told of [`http://parvis.lan:${front}`, plain.url, 'set public_url']) expect(line).toContain(told);
  });
});

test('visitor: by plain http at a console known by https, a page says where to go @script', async ({ page, secure }) => {
  // At the server itself, by another name and by its own, and through a proxy that says nothing.
  const front = await freePort();
  await behind({ ...secure, front }, 'nginx', {}, async () => {
    for (const origin of [`http://parvis.lan:${secure.server.port}`, `http://parvis.example:${secure.server.port}`, `http://parvis.example:${front}`]) {
      for (const path of ['/sign-in', '/sign-up', '/']) {
        const answer = await page.goto(origin + path);
        expect(answer.status(), origin).toBe(421);
        await expect(page.getByRole('heading', { name: say.elsewhere_title })).toBeVisible();
        expect(await page.locator('form, input').count()).toBe(0);
        await expect(page.getByRole('link', { name: say.elsewhere_go({ address: secure.url }) })).toHaveAttribute('href', secure.url + path);
      }
    }
  });
});

test('visitor: a share link with a password opens by plain http on a host name @script', async ({ page, plain }) => {
  const password = 'four calm herons wade';
  const fields = { tenant: plain.slug, name: 'For the board', kind: 'live', days: '7', password };
  const made = await plain.client.rpc('share-links.create', fields);
  const { url } = await made.json();
  await behind(plain, 'nginx', {}, async () => {
    await page.goto(url);
    await page.getByLabel(say.password).fill(password);
    await page.getByRole('button', { name: say.shared_show }).click();
    await expect(page.getByRole('heading', { name: 'For the board' })).toBeVisible();
    // Its choice of colours is a form too.
    await page.getByRole('button', { name: say.theme_dark }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});
