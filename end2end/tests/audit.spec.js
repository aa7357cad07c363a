import { enrolAgent } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';

const rows = (page) => page.locator('tbody tr');

/** A space with a few entries of several kinds. */
async function busy(newSpace) {
  const space = await newSpace({ plan: 'professional' });
  const { client, slug, base } = space;
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example\nquay.example', kind: 'local' });
  await enrolAgent(client, slug, { name: '=SUM(A1)', time_zone: 'UTC' });
  await client.done(`${base}/settings`, 'tenants.update-settings', { tenant: slug, name: 'New harbour', time_zone: 'UTC' });
  return space;
}

inEachLanguage(() => {
  test('owner: finds an entry by filters and opens it at an address that stays', async ({ page, say, newSpace }) => {
    const { base, email } = await busy(newSpace);
    await page.goto(`${base}/audit`);
    await expect(rows(page)).not.toHaveCount(0);
    await page.getByLabel(say.audit_who, { exact: true }).fill(email);
    await page.getByLabel(say.audit_action, { exact: true }).selectOption('domains.add');
    await page.getByLabel(say.audit_text, { exact: true }).fill('quay');
    await page.getByRole('button', { name: say.show }).click();
    await expect(page).toHaveURL(/action=domains\.add/);
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText('quay.example');
    await expect(rows(page)).toContainText(say.audit_allowed);
    await rows(page).getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`${base}/audit/\\d+$`));
    await expect(page.locator('dl.facts').first()).toContainText(email);
    await expect(page.getByRole('region', { name: say.audit_changes })).toContainText('quay.example');
    await expect(page.locator('.decision')).toContainText(say.manage_mail_flow);
    expect((await page.reload()).status()).toBe(200);
    await page.getByRole('link', { name: say.audit_all }).click();
    await page.getByLabel(say.audit_action, { exact: true }).selectOption('tenants.update-settings');
    await page.getByRole('button', { name: say.show }).click();
    await rows(page).first().getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`${base}/audit/c\\d+$`));
    await expect(page.locator('ins')).toContainText(['New harbour']);
  });

  test('owner: nothing found, and filters that are none, leave a way on', async ({ page, say, newSpace }) => {
    const { base } = await busy(newSpace);
    await page.goto(`${base}/audit?who=nobody-of-this-name`);
    await expect(page.getByRole('heading', { name: say.audit_none })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: say.audit_all }).click();
    await expect(rows(page)).not.toHaveCount(0);
    await page.goto(`${base}/audit?from=yesterday&action=domain`);
    await expect(page.getByText(say.filters_refused({ values: 'yesterday, domain' }))).toBeVisible();
    await expect(rows(page)).not.toHaveCount(0);
  });
});

test('owner: pages through the log without missing or repeating an entry', async ({ page, say, newSpace }) => {
  const { base, client, slug } = await newSpace({ plan: 'enterprise' });
  const names = Array.from({ length: 60 }, (_, number) => `d${number}.example`);
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: names.join('\n'), kind: 'local' });
  await page.goto(`${base}/audit`);
  const ids = async () => rows(page).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const seen = await ids();
  expect(seen).toHaveLength(50);
  await page.getByRole('link', { name: say.older }).click();
  await expect(page).toHaveURL(/before=/);
  seen.push(...(await ids()));
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(61);
  await page.getByRole('link', { name: say.newer }).click();
  await expect(rows(page)).toHaveCount(50);
});

test('owner: the files hold what the filters choose, and no formula @api @smoke', async ({ newSpace }) => {
  const { base, client } = await busy(newSpace);
  const csv = await client.get(`${base}/audit.csv?action=policy-agents`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toContain('audit.csv');
  const lines = (await csv.text()).trim().split('\r\n');
  expect(lines[0]).toMatch(/^id,at,actor,source,action,outcome,target/);
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toMatch(/,[=+@]/);
  const ndjson = await client.text(`${base}/audit.ndjson?action=policy-agents`);
  const [entry, ...rest] = ndjson.trim().split('\n').map((line) => JSON.parse(line));
  expect(rest).toEqual([]);
  expect(entry).toMatchObject({ action: 'policy-agents.enrol', outcome: 'allowed', after: { name: '=SUM(A1)' } });
  expect(entry.hash).toMatch(/^[0-9a-f]{64}$/);
  expect((await client.get(`${base}/audit.csv?from=yesterday`)).status).toBe(422);
});

test('stranger: an attempt is seen by the space it was aimed at, and tells the stranger nothing @api', async ({ newSpace }) => {
  const space = await busy(newSpace);
  const stranger = await newSpace({ open: false });
  for (const path of ['/audit', '/audit/1', '/audit.csv', '/audit.ndjson']) {
    expect((await stranger.client.get(space.base + path)).status, path).toBe(404);
  }
  const log = await space.client.text(`${space.base}/audit?outcome=refused`);
  expect(log).toContain(stranger.email);
});

test('operator: verifies and exports on the command line @api', async ({ newSpace, server }) => {
  const { slug } = await busy(newSpace);
  expect(await server.cli(['audit', 'verify', '--tenant', slug])).toMatch(
    new RegExp(`^control, tenant ${slug}: \\d+ entries fit, .*\ntenant ${slug}: \\d+ entries fit, the last hash is [0-9a-f]{64}\n$`),
  );
  expect(await server.cli(['audit', 'verify', '--control'])).toMatch(/^control: \d+ entries fit/);
  const exported = await server.cli(['audit', 'export', '--tenant', slug]);
  expect(exported.trim().split('\n').map((line) => JSON.parse(line).action)).toContain('domains.add');
  expect(await server.cli(['audit', 'export', '--tenant', slug, '--format', 'csv'])).toMatch(/^id,at,actor/);
});
