// Takes the pictures of docs/images from a demo of its own. Run: node screenshots.js

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import config from './playwright.config.js';
import { Client } from './lib/api.js';
import { startServer } from './lib/server.js';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const release = path('../target/release/parvis');
const images = path('../docs/images');
const OWNER = 'camille@brasserie-du-canal.example';
const BASE = '/t/brasserie-du-canal';

const bin = process.env.PARVIS_BIN ?? (existsSync(release) ? release : undefined);
const server = await startServer({ bin, args: ['demo', '--serve'] });
try {
  const password = server.log.match(/password: (.+)/)[1].trim();
  const client = new Client(server);
  await client.signIn(OWNER, password);
  await mkdir(images, { recursive: true });
  await take(client);
} finally {
  await server.stop();
}

async function take(client) {
  const key = [['tenant', 'brasserie-du-canal'], ['name', 'Nightly report'], ['permissions[]', 'view-overview'], ['permissions[]', 'view-events']];
  await client.rpc('api-keys.create', {}, { body: new URLSearchParams(key) });
  const browser = await chromium.launch(config.use.launchOptions);
  const cookies = { ...Object.fromEntries(client.cookies), locale: 'en' };

  /** A page in a window and a theme, signed in. */
  const open = async (address, { theme = 'light', width = 1280, height = 900 } = {}) => {
    const context = await browser.newContext({ baseURL: server.url, viewport: { width, height }, reducedMotion: 'reduce', timezoneId: 'Europe/Paris' });
    const all = Object.entries({ ...cookies, theme });
    await context.addCookies(all.map(([name, value]) => ({ name, value, url: server.url })));
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  const save = async (page, name) => {
    await page.screenshot({ path: `${images}/${name}.png`, animations: 'disabled' });
    await page.context().close();
    process.stdout.write(`docs/images/${name}.png\n`);
  };
  /** Waits until the charts are drawn and the page is connected. */
  const drawn = async (page) => {
    await page.locator('parvis-chart canvas').first().waitFor();
    await page.locator('.live[data-state="live"]').waitFor();
    return page;
  };

  for (const theme of ['light', 'dark']) {
    await save(await drawn(await open(`${BASE}?range=30d`, { theme })), `overview-${theme}`);
  }
  await save(await open(`${BASE}/mail-flow`), 'mail-flow');
  await save(await open(`${BASE}/events`), 'events');
  await save(await open(`${BASE}/team`), 'team');
  await save(await open(`${BASE}/team/roles`, { theme: 'dark' }), 'roles');
  await save(await open(`${BASE}/audit`), 'audit');
  await save(await open(`${BASE}/settings/api-keys`, { theme: 'dark' }), 'api-keys');
  await save(await drawn(await open(`${BASE}?range=7d`, { width: 320, height: 800 })), 'narrow');

  const page = await open(`${BASE}/policy-agents/new`);
  await page.getByLabel('Name of the mail host').fill('mx3');
  await page.getByRole('button', { name: 'Enrol an agent' }).click();
  await page.locator('#key-text').waitFor();
  await save(page, 'policy-agent-key');
  await browser.close();
}
