import { PASSWORD } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { enrolAuthenticator, totp } from '../lib/totp.js';

async function signIn(page, say, email) {
  await page.goto('/sign-in');
  await page.getByLabel(say.email).fill(email);
  await page.getByLabel(say.password).fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: say.sign_in, exact: true }).click();
  await expect(page.getByRole('heading', { name: say.title_second_factor })).toBeVisible();
}

const main = (page) => page.getByRole('main');

/** Forgets the session; the page goes first, so that what is live on it does not ask in vain. */
async function leave(page) {
  await page.goto('/robots.txt');
  await page.context().clearCookies({ name: 'parvis' });
}

inEachLanguage(() => {
  test('person: sets up an app, keeps the codes, and signs in with it', async ({ page, say, sink, newSpace }) => {
    const space = await newSpace();
    await page.goto('/account');
    await main(page).getByRole('button', { name: say.authenticator_add }).click();
    await expect(main(page).getByRole('img', { name: say.authenticator_image })).toBeVisible();
    const secret = await page.locator('.enrolment code').textContent();
    const type = async (code) => {
      await page.getByLabel(say.authenticator_code).fill(code);
      await main(page).getByRole('button', { name: say.authenticator_confirm }).click();
    };
    const right = totp(secret);
    await type(right.startsWith('1') ? '000000' : '111111');
    await expect(page.locator('#code-error')).toHaveText(say.wrong_factor_code);
    await type(right);
    const codes = (await page.locator('#shown-codes').textContent()).split('\n');
    expect(codes).toHaveLength(10);
    await main(page).getByRole('link', { name: say.recovery_done }).click();
    await expect(page.getByRole('status')).toHaveText(say.done_factor_added);
    await expect(page.locator('#shown-codes')).toHaveCount(0);
    await expect(page.getByText(say.recovery_left({ count: '10' }))).toBeVisible();
    await sink.waitForMail(space.email, (mail) => mail.subject === say.mail.added_subject);

    await leave(page);
    await signIn(page, say, space.email);
    expect(page.url()).not.toMatch(/token|challenge/);
    await page.getByLabel(say.authenticator_code).fill(right);
    await main(page).getByRole('button', { name: say.continue_ }).first().click();
    await expect(page.locator('#code-error')).toHaveText(say.wrong_factor_code);
    await page.getByLabel(say.authenticator_code).fill(totp(secret, 1));
    await main(page).getByRole('button', { name: say.continue_ }).first().click();
    await expect(page).toHaveURL(new RegExp(`${space.base}$`));

    await leave(page);
    await signIn(page, say, space.email);
    await main(page).getByText(say.recovery_use).click();
    await page.getByLabel(say.recovery_code, { exact: true }).fill(codes[0]);
    await main(page).locator('details').getByRole('button', { name: say.continue_ }).click();
    await expect(page).toHaveURL(new RegExp(`${space.base}$`));
    const mail = await sink.waitForMail(space.email, (mail) => mail.subject === say.mail.recovery_subject);
    expect(mail.text).toContain('9');
  });

  test('member: of a space that demands a second factor is told how to add one', async ({ page, say, newSpace }) => {
    const space = await newSpace();
    const security = `${space.base}/settings/security`;
    await page.goto(security);
    await expect(page.getByText(say.security_without({ count: '1' }))).toBeVisible();
    await page.getByLabel(say.security_required).check();
    await main(page).getByRole('button', { name: say.save, exact: true }).click();
    await expect(page.locator('#required-error')).toHaveText(say.no_second_factor);
    const { secret } = await enrolAuthenticator(space.client);
    await space.signIn();
    await page.getByLabel(say.security_required).check();
    await main(page).getByRole('button', { name: say.save, exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_saved })).toBeVisible();

    // The last one cannot be removed now.
    await page.goto('/account');
    await main(page).getByRole('button', { name: say.remove_named({ name: say.authenticator }) }).click();
    await expect(main(page).getByRole('alert')).toHaveText(say.factor_demanded({ spaces: 'Harbour' }));
    await page.goto(space.base);
    await expect(page.getByRole('heading', { name: say.overview, level: 1 })).toBeVisible();

    // Without its mark the session is asked for the factor, and comes back.
    await leave(page);
    await page.goto(`/sign-in?next=${encodeURIComponent(space.base)}`);
    await page.getByLabel(say.email).fill(space.email);
    await page.getByLabel(say.password).fill(PASSWORD);
    await main(page).getByRole('button', { name: say.sign_in, exact: true }).click();
    await page.getByLabel(say.authenticator_code).fill(totp(secret, 1));
    await main(page).getByRole('button', { name: say.continue_ }).first().click();
    await expect(page).toHaveURL(new RegExp(`${space.base}$`));
  });
});

test('stranger: five wrong codes end the sign-in', async ({ page, say, newSpace }) => {
  const space = await newSpace({ open: false });
  await enrolAuthenticator(space.client);
  await signIn(page, say, space.email);
  for (const _ of [1, 2, 3, 4]) {
    await page.getByLabel(say.authenticator_code).fill('12 34');
    await main(page).getByRole('button', { name: say.continue_ }).first().click();
    await expect(page.locator('#code-error')).toHaveText(say.wrong_factor_code);
  }
  await page.getByLabel(say.authenticator_code).fill('1234');
  await main(page).getByRole('button', { name: say.continue_ }).first().click();
  await expect(page.getByText(say.too_many_tries)).toBeVisible();
  await main(page).getByRole('link', { name: say.second_factor_over }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('operator: takes lost factors away @api', async ({ server, client, sink, say, newSpace }) => {
  const space = await newSpace({ open: false });
  await enrolAuthenticator(space.client);
  expect(await client.signIn(space.email)).toMatch(/^\/sign-in\/second-factor/);
  await server.cli(['user', 'reset-factors', space.email]);
  await sink.waitForMail(space.email, (mail) => mail.subject === say.mail.reset_factors_subject);
  expect(await client.signIn(space.email)).toBe('/spaces?open=only');
  expect((await space.client.get('/account')).status).toBe(303);
});
