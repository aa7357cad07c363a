import { barriers } from '../lib/barriers.js';

import { PASSWORD } from '../lib/api.js';
import { expect, inEachLanguage, test as base, unique } from '../lib/fixtures.js';
import { startNames } from '../lib/dns.js';
import { CLIENT, addressOfReturn, consent, startProvider, withoutFonts } from '../lib/oidc.js';
import { startServer } from '../lib/server.js';

const TITLE = 'Harbour ID';

const test = base.extend({
  provider: [
    async ({}, use) => {
      const provider = await startProvider();
      await use(provider);
      await provider.stop();
    },
    { scope: 'worker' },
  ],
  names: [
    async ({}, use) => {
      const names = await startNames();
      await use(names);
      await names.stop();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ engine, sink, provider, names }, use) => {
      const own = { id: 'harbour', title: TITLE, issuer: provider.issuer, client_id: CLIENT.id, client_secret: CLIENT.secret };
      const down = { ...own, id: 'down', title: 'Silent ID', issuer: 'http://localhost:9' };
      const env = { PARVIS_TRUSTED_PROXIES: '127.0.0.0/8', PARVIS_PROVIDERS: JSON.stringify([own, down]), PARVIS_ALLOW_PRIVATE_PROVIDERS: 'true', PARVIS_DNS_SERVER: names.address };
      const server = await startServer({ engine, smtp: sink.url, env });
      provider.allow([`${server.url}/oauth/harbour/callback`]);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  context: async ({ context }, use) => {
    await withoutFonts(context);
    await use(context);
  },
});

const press = (page, name) => page.getByRole('main').getByRole('button', { name, exact: true }).click();

/** Signs out without the pages that are open noticing. */
async function forget(page) {
  await page.goto('about:blank');
  await page.context().clearCookies();
}

/** Goes to the provider from a page of ours and comes back. */
async function through(page, say, name, from = '/sign-in') {
  await page.goto(from);
  await press(page, say.provider_continue({ title: TITLE }));
  await consent(page, name);
}

async function open(page, say, slug) {
  await page.locator('input[name=space]').fill('Harbour works');
  await page.locator('input[name=slug]').fill(slug);
  await press(page, say.home_start);
}

inEachLanguage(() => {
  test('visitor: signs up through a provider, and signs in again @smoke', async ({ page, hasScript, say, context }) => {
    const name = unique('anna');
    await through(page, say, name, '/sign-up');
    await expect(page).toHaveURL('/oauth/continue');
    await expect(page.getByRole('heading', { name: say.arrived_title })).toBeVisible();
    await expect(page.getByText(say.arrived_new_lead({ title: TITLE, email: `${name}@people.example` }))).toBeVisible();
    if (hasScript) expect(await barriers(page)).toEqual([]);
    // The space's name is asked for as in every sign-up, and what was typed stays.
    await press(page, say.home_start);
    await expect(page.locator('#space-error')).toBeVisible();
    await open(page, say, name);
    await expect(page).toHaveURL(`/t/${name}?done=welcome`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

    await forget(page);
    await page.goto(`/t/${name}/events`);
    await press(page, say.provider_continue({ title: TITLE }));
    await consent(page, name);
    await expect(page).toHaveURL(`/t/${name}/events`);
  });

  test('visitor: who declines at the provider is told so, and nothing has changed', async ({ page, say, context }) => {
    await page.goto('/sign-in');
    await press(page, say.provider_continue({ title: TITLE }));
    await page.getByRole('link', { name: /cancel/i }).click();
    await expect(page.getByText(say.fault_denied({ title: TITLE }))).toBeVisible();
    expect(new URL(page.url()).search).toBe('?provider=harbour&fault=denied');
    expect((await context.cookies()).filter(({ name }) => name === 'parvis')).toEqual([]);
    await expect(page.getByRole('button', { name: say.provider_continue({ title: TITLE }) })).toBeVisible();
  });
});

/** Invites and returns the path of the mailed link. */
async function invited(space, sink, email) {
  await space.client.done(`${space.base}/team`, 'invitations.send', { tenant: space.slug, emails: email, role: 'viewer' });
  const { link } = await sink.waitForMail(email);
  return new URL(link).pathname + new URL(link).search;
}

inEachLanguage(() => {
  test('somebody invited: joins through a provider without a password @smoke', async ({ page, hasScript, say, newSpace, sink }) => {
    const space = await newSpace({ open: false });
    const name = unique('ivy');
    const email = `${name}@people.example`;
    const path = await invited(space, sink, email);
    await through(page, say, name, path);
    // Back at the invitation, where its button is left to press.
    await expect(page).toHaveURL(path);
    await expect(page.getByText(say.invitation_vouched({ title: TITLE, email }))).toBeVisible();
    await expect(page.getByLabel(say.password)).toHaveCount(0);
    if (hasScript) expect(await barriers(page)).toEqual([]);
    await press(page, say.invitation_accept);
    await expect(page).toHaveURL(`${space.base}?done=joined`);
    await forget(page);
    await through(page, say, name);
    await expect(page).toHaveURL(space.base);

    await forget(page);
    await space.signIn();
    await page.goto(`${space.base}/team`);
    await expect(page.getByRole('row').filter({ hasText: email })).toContainText(say.viewer);
  });

  test('somebody invited: is told when the provider knows them by another address, and chooses', async ({ page, hasScript, say, newSpace, sink }) => {
    const space = await newSpace({ open: false });
    const [mine, email] = [unique('mine'), `${unique('ivy')}@people.example`];
    const path = await invited(space, sink, email);
    await through(page, say, mine, path);
    await expect(page).toHaveURL(path);
    const both = say.invitation_arrived_other({ title: TITLE, mine: `${mine}@people.example`, theirs: email });
    await expect(page.getByText(both)).toBeVisible();
    if (hasScript) expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: say.invitation_arrived_stay({ email: `${mine}@people.example` }) }).click();
    await expect(page.getByRole('heading', { name: say.arrived_title })).toBeVisible();
    await page.goto(path);
    await page.getByLabel(say.password).fill(PASSWORD);
    await press(page, say.invitation_accept);
    await expect(page).toHaveURL(`${space.base}?done=joined`);
  });
});

