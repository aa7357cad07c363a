import { Client, PASSWORD, makeSpace } from '../lib/api.js';
import { expect, inEachLanguage, test, unique } from '../lib/fixtures.js';
import { reached } from '../lib/limits.js';

const newEmail = (name) => `${unique(name)}@people.example`;
const main = (page) => page.getByRole('main');

/** Invites by the form. */
async function invite(page, say, base, emails, role = 'viewer') {
  await page.goto(`${base}/team/invitations/new`);
  await page.getByLabel(say.invite_emails).fill(emails);
  await page.getByLabel(say.grant_role, { exact: true }).selectOption(role);
  await page.getByRole('button', { name: say.invite_send }).click();
}

/** Invites without a browser and returns the mailed path. */
async function invited(space, sink, email, fields = {}) {
  await space.client.done(`${space.base}/team`, 'invitations.send', { tenant: space.slug, emails: email, role: 'viewer', ...fields });
  const { pathname, search } = new URL((await sink.waitForMail(email)).link);
  return pathname + search;
}

inEachLanguage((locale) => {
  test('owner: invites, and somebody new is in by the mailed link @smoke', async ({ page, sink, say, newSpace }) => {
    const space = await newSpace({ plan: 'professional', name: 'Harbour & Co' });
    const email = newEmail('ada');
    await invite(page, say, space.base, email, 'operator');
    await expect(page.getByRole('status').filter({ hasText: say.done_invited })).toBeVisible();
    await expect(page.locator('#invitations')).toContainText(email);
    const mail = await sink.waitForMail(email);
    expect(mail.subject).toBe(say.mail.invite_subject({ name: 'Parvis' }));
    expect(mail.html).toContain(`lang="${locale}"`);

    await page.getByRole('button', { name: say.sign_out }).click();
    await page.goto(mail.link);
    await expect(main(page)).toContainText(say.invitation_lead({ inviter: space.email, space: 'Harbour & Co' }));
    await expect(main(page)).toContainText(say.operator_text);
    await page.getByLabel(say.password).fill('short');
    await page.getByRole('button', { name: say.invitation_accept }).click();
    await expect(page.locator('#password-error')).toBeVisible();
    await page.getByLabel(say.password).fill(PASSWORD);
    await page.getByRole('button', { name: say.invitation_accept }).click();
    await expect(page).toHaveURL(`${space.base}?done=joined`);
    await expect(page.getByRole('status').filter({ hasText: say.done_joined })).toBeVisible();
    await page.goto(`${space.base}/team`);
    await expect(page.getByRole('row').filter({ hasText: email })).toContainText(say.operator);
    // The link is used up, and says so.
    await page.goto(mail.link);
    await expect(main(page)).toContainText(say.invitation_accepted);
  });

  test('member of another space: signs in, comes back and accepts', async ({ page, sink, say, newSpace, server }) => {
    const space = await newSpace({ plan: 'professional', open: false });
    const email = newEmail('ben');
    const his = await makeSpace({ server, email, space: 'His own', slug: unique('own') });
    await his.client.done('/account', 'accounts.set-locale', { locale });
    const path = await invited(space, sink, email);
    await page.goto(path);
    await main(page).getByRole('link', { name: say.sign_in }).click();
    await page.getByLabel(say.email).fill(email);
    await page.getByLabel(say.password).fill(PASSWORD);
    await main(page).getByRole('button', { name: say.sign_in }).click();
    await expect(page).toHaveURL(path);
    await page.getByRole('button', { name: say.invitation_accept }).click();
    await expect(page).toHaveURL(`${space.base}?done=joined`);
    await page.goto('/spaces');
    await expect(page.getByRole('main').getByRole('link', { name: 'Harbour' })).toBeVisible();
  });

  test('somebody else: sees both identities and goes on as the right one', async ({ page, sink, say, newSpace }) => {
    const space = await newSpace({ plan: 'professional' });
    const email = newEmail('cy');
    const path = await invited(space, sink, email);
    await page.goto(path);
    await expect(main(page)).toContainText(say.invitation_other({ mine: space.email, theirs: email }));
    await page.getByRole('button', { name: say.invitation_switch({ email }) }).click();
    await expect(page).toHaveURL(path);
    await page.getByLabel(say.password).fill(PASSWORD);
    await page.getByRole('button', { name: say.invitation_accept }).click();
    await expect(page).toHaveURL(`${space.base}?done=joined`);
  });

  test('somebody invited: links that are closed each say why', async ({ page, sink, say, newSpace }) => {
    const space = await newSpace({ plan: 'professional' });
    const email = newEmail('di');
    const first = await invited(space, sink, email);
    const second = await invited(space, sink, email);
    await page.goto(first);
    await expect(main(page)).toContainText(say.invitation_replaced);
    await page.goto(`${space.base}/team`);
    await page.getByRole('button', { name: new RegExp(`^${say.invite_withdraw} `) }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_withdrawn })).toBeVisible();
    await page.goto(second);
    await expect(main(page)).toContainText(say.invitation_withdrawn);
    await page.goto('/invitation?token=nothing');
    await expect(main(page)).toContainText(say.invitation_unknown);
    const third = await invited(space, sink, email);
    await page.goto(third);
    await page.getByRole('button', { name: say.invitation_decline }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_declined })).toBeVisible();
  });

  test('owner: a pasted list keeps the lines that were refused', async ({ page, say, newSpace }) => {
    const space = await newSpace({ plan: 'professional' });
    const good = newEmail('ed');
    await invite(page, say, space.base, `${good}\nnobody\nаda@people.example`);
    await expect(page.locator('#emails-error')).toContainText(say.not_an_email);
    await expect(page.locator('#emails-error')).toContainText(say.looks_alike({ domain: 'people.example' }));
    await expect(page.getByLabel(say.invite_emails)).toHaveValue('nobody\nаda@people.example');
    await page.goto(`${space.base}/team`);
    await expect(page.locator('#invitations')).toContainText(good);
  });

  test('owner: changes a role, hands the space over and leaves', async ({ page, sink, say, newSpace, server }) => {
    const space = await newSpace({ plan: 'professional' });
    const email = newEmail('flo');
    const path = await invited(space, sink, email);
    const heir = new Client(server);
    await heir.done(path, 'invitations.accept', { token: new URL(path, server.url).searchParams.get('token'), password: PASSWORD });

    await page.goto(`${space.base}/leave`);
    await expect(main(page)).toContainText(say.last_owner);
    await page.goto(`${space.base}/team`);
    await page.getByRole('link', { name: email }).click();
    await page.locator('#roles summary').click();
    await page.locator('#roles').getByLabel(say.grant_role, { exact: true }).selectOption('admin');
    await page.locator('#roles').getByLabel(say.grant_ends).fill('2099-12-31');
    await page.getByRole('button', { name: say.change_button, exact: true }).click();
    await expect(page.locator('#preview')).toContainText(say.preview_nothing_yet);
    await page.getByRole('button', { name: say.preview_confirm }).click();
    await expect(page.locator('#roles')).toContainText('2099');
    await expect(page.locator('#roles summary')).toContainText(say.admin);
    await page.locator('#hand-over').getByRole('textbox').fill('Harbour');
    await page.getByRole('button', { name: say.hand_over_button, exact: true }).click();
    await expect(page).toHaveURL(`${space.base}/team?done=saved`);
    await expect(page.getByRole('row').filter({ hasText: email })).toContainText(say.owner);

    await page.goto(`${space.base}/leave`);
    await main(page).getByRole('textbox').fill('Harbour');
    await main(page).getByRole('button', { name: say.leave_button, exact: true }).click();
    await expect(page).toHaveURL(/\/spaces\?done=left$/);
    await page.goto(space.base);
    await expect(main(page)).toContainText(say.not_found);
  });

  test('owner: a personal space takes guests, and becomes a company’s', async ({ page, say, newSpace }) => {
    const space = await newSpace({ kind: 'personal' });
    await page.goto(`${space.base}/team/invitations/new`);
    await expect(page.getByRole('main')).toContainText(say.invite_personal);
    await expect(page.locator('main option[value="admin"]')).toBeDisabled();
    await page.goto(`${space.base}/settings`);
    await page.getByRole('button', { name: say.company_button }).click();
    await expect(page.getByRole('status')).toHaveText(say.done_company);
    await page.goto(`${space.base}/team/invitations/new`);
    await expect(page.locator('main option[value="admin"]')).toBeEnabled();
  });

  test('owner: sees how many of the plan’s places are taken, and when there is none left', async ({ page, sink, say, newSpace, server, client }) => {
    const space = await newSpace();
    const capital = (noun) => noun[0].toUpperCase() + noun.slice(1);
    const seats = (used, guests) =>
      `${say.seats_of({ used, limit: 6, what: capital(say.members) })} · ${say.seats_of({ used: guests, limit: 5, what: capital(say.guests) })}`;
    await page.goto(`${space.base}/team`);
    await expect(page.locator('#seats')).toContainText(seats(1, 0));
    const [first, ...others] = Array.from({ length: 6 }, () => newEmail('seat'));
    const path = await invited(space, sink, first);
    await invite(page, say, space.base, others.join('\n'));
    const full = say.not_invited({ reached: reached(say, say.members, 6, { seats: true }) });
    await expect(page.getByText(full)).toBeVisible();
    await expect(page.getByLabel(say.invite_emails)).toHaveValue(others.at(-1));
    await page.goto(`${space.base}/team`);
    await expect(page.locator('#seats')).toContainText(seats(6, 0));
    await invite(page, say, space.base, newEmail('late'));
    await expect(page.getByRole('alert')).toHaveText(reached(say, say.members, 6, { seats: true }));
    await page.goto(`${space.base}/plan`);
    await expect(page.locator('[data-quota=members]')).toContainText(say.used_of({ used: 6, limit: 6 }));
    await expect(page.locator('[data-quota=guests]')).toContainText(say.used_of({ used: 0, limit: 5 }));

    // Where no place of either kind is left, it is said before anything is typed.
    await invite(page, say, space.base, Array.from({ length: 5 }, () => newEmail('guest')).join('\n'), 'guest');
    await page.goto(`${space.base}/team/invitations/new`);
    await expect(page.getByRole('button', { name: say.invite_send })).toBeDisabled();

    // A plan that became smaller than its people keeps the invited out for now, with the numbers.
    await server.cli(['tenant', 'plan', space.slug, 'free']);
    await page.getByRole('button', { name: say.sign_out }).click();
    await page.goto(path);
    await expect(main(page)).toContainText(say.no_seat({ limit: 1, what: say.member.toLowerCase(), used: 1, who: space.email }));
    const token = new URL(path, server.url).searchParams.get('token');
    expect((await client.post(path, 'invitations.accept', { token, password: PASSWORD })).status).toBe(422);
    await server.cli(['tenant', 'plan', space.slug, 'starter']);
    await page.reload();
    await expect(page.getByRole('button', { name: say.invitation_accept })).toBeVisible();
  });

  test('owner: is told what a smaller plan leaves frozen, and until when', async ({ page, say, newSpace, server }) => {
    const space = await newSpace({ plan: 'professional' });
    await expect(page.locator('#frozen')).toHaveCount(0);
    await server.cli(['tenant', 'plan', space.slug, 'starter']);
    for (const path of ['', '/plan']) {
      await page.goto(`${space.base}${path}`);
      const day = (days) => new Date(Date.now() + days * 86_400_000).getUTCFullYear().toString();
      await expect(page.locator('#frozen')).toContainText(day(90));
      await expect(page.locator('#frozen')).toContainText(say.plan_frozen({ day: '|', until: '|', days: '|' }).split('|').at(-1));
    }
    await server.cli(['tenant', 'plan', space.slug, 'professional']);
    await page.goto(`${space.base}/plan`);
    await expect(page.locator('#frozen')).toHaveCount(0);
  });

  test('owner: only addresses at allowed domains are invited', async ({ page, say, newSpace }) => {
    const space = await newSpace({ plan: 'professional' });
    await page.goto(`${space.base}/settings/security/allowed-domains/new`);
    await page.getByLabel(say.email_domains_names).fill('acme.example');
    await page.getByRole('button', { name: say.email_domains_add }).click();
    await expect(page.locator('#allowed-domains')).toContainText('acme.example');
    await invite(page, say, space.base, 'gil@elsewhere.example');
    await expect(page.locator('#emails-error')).toContainText('acme.example');
    await expect(page.getByRole('main')).toContainText(say.invite_domains({ domains: 'acme.example' }));
    await page.goto(`${space.base}/settings/security`);
    await page.getByRole('button', { name: say.email_domains_remove({ name: 'acme.example' }) }).click();
    await expect(page.locator('#allowed-domains')).toContainText(say.email_domains_any);
  });
});

