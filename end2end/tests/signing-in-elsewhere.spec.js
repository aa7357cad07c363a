// A program elsewhere that people open by signing in at the console: who they are, and no longer than they are it.

import * as oidc from 'openid-client';

import { addMember } from '../lib/api.js';
import { enter, expect, inEachLanguage, test as base, unique } from '../lib/fixtures.js';
import { makeOperator } from '../lib/operator.js';
import { startProgram } from '../lib/program.js';

const test = base.extend({
  program: async ({}, use) => {
    const program = await startProgram();
    await use(program);
    await program.stop();
  },
});

/** Registers the program by the command line for a space, or for all. */
async function register(server, program, slug, authentication) {
  const args = ['deep-links', 'add-client', unique('Graphs'), program.back];
  const printed = await server.cli(slug ? [...args, '--space', slug] : args);
  const [, id] = printed.match(/^client id\s+(\S+)$/m);
  const [, secret] = printed.match(/^secret\s+(\S+)$/m);
  await program.register(`${server.url}/oidc`, { id, secret }, authentication?.(secret));
  return { id, secret };
}

inEachLanguage(() => {
  test('member: opens a program elsewhere by signing in here on the way @smoke', async ({ page, server, say, newSpace, program }) => {
    const space = await newSpace({ plan: 'professional', open: false });
    await register(server, program, space.slug);
    await page.goto(program.root);
    await expect(page).toHaveURL(new RegExp(`^${server.url}/sign-in`));
    await page.getByLabel(say.email).fill(space.email);
    await page.getByLabel(say.password, { exact: true }).fill(space.password);
    await page.getByRole('main').getByRole('button', { name: say.sign_in }).click();
    await expect(page.getByRole('heading')).toHaveText(space.email);
    await expect(page.locator('#role')).toHaveText('Editor');
    await expect(page.locator('#groups')).toHaveText(/^ten_\S+ ten_\S+-editors$/);
    // Signed in already, they are there at once.
    await page.goto(program.root);
    await expect(page.getByRole('heading')).toHaveText(space.email);
    expect(await space.client.text(`${space.base}/audit.csv`)).toContain('deep-links.sign-in');
  });

  test('member: who signs out of the console, or is removed, is out of the program', async ({ page, server, context, extraHTTPHeaders, newSpace, program }) => {
    const space = await newSpace({ plan: 'professional', open: false });
    const email = `${unique('vic')}@people.example`;
    const member = await addMember({ server, slug: space.slug, email, role: 'viewer', headers: extraHTTPHeaders });
    await register(server, program, space.slug, oidc.ClientSecretPost);
    await enter(context, server, member.client);
    await page.goto(program.root);
    await expect(page.locator('#role')).toHaveText('Viewer');
    await program.renew();
    expect((await program.who()).email).toBe(email);
    const team = await space.client.text(`${space.base}/team`);
    const [, id] = team.match(new RegExp(`team/(acc_\\w+)"[^>]*>${email}`));
    expect((await space.client.rpc('team.remove', { tenant: space.slug, account: id, confirm: email })).status).toBe(200);
    await expect(program.who()).rejects.toMatchObject({ status: 401 });
    await expect(program.renew()).rejects.toMatchObject({ error: 'invalid_grant' });
    await context.clearCookies();
    await space.signIn();
    await page.goto(program.root);
    await expect(page.locator('#role')).toHaveText('Editor');
    await space.client.done('/account', 'sessions.end', {});
    await expect(program.renew()).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('operator: registers a program, reads its secret once and what to write there, renews and removes it', async ({ page, server, say, newSpace, program }) => {
    const space = await newSpace({ plan: 'professional' });
    await makeOperator(server, space, 'infrastructure');
    await space.signIn();
    const name = unique('Graphs');
    await page.goto('/operator/deep-links/clients/new');
    await page.getByLabel(say.client_name, { exact: true }).fill(name);
    await page.getByLabel(say.client_redirects).fill('http://grafana.example/login');
    await page.getByRole('button', { name: say.client_add }).click();
    await expect(page.getByLabel(say.client_redirects)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel(say.client_name, { exact: true })).toHaveValue(name);
    await page.getByLabel(say.client_redirects).fill(program.back);
    await page.getByRole('button', { name: say.client_add }).click();
    const secret = await page.locator('#key-text').textContent();
    await page.getByRole('link', { name: say.client_settings }).click();
    await expect(page.locator('#snippet-grafana-ini')).toContainText(`auth_url = ${server.url}/oidc/authorize`);
    expect(await page.content()).not.toContain(secret);
    const id = new URL(page.url()).pathname.split('/').pop();
    await program.register(`${server.url}/oidc`, { id, secret });
    expect(program.metadata().issuer).toBe(`${server.url}/oidc`);
    await page.goto(program.root);
    await expect(page.getByRole('heading')).toHaveText(space.email);
    await page.goto(`/operator/deep-links/clients/${id}`);
    await page.getByRole('button', { name: say.client_renew }).click();
    expect(await page.locator('#key-text').textContent()).not.toBe(secret);
    await expect(program.renew()).rejects.toMatchObject({ status: 401 });
    await page.getByRole('button', { name: say.client_remove }).click();
    await expect(page.getByRole('link', { name })).toHaveCount(0);
    // Nobody is sent anywhere for a program that is not registered.
    await page.goto(program.root);
    await expect(page.getByRole('main')).toContainText(say.unknown_client);
  });
});