test('somebody invited: an address that is not verified opens no invitation', async ({ page, say, newSpace, sink }) => {
  const space = await newSpace({ open: false });
  const name = unique('loose-ivy');
  const path = await invited(space, sink, `${name}@people.example`);
  await through(page, say, name, path);
  await expect(page.getByText(say.invitation_unverified({ title: TITLE }))).toBeVisible();
  await press(page, say.invitation_accept);
  await expect(page.locator('#password-error')).toBeVisible();
  expect((await page.context().cookies()).filter(({ name }) => name === 'parvis')).toEqual([]);
});

test('somebody invited: links the provider to the account they have, and comes back', async ({ page, say, newSpace, sink }) => {
  const space = await newSpace({ open: false });
  const other = await newSpace({ open: false });
  const path = await invited(space, sink, other.email);
  await through(page, say, other.email, path);
  await expect(page.getByText(say.invitation_known({ title: TITLE, email: other.email }))).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: say.sign_in }).click();
  await page.getByLabel(say.email).fill(other.email);
  await page.getByLabel(say.password).fill(PASSWORD);
  await press(page, say.sign_in);
  await press(page, say.arrived_link({ title: TITLE }));
  await expect(page).toHaveURL(path);
  await press(page, say.invitation_accept);
  await expect(page).toHaveURL(`${space.base}?done=joined`);
});

test('visitor: a provider that does not answer is told so', async ({ page, say }) => {
  await page.goto('/sign-in');
  await press(page, say.provider_continue({ title: 'Silent ID' }));
  await expect(page.getByText(say.fault_unreachable({ title: 'Silent ID' }))).toBeVisible();
});

test('visitor: an address that is not verified is confirmed by mail first', async ({ page, say, sink }) => {
  const name = unique('loose-lea');
  await through(page, say, name);
  await expect(page.getByText(say.arrived_unverified_lead({ title: TITLE }))).toBeVisible();
  await expect(page.locator('input[name=email]')).toHaveValue(`${name}@people.example`);
  await open(page, say, name);
  await expect(page.getByRole('heading', { name: say.confirm_title })).toBeVisible();
  const mail = await sink.waitForMail(`${name}@people.example`);
  await page.goto(mail.link);
  await press(page, say.confirm_button);
  // Confirmed in the browser that began it, the identity is linked by that.
  await expect(page).toHaveURL(/\/t\/.*done=welcome$/);
  await forget(page);
  await through(page, say, name);
  await expect(page).toHaveURL(`/t/${name}`);
});

