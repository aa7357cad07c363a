import { enrolAgent } from '../lib/api.js';
import { barriers } from '../lib/barriers.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';

inEachLanguage(() => {
  test('operator: adds an environment, puts a policy agent into it, and cannot delete it while it is used', async ({ page, hasScript, newSpace, say }) => {
    const { base, slug, client } = await newSpace({ plan: 'professional' });
    const agent = await enrolAgent(client, slug, { name: 'mx-one', time_zone: 'UTC' });
    await page.goto(`${base}/settings`);
    await page.getByRole('link', { name: say.environments, exact: true }).click();
    await expect(page.getByText(say.no_environments, { exact: true })).toBeVisible();
    await page.goto(`${base}/settings/environments/new`);
    await page.getByLabel(say.environment_name, { exact: true }).fill('Paris');
    await page.getByRole('button', { name: say.add_environment }).click();
    await expect(page.getByText(say.done_environment_added)).toBeVisible();
    await expect(page.getByRole('rowheader', { name: `Paris ${say.new_mark}` })).toBeVisible();

    // The same name, written otherwise, is taken; what was typed stays.
    await page.goto(`${base}/settings/environments/new`);
    const add = page.locator('form', { has: page.getByRole('button', { name: say.add_environment }) });
    await add.getByLabel(say.environment_name, { exact: true }).fill('PARIS');
    await add.getByRole('button').click();
    await expect(page.getByText(say.taken)).toBeVisible();
    await expect(add.getByLabel(say.environment_name, { exact: true })).toHaveValue('PARIS');

    await page.goto(`${base}/policy-agents/${agent.id}`);
    await page.getByLabel(say.environment, { exact: true }).selectOption({ label: 'Paris' });
    await page.getByRole('button', { name: say.save }).click();
    await expect(page.getByText(say.done_saved)).toBeVisible();
    await expect(page.locator('#agent')).toContainText('Paris');
    await page.goto(`${base}/policy-agents`);
    await expect(page.locator('#agents')).toContainText('Paris');

    await page.goto(`${base}/settings/environments`);
    await page.locator('summary', { hasText: say.edit }).click();
    await page.getByLabel(say.type_name({ name: 'Paris' })).fill('Paris');
    await page.getByRole('button', { name: say.delete, exact: true }).click();
    await expect(page.getByText(say.in_use({ what: `1 ${say.noun.policy_agent}` }))).toBeVisible();

    const rename = page.locator('form', { has: page.getByRole('button', { name: say.rename_environment }) });
    await rename.getByLabel(say.environment_name, { exact: true }).fill('Lyon');
    await rename.getByRole('button').click();
    await expect(page.getByRole('rowheader', { name: 'Lyon' })).toBeVisible();
    if (hasScript) expect(await barriers(page)).toEqual([]);
  });
});
