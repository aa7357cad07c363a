import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { makeOperator } from '../lib/operator.js';

inEachLanguage(() => {
  test('owner: asks support, is answered on the page, and closes the question', async ({ page, server, newSpace, say }) => {
    const space = await newSpace({ plan: 'professional' });
    const operators = await newSpace({ open: false });
    await makeOperator(server, operators, 'support');
    await page.goto(`${space.base}/help`);
    await expect(page.locator('#support')).toHaveAttribute('data-support', 'priority');
    await page.getByRole('main').getByRole('link', { name: say.new_question }).click();
    // What is missing is said at the field, and nothing typed is lost.
    await page.getByRole('textbox', { name: say.help_ask_text, exact: true }).fill('Where do bounces show?');
    await page.getByRole('button', { name: say.help_ask_button }).click();
    await expect(page.getByRole('textbox', { name: say.help_ask_text, exact: true })).toHaveValue('Where do bounces show?');
    await page.getByRole('textbox', { name: say.help_ask_subject, exact: true }).fill('Bounces');
    await page.getByRole('button', { name: say.help_ask_button }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bounces');
    const id = new URL(page.url()).pathname.split('/').pop();

    await operators.signIn();
    await page.goto('/operator/support');
    await page.getByRole('main').getByRole('row').filter({ hasText: space.email }).getByRole('link').click();
    await expect(page).toHaveURL(`/operator/support/${id}`);
    await page.getByRole('textbox', { name: say.support_answer, exact: true }).fill('On the overview, by direction.');
    await page.getByRole('button', { name: say.support_answer_button }).click();
    await expect(page.locator('[data-answer="true"]')).toContainText('On the overview, by direction.');

    await space.signIn();
    await page.goto(`${space.base}/help`);
    await page.locator('#questions').getByRole('link', { name: 'Bounces' }).click();
    await expect(page.locator('[data-answer="true"]')).toContainText(say.help_provider);
    await page.getByRole('button', { name: say.help_close }).click();
    await expect(page.getByRole('button', { name: say.help_close })).toHaveCount(0);
  });

  test('owner of a free plan: is told which plan gives support and reports', async ({ page, newSpace, say }) => {
    const { base } = await newSpace({ plan: 'starter' });
    await page.goto(`${base}/help`);
    await expect(page.locator('#support')).toHaveAttribute('data-support', 'none');
    await page.getByRole('link', { name: say.help_larger }).click();
    await expect(page).toHaveURL(`${base}/plan/change`);
    await page.goto(`${base}/reports`);
    await expect(page.locator('#lacking')).toHaveAttribute('data-feature', 'reports');
    await expect(page.locator('#lacking').getByRole('link', { name: say.usage_ask })).toHaveAttribute('href', `${base}/plan#more`);
  });
});