test('viewer: cannot see the team, and is told who can change that', async ({ page, say, sink, newSpace, server, context }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const email = newEmail('hal');
  const path = await invited(space, sink, email, { role: 'member' });
  const member = new Client(server);
  await member.done(path, 'invitations.accept', { token: new URL(path, server.url).searchParams.get('token'), password: PASSWORD });
  await context.addCookies([...member.cookies].map(([name, value]) => ({ name, value, url: server.url })));
  await page.goto(`${space.base}/team/invitations/new`);
  await expect(page.locator('#why-manage-team')).toContainText(space.email);
  await expect(page.getByRole('button', { name: say.invite_send })).toBeDisabled();
  // What the disabled form would send is refused all the same.
  const sent = await member.rpc('invitations.send', { tenant: space.slug, emails: newEmail('x'), role: 'viewer' });
  expect(sent.status).toBe(403);
});

test('attacker: a sign-in on the way to an invitation leads nowhere else @api', async ({ newSpace, server }) => {
  const { email } = await newSpace({ open: false });
  const client = new Client(server);
  for (const next of ['//evil.example/invitation', 'https://evil.example', '/\\evil.example']) {
    expect(await client.done('/sign-in', 'sessions.start', { email, password: PASSWORD, next })).toBe('/spaces?open=only');
  }
  expect(await client.done('/invitation', 'invitations.switch', { token: '//evil.example' })).toBe('/invitation?token=%2F%2Fevil.example');
});
