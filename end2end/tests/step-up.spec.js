import { PASSWORD } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { ageProof } from '../lib/proof.js';
import { enrolAuthenticator, totp } from '../lib/totp.js';

const main = (page) => page.getByRole('main');

inEachLanguage(() => {
  test('person: proves again that it is them, and the form goes on where it was', async ({ page, say, server, newSpace }) => {
    const space = await newSpace();
    const { secret } = await enrolAuthenticator(space.client);
    await space.signIn();
    await ageProof(server, space.email);
    await page.goto(`${space.base}/settings/security`);
    await page.getByLabel(say.security_required).check();
    await main(page).getByRole('button', { name: say.save, exact: true }).click();
    await expect(page.getByRole('heading', { name: say.step_up_title })).toBeVisible();
    const before = (await page.context().cookies()).find(({ name }) => name === 'parvis').value;
    await page.getByLabel(say.password).fill('not the password');
    await main(page).getByRole('button', { name: say.step_up_button }).click();
    await expect(page.locator('#step_up_password-error')).toHaveText(say.wrong_password);
    await page.getByLabel(say.authenticator_code).fill(totp(secret, 1));
    await main(page).getByRole('button', { name: say.step_up_button }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_saved })).toBeVisible();
    await expect(page.getByLabel(say.security_required)).toBeChecked();
    const after = (await page.context().cookies()).find(({ name }) => name === 'parvis').value;
    expect(after).not.toBe(before);
    // The proof counts for a while.
    await page.getByLabel(say.security_required).uncheck();
    await main(page).getByRole('button', { name: say.save, exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_saved })).toBeVisible();
  });

  test('person: leaves the question, and nothing is done', async ({ page, say, server, newSpace }) => {
    const space = await newSpace();
    await ageProof(server, space.email);
    await page.goto('/account');
    await main(page).getByRole('button', { name: say.authenticator_add }).click();
    await expect(page.getByRole('heading', { name: say.step_up_title })).toBeVisible();
    await main(page).getByRole('link', { name: say.step_up_back }).click();
    await expect(main(page).getByRole('button', { name: say.authenticator_add })).toBeVisible();
    await main(page).getByRole('button', { name: say.authenticator_add }).click();
    await page.getByLabel(say.password).fill(PASSWORD);
    await main(page).getByRole('button', { name: say.step_up_button }).click();
    await expect(main(page).getByRole('img', { name: say.authenticator_image })).toBeVisible();
  });
});

test('attacker: with an open session, guesses slowly @api', async ({ server, newSpace }) => {
  const space = await newSpace({ open: false });
  await ageProof(server, space.email);
  const guess = () => space.client.post('/account', 'authenticators.enrol', { step_up_password: 'a wrong guess', kept: 'a "typed" value' });
  const statuses = [];
  while (!statuses.includes(429) && statuses.length < 12) statuses.push((await guess()).status);
  expect(statuses.slice(0, -1).every((status) => status === 422)).toBe(true);
  expect(statuses.at(-1)).toBe(429);
  const text = await (await guess()).text();
  expect(text).toContain('value="a &quot;typed&quot; value"');
  expect(text).not.toContain('a wrong guess');
  // Called as islands call it, the demand is an error of its own.
  const answer = await space.client.rpc('authenticators.enrol');
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('step-up-required');
});
