// White label: a space at a host name of its own, behind a proxy that gets the certificate when it is asked for.

import { expect, test } from '@playwright/test';

import { PASSWORD, makeSpace } from '../lib/api.js';
import { startNames } from '../lib/dns.js';
import { freePort } from '../lib/process.js';
import { ask, startProxy } from '../lib/proxy.js';
import { startServer } from '../lib/server.js';
import { words } from '../lib/text.js';
import config from '../playwright.config.js';

const say = words('en');
const HOST = 'console.harbour.example';

const rules = ['parvis.example', HOST].map((name) => `MAP ${name} 127.0.0.1`);
const args = [...config.use.launchOptions.args, `--host-resolver-rules=${rules.join(', ')}`, '--ignore-certificate-errors'];
test.use({ launchOptions: { ...config.use.launchOptions, args } });

const press = (page, name) => page.getByRole('main').getByRole('button', { name, exact: true }).click();

async function signIn(page, email) {
  await page.getByLabel(say.email).fill(email);
  await page.getByLabel(say.password).fill(PASSWORD);
  await press(page, say.sign_in);
}

test('owner: opens the space at a host name of its own, and nothing else there', async ({ page }) => {
  const [names, front] = [await startNames(), await freePort()];
  const url = `https://parvis.example:${front}`;
  const env = { PARVIS_PUBLIC_URL: url, PARVIS_TRUSTED_PROXIES: '127.0.0.1/32', PARVIS_DNS_SERVER: names.address };
  const server = await startServer({ env });
  const { slug, email } = await makeSpace({ server, email: 'ada@harbour.example', space: 'Harbour', plan: 'enterprise' });
  const proxy = await startProxy('caddy', { port: front, to: server.port, example: true });
  try {
    const settings = `${url}/t/${slug}/settings`;
    await page.goto(`${settings}/security/email-domains/new`);
    await signIn(page, email);
    await page.getByLabel(say.proved_domain, { exact: true }).fill('harbour.example');
    await press(page, say.proved_domain_add);
    names.say(await page.locator('.record code').last().textContent());
    await press(page, say.proved_domain_check({ name: 'harbour.example' }));
    await expect(page.getByRole('status').filter({ hasText: say.done_proved })).toBeVisible();

    // No certificate for a name before a space has it.
    const own = `https://${HOST}:${front}`;
    const there = (path) => ask(`https://127.0.0.1:${front}${path}`, { host: `${HOST}:${front}` });
    await expect(there('/')).rejects.toThrow();
    await page.goto(`${settings}/brand`);
    await page.getByLabel(say.brand_name, { exact: true }).fill('Harbour Mail');
    await page.getByLabel(say.brand_host).fill('console.bank.example');
    await press(page, say.save);
    await expect(page.locator('#host-error')).toBeVisible();
    await page.getByLabel(say.brand_host).fill(HOST);
    await press(page, say.save);
    await expect(page.locator('#own-host')).toContainText(own);

    await page.goto(`${own}/`);
    await expect(page).toHaveURL(`${own}/sign-in?next=%2Ft%2F${slug}`);
    await expect(page).toHaveTitle(/Harbour Mail$/);
    await signIn(page, email);
    await expect(page).toHaveURL(`${own}/t/${slug}`);
    await page.goto(`${own}/spaces`);
    await expect(page).toHaveURL(`${own}/t/${slug}`);
    await page.goto(`${own}/account/sessions`);
    await expect(page).toHaveURL(`${url}/account/sessions`);
  } finally {
    await proxy.stop();
    await server.stop();
    await names.stop();
  }
});
