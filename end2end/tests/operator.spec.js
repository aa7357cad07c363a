import { Client, PASSWORD } from '../lib/api.js';
import { adopt, expect, inEachLanguage, test, unique } from '../lib/fixtures.js';
import { startServer } from '../lib/server.js';
import { makeOperator } from '../lib/operator.js';
import { enrolAuthenticator } from '../lib/totp.js';

inEachLanguage(() => {
  test('operator: walks from the glance through jobs and operators, and gives and takes a role', async ({ page, server, newSpace, say }) => {
    const space = await newSpace({ plan: 'professional' });
    const other = await newSpace({ open: false });
    await page.goto('/operator');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.error_title_404);
    await server.cli(['user', 'operator', space.email, '--role', 'everything']);
    await page.goto('/operator');
    await expect(page.getByRole('main')).toContainText(say.operator_needs_factor);
    await enrolAuthenticator(space.client);
    await space.signIn();
    await page.goto('/operator');
    await expect(page.locator('html')).toHaveAttribute('data-area', 'operator');
    await page.getByRole('main').getByRole('link', { name: say.glance_failed }).click();
    await expect(page).toHaveURL('/operator/jobs?state=failed');
    await page.goto('/operator/operators/new');
    await page.getByLabel(say.email).fill('nobody@people.example');
    await page.getByRole('button', { name: say.operator_give }).click();
    await expect(page.getByText(say.no_such_account)).toBeVisible();
    await page.getByLabel(say.email).fill(other.email);
    await page.getByRole('button', { name: say.operator_give }).click();
    await expect(page.getByRole('status')).toContainText(say.done_saved);
    const row = page.getByRole('row').filter({ hasText: other.email });
    await row.getByText(say.edit).click();
    await row.getByRole('button', { name: say.operator_take }).click();
    await expect(page.getByRole('status')).toContainText(say.done_operator_taken);
    await expect(page.getByRole('row').filter({ hasText: other.email })).toHaveCount(0);
  });
});

