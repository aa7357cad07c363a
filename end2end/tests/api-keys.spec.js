import { expect, test } from '../lib/fixtures.js';
import { addMember } from '../lib/api.js';

const KEY = /^pvk_\w{26}_\w{26}_\w{32}$/;

const done = (page, text) => page.getByRole('status').filter({ hasText: text });
const ask = (server, secret, path = '/api/v1/key') => fetch(server.url + path, { headers: { authorization: `Bearer ${secret}` } });

/** Makes a key in the page and returns its secret. */
async function create(page, say, base, { name = 'Nightly report', permissions = ['view-mail-flow'] } = {}) {
  await page.goto(`${base}/settings/api-keys/new`);
  await page.getByLabel(say.key_name, { exact: true }).fill(name);
  for (const word of permissions) await page.locator(`input[value="${word}"]`).check();
  await page.getByRole('button', { name: say.create_key }).click();
  await expect(page.getByText(say.key_once)).toBeVisible();
  return page.locator('#key-text').textContent();
}

for (const locale of ['en', 'fr']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('owner: makes a key, uses it, rotates it, revokes it @smoke', async ({ page, say, server, newSpace }) => {
      const { base, slug } = await newSpace();
      const first = await create(page, say, base);
      expect(first).toMatch(KEY);
      await expect(page.locator('#key-example')).toContainText(`${server.url}/api/v1/key`);
      const answer = await ask(server, first);
      expect(await answer.json()).toMatchObject({ name: 'Nightly report', tenant: slug, permissions: ['view-mail-flow'] });
      expect((await ask(server, first, `/api/v1/tenants/${slug}/domains`)).status).toBe(200);
      const row = page.getByRole('row').filter({ hasText: 'Nightly report' });
      // It is written within a second.
      await expect(async () => {
        await page.goto(`${base}/settings/api-keys`);
        await expect(row).toContainText('127.0.0.1', { timeout: 200 });
      }).toPass();
      expect(await page.content()).not.toContain(first);
      await expect(row).toContainText(say.whole_space);
      await expect(row).toContainText(say.expires_never);

      await row.getByText(say.change_key).click();
      await row.getByLabel(say.overlap).selectOption('1h');
      await row.getByRole('button', { name: say.rotate_api_key }).click();
      const second = await page.locator('#key-text').textContent();
      expect(second).toMatch(KEY);
      expect(second).not.toBe(first);
      for (const secret of [first, second]) expect((await ask(server, secret)).status).toBe(200);

      await page.goto(`${base}/settings/api-keys`);
      await row.getByText(say.change_key).click();
      const confirm = row.getByLabel(say.type_name({ name: 'Nightly report' }));
      await confirm.fill('nightly');
      await row.getByRole('button', { name: say.revoke }).click();
      await expect(page.getByText(say.not_the_name({ name: 'Nightly report' }))).toBeVisible();
      expect((await ask(server, second)).status).toBe(200);
      await confirm.fill('Nightly report');
      await row.getByRole('button', { name: say.revoke }).click();
      await expect(done(page, say.done_key_revoked)).toBeVisible();
      for (const secret of [first, second]) expect((await ask(server, secret)).status).toBe(401);
      await expect(row).toContainText(say.state_key_revoked);
    });

    test('owner: a refused form keeps what was typed', async ({ page, say, newSpace }) => {
      const { base } = await newSpace();
      await page.goto(`${base}/settings/api-keys/new`);
      await page.locator('input[value="view-events"]').check();
      await page.getByLabel(say.key_networks).fill('192.0.2.0/24\nhome');
      await page.getByLabel(say.key_expires).fill('2020-01-01');
      await page.getByRole('button', { name: say.create_key }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await expect(page.getByText(say.required, { exact: true })).toBeVisible();
      await expect(page.getByText(say.in_the_past)).toBeVisible();
      await expect(page.getByText(say.not_a_network)).toBeVisible();
      await expect(page.getByLabel(say.key_networks)).toHaveValue('192.0.2.0/24\nhome');
      await expect(page.getByLabel(say.key_expires)).toHaveValue('2020-01-01');
      await expect(page.locator('input[value="view-events"]')).toBeChecked();
    });
  });
}

test('admin: cannot give what they do not have, and reads why', async ({ page, context, say, server, newSpace }) => {
  const { base, slug } = await newSpace({ open: false });
  const email = `admin-${slug}@people.example`;
  const { client } = await addMember({ server, slug, email, role: 'admin' });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: server.url }));
  await context.addCookies(cookies);
  await page.goto(`${base}/settings/api-keys/new`);
  const box = page.locator('input[value="manage-owners"]');
  await expect(box).toBeDisabled();
  await expect(page.locator('label', { has: box })).toContainText(`${slug}@people.example`);
  const answer = await client.rpc('api-keys.create', {}, { body: new URLSearchParams({ tenant: slug, name: 'x', 'permissions[]': 'manage-owners' }) });
  expect(answer.status).toBe(422);
});

test('owner: copies the key with a button @script', async ({ page, context, say, newSpace }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { base } = await newSpace();
  const key = await create(page, say, base);
  const button = page.locator('.secret').getByRole('button');
  await expect(async () => {
    await button.click();
    await expect(button).toHaveText(say.copied, { timeout: 1500 });
  }).toPass();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
});
