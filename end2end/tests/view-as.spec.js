import { addMember } from '../lib/api.js';
import { barriers } from '../lib/barriers.js';
import { adopt, enter, expect, inEachLanguage, test, unique } from '../lib/fixtures.js';

inEachLanguage(() => {
  test('admin: sees the console as a guest does, changes nothing and leaves @smoke', async ({ page, say, hasScript, newSpace, server, context, locale, extraHTTPHeaders }) => {
    const { base, slug, client, email: owner } = await newSpace({ open: false });
    const join = (role) => addMember({ server, slug, email: `${unique(role)}@people.example`, role, headers: extraHTTPHeaders });
    const [admin, guest] = [await join('admin'), await join('guest')];
    if (locale !== 'en') await admin.client.done('/account', 'accounts.set-locale', { locale });
    await enter(context, server, admin.client);

    // Somebody with more is out of reach, and the page says so before the click.
    await page.goto(`${base}/team`);
    await page.getByRole('link', { name: owner }).click();
    await expect(page.locator('#view-as')).toContainText(say.holds_more);
    await expect(page.getByRole('button', { name: say.view_as_button })).toBeDisabled();

    await page.goto(`${base}/team`);
    await page.getByRole('link', { name: guest.email }).click();
    await page.getByRole('button', { name: say.view_as_button }).click();
    const banner = page.locator('.viewing');
    await expect(banner).toContainText(say.viewing_as({ email: guest.email }));
    if (hasScript) expect(await barriers(page)).toEqual([]);
    await page.goto(`${base}/why?permission=manage-mail-flow`);
    await expect(page.locator('#considered')).toContainText(say.guest);
    await expect(banner).toBeVisible();
    // What the guest may not see, and still the way out.
    expect((await page.goto(`${base}/mail-flow`)).status()).toBe(403);
    await expect(banner).toContainText(say.viewing_as({ email: guest.email }));
    await expect(page.locator('.rail [aria-current="page"]')).toHaveAttribute('href', `${base}/mail-flow`);
    if (hasScript) expect(await barriers(page)).toEqual([]);
    // Where there is no such space the member is not named.
    expect((await page.goto(`/t/${unique('nothing')}/mail-flow`)).status()).toBe(404);
    await expect(banner).toContainText(say.viewing_as_other);
    await expect(banner).not.toContainText(guest.email);
    await adopt(admin.client, context);
    const write = await admin.client.rpc('domains.add', { tenant: slug, names: 'one.example', kind: 'local' });
    expect(write.status).toBe(403);
    await page.goto(base);
    await banner.getByRole('button', { name: say.stop_viewing }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_view_left })).toBeVisible();
    await expect(banner).toHaveCount(0);
    await page.goto(`${base}/mail-flow/domains/new`);
    await expect(page.getByRole('button', { name: say.add_domains })).toBeEnabled();

    // What ends by itself says so, and nothing is taken for somebody else's sight.
    await adopt(admin.client, context);
    const account = (await admin.client.text(`${base}/team`)).match(new RegExp(`team/(acc_\\w+)"[^>]*>${guest.email}`))[1];
    expect((await admin.client.rpc('view-as.start', { tenant: slug, account })).status).toBe(200);
    await enter(context, server, admin.client);
    expect((await client.rpc('team.remove', { tenant: slug, account, confirm: guest.email })).status).toBe(200);
    expect((await page.goto(`${base}/mail-flow`)).status()).toBe(409);
    await expect(page.getByText(say.view_ended)).toBeVisible();
    await expect(banner).toHaveCount(0);
    if (hasScript) expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: say.view_ended_button }).click();
    await expect(page).toHaveURL(/mail-flow$/);
    await expect(page.getByRole('link', { name: say.new_domains }).first()).toBeVisible();
  });
});

test('admin: a view touches one space, and ends with its member @api', async ({ newSpace, server, extraHTTPHeaders }) => {
  const [here, there] = [await newSpace({ open: false }), await newSpace({ open: false })];
  const email = `${unique('guest')}@people.example`;
  const admin = await addMember({ server, slug: here.slug, email: `${unique('admin')}@people.example`, role: 'admin', headers: extraHTTPHeaders });
  await server.cli(['tenant', 'add-member', there.slug, admin.email, '--role', 'operator']);
  await addMember({ server, slug: here.slug, email, role: 'guest', headers: extraHTTPHeaders });
  const account = (await admin.client.text(`${here.base}/team`)).match(new RegExp(`team/(acc_\\w+)"[^>]*>${email}`))[1];
  expect((await admin.client.rpc('view-as.start', { tenant: there.slug, account })).status).toBe(403);
  expect((await here.client.rpc('view-as.start', { tenant: there.slug, account })).status).toBe(404);
  expect((await admin.client.rpc('view-as.start', { tenant: here.slug, account })).status).toBe(200);
  expect((await admin.client.get(`${here.base}/mail-flow`)).status).toBe(403);
  expect((await admin.client.get(`${there.base}/mail-flow`)).status).toBe(200);
  expect(await admin.client.text(there.base)).not.toContain('class="notice viewing"');
  expect((await here.client.rpc('team.remove', { tenant: here.slug, account, confirm: email })).status).toBe(200);
  // Nothing is shown in its place until they leave it, in this space alone.
  const ended = await admin.client.get(`${here.base}/mail-flow`);
  expect(ended.status).toBe(409);
  expect((await admin.client.get(`${there.base}/mail-flow`)).status).toBe(200);
  expect((await admin.client.rpc('view-as.stop', {})).status).toBe(200);
  expect((await admin.client.get(`${here.base}/mail-flow`)).status).toBe(200);
});
