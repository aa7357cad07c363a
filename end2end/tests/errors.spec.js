import { expect, inEachLanguage, test } from '../lib/fixtures.js';

inEachLanguage(() => {
  test('visitor: an address where nothing is answers with a page that says so', async ({ page, say }) => {
    const answer = await page.goto('/nowhere/at/all');
    expect(answer.status()).toBe(404);
    await expect(page.getByRole('heading', { name: say.error_title_404 })).toBeVisible();
    await expect(page.getByText(say.not_found)).toBeVisible();
    const id = answer.headers()['x-request-id'];
    expect(id).toMatch(/^\w{12}$/);
    await expect(page.getByText(say.request_number({ id }))).toBeVisible();
    await page.getByRole('link', { name: say.back_home }).click();
    await expect(page).toHaveURL('/');
  });

  test('owner: another tenant’s space does not exist', async ({ page, say, newSpace }) => {
    const other = await newSpace({ open: false });
    await newSpace();
    for (const path of [other.base, `${other.base}/mail-flow`, '/t/no-such-space']) {
      const answer = await page.goto(path);
      expect(answer.status(), path).toBe(404);
      await expect(page.getByText(say.not_found)).toBeVisible();
      await expect(page.getByRole('link', { name: say.home_go })).toHaveAttribute('href', '/spaces');
    }
  });

  test('visitor: a tenant’s pages lead to signing in, whether they exist or not', async ({ page, newSpace }) => {
    const { base } = await newSpace({ open: false });
    for (const path of [base, `${base}/events?host=mx1`, '/t/no-such-space', '/account', '/spaces']) {
      await page.goto(path);
      await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(path)}`);
    }
  });
});

test('owner: a session that ended while a form was open leads to signing in', async ({ page, say, newSpace }) => {
  const { base, client } = await newSpace({ plan: 'professional' });
  const path = `${base}/mail-flow/domains/new`;
  await page.goto(path);
  await page.getByLabel(say.domain_names).fill('harbour.example');
  await client.done('/sign-in', 'sessions.end');
  await page.getByRole('button', { name: say.add_domains }).click();
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(path)}`);
});

test('machine: errors come as problem details @api', async ({ client, server, newSpace }) => {
  const { base } = await newSpace({ open: false });
  const wanted = [
    [`${base}/overview.csv`, {}, 401],
    [`${base}/live`, {}, 401],
    ['/rpc/no-such-function', { method: 'POST', body: 'x=1' }, 404],
    ['/api/v1/events', { method: 'POST', body: '{}' }, 401],
  ];
  for (const [path, options, status] of wanted) {
    const answer = await client.request(path, options);
    expect(answer.status, path).toBe(status);
    expect(answer.headers.get('content-type'), path).toBe('application/problem+json');
    const problem = await answer.json();
    expect(problem.status, path).toBe(status);
    expect(problem.request_id, path).toBe(answer.headers.get('x-request-id'));
    expect(problem.detail.length, path).toBeGreaterThan(10);
  }
  expect((await fetch(`${server.url}/`, { method: 'DELETE' })).status).toBe(405);
});

test('attacker: a form too large or naming no action is refused with a page @api', async ({ client }) => {
  const large = await client.post('/sign-in', 'sessions.start', { email: 'x'.repeat(500_000) }, { headers: { accept: 'text/html' } });
  expect(large.status).toBe(413);
  expect(large.headers.get('content-type')).toMatch(/^text\/html/);
  const unknown = await client.post('/sign-in', 'no.such.action');
  expect(unknown.status).toBe(400);
  expect(unknown.headers.get('content-type')).toMatch(/^text\/html/);
});

test('attacker: a form with a field nobody asked for changes nothing, and says which @api', async ({ newSpace }) => {
  const { client, slug, base } = await newSpace({ open: false });
  const fields = { tenant: slug, name: 'Renamed', time_zone: 'UTC', plan: 'enterprise' };
  const posted = await client.post(`${base}/settings`, 'tenants.update-settings', fields);
  expect(posted.status).toBe(400);
  expect(await posted.text()).toContain('the form has no field “plan”');
  expect((await client.rpc('tenants.update-settings', fields)).status).toBe(400);
  expect(await client.text(`${base}/settings`)).not.toContain('Renamed');
});
