import { PASSWORD } from '../lib/api.js';
import { expect, inEachLanguage, test, unique } from '../lib/fixtures.js';

const newEmail = () => `${unique('ada')}@people.example`;

async function fill(page, say, { email, password = PASSWORD, space, kind, slug }) {
  await page.goto('/sign-up');
  if (kind) await page.getByRole('radio', { name: kind }).check();
  await page.getByLabel(say.email).fill(email);
  await page.getByLabel(say.password).fill(password);
  await page.getByLabel(say.space_name).fill(space);
  if (slug) await page.getByLabel(say.slug).fill(slug);
}

const send = (page, say) => page.getByRole('main').getByRole('button', { name: say.home_start }).click();

inEachLanguage((locale) => {
  test('visitor: opens a space by the mailed link @smoke', async ({ page, sink, say }) => {
    const email = newEmail();
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    await page.getByRole('main').getByRole('link', { name: say.home_start }).click();
    const space = unique('Été & Co');
    await fill(page, say, { email, space, kind: say.kind_personal });
    await send(page, say);
    await expect(page.getByText(say.confirm_sent({ email }))).toBeVisible();

    const mail = await sink.waitForMail(email);
    expect(mail.subject).toBe(say.mail.confirm_subject({ code: mail.code, name: 'Parvis' }));
    expect(mail.text).toContain(say.mail.confirm_intro({ name: 'Parvis' }));
    expect(mail.text).toContain(say.mail.confirm_outro);
    expect(mail.html).toContain(`lang="${locale}"`);
    expect(mail.html).toContain(say.mail.confirm_button);
    // What was typed into the form is in no mail to whoever reads it.
    expect(mail.html).not.toContain('Été');

    await page.goto(mail.link);
    await expect(page.getByText(say.confirm_linked({ email, space }))).toBeVisible();
    await page.getByRole('button', { name: say.confirm_button }).click();
    await expect(page).toHaveURL(/\/t\/ete-co-[^/]*done=welcome$/);
    await expect(page.getByRole('status').filter({ hasText: say.done_welcome })).toBeVisible();
    await expect(page.getByRole('heading', { name: say.setup_title })).toBeVisible();
  });

  test('visitor: opens a space by the mailed code @smoke', async ({ page, sink, say }) => {
    const email = newEmail();
    await fill(page, say, { email, space: 'Canal', slug: unique('canal') });
    await send(page, say);
    const mail = await sink.waitForMail(email);
    await page.getByLabel(say.code).fill(mail.code === '000000' ? '111111' : '000000');
    await page.getByRole('button', { name: say.code_button, exact: true }).click();
    await expect(page.locator('#code-error')).toHaveText(say.wrong_code);
    // People copy a code with its spaces.
    await page.getByLabel(say.code).fill(` ${mail.code.slice(0, 3)} ${mail.code.slice(3)} `);
    await page.getByRole('button', { name: say.code_button, exact: true }).click();
    await expect(page).toHaveURL(/\/t\/canal-[^/]*done=welcome$/);
  });

  test('visitor: every wrong field says why, and what was typed stays', async ({ page, say }) => {
    await fill(page, say, { email: 'not an address', password: 'short', space: ' ', slug: 'Not-A-Slug', kind: say.kind_personal });
    await send(page, say);
    await expect(page.getByRole('alert')).toHaveText(say.invalid);
    await expect(page.locator('#email-error')).toHaveText(say.not_an_email);
    await expect(page.locator('#password-error')).toHaveText(say.too_short({ min: 12 }));
    await expect(page.locator('#space-error')).toHaveText(say.required);
    await expect(page.locator('#slug-status')).toContainText(say.not_a_slug);
    await expect(page.getByLabel(say.email)).toHaveValue('not an address');
    await expect(page.getByLabel(say.email)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel(say.slug)).toHaveValue('Not-A-Slug');
    await expect(page.getByRole('radio', { name: say.kind_personal })).toBeChecked();
    await expect(page.getByLabel(say.password)).toHaveValue('');
  });

  test('visitor: a password people guess first is refused', async ({ page, say }) => {
    await fill(page, say, { email: newEmail(), password: 'password1234', space: 'Canal' });
    await send(page, say);
    await expect(page.locator('#password-error')).toHaveText(say.common_password);
    expect(await page.content()).not.toContain('password1234');
  });

  test('owner: signing up once more reveals nothing and mails the owner', async ({ page, sink, say, newSpace }) => {
    const owner = await newSpace({ open: false });
    const shown = async (email) => {
      await fill(page, say, { email, space: 'Twin' });
      await send(page, say);
      await expect(page.getByText(say.confirm_sent({ email }))).toBeVisible();
      const main = await page.getByRole('main').innerHTML();
      return main.replaceAll(email, '').replace(/sgn?_?\w{20,}|value="[^"]*"|\d+ \p{L}+/gu, '');
    };
    const stranger = newEmail();
    expect(await shown(owner.email)).toBe(await shown(stranger));
    const mail = await sink.waitForMail(owner.email);
    expect(mail.subject).toBe(say.mail.known_subject);
    expect(mail.text).toContain(say.mail.known_intro({ name: 'Parvis' }));
    expect(mail.link).toMatch(/\/sign-in\?next=\/spaces\/new$/);
    expect(mail.code).toBeUndefined();
  });

  test('visitor: a link serves once, and says so afterwards', async ({ page, sink, say }) => {
    const email = newEmail();
    await fill(page, say, { email, space: unique('Once') });
    await send(page, say);
    const { link } = await sink.waitForMail(email);
    // Opening it, as mail scanners do, changes nothing.
    await page.goto(link);
    await page.goto(link);
    await page.getByRole('main').getByRole('button').click();
    await expect(page).toHaveURL(/done=welcome$/);
    const again = await page.goto(link);
    expect(again.status()).toBe(410);
    await expect(page.getByRole('heading', { name: say.confirmed_title })).toBeVisible();
    await expect(page.getByText(say.sign_up_used)).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: say.home_go })).toBeVisible();
  });

  test('visitor: what was begun elsewhere takes a password of one’s own', async ({ page, client, sink, say }) => {
    const email = newEmail();
    const form = { email, password: 'mallory knows these words', space: unique('Trap'), kind: 'company' };
    await client.done('/sign-up', 'sign-ups.start', form);
    const { link } = await sink.waitForMail(email);
    await page.goto(link);
    await expect(page.getByText(say.confirm_elsewhere)).toBeVisible();
    await page.getByRole('main').getByRole('button').click();
    await expect(page.locator('#password-error')).toBeVisible();
    await page.getByLabel(say.password).fill(PASSWORD);
    await page.getByRole('main').getByRole('button').click();
    await expect(page).toHaveURL(/done=welcome$/);
  });

  test('visitor: a link nobody was sent is no longer valid', async ({ page, say }) => {
    for (const path of ['/confirm?token=abc', '/confirm?sign_up=nonsense', '/confirm', '/reset-password?token=abc', '/reset-password']) {
      const answer = await page.goto(path);
      expect(answer.status(), path).toBe(410);
      await expect(page.getByRole('heading', { name: say.error_title_410 })).toBeVisible();
    }
  });

  test('visitor: the mail can be asked for again only after a while', async ({ page, client, sink, say }) => {
    const email = newEmail();
    await fill(page, say, { email, space: 'Patience' });
    await send(page, say);
    await sink.waitForMail(email);
    await expect(page.locator('.aside .hint')).toHaveText(new RegExp(say.resend_wait({ wait: '\\d+ \\S+' })));
    await expect(page.getByRole('button', { name: say.resend })).toHaveCount(0);
    const signUp = new URL(page.url()).searchParams.get('sign_up');
    const answer = await client.post(`/confirm?sign_up=${signUp}`, 'sign-ups.resend', { sign_up: signUp });
    expect(answer.status).toBe(429);
    expect(sink.mailsTo(email)).toHaveLength(1);
  });

  test('visitor: guessing the code ends the code', async ({ client, sink, say }) => {
    const email = newEmail();
    const form = { email, password: PASSWORD, space: 'Guess', kind: 'company' };
    const path = await client.done('/sign-up', 'sign-ups.start', form);
    const signUp = new URL(path, client.url).searchParams.get('sign_up');
    const { code, link } = await sink.waitForMail(email);
    const attempt = async (text) => {
      const answer = await client.post(path, 'sign-ups.confirm', { sign_up: signUp, code: text });
      expect(answer.status).toBe(422);
      return answer.text();
    };
    const wrong = code === '000000' ? '111111' : '000000';
    let tries = 1;
    while (!(await attempt(wrong)).includes(say.too_many_codes)) expect((tries += 1)).toBeLessThan(12);
    // Now the right one comes too late.
    expect(await attempt(code)).toContain(say.too_many_codes);
    // The link is too long to guess, so it still works.
    const token = new URL(link).searchParams.get('token');
    expect((await client.post(`/confirm?token=${token}`, 'sign-ups.confirm', { token })).status).toBe(303);
  });
});

