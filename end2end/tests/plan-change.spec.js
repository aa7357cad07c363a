import { expect, inEachLanguage, test as base } from '../lib/fixtures.js';
import { startServer } from '../lib/server.js';

const SELLER = {
  name: 'Passerelle', street: '12 rue des Ponts', postcode: '75006', city: 'Paris', country: 'FR',
  siren: '732829320', vat_number: 'FR44732829320', email: 'billing@passerelle.example',
};

// A provider who sends invoices.
const test = base.extend({
  server: [
    async ({ engine, sink }, use) => {
      const env = { PARVIS_TRUSTED_PROXIES: '127.0.0.0/8', PARVIS_SELLER: JSON.stringify(SELLER) };
      const server = await startServer({ engine, smtp: sink.url, env });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

inEachLanguage(() => {
  test('owner: sees what a plan would mean, takes it, goes back, undoes it and cancels', async ({ page, say, newSpace, hasScript }) => {
    const space = await newSpace({ plan: 'starter' });
    const change = `${space.base}/plan/change`;
    const quote = async (plan) => {
      await page.goto(change);
      await page.locator('#choose select[name="plan"]').selectOption(plan);
      await page.locator('#choose button[type="submit"]').click();
      await expect(page).toHaveURL(/\?quote=pqt_/);
    };
    const confirm = page.locator('#quote form button[type="submit"]');
    const shot = async (name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });

    // Choosing answers at once where there is script; without it, the button does.
    await page.goto(change);
    await page.locator('#choose select[name="plan"]').selectOption('professional');
    const whatIf = page.locator('#what-if');
    if (hasScript) {
      await expect(whatIf).toContainText(say.replay_reached_none);
      await expect(whatIf).toContainText(say.freeze_nothing);
      await expect(whatIf).toContainText(say.change_at_once);
      await page.locator('#choose input[name="interval"][value="year"]').check();
      await expect(whatIf).toContainText(say.change_means({ plan: 'Professional' }));
      await expect(whatIf.getByRole('link', { name: say.tax_country })).toBeVisible();
      await page.getByRole('link', { name: say.what_if_go_on }).click();
      await expect(page).toHaveURL(/\?quote=pqt_/);
      await expect(page.locator('#quote')).toContainText(say.change_at_once);
    } else {
      await expect(whatIf).toHaveText('');
    }

    // Without anybody to invoice there is a quote, and the way to complete what is missing.
    await quote('professional');
    await expect(page.locator('#quote')).toContainText(say.change_at_once);
    await expect(page.locator('#replay')).toContainText('90');
    await expect(page.locator('#tax')).toContainText(say.tax_unknown);
    await expect(page.locator('#gross')).toHaveCount(0);
    await expect(confirm).toHaveCount(0);
    await page.getByRole('link', { name: say.change_complete }).click();
    const contact = { name: 'Acme SARL', email: 'compta@acme.example', street: '1 rue Haute', postcode: '69001', city: 'Lyon', siren: '404833048' };
    for (const [name, value] of Object.entries(contact)) await page.locator(`main [name="${name}"]`).fill(value);
    await page.locator('main select[name="country"]').selectOption('FR');
    await page.locator('main form:has([name="siren"]) button[type="submit"]').click();
    await expect(page).toHaveURL(/done=saved/);

    await quote('professional');
    const gross = await page.locator('#gross').textContent();
    await confirm.click();
    await expect(page).toHaveURL(/done=plan-changed/);
    await expect(page.locator('#now')).toContainText('Professional');
    await expect(async () => {
      await page.goto(`${space.base}/plan/invoices`);
      await expect(page.locator('main tbody tr').filter({ hasText: gross.trim() }).first()).toBeVisible({ timeout: 1000 });
    }).toPass();

    await quote('starter');
    await confirm.click();
    await expect(page).toHaveURL(/done=plan-to-come/);
    await expect(page.locator('#now')).toContainText('Professional');
    await page.locator('#to-come').getByRole('button', { name: say.change_undo }).click();
    await expect(page).toHaveURL(/done=plan-undone/);
    await expect(page.locator('#to-come')).toHaveCount(0);

    await page.locator('#cancel').getByRole('button', { name: say.cancel_button }).click();
    await expect(page).toHaveURL(/done=plan-cancelled/);
    await expect(page.locator('#to-come')).toContainText('Starter');
    await expect(page.locator('#cancel')).toHaveCount(0);
  });
});