test('attacker: an address of somebody else’s account gives nothing', async ({ page, say, newSpace, sink }) => {
  const space = await newSpace({ open: false });
  // Verified or not, the provider's word does not open the account.
  await through(page, say, space.email);
  await expect(page.getByRole('heading', { name: say.arrived_known_title })).toBeVisible();
  const answer = await page.request.post('/oauth/continue', {
    form: { do: 'identities.sign-up', space: 'Mine now', kind: 'company' },
    headers: { 'sec-fetch-site': 'same-origin' },
    maxRedirects: 0,
  });
  expect(answer.headers().location).toBe('/oauth/failed?fault=other-account');
  expect((await page.context().cookies()).filter(({ name }) => name === 'parvis')).toEqual([]);
  expect(sink.mailsTo(space.email)).toHaveLength(0);
});

test('owner: links a provider after signing in once, and unlinks it again', async ({ page, say, newSpace, context }) => {
  const space = await newSpace({ open: false });
  await through(page, say, space.email);
  await page.getByRole('main').getByRole('link', { name: say.sign_in }).click();
  await page.getByLabel(say.email).fill(space.email);
  await page.getByLabel(say.password).fill(PASSWORD);
  await press(page, say.sign_in);
  await expect(page).toHaveURL('/oauth/continue');
  await press(page, say.arrived_link({ title: TITLE }));
  await expect(page.getByRole('status')).toHaveText(say.done_linked);

  await forget(page);
  await through(page, say, space.email);
  await expect(page).toHaveURL(space.base);

  // Coming back from the provider was no fresh proof: nobody was asked there.
  await page.goto('/account');
  await press(page, say.unlink_which({ title: TITLE }));
  await expect(page.getByRole('heading', { name: say.step_up_title })).toBeVisible();
  await page.getByLabel(say.password).fill(PASSWORD);
  await press(page, say.step_up_button);
  await expect(page.getByRole('status')).toHaveText(say.done_unlinked);
  await forget(page);
  await through(page, say, space.email);
  await expect(page.getByRole('heading', { name: say.arrived_known_title })).toBeVisible();
});

test('owner: links a provider from the account, and somebody else can’t link the same identity', async ({ page, hasScript, say, newSpace, context }) => {
  const name = unique('shared');
  const first = await newSpace();
  await page.goto('/account');
  await press(page, say.link_another({ title: TITLE }));
  await consent(page, name);
  await expect(page).toHaveURL('/account?done=linked');
  await expect(page.getByText(`${name}@people.example`)).toBeVisible();
  if (hasScript) expect(await barriers(page)).toEqual([]);

  await forget(page);
  expect(first.slug).not.toBe('');
  await newSpace();
  await page.goto('/account');
  await press(page, say.link_another({ title: TITLE }));
  await consent(page, name);
  await expect(page.getByText(say.fault_other_account({ title: TITLE }))).toBeVisible();
});

test('person: proves it by mail, and the last way to sign in can’t be unlinked', async ({ page, hasScript, say, sink }) => {
  const name = unique('only');
  const email = `${name}@people.example`;
  await through(page, say, name);
  await open(page, say, name);
  await page.goto('/account');
  await press(page, say.unlink_which({ title: TITLE }));
  await expect(page.getByText(say.step_up_send_lead({ email }))).toBeVisible();
  if (hasScript) expect(await barriers(page)).toEqual([]);
  await press(page, say.step_up_send);
  const { text } = await sink.waitForMail(email, (mail) => /\d{6}/.test(mail.subject));
  await page.getByLabel(say.step_up_mailed_code).fill(text.match(/\b\d{6}\b/)[0]);
  await press(page, say.step_up_button);
  await expect(page.getByRole('alert')).toHaveText(say.last_way_in);
  await expect(page.getByRole('link', { name: say.set_password })).toBeVisible();
});