test('visitor: the slug is proposed and checked while typing @script', async ({ page, say, newSpace }) => {
  const taken = await newSpace({ open: false });
  await page.goto('/sign-up');
  const status = page.locator('#slug-status');
  // The first letters may come before the island listens.
  await expect(async () => {
    await page.getByLabel(say.space_name).fill('');
    await page.getByLabel(say.space_name).pressSequentially('Bières de l’Été');
    await expect(status).toContainText('/t/bieres-de-l-ete', { timeout: 2000 });
  }).toPass();
  await expect(status).toContainText(say.slug_free);
  await expect(page.getByLabel(say.slug)).toHaveAttribute('placeholder', 'bieres-de-l-ete');
  await page.getByLabel(say.slug).pressSequentially(taken.slug);
  await expect(status).toHaveText(say.taken);
  await page.getByLabel(say.slug).fill('admin');
  await expect(status).toHaveText(say.reserved);
  await page.getByLabel(say.slug).fill('No Slug');
  await expect(status).toHaveText(say.not_a_slug);
  // A slug somebody typed is not replaced by a proposal.
  await page.getByLabel(say.slug).fill('my-own-slug');
  await page.getByLabel(say.space_name).fill('Another name');
  await expect(status).toContainText('/t/my-own-slug');
});

test('visitor: what is typed while the WASM loads stays @script', async ({ page, say }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/sign-up', { waitUntil: 'domcontentloaded' });
  const name = page.getByLabel(say.space_name);
  await name.fill('Typed early');
  await page.getByLabel(say.slug).fill('typed-early');
  release();
  await expect(async () => {
    await page.getByLabel(say.slug).press('End');
    await page.getByLabel(say.slug).pressSequentially('x');
    await expect(page.locator('#slug-status')).toContainText('/t/typed-early', { timeout: 2000 });
  }).toPass();
  await expect(name).toHaveValue('Typed early');
  await expect(page.getByLabel(say.slug)).toHaveValue(/^typed-earlyx+$/);
});

