// From the console into another program: signed in, on this space's data, at the same moment, and no longer than one may.

import { expect, inEachLanguage } from '../lib/fixtures.js';
import { open, readySpace, test } from '../lib/opening.js';

inEachLanguage(() => {
  test('member: opens Grafana from the dashboard, signed in, on this space’s data @smoke', async ({ page, hasScript, newSpace, withGrafana, grafana }) => {
    const space = await readySpace(newSpace);
    await page.goto(`${space.base}?range=7d`);
    await open(page, hasScript);
    await expect(page).toHaveURL(new RegExp(`^${withGrafana.url}/d/`));
    const { name } = [...grafana.orgs.values()].at(-1);
    await expect(page.getByRole('heading')).toHaveText(name);
    await expect(page.locator('#role')).toHaveText('Editor');
    // What was looked at went along, and no ticket stands in any address.
    const url = new URL(page.url());
    expect(Number(url.searchParams.get('to')) - Number(url.searchParams.get('from'))).toBeGreaterThan(6 * 86_400_000);
    expect(grafana.shown.every((one) => !one.url.includes('ticket'))).toBe(true);
  });

  test('member: who signs out of the console is out of Grafana with the next request', async ({ page, say, server, hasScript, newSpace, withGrafana }) => {
    const space = await readySpace(newSpace);
    await page.goto(space.base);
    await open(page, hasScript);
    await expect(page).toHaveURL(new RegExp(`^${withGrafana.url}/d/`));
    await space.client.done('/account', 'sessions.end', {});
    await page.reload();
    await expect(page).toHaveURL(new RegExp(`^${server.url}/sign-in`));
    // Whoever signs in again is where they were.
    await page.getByLabel(say.email).fill(space.email);
    await page.getByLabel(say.password, { exact: true }).fill(space.password);
    await page.getByRole('main').getByRole('button', { name: say.sign_in }).click();
    await expect(page).toHaveURL(new RegExp(`^${server.url}/open/${space.slug}/grafana/mail-flow\\?from=`));
  });

  test('member: the permanent address says what opens, survives a sign-in on the way, and is nobody else’s', async ({ page, say, newSpace, withGrafana }) => {
    expect(withGrafana.url).toBeTruthy();
    const space = await readySpace(newSpace, { open: false });
    const address = `/open/${space.slug}/grafana/hosts?from=2026-11-20T00:00:00Z&to=1795262400000&tz=Europe/Paris&host=mx1`;
    await page.goto(address);
    await page.getByLabel(say.email).fill(space.email);
    await page.getByLabel(say.password, { exact: true }).fill(space.password);
    await page.getByRole('main').getByRole('button', { name: say.sign_in }).click();
    await expect(page).toHaveURL((url) => decodeURIComponent(url.pathname + url.search) === address);
    await expect(page.getByRole('main')).toContainText('Europe/Paris');
    await expect(page.getByRole('main')).toContainText('mx1');
    await expect(page.getByRole('main').getByRole('button', { name: say.open_in({ program: 'Grafana' }) })).toBeEnabled();
    const other = await newSpace();
    expect(other.slug).not.toBe(space.slug);
    await page.goto(address);
    await expect(page.getByRole('main')).not.toContainText('Europe/Paris');
  });

  test('operator: sees what a space has in Grafana and has it made again, and how its events arrive', async ({ page, say, newSpace, operator, withGrafana, grafana }) => {
    expect(withGrafana.url).toBeTruthy();
    const space = await readySpace(newSpace, { open: false });
    const made = grafana.orgs.size;
    await operator.signIn();
    await page.goto(`/operator/deep-links/grafana?text=${space.slug}`);
    const row = page.locator('#tenants').getByRole('row', { name: new RegExp(space.slug) });
    await expect(row).toContainText(say.prepared_ready);
    await row.getByText(say.links_again, { exact: true }).click();
    await row.getByRole('button', { name: say.links_prepare }).click();
    await expect(page.getByRole('status')).toContainText(say.done_preparing);
    await page.getByRole('button', { name: say.links_prepare_all }).click();
    await expect(page.getByRole('status')).toContainText(say.done_preparing);
    expect(grafana.orgs.size).toBe(made);
    await page.goto(`/operator/deep-links/influxdb/${space.slug}`);
    await page.getByLabel(say.stores_from).fill('2026-11-20');
    await page.getByLabel(say.stores_to).fill('2026-11-19');
    await page.getByRole('button', { name: say.stores_again_do }).click();
    await expect(page.getByLabel(say.stores_to)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel(say.stores_from)).toHaveValue('2026-11-20');
    await page.getByLabel(say.stores_to).fill('2026-11-20');
    await page.getByRole('button', { name: say.stores_again_do }).click();
    await expect(page.getByRole('status')).toContainText(say.done_sent_again);
  });

  test('member: sees where the events go, and has a day sent again', async ({ page, say, newSpace, withGrafana }) => {
    expect(withGrafana.url).toBeTruthy();
    const space = await readySpace(newSpace);
    await page.goto(`${space.base}/events`);
    await page.getByRole('link', { name: say.stores_link }).click();
    const store = page.locator('#influxdb');
    await expect(store).toBeVisible();
    await store.getByLabel(say.stores_from).fill('2026-11-20');
    await store.getByLabel(say.stores_to).fill('2026-11-20');
    await store.getByRole('button', { name: say.stores_again_do }).click();
    await expect(page.getByRole('status')).toContainText(say.done_sent_again);
  });
});
