// Passkeys with a virtual authenticator: a device that recognises its owner, driven over the DevTools protocol.

import { PASSWORD } from '../lib/api.js';
import { barriers } from '../lib/barriers.js';
import { expect, test as base } from '../lib/fixtures.js';
import { givePasskey } from '../lib/passkey.js';
import { ageProof, movePasskeys } from '../lib/proof.js';
import { startServer } from '../lib/server.js';

// Browsers bind passkeys to a domain name: an address of numbers has none.
const test = base.extend({
  server: [
    async ({ engine, sink }, use) => {
      const server = await startServer({ engine, smtp: sink.url, host: 'localhost', env: { PARVIS_TRUSTED_PROXIES: '127.0.0.0/8' } });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const main = (page) => page.getByRole('main');

/** Forgets the session; the page goes first, so that what is live on it does not ask in vain. */
async function leave(page) {
  await page.goto('/robots.txt');
  await page.context().clearCookies({ name: 'parvis' });
}

async function device(page, options = {}) {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, ...options },
  });
  return { client, authenticatorId };
}

async function addPasskey(page, say, name) {
  await page.goto('/account');
  await page.getByLabel(say.passkey_name, { exact: true }).fill(name);
  await main(page).getByRole('button', { name: say.passkey_add }).click();
}

async function password(page, say, email) {
  await page.goto('/sign-in');
  await page.getByLabel(say.email).fill(email);
  await page.getByLabel(say.password).fill(PASSWORD);
  await main(page).getByRole('button', { name: say.sign_in, exact: true }).click();
}

test('person: adds passkeys and signs in with one, typing nothing @script @smoke', async ({ page, say, sink, newSpace }) => {
  const space = await newSpace();
  const { client, authenticatorId } = await device(page);
  await addPasskey(page, say, 'Laptop');
  expect((await page.locator('#shown-codes').textContent()).split('\n')).toHaveLength(10);
  await main(page).getByRole('link', { name: say.recovery_done }).click();
  await expect(main(page).getByText('Laptop')).toBeVisible();
  await sink.waitForMail(space.email, (mail) => mail.subject === say.mail.added_subject);

  await leave(page);
  await page.goto(`/sign-in?next=${encodeURIComponent(`${space.base}/events`)}`);
  await main(page).getByRole('button', { name: say.passkey_sign_in }).click();
  await expect(page).toHaveURL(`${space.base}/events`);

  // After the password it is the second factor.
  await leave(page);
  await password(page, say, space.email);
  await expect(page.getByRole('heading', { name: say.title_second_factor })).toBeVisible();
  await main(page).getByRole('button', { name: say.passkey_use }).click();
  await expect(page).toHaveURL(new RegExp(`${space.base}$`));

  // A second device with the same account; the first is told apart by its name, and removed.
  await client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  await device(page, { transport: 'usb' });
  await addPasskey(page, say, 'Key ring');
  await expect(page.getByRole('status')).toHaveText(say.done_factor_added);
  await main(page).getByRole('button', { name: say.remove_named({ name: 'Laptop' }) }).click();
  await expect(page.getByRole('status')).toHaveText(say.done_factor_removed);
  await expect(main(page).getByText('Laptop')).toHaveCount(0);
  await expect(main(page).getByText('Key ring')).toBeVisible();
});

test('person: gives a passkey another name', async ({ page, hasScript, say, server, newSpace }) => {
  const space = await newSpace();
  await givePasskey(server, space.email, 'Laptop');
  await page.goto('/account');
  const passkey = page.locator('#passkeys li');
  await passkey.getByText(say.passkey_rename, { exact: true }).click();
  await passkey.getByLabel(say.passkey_new_name).fill(' ');
  await passkey.getByRole('button', { name: say.save }).click();
  // What is wrong is told beside the field, which stays in sight.
  await expect(passkey.getByText(say.required)).toBeVisible();
  if (hasScript) expect(await barriers(page)).toEqual([]);
  await passkey.getByLabel(say.passkey_new_name).fill('Work phone');
  await passkey.getByRole('button', { name: say.save }).click();
  await expect(page.getByRole('status')).toHaveText(say.done_saved);
  await expect(passkey.locator('strong')).toHaveText('Work phone');
});

test('person: proves by a passkey that it is still them @script', async ({ page, say, server, newSpace }) => {
  const space = await newSpace();
  await device(page);
  await ageProof(server, space.email);
  await addPasskey(page, say, 'Laptop');
  // Even what the passkey answered waits while the password is asked for.
  await expect(page.getByRole('heading', { name: say.step_up_title })).toBeVisible();
  await page.getByLabel(say.password).fill(PASSWORD);
  await main(page).getByRole('button', { name: say.step_up_button }).click();
  await main(page).getByRole('link', { name: say.recovery_done }).click();
  await ageProof(server, space.email);
  await page.goto('/account');
  await main(page).getByRole('button', { name: say.recovery_renew }).click();
  await main(page).getByRole('button', { name: say.passkey_use }).click();
  expect((await page.locator('#shown-codes').textContent()).split('\n')).toHaveLength(10);
});

test('attacker: a copy of a passkey is refused, and the log says so @script', async ({ page, say, newSpace }) => {
  const space = await newSpace();
  const { client, authenticatorId } = await device(page);
  await addPasskey(page, say, 'Laptop');
  await main(page).getByRole('link', { name: say.recovery_done }).click();
  const { credentials } = await client.send('WebAuthn.getCredentials', { authenticatorId });
  await leave(page);
  await page.goto('/sign-in');
  await main(page).getByRole('button', { name: say.passkey_sign_in }).click();
  await expect(page).toHaveURL(new RegExp(`${space.base}$`));
  // The copy still counts from where it was made.
  await client.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credentials[0].credentialId });
  await client.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credentials[0], signCount: 0 } });
  await leave(page);
  await page.goto('/sign-in');
  await main(page).getByRole('button', { name: say.passkey_sign_in }).click();
  await expect(page.locator('#credential-error')).toHaveText(say.passkey_refused);
  expect(await page.context().cookies()).not.toContainEqual(expect.objectContaining({ name: 'parvis' }));
});