test('visitor: two who want one slug both get a space @api', async ({ client, sink }) => {
  const slug = unique('wanted');
  const email = [newEmail(), newEmail()];
  const links = [];
  for (const one of email) {
    await client.done('/sign-up', 'sign-ups.start', { email: one, password: PASSWORD, space: 'Wanted', kind: 'company', slug });
    links.push((await sink.waitForMail(one)).link);
  }
  const confirm = (link) => {
    const token = new URL(link).searchParams.get('token');
    // One browser remembers one sign-up: the other is confirmed with the password once more.
    return client.post(`/confirm?token=${token}`, 'sign-ups.confirm', { token, password: PASSWORD });
  };
  const answers = await Promise.all(links.map(confirm));
  const places = answers.map((answer) => answer.headers.get('location'));
  expect(places.toSorted()).toEqual([`/t/${slug}-2?done=welcome`, `/t/${slug}?done=welcome`]);
});

test('visitor: one link clicked twice at once makes one space @api', async ({ client, sink, server }) => {
  const email = newEmail();
  const slug = unique('double');
  await client.done('/sign-up', 'sign-ups.start', { email, password: PASSWORD, space: 'Double', kind: 'company', slug });
  const token = new URL((await sink.waitForMail(email)).link).searchParams.get('token');
  const post = () => client.post(`/confirm?token=${token}`, 'sign-ups.confirm', { token });
  const statuses = (await Promise.all([post(), post(), post()])).map((answer) => answer.status);
  expect(statuses.toSorted()).toEqual([303, 410, 410]);
  const listed = await server.cli(['tenant', 'list']);
  expect(listed.split('\n').filter((line) => line.startsWith(slug))).toHaveLength(1);
});
