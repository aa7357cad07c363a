import { PASSWORD } from '../lib/api.js';
import { expect, inEachLanguage, test, unique } from '../lib/fixtures.js';

async function signIn(page, say, email, password = PASSWORD) {
  await page.getByLabel(say.email).fill(email);
  await page.getByLabel(say.password).fill(password);
  await page.getByRole('main').getByRole('button', { name: say.sign_in }).click();
}

inEachLanguage(() => {
  test('owner: signs in, lands in the only space, signs out @smoke', async ({ page, say, newSpace }) => {
    const space = await newSpace({ open: false });
    // And again at once: nobody is given the answer of the time before, with a session that has ended.
    for (const _ of [1, 2, 3]) {
      await page.goto('/sign-in');
      await signIn(page, say, space.email.toUpperCase());
      await expect(page).toHaveURL(new RegExp(`${space.base}$`));
      await page.getByRole('button', { name: say.sign_out }).click();
      await expect(page.getByRole('status')).toHaveText(say.done_signed_out);
    }
    await page.goto(space.base);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
  });

  test('owner: a wrong password is refused without saying which part', async ({ page, say, newSpace }) => {
    const space = await newSpace({ open: false });
    await page.goto('/sign-in');
    for (const email of [space.email, 'nobody@people.example']) {
      await signIn(page, say, email, 'not the password');
      await expect(page.getByRole('alert')).toHaveText(say.wrong_credentials);
      await expect(page.getByLabel(say.email)).toHaveValue(email);
      await expect(page.getByLabel(say.password)).toHaveValue('');
    }
    expect(await page.context().cookies()).not.toContainEqual(expect.objectContaining({ name: 'parvis' }));
  });

  test('visitor: a page that needs signing in comes back after it', async ({ page, say, newSpace }) => {
    const space = await newSpace({ open: false });
    const wanted = `${space.base}?range=7d&measure=requests`;
    await page.goto(wanted);
    await expect(page.getByRole('heading', { name: say.sign_in_title })).toBeVisible();
    await signIn(page, say, space.email, 'wrong at first');
    await expect(page.getByRole('alert')).toBeVisible();
    await signIn(page, say, space.email);
    await expect(page).toHaveURL(wanted);
    // Signed in already, the way in leads straight on.
    await page.goto(`/sign-in?next=${encodeURIComponent(`${space.base}/events`)}`);
    await expect(page).toHaveURL(`${space.base}/events`);
  });

  test('visitor: a forgotten password is chosen anew by mail', async ({ page, sink, say, newSpace, client }) => {
    const space = await newSpace({ open: false });
    await page.goto('/sign-in');
    await page.getByRole('link', { name: say.forgot }).click();
    const ask = async (email) => {
      await page.goto('/forgot-password');
      await page.getByLabel(say.email).fill(email);
      await page.getByRole('button', { name: say.forgot_button }).click();
      await expect(page.getByRole('status')).toHaveText(say.done_reset_mailed);
      return page.getByRole('main').innerHTML();
    };
    expect(await ask(space.email)).toBe(await ask('stranger@people.example'));
    const mail = await sink.waitForMail(space.email);
    expect(mail.subject).toBe(say.mail.reset_subject);
    expect(sink.mailsTo('stranger@people.example')).toHaveLength(0);

    await page.goto(mail.link);
    await page.getByLabel(say.new_password).fill('short');
    await page.getByRole('main').getByRole('button').click();
    await expect(page.locator('#password-error')).toHaveText(say.too_short({ min: 12 }));
    await page.getByLabel(say.new_password).fill('another calm harbour evening');
    await page.getByRole('main').getByRole('button').click();
    await expect(page).toHaveURL(/\/sign-in\?done=password-changed$/);
    await expect(page.getByRole('status')).toHaveText(say.done_password_changed);

    // Every session there was has ended, and the link with it.
    expect((await space.client.get(space.base)).status).toBe(303);
    expect((await page.goto(mail.link)).status()).toBe(410);
    await expect(page.getByRole('link', { name: say.ask_new_link })).toBeVisible();
    await expect(client.signIn(space.email)).rejects.toThrow(/422|401/);
    await page.goto('/sign-in');
    await signIn(page, say, space.email, 'another calm harbour evening');
    await expect(page).toHaveURL(new RegExp(`${space.base}$`));
  });

  test('owner: changes the password, and other sessions end', async ({ page, say, newSpace, client }) => {
    const space = await newSpace();
    await client.signIn(space.email);
    await page.goto('/account');
    await expect(page.getByText(say.account_lead({ email: space.email }))).toBeVisible();
    const change = async (current, fresh) => {
      await page.getByLabel(say.current_password).fill(current);
      await page.getByLabel(say.new_password).fill(fresh);
      await page.getByRole('main').getByRole('button', { name: say.change_password }).click();
    };
    await change('not the password', 'another calm harbour evening');
    await expect(page.locator('#current-error')).toHaveText(say.wrong_password);
    await change(PASSWORD, 'short');
    await expect(page.locator('#new-error')).toHaveText(say.too_short({ min: 12 }));
    await change(PASSWORD, 'another calm harbour evening');
    await expect(page.getByRole('status')).toHaveText(say.done_password_changed);
    expect((await client.get(space.base)).status).toBe(303);
    await page.goto(space.base);
    await expect(page.getByRole('heading', { name: say.overview, level: 1 })).toBeVisible();
  });
});