inEachLanguage(() => {
  test('operator: makes a feature and a draft, is told what is wrong, publishes, compares and moves', async ({ page, server, newSpace, say }) => {
    const space = await newSpace({ plan: 'solo', kind: 'personal' });
    await makeOperator(server, space, 'billing');
    await space.signIn();
    const feature = unique('onboarding').toLowerCase();
    await page.goto('/operator/catalogue/features/new');
    await page.getByLabel(say.catalogue_name_en).fill(feature);
    await page.getByLabel(say.catalogue_name_fr).fill(feature);
    await page.locator('input[value="boolean"]').check();
    await page.getByRole('button', { name: say.feature_make }).click();
    await expect(page.getByRole('row').filter({ hasText: feature })).toContainText(say.feature_added);
    await page.goto('/operator/catalogue/new');
    const plan = unique('Duo');
    await page.getByLabel(say.catalogue_name_en).fill(plan);
    await page.getByLabel(say.catalogue_name_fr).fill(plan);
    await page.getByLabel(say.catalogue_plan_like).selectOption('solo-1');
    await page.getByRole('button', { name: say.catalogue_plan_make }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${plan} 1`);
    const draft = new URL(page.url()).pathname;
    // A price with a point, and one below zero.
    await page.getByLabel(say.catalogue_month_price).fill('29.00');
    await page.getByLabel(say.feature_domains, { exact: true }).fill('-1');
    await page.getByRole('button', { name: say.catalogue_save }).click();
    await expect(page.getByLabel(say.catalogue_month_price)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel(say.feature_domains, { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel(say.catalogue_month_price)).toHaveValue('29.00');
    await page.getByLabel(say.catalogue_month_price).fill('2900');
    await page.getByLabel(say.feature_domains, { exact: true }).fill('0');
    await page.getByLabel(feature, { exact: true }).selectOption('true');
    const networks = page.locator('.field').filter({ has: page.getByLabel(say.feature_networks, { exact: true }) });
    await networks.getByRole('checkbox').check();
    await page.getByRole('button', { name: say.catalogue_save }).click();
    await expect(page.getByRole('status')).toContainText(say.done_saved);
    await expect(networks.getByRole('checkbox')).toBeChecked();
    await page.goto('/operator/catalogue/preview');
    await expect(page.locator('article').filter({ hasText: plan })).toContainText('29');
    await expect(page.locator('article').filter({ hasText: plan })).toContainText(feature);
    await page.goto('/plans');
    await expect(page.locator('article').filter({ hasText: plan })).toHaveCount(0);
    await page.goto(draft);
    await page.getByRole('button', { name: say.catalogue_publish, exact: true }).click();
    await expect(page.getByRole('status')).toContainText(say.done_version_published);
    await page.goto('/plans');
    await expect(page.locator('article').filter({ hasText: plan })).toHaveCount(1);
    await page.goto(`${draft}/compare?with=solo-1`);
    const row = (name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
    await expect(row(say.feature_domains)).toContainText(say.catalogue_loses);
    await expect(row(say.feature_networks)).toContainText(say.catalogue_gains);
    await page.getByRole('button', { name: say.catalogue_move_some }).click();
    await expect(page.locator('#slugs-error')).toBeVisible();
    await page.locator(`input[value="${space.slug}"]`).check();
    await page.getByRole('button', { name: say.catalogue_move_some }).click();
    await expect(page.getByRole('status')).toContainText(say.done_subscribers_moved);
    await page.goto(`${space.base}/plan`);
    await expect(page.getByRole('main')).toContainText(plan);
  });

  test('operator: gives an exception and answers a request', async ({ page, server, newSpace, say }) => {
    const space = await newSpace({ plan: 'starter' });
    await makeOperator(server, space);
    await space.signIn();
    await space.client.done(`${space.base}/plan`, 'limit-requests.ask', { tenant: space.slug, about: 'feature:networks', wanted: '40', reason: 'Harbour joined us' });
    await page.goto(`/operator/tenants/${space.slug}/overrides`);
    await page.getByLabel(say.catalogue_feature).selectOption('domains');
    await page.getByLabel(say.override_value).fill('7');
    await page.getByLabel(say.override_reason).fill('agreed by phone');
    await page.getByLabel(say.override_ends).fill('2020-01-01');
    await page.getByRole('button', { name: say.override_set }).click();
    await expect(page.getByLabel(say.override_ends)).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel(say.override_ends).fill('');
    await page.getByRole('button', { name: say.override_set }).click();
    const row = page.getByRole('row').filter({ hasText: 'agreed by phone' });
    await expect(row).toContainText(say.override_counts);
    await row.getByRole('button', { name: say.override_end }).click();
    await expect(row).toContainText(say.override_ended);
    await page.goto('/operator');
    await page.getByRole('main').getByRole('link', { name: say.glance_requests }).click();
    const request = page.locator('section').filter({ hasText: 'Harbour joined us' }).filter({ hasText: space.name ?? space.slug });
    await request.getByLabel(say.request_answer).fill('Until spring');
    await request.getByRole('button', { name: say.request_send }).click();
    await expect(page.getByRole('status')).toContainText(say.done_request_answered);
    await page.goto(`${space.base}/plan`);
    await expect(page.locator('#more tbody tr')).toContainText('Until spring');
  });

  test('operator: makes a key for a program, which asks with it until it is revoked', async ({ page, server, newSpace, say }) => {
    const books = unique('books');
    const space = await newSpace();
    await makeOperator(server, space);
    await space.signIn();
    await page.goto('/operator/keys/new');
    await page.getByLabel(say.operator_key_name).fill(books);
    await page.getByRole('button', { name: say.operator_key_make }).click();
    const secret = (await page.locator('#key-text').textContent()).match(/pvo_\w+/)[0];
    const ask = (path) => fetch(`${server.url}/api/v1/operator/${path}`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await ask('catalogue')).status).toBe(200);
    await page.goto('/operator/keys');
    const row = page.getByRole('row').filter({ hasText: books });
    await row.getByRole('button', { name: say.operator_key_revoke }).click();
    await expect(row).toContainText(say.operator_key_revoked);
    expect((await ask('catalogue')).status).toBe(401);
  });
});

test('support: sees jobs and may not begin one again, and no operators', async ({ page, server, newSpace, say }) => {
  const space = await newSpace();
  await makeOperator(server, space, 'support');
  await space.signIn();
  await page.goto('/operator/jobs');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.operator_jobs);
  const answer = await space.client.get('/operator/operators');
  expect(answer.status).toBe(403);
  expect((await space.client.rpc('operator-jobs.retry', { id: 'job_none' })).status).toBe(403);
});

test('visitor: the link that the server prints makes the first operator, once', async ({ page, context, say }) => {
  const server = await startServer();
  try {
    await server.cli(['user', 'create', 'ann@people.example'], 'quiet harbour lantern moss\n');
    const link = server.log.match(/http\S+become-operator\?token=\w+/)[0];
    await page.goto(link);
    await expect(page.getByRole('main').getByRole('link', { name: say.sign_in })).toBeVisible();
    const client = new Client(server);
    await client.signIn('ann@people.example');
    for (const [name, value] of client.cookies) await context.addCookies([{ name, value, url: server.url }]);
    await page.goto(link);
    await page.getByRole('button', { name: say.operator_first_button }).click();
    await expect(page.getByRole('main')).toContainText(say.operator_needs_factor);
    await adopt(client, context);
    await enrolAuthenticator(client);
    for (const [name, value] of client.cookies) await context.addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/operator`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.glance);
    await page.goto(link);
    await expect(page.getByRole('main')).toContainText(say.operator_link_ended.split('`')[0].trim());
    await server.restart();
    expect(server.log).not.toContain('become-operator');
  } finally {
    await server.stop();
  }
});

test('visitor: signs up behind the link that the server prints, and comes back to it', async ({ page, sink, say }) => {
  const server = await startServer({ smtp: sink.url });
  try {
    await page.goto(server.log.match(/http\S+become-operator\?token=\w+/)[0]);
    await page.getByRole('main').getByRole('link', { name: say.sign_up }).click();
    const email = `${unique('ada')}@people.example`;
    await page.getByLabel(say.email).fill(email);
    await page.getByLabel(say.password).fill(PASSWORD);
    await page.getByLabel(say.space_name).fill(unique('Harbour'));
    await page.getByRole('main').getByRole('button', { name: say.home_start }).click();
    const mail = await sink.waitForMail(email);
    await page.goto(mail.link);
    await page.getByRole('button', { name: say.confirm_button }).click();
    await page.getByRole('button', { name: say.operator_first_button }).click();
    await expect(page.getByRole('main')).toContainText(say.operator_needs_factor);
  } finally {
    await server.stop();
  }
});
