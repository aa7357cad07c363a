import { barriers } from '../lib/barriers.js';

import { Client, enrolAgent, sendEvents } from '../lib/api.js';
import { expect, inEachLanguage, test, unique } from '../lib/fixtures.js';
import { message } from '../lib/records.js';

const PASSWORD = 'four calm herons wade';

/** A space with mail through one host, and another host that is nobody's business. */
async function busy(newSpace, server) {
  const space = await newSpace({ plan: 'professional', name: 'Harbour' });
  const { client, slug, base } = space;
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  for (const name of ['mx1', 'hidden-host']) {
    const { key } = await enrolAgent(client, slug, { name, time_zone: 'UTC' });
    await sendEvents(server, key, { records: message({ from: `a@${name}.example`, to: 'x@harbour.example' }) });
  }
  return space;
}

/** Makes a link without a browser; returns its path. */
async function link({ client, base, slug }, fields = {}) {
  const answer = await client.rpc('share-links.create', { tenant: slug, name: 'For the board', kind: 'snapshot', days: '7', ...fields });
  expect(answer.status).toBe(200);
  return new URL((await answer.json()).url).pathname;
}

inEachLanguage(() => {
  test('owner: shares what is on the overview, sees who opened it, and revokes it', async ({ page, say, server, newSpace, browser, locale, hasScript }) => {
    const space = await busy(newSpace, server);
    await page.goto(`${space.base}?host=mx1&range=7d`);
    await page.getByRole('link', { name: say.share, exact: true }).click();
    await expect(page.getByText(`${say.range_7d}, mx1`)).toBeVisible();
    await page.getByLabel(say.share_days).fill('91');
    await page.getByLabel(say.share_name).fill('For the board');
    await page.getByRole('button', { name: say.share_make }).click();
    await expect(page.getByText(say.out_of_range({ min: '1', max: '90' }))).toBeVisible();
    await expect(page.getByLabel(say.share_name)).toHaveValue('For the board');
    await page.getByLabel(say.share_days).fill('30');
    await page.getByRole('button', { name: say.share_make }).click();
    const url = await page.locator('#link-text').textContent();

    const visitor = await browser.newContext({ locale, javaScriptEnabled: hasScript, extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.77' } });
    const shared = await visitor.newPage();
    const answer = await shared.goto(new URL(url).pathname.replace(/^/, server.url));
    expect(answer.headers()).toMatchObject({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex, nofollow' });
    expect(answer.headers()['cache-control']).toContain('no-store');
    await expect(shared.getByRole('heading', { name: 'For the board' })).toBeVisible();
    await expect(shared.getByText(say.shared_by({ space: 'Harbour' }))).toBeVisible();
    await expect(shared.locator('#hosts')).toContainText('mx1');
    const html = await shared.content();
    expect(html).not.toContain('hidden-host');
    expect(html).not.toContain(space.slug);
    expect(await shared.getByRole('main').getByRole('link').count()).toBe(0);
    if (hasScript) expect(await barriers(shared)).toEqual([]);

    await page.goto(`${space.base}/settings/share-links`);
    await page.getByRole('link', { name: 'For the board' }).click();
    await expect(page.getByRole('region', { name: say.share_log })).toContainText('203.0.113.77');
    await page.getByRole('button', { name: say.share_revoke }).click();
    await expect(page.getByText(say.done_share_revoked)).toBeVisible();
    expect((await shared.reload()).status()).toBe(410);
    await expect(shared.getByRole('heading', { name: say.shared_revoked_title })).toBeVisible();
    await visitor.close();
  });

  test('visitor: gives the password once, and only the right one opens', async ({ page, say, server, newSpace }) => {
    const space = await busy(newSpace, server);
    const path = await link(space, { password: PASSWORD });
    await page.context().clearCookies();
    await page.goto(path);
    await expect(page.getByRole('heading', { name: say.shared_password_title })).toBeVisible();
    await page.getByLabel(say.password).fill('wrong');
    await page.getByRole('button', { name: say.shared_show }).click();
    await expect(page.getByText(say.wrong_password)).toBeVisible();
    await page.getByLabel(say.password).fill(PASSWORD);
    await page.getByRole('button', { name: say.shared_show }).click();
    await expect(page.getByRole('heading', { name: 'For the board' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'For the board' })).toBeVisible();
  });
});

test('visitor: a limit counts what is shown, not what is fetched ahead @api @smoke', async ({ newSpace, server }) => {
  const space = await busy(newSpace, server);
  const path = await link(space, { view_limit: '2', kind: 'live' });
  const visitor = new Client(server);
  for (const options of [{ method: 'HEAD' }, { headers: { 'sec-purpose': 'prefetch' } }, { headers: { 'sec-purpose': 'prefetch;prerender' } }, { headers: { purpose: 'prefetch' } }]) {
    const answer = await visitor.request(path, options);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('For the board');
  }
  // A scanner asks as a browser does; what takes a view is the button.
  for (let time = 0; time < 3; time += 1) {
    const answer = await visitor.get(path);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('For the board');
  }
  const token = path.split('/').pop();
  const look = async () => {
    const client = new Client(server);
    const pressed = await client.post(path, 'share-links.view', { token, sent: unique('press') });
    if (pressed.status !== 303) return pressed.status;
    const answer = await client.get(path);
    expect(await answer.text()).toContain('For the board');
    return answer.status;
  };
  expect((await Promise.all(Array.from({ length: 6 }, look))).sort()).toEqual([200, 200, 410, 410, 410, 410]);
});

test('visitor: a wrong link says nothing, whatever is wrong with it @api', async ({ newSpace, server }) => {
  const space = await busy(newSpace, server);
  const other = await busy(newSpace, server);
  const [tenant, id, secret] = (await link(space)).split('/').pop().split('-');
  const [otherTenant] = (await link(other)).split('/').pop().split('-');
  const visitor = new Client(server);
  const bodies = new Set();
  for (const token of [`${otherTenant}-${id}-${secret}`, `${tenant}-${id}-${secret.slice(1)}`, `${tenant}-${id}`, 'nothing-at-all', `${'0'.repeat(26)}-${id}-${secret}`]) {
    const answer = await visitor.get(`/share/${token}`);
    expect(answer.status, token).toBe(404);
    bodies.add((await answer.text()).replaceAll(token, '').replace(/nonce="[^"]*"/g, ''));
  }
  expect(bodies.size).toBe(1);
});

test('viewer: the owner’s links are reached by nobody else @api', async ({ newSpace, server }) => {
  const space = await busy(newSpace, server);
  const path = await link(space);
  const stranger = await newSpace({ open: false });
  const id = (await space.client.text(`${space.base}/settings/share-links`)).match(/shr_\w{26}/)[0];
  for (const slug of [space.slug, stranger.slug]) {
    expect((await stranger.client.get(`/t/${slug}/settings/share-links/${id}`)).status).toBe(404);
    expect((await stranger.client.rpc('share-links.revoke', { tenant: slug, id })).status).toBe(404);
  }
  expect((await new Client(server).get(path)).status).toBe(200);
});
