import { addMember } from '../lib/api.js';
import { barriers } from '../lib/barriers.js';
import { expect, inEachLanguage, test, unique } from '../lib/fixtures.js';

const box = (scope, name) => scope.getByRole('checkbox', { name });

inEachLanguage(() => {
  test('owner: makes a role, sees what a change does, saves it and deletes it @smoke', async ({ page, say, hasScript, newSpace, server, extraHTTPHeaders }) => {
    const space = await newSpace({ plan: 'professional' });
    const { base, slug } = space;
    const guest = await addMember({ server, slug, email: `${unique('guest')}@people.example`, role: 'guest', headers: extraHTTPHeaders });
    await page.goto(`${base}/team`);
    await page.getByRole('link', { name: say.roles_to }).click();
    await expect(page.locator('#matrix [data-permission="manage-owners"] .icon')).toHaveCount(1);
    await expect(page.locator('#own-roles')).toContainText(say.roles_none);

    // A look-alike is refused beside the field, and nothing that was typed is lost.
    await page.goto(`${base}/team/roles/new`);
    const create = page.getByRole('main');
    await create.getByLabel(say.roles_name).fill('0wner');
    await box(create, say.view_events).check();
    await create.getByRole('button', { name: say.roles_create }).click();
    await expect(create).toContainText(say.passes_for({ name: 'owner' }));
    await expect(box(create, say.view_events)).toBeChecked();
    await expect(create.getByText(say.manage_owners, { exact: true })).toHaveCount(0);
    if (hasScript) expect(await barriers(page)).toEqual([]);
    await create.getByLabel(say.roles_name).fill('Night shift');
    await create.getByRole('button', { name: say.roles_create }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_saved })).toBeVisible();

    // Given to a member: first it says what they gain.
    await page.goto(`${base}/team`);
    await page.getByRole('link', { name: guest.email }).click();
    await page.locator('#give').getByLabel(say.grant_role, { exact: true }).selectOption({ label: 'Night shift' });
    await page.locator('#give').getByRole('button', { name: say.give_button }).click();
    await expect(page.locator('#preview')).toContainText(say.preview_nothing_yet);
    await expect(page.locator('#preview')).toContainText(say.preview_nothing);
    await page.getByRole('button', { name: say.preview_confirm }).click();
    await expect(page.locator('#roles')).toContainText('Night shift');

    // Changed: the preview names the member and changes nothing; its button does.
    await page.goto(`${base}/team/roles`);
    const role = page.locator('#own-roles details');
    await role.locator('summary').click();
    await box(role, say.manage_mail_flow).check();
    await role.getByRole('button', { name: say.roles_preview }).click();
    const preview = page.locator('#preview');
    await expect(preview.getByRole('row').filter({ hasText: guest.email })).toContainText(say.manage_mail_flow);
    if (hasScript) expect(await barriers(page)).toEqual([]);
    const add = () => guest.client.rpc('domains.add', { tenant: slug, names: `${unique('d')}.example`, kind: 'local' });
    expect((await add()).status).toBe(403);
    await page.getByRole('button', { name: say.preview_confirm }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_saved })).toBeVisible();
    expect((await add()).status).toBe(200);

    // Held, it is not deleted; the sentence says what to do first.
    await role.locator('summary').click();
    await role.getByRole('textbox', { name: say.type_name({ name: 'Night shift' }) }).fill('Night shift');
    await role.getByRole('button', { name: say.delete, exact: true }).click();
    await expect(role).toContainText(say.role_in_use({ members: 1, invitations: 0 }));
    const id = await role.getAttribute('id');
    const account = (await guest.client.text(`${base}/why`)) && (await space.client.text(`${base}/team`)).match(new RegExp(`team/(acc_\\w+)"[^>]*>${guest.email}`))[1];
    expect((await space.client.rpc('team.take-role', { tenant: slug, account, id: `${id} tenant` })).ok).toBe(true);
    expect((await add()).status, 'what was taken counts from the next request on').toBe(403);
    await page.goto(`${base}/team/roles`);
    await role.locator('summary').click();
    await role.getByRole('textbox', { name: say.type_name({ name: 'Night shift' }) }).fill('Night shift');
    await role.getByRole('button', { name: say.delete, exact: true }).click();
    await expect(page.locator('#own-roles')).toContainText(say.roles_none);
  });
});

test('operator: reads what roles may do, and may not make one', async ({ page, say, newSpace, server, context, extraHTTPHeaders }) => {
  const { base, slug } = await newSpace({ open: false });
  const operator = await addMember({ server, slug, email: `${unique('op')}@people.example`, role: 'operator', headers: extraHTTPHeaders });
  await context.addCookies([...operator.client.cookies].map(([name, value]) => ({ name, value, url: server.url })));
  await page.goto(`${base}/team/roles/new`);
  await expect(page.locator('#why-manage-roles')).toContainText(say.no_role({ what: say.manage_roles }));
  await expect(page.getByRole('button', { name: say.roles_create })).toBeDisabled();
});

test('attacker: a role holds no more than its maker, whatever is sent @api', async ({ newSpace, server, extraHTTPHeaders }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const { slug, base } = space;
  const send = (client, fields) => client.rpc('roles.create', { tenant: slug, name: unique('Role'), ...fields });
  expect((await send(space.client, { 'permissions[]': 'manage-owners' })).status).toBe(422);
  expect((await send(space.client, { 'permissions[]': 'manage-roles', name: 'Makers' })).status).toBe(200);
  const id = (await space.client.text(`${base}/team/roles`)).match(/rol_\w{26}/)[0];
  const member = await addMember({ server, slug, email: `${unique('m')}@people.example`, role: 'member', headers: extraHTTPHeaders });
  const account = (await space.client.text(`${base}/team`)).match(new RegExp(`team/(acc_\\w+)"[^>]*>${member.email}`))[1];
  expect((await space.client.rpc('team.give-role', { tenant: slug, account, role: id, scope: '', ends: '' })).status).toBe(200);
  for (const permission of ['manage-team', 'view-audit', 'manage-api-keys', 'view-as']) {
    expect((await send(member.client, { 'permissions[]': permission })).status, permission).toBe(403);
    const wider = await member.client.rpc('roles.update', { tenant: slug, id, name: 'Makers', 'permissions[]': permission });
    expect(wider.status, permission).toBe(403);
  }
  expect((await send(member.client, { 'permissions[]': 'view-events' })).status).toBe(200);
});