test('attacker: no address leads out of the console after signing in @api', async ({ client, server, newSpace }) => {
  const space = await newSpace({ open: false });
  const outside = ['//evil.example', '/\\evil.example', 'https://evil.example', '\\\\evil.example', '/\t/evil.example', '/%09/evil.example', 'javascript:alert(1)', '/ /evil.example', '/\n/evil.example', 'evil', '/..//evil.example', '/.//evil.example'];
  for (const next of outside) {
    const answer = await client.post('/sign-in', 'sessions.start', { email: space.email, password: PASSWORD, next });
    expect(answer.status, next).toBe(303);
    const landed = new URL(answer.headers.get('location'), server.url);
    expect(landed.origin, next).toBe(server.url);
    const open = await client.get(`/sign-in?next=${encodeURIComponent(next)}`);
    expect(new URL(open.headers.get('location'), server.url).origin, next).toBe(server.url);
    for (const action of ['accounts.set-theme', 'accounts.set-locale']) {
      const chosen = await client.post('/account', action, { theme: 'dark', locale: 'en', next });
      expect(new URL(chosen.headers.get('location'), server.url).origin, next).toBe(server.url);
    }
  }
});

test('attacker: guessing a password is slowed down @api', async ({ client, newSpace, say }) => {
  const space = await newSpace({ open: false });
  const attempt = () => client.post('/sign-in', 'sessions.start', { email: space.email, password: 'a wrong guess' });
  const statuses = [];
  while (!statuses.includes(429) && statuses.length < 12) statuses.push((await attempt()).status);
  expect(statuses.at(-1)).toBe(429);
  const answer = await attempt();
  const [before, after] = say.rate_limited({ wait: '|' }).split('|');
  const text = await answer.text();
  expect(text).toContain(before);
  expect(text).toContain(after);
  // Who was signed in already is not shut out.
  expect((await space.client.get(space.base)).status).toBe(200);
});

test('owner: belongs to several spaces and chooses one', async ({ page, server, say, newSpace }) => {
  const space = await newSpace();
  const second = (await server.cli(['tenant', 'create', 'Second space', '--owner', space.email, '--slug', unique('second')])).trim();
  await page.goto('/spaces');
  await expect(page.getByRole('heading', { name: say.spaces })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Second space' }).click();
  await expect(page).toHaveURL(second);
});

test('person: without a space is told what to do', async ({ page, server, say }) => {
  const email = `${unique('alone')}@people.example`;
  await server.cli(['user', 'create', email], `${PASSWORD}\n`);
  await page.goto('/sign-in');
  await signIn(page, say, email);
  await expect(page.getByRole('heading', { name: say.no_spaces })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: say.space_open_first }).click();
  await page.getByLabel(say.space_name).fill(unique('First'));
  await page.getByRole('main').getByRole('button', { name: say.space_open_button }).click();
  await expect(page).toHaveURL(/\/t\/first-[^/]*done=welcome$/);
  // And one more, from the list that now has one.
  await page.goto('/spaces');
  await page.getByRole('main').getByRole('link', { name: say.space_open }).click();
  await page.getByLabel(say.space_name).fill(unique('Second'));
  await page.getByRole('main').getByRole('button', { name: say.space_open_button }).click();
  await expect(page).toHaveURL(/\/t\/second-[^/]*done=welcome$/);
});

test('owner: closes the space, reads on, and opens it again', async ({ page, say, newSpace }) => {
  const space = await newSpace();
  await page.goto(`${space.base}/settings/closing`);
  await page.getByLabel(say.type_name({ name: space.space })).fill(space.space);
  await page.getByRole('button', { name: say.closing_button }).click();
  await expect(page.getByRole('status').filter({ hasText: say.done_closed })).toBeVisible();
  await page.goto(`${space.base}/mail-flow`);
  await expect(page.getByRole('status').first()).toContainText(say.closed_since({ day: '' }).split(' ').slice(0, 3).join(' '));
  const refused = await space.client.rpc('domains.add', { tenant: space.slug, names: 'a.example', kind: 'local' });
  expect(refused.status).toBe(403);
  await page.goto(`${space.base}/settings/closing`);
  await page.getByRole('button', { name: say.reopen_button }).click();
  await expect(page.getByRole('status').filter({ hasText: say.done_reopened })).toBeVisible();
});

test('person: deletes the account once nothing is owned', async ({ page, server, say }) => {
  const email = `${unique('gone')}@people.example`;
  await server.cli(['user', 'create', email], `${PASSWORD}\n`);
  await page.goto('/sign-in');
  await signIn(page, say, email);
  await page.goto('/account/delete');
  await page.getByLabel(say.type_name({ name: email })).fill(email);
  await page.getByRole('button', { name: say.delete_button }).click();
  await expect(page.getByRole('status')).toHaveText(say.done_account_deleted);
  await signIn(page, say, email);
  await expect(page.getByText(say.wrong_credentials)).toBeVisible();
});
