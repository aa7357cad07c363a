import { PASSWORD } from '../lib/api.js';
import { expect, inEachLanguage, test, unique } from '../lib/fixtures.js';

inEachLanguage(() => {
  test('visitor: compares plans, chooses one and signs up with it @smoke', async ({ page, sink, say }) => {
    await page.goto('/');
    await page.getByRole('link', { name: say.plans_all }).click();
    await expect(page).toHaveURL(/\/plans$/);
    const card = page.locator('[data-plan="professional"]');
    const price = card.locator('.price');
    const monthly = await price.textContent();
    expect(monthly).toContain('49');
    await page.getByRole('link', { name: say.plans_year }).click();
    await expect(page.getByRole('link', { name: say.plans_year })).toHaveAttribute('aria-current', 'true');
    await expect(price).toContainText('490');
    // Nothing, a number and without limit look different.
    await expect(page.locator('[data-plan="free"] li[data-kind="without"]').first()).toBeVisible();
    await card.getByRole('link', { name: say.plans_ask({ plan: 'Professional' }) }).click();
    await expect(page).toHaveURL(/\/sign-up\?plan=professional&interval=year$/);
    await expect(page.locator('#chosen-plan')).toContainText('Starter');
    await expect(page.locator('#chosen-plan')).toContainText(say.per_year);
    await expect(page.getByRole('radio', { name: say.plans_year })).toBeChecked();
    const email = `${unique('ada')}@people.example`;
    await page.getByLabel(say.email).fill(email);
    await page.getByLabel(say.password).fill(PASSWORD);
    await page.getByLabel(say.space_name).fill(unique('Harbour'));
    await page.getByRole('main').getByRole('button', { name: say.home_start }).click();
    const mail = await sink.waitForMail(email);
    await page.goto(mail.link);
    await page.getByRole('button', { name: say.confirm_button }).click();
    await expect(page).toHaveURL(/done=welcome$/);
    const space = new URL(page.url()).pathname;
    await page.goto(`${space}/plan`);
    const asked = page.locator('#more tbody tr');
    await expect(asked).toHaveCount(1);
    await expect(asked).toContainText('Professional');
    await expect(asked).toContainText(say.more_open);
  });

  test('owner: meets a limit, asks for more, and finds it granted', async ({ page, say, server, newSpace }) => {
    const space = await newSpace({ plan: 'starter' });
    await page.goto(`${space.base}/events`);
    await expect(page.locator('#advanced-search')).toBeVisible();
    await page.goto(`${space.base}/plan`);
    const form = page.locator('#more form').last();
    await form.getByLabel(say.more_about, { exact: true }).selectOption('feature:domains');
    await form.getByLabel(say.more_wanted).fill('40');
    await form.getByLabel(say.more_reason, { exact: true }).fill('Harbour joined us');
    await form.getByRole('button', { name: say.more_button }).click();
    await expect(page.locator('#more tbody tr')).toContainText('40');
    const waiting = await server.cli(['plans', 'requests']);
    const id = waiting.split('\n').find((line) => line.includes(space.slug)).split('\t')[0];
    await server.cli(['plans', 'answer', id, 'Until spring', '--grant', '40']);
    await page.reload();
    await expect(page.locator('#more tbody tr')).toContainText('Until spring');
    await expect(page.locator('[data-quota="domains"]')).toContainText('40');
  });

  test('owner: reads what is let go of next, and when', async ({ page, say, newSpace }) => {
    const space = await newSpace({ plan: 'starter' });
    await page.goto(`${space.base}/plan`);
    const rows = page.locator('#retention tbody tr');
    await expect(rows).toHaveCount(3);
    await expect(rows.filter({ hasText: say.retention_log_lines })).toContainText('7');
    await expect(page.getByText(say.retention_lead)).toBeVisible();
  });

  test('owner: sees what is used and chooses who is told', async ({ page, say, newSpace }) => {
    const space = await newSpace({ plan: 'starter' });
    await page.goto(`${space.base}/plan`);
    const events = page.locator('[data-quota="events"]');
    await expect(events.locator('meter')).toHaveCount(1);
    await expect(events).toContainText(say.at_limit_events);
    await expect(page.locator('[data-quota="domains"]')).toContainText(say.at_limit_counted);
    const form = page.locator('#alerts form');
    await form.getByLabel(say.usage_alerts_emails).fill('stranger@elsewhere.example');
    await form.getByRole('button', { name: say.save }).click();
    await expect(form.locator('[aria-invalid="true"]')).toHaveCount(1);
    await form.getByLabel(say.usage_alerts_emails).fill('');
    await form.getByRole('button', { name: say.save }).click();
    await expect(page).toHaveURL(/done=saved/);
    await expect(form.getByLabel(say.usage_alerts_emails)).toHaveValue('');
  });
});