test('attacker: a way back that was not begun in this browser leads nowhere', async ({ page, say, context, server }) => {
  const name = unique('mallory');
  await page.goto('/sign-in');
  await press(page, say.provider_continue({ title: TITLE }));
  const back = await addressOfReturn(page, name, '/oauth/harbour/callback');

  // Another browser gets the address (login CSRF): without the cookie it is worth nothing.
  const stranger = await context.browser().newContext();
  const other = await stranger.newPage();
  await other.goto(back);
  expect(new URL(other.url()).search).toBe('?provider=harbour&fault=expired');
  await stranger.close();

  // In the right browser with another state: refused, and used up.
  const cookies = await context.cookies(server.url);
  const swapped = new URL(back);
  swapped.searchParams.set('state', 'another state');
  await page.goto(swapped.href);
  expect(new URL(page.url()).search).toBe('?provider=harbour&fault=expired');
  await context.addCookies(cookies);
  await page.goto(back);
  expect(new URL(page.url()).search).toBe('?provider=harbour&fault=expired');
});

test('attacker: what the way back says is not in the log, nor told to others @api', async ({ client, server }) => {
  const answer = await client.get('/oauth/harbour/callback?state=statestate&code=codecode&error_description=loudloud');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('location')).toBe('/oauth/failed?provider=harbour&fault=expired');
  expect(server.log).not.toMatch(/statestate|codecode|loudloud/);
  expect(server.log).not.toContain(CLIENT.secret);
  const printed = await server.cli(['config']);
  expect(printed).toContain('client_secret = "****"');
  expect(printed).not.toContain(CLIENT.secret);
});

test('owner: brings the space’s own provider, and demands it', async ({ page, hasScript, say, newSpace, provider, server, names }) => {
  const space = await newSpace();
  const security = `${space.base}/settings/security`;
  const domain = space.email.split('@')[1];
  await page.goto(`${security}/email-domains/new`);
  await page.getByLabel(say.proved_domain, { exact: true }).fill(domain);
  await press(page, say.proved_domain_add);
  await expect(page.getByText(say.proved_domain_waiting)).toBeVisible();
  await press(page, say.proved_domain_check({ name: domain }));
  await expect(page.getByText(say.no_record({ name: `_parvis-challenge.${domain}` }))).toBeVisible();
  names.say(await page.locator('.record code').last().textContent());
  await press(page, say.proved_domain_check({ name: domain }));
  await expect(page.getByRole('status').filter({ hasText: say.done_proved })).toBeVisible();

  await page.getByLabel(say.own_provider_name).fill('Own ID');
  await page.getByLabel(say.own_provider_issuer, { exact: true }).fill('http://localhost:9');
  await page.getByLabel(say.own_provider_client_id).fill(CLIENT.id);
  await page.getByLabel(say.own_provider_client_secret).fill(CLIENT.secret);
  await press(page, say.own_provider_register);
  await expect(page.getByText(say.not_a_provider)).toBeVisible();
  await page.getByLabel(say.own_provider_issuer, { exact: true }).fill(provider.issuer);
  await page.getByLabel(say.own_provider_client_secret).fill(CLIENT.secret);
  await press(page, say.own_provider_register);
  const redirect = await page.getByText(/\/oauth\/prv_\w+\/callback$/).textContent();
  await press(page, say.own_provider_require);
  await expect(page.getByText(say.not_tried)).toBeVisible();

  provider.allow([`${server.url}/oauth/harbour/callback`, redirect]);
  await page.goto(security);
  await press(page, say.link_another({ title: 'Own ID' }));
  await consent(page, space.email);
  await expect(page).toHaveURL(`${security}?done=linked`);
  await press(page, say.own_provider_require);
  await expect(page.getByText(say.own_provider_required)).toBeVisible();
  if (hasScript) expect(await barriers(page)).toEqual([]);

  // Whoever types such an address is led to the provider, whether or not it has an account.
  await forget(page);
  for (const email of [space.email, `nobody-at-all@${domain}`]) {
    await page.goto('/sign-in');
    await page.getByLabel(say.email).fill(email);
    await press(page, say.sign_in);
    await expect(page.getByText(say.provider_home_lead({ title: 'Own ID', domain }))).toBeVisible();
  }
  await press(page, say.provider_continue({ title: 'Own ID' }));
  await consent(page, space.email);
  await expect(page).toHaveURL(space.base);
});
