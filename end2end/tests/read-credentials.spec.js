// A space's people read its part of a store with programs of their own, for as long as they let them.

import { expect, inEachLanguage, unique } from '../lib/fixtures.js';
import { test } from '../lib/opening.js';

/** The status with which an InfluxDB answers a user who asks for the measurements of a database. */
async function status({ url }, { login, place, password }) {
  const query = new URLSearchParams({ db: place, q: 'SHOW MEASUREMENTS' });
  const answer = await fetch(`${url}/query?${query}`, { headers: { authorization: `Basic ${btoa(`${login}:${password}`)}` } });
  return answer.status;
}

/** What is shown once. */
async function shown(page) {
  const [, place, login] = await page.locator('#credential dd code').allTextContents();
  return { place, login, password: await page.locator('#password-text').textContent() };
}

inEachLanguage(() => {
  test('owner: makes a read-only credential, gives it another password and revokes it', async ({ page, say, newSpace, withReaders, influx }) => {
    const space = await newSpace({ plan: 'professional' });
    const list = `${space.base}/settings/read-credentials`;
    const name = unique('Statistics');
    await page.goto(`${list}/new`);
    await page.getByRole('button', { name: say.read_create }).click();
    await expect(page.getByLabel(say.read_name, { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel(say.read_name, { exact: true }).fill(name);
    await page.getByRole('button', { name: say.read_create }).click();
    const first = await shown(page);
    await expect(page.locator('#credential')).toContainText(withReaders.url);
    expect(await status(influx, first)).toBe(200);

    await page.goto(list);
    expect(await page.content()).not.toContain(first.password);
    const row = page.getByRole('row').filter({ hasText: name });
    await row.getByText(say.read_change).click();
    await row.getByRole('button', { name: say.read_rotate }).click();
    const second = await shown(page);
    expect(second.login).toBe(first.login);
    expect(second.password).not.toBe(first.password);
    expect([await status(influx, first), await status(influx, second)]).toEqual([401, 200]);

    await page.goto(list);
    await row.getByText(say.read_change).click();
    await row.getByLabel(say.type_name({ name })).fill('another');
    await row.getByRole('button', { name: say.revoke, exact: true }).click();
    await expect(row.getByLabel(say.type_name({ name }))).toHaveAttribute('aria-invalid', 'true');
    expect(await status(influx, second)).toBe(200);
    await row.getByLabel(say.type_name({ name })).fill(name);
    await row.getByRole('button', { name: say.revoke, exact: true }).click();
    await expect(page.getByRole('status')).toContainText(say.done_read_revoked);
    expect(await status(influx, second)).toBe(401);
    await expect(row.getByRole('button', { name: say.read_rotate })).toHaveCount(0);
  });
});
