import { PASSWORD } from '../lib/api.js';
import { expect, test } from '../lib/fixtures.js';
import { startServer } from '../lib/server.js';
import { makeSpace } from '../lib/api.js';

const PAGES = ['/', '/sign-up', '/sign-in', '/nowhere'];
const TENANT_PAGES = ['', '/mail-flow', '/policy-agents', '/events', '/settings'];

test('visitor: every page orders the browser to be strict @api', async ({ newSpace }) => {
  const { client, base } = await newSpace();
  for (const path of [...PAGES, ...TENANT_PAGES.map((page) => base + page)]) {
    const answer = await client.get(path, { follow: true });
    const html = await answer.text();
    const policy = answer.headers.get('content-security-policy');
    expect(policy, path).toContain("default-src 'self'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).toContain("form-action 'self'");
    expect(policy, path).not.toContain('unsafe-inline');
    expect(policy, path).not.toContain("'unsafe-eval'");
    expect(policy.match(/style-src [^;]*/)[0], path).toBe("style-src 'self'");
    const nonce = policy.match(/'nonce-([^']+)'/)?.[1];
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag, path).toContain(`nonce="${nonce}"`);
    expect(html, path).not.toMatch(/\sstyle=|<style|\son\w+="|href="javascript:/i);
    expect(html, path).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const headers = Object.fromEntries(answer.headers);
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    const again = (await client.get(path, { follow: true })).headers.get('content-security-policy');
    expect(again, path).not.toBe(policy);
  }
});

test('visitor: no page asks anybody but this server for anything', async ({ page, server, newSpace }) => {
  const { base } = await newSpace();
  const asked = [];
  page.context().on('request', (request) => asked.push(request.url()));
  for (const path of [...PAGES, ...TENANT_PAGES.map((name) => base + name)]) await page.goto(path);
  expect(asked.filter((url) => !url.startsWith(server.url) && !url.startsWith('data:'))).toEqual([]);
});

test('owner: cookies cannot be read by script nor sent from another site @api', async ({ client, newSpace }) => {
  const space = await newSpace({ open: false });
  const signedIn = await client.post('/sign-in', 'sessions.start', { email: space.email, password: PASSWORD });
  const theme = await client.post('/account', 'accounts.set-theme', { theme: 'dark' });
  const locale = await client.post('/account', 'accounts.set-locale', { locale: 'fr' });
  for (const [answer, name] of [[signedIn, 'parvis'], [theme, 'theme'], [locale, 'locale']]) {
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(new RegExp(`^${name}=`));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/);
    expect(cookie).toMatch(/; Path=\//);
  }
});

test('operator: behind https, cookies are bound to it @api', async () => {
  const server = await startServer({ env: { PARVIS_PUBLIC_URL: 'https://console.example' } });
  try {
    const email = 'ada@people.example';
    const { client } = await makeSpace({ server, email, space: 'Harbour' });
    const answer = await client.post('/sign-in', 'sessions.start', { email, password: PASSWORD });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-parvis=/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).not.toMatch(/Domain=/i);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  } finally {
    await server.stop();
  }
});

test('visitor: files of the site are kept, and refreshed when they change @api', async ({ client }) => {
  const html = await client.text('/sign-up');
  const files = [...html.matchAll(/"(\/pkg\/[^"]+)"/g)].map(([, path]) => path);
  expect(files.length).toBeGreaterThan(2);
  for (const path of files) {
    const answer = await client.get(path);
    expect(answer.status, path).toBe(200);
    expect(answer.headers.get('cache-control'), path).toMatch(/immutable/);
    await answer.arrayBuffer();
  }
  const icons = await client.get('/icons.svg');
  const since = { 'if-modified-since': icons.headers.get('last-modified') };
  expect((await client.get('/icons.svg', { headers: since })).status).toBe(304);
});

test('stranger: metrics are for this machine alone @api', async ({ client, server }) => {
  expect((await client.get('/metrics')).status).toBe(404);
  expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
});