test('attacker: a device that recognises nobody is refused @script', async ({ page, say, newSpace }) => {
  await newSpace();
  const { client, authenticatorId } = await device(page);
  await addPasskey(page, say, 'Laptop');
  await main(page).getByRole('link', { name: say.recovery_done }).click();
  await client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await leave(page);
  await page.goto('/sign-in');
  await main(page).getByRole('button', { name: say.passkey_sign_in }).click();
  await expect(page.getByText(say.passkey_failed)).toBeVisible();
  await expect(main(page).getByRole('button', { name: say.passkey_sign_in })).toBeEnabled();
});

test('attacker: an answer counts once, in the browser it was asked in @script', async ({ page, say, server, newSpace, client: other }) => {
  const space = await newSpace();
  await device(page);
  await addPasskey(page, say, 'Laptop');
  await main(page).getByRole('link', { name: say.recovery_done }).click();
  await leave(page);
  await page.goto('/sign-in');
  const posted = page.waitForRequest((request) => request.method() === 'POST' && request.isNavigationRequest());
  await main(page).getByRole('button', { name: say.passkey_sign_in }).click();
  const fields = Object.fromEntries(new URLSearchParams((await posted).postData()));
  await expect(page).toHaveURL(new RegExp(`${space.base}$`));
  expect(fields.credential).toContain('signature');
  for (const challenge of [null, '0'.repeat(32)]) {
    if (challenge) other.cookies.set('parvis-challenge', challenge);
    expect((await other.post('/sign-in', 'passkeys.sign-in', { credential: fields.credential })).status).toBe(422);
  }
  // Asked anew, the old answer is none either.
  await other.rpc('passkeys.start-sign-in');
  expect((await other.post('/sign-in', 'passkeys.sign-in', { credential: fields.credential })).status).toBe(422);
  expect(server.url).toContain('localhost');
});

test('person: without script is told what passkeys need @no-script', async ({ page, say, newSpace }) => {
  await newSpace();
  await page.goto('/account');
  await expect(page.getByText(say.passkeys_need_script)).toBeVisible();
  await expect(main(page).getByRole('button', { name: say.passkey_add })).toBeDisabled();
});

test('visitor: is told which address passkeys belong to, before pressing anything @script', async ({ page, say, server }) => {
  const here = new URL(server.url);
  await page.goto(`http://127.0.0.1:${here.port}/sign-in`);
  const reason = page.locator('[data-passkey-reason=address]');
  await expect(reason).toContainText(say.passkeys_address);
  await expect(reason.getByRole('link')).toHaveAttribute('href', `${here.origin}/sign-in`);
  await expect(main(page).getByRole('button', { name: say.passkey_sign_in })).toBeDisabled();
  await reason.getByRole('link').click();
  await expect(main(page).getByRole('button', { name: say.passkey_sign_in })).toBeEnabled();
});

test('person: with passkeys of an older address only, is told so and offered the other ways @script', async ({ page, say, server, newSpace }) => {
  const space = await newSpace();
  await device(page);
  await addPasskey(page, say, 'Laptop');
  const codes = (await page.locator('#shown-codes').textContent()).split('\n');
  await main(page).getByRole('link', { name: say.recovery_done }).click();
  await leave(page);
  await movePasskeys(server, space.email, 'old.example');
  await password(page, say, space.email);
  await expect(page.getByText(say.passkeys_elsewhere({ hosts: 'old.example', here: new URL(server.url).origin }))).toBeVisible();
  await expect(main(page).getByRole('button', { name: say.passkey_use })).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);
  await page.getByLabel(say.recovery_code, { exact: true }).fill(codes[0]);
  await main(page).locator('details').getByRole('button', { name: say.continue_ }).click();
  await expect(page).toHaveURL(new RegExp(`${space.base}$`));
  await page.goto('/account');
  await expect(page.getByText(say.passkey_made_for({ host: 'old.example' }))).toBeVisible();
});
