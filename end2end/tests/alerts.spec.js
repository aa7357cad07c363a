import { enrolAgent } from '../lib/api.js';
import { barriers } from '../lib/barriers.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';

inEachLanguage(() => {
  test('operator: makes a rule about a host, is told what is wrong, silences it, tries it and deletes it', async ({ page, hasScript, newSpace, say }) => {
    const { base, slug, client } = await newSpace({ plan: 'professional' });
    await enrolAgent(client, slug, { name: 'mx-one', time_zone: 'UTC' });
    await page.goto(`${base}/alerts`);
    await expect(page.getByText(say.alerts_quiet, { exact: true })).toBeVisible();
    await page.goto(`${base}/alerts/rules`);
    await expect(page.getByText(say.alert_rule_built_in).first()).toBeVisible();

    await page.goto(`${base}/alerts/rules/new`);
    const add = page.locator('form', { has: page.getByRole('button', { name: say.alert_add }) });
    await add.locator('#name').fill('Too quiet');
    await add.getByLabel(say.alert_metric).selectOption('messages');
    await add.getByLabel(say.alert_about_field).selectOption({ label: say.alert_about_host({ name: 'mx-one' }) });
    await add.getByLabel(say.alert_comparison).selectOption('below');
    await add.getByLabel(say.alert_threshold, { exact: true }).fill('many');
    await add.getByRole('button').click();
    await expect(add.getByLabel(say.alert_threshold, { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(add.locator('#name')).toHaveValue('Too quiet');
    await add.getByLabel(say.alert_threshold, { exact: true }).fill('10');
    await add.getByRole('button').click();
    await expect(page.getByText(say.done_saved)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'Too quiet' })).toBeVisible();

    await page.getByRole('button', { name: say.alert_test, exact: true }).click();
    await expect(page.getByText(say.done_alert_tested)).toBeVisible();
    await page.getByLabel(say.alert_silence_reason).fill('A new disk');
    await page.getByRole('button', { name: say.alert_silence, exact: true }).click();
    await expect(page.getByText('A new disk')).toBeVisible();
    await page.getByRole('button', { name: say.alert_unsilence }).click();
    await expect(page.getByText('A new disk')).toHaveCount(0);
    if (hasScript) expect(await barriers(page)).toEqual([]);

    await page.getByLabel(say.type_name({ name: 'Too quiet' })).fill('Too quiet');
    await page.getByRole('button', { name: say.delete, exact: true }).click();
    await expect(page.getByText(say.done_deleted)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Too quiet' })).toHaveCount(0);
  });

  test('admin: the emergency address is none of the space’s own domains', async ({ page, newSpace, say }) => {
    const { base, slug, client } = await newSpace({ plan: 'professional' });
    await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
    await page.goto(`${base}/settings/contacts`);
    const panel = page.locator('#emergency');
    await panel.getByLabel(say.email).fill('zoe@harbour.example');
    await panel.getByRole('button', { name: say.save }).click();
    await expect(panel.getByText(say.on_own_domain({ domain: 'harbour.example' }))).toBeVisible();
    await expect(panel.getByLabel(say.email)).toHaveValue('zoe@harbour.example');
  });
});
