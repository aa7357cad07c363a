import { addMember } from '../lib/api.js';
import { barriers } from '../lib/barriers.js';
import { enter, expect, inEachLanguage, test, unique } from '../lib/fixtures.js';

/** A space seen by somebody who was given one role. */
async function seenAs(role, { newSpace, server, context, locale, extraHTTPHeaders, ...options }) {
  const space = await newSpace({ open: false, ...options });
  const email = `${unique(role)}@people.example`;
  const member = await addMember({ server, slug: space.slug, email, role, headers: extraHTTPHeaders });
  if (locale !== 'en') await member.client.done('/account', 'accounts.set-locale', { locale });
  await enter(context, server, member.client);
  return { space, member };
}

inEachLanguage(() => {
  test('viewer: sees what they may not do, with the reason and who can change it @smoke', async ({ page, say, hasScript, newSpace, server, context, locale, extraHTTPHeaders }) => {
    const { space } = await seenAs('viewer', { newSpace, server, context, locale, extraHTTPHeaders });
    await space.client.done(`${space.base}/mail-flow`, 'domains.add', { tenant: space.slug, names: 'one.example', kind: 'local' });
    await page.goto(`${space.base}/mail-flow`);
    const reason = `${say.no_role({ what: say.manage_mail_flow })} ${say.by_people({ who: space.email })}`;
    const note = page.locator('#why-manage-mail-flow');
    await expect(note).toContainText(reason);
    await expect(note).toHaveCount(1);
    await expect(page.getByRole('button', { name: say.add_domains })).toHaveCount(0);
    await page.locator('td.actions summary').first().click();
    for (const name of [say.save, say.delete]) await expect(page.locator('td.actions').getByRole('button', { name })).toBeDisabled();
    if (hasScript) expect(await barriers(page)).toEqual([]);

    await note.getByRole('link', { name: say.why }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.manage_mail_flow);
    await expect(page.locator('#decision')).toContainText(say.why_denied);
    await expect(page.locator('#decision')).toContainText(space.email);
    await expect(page.locator('#considered').getByRole('row')).toHaveCount(2);
    await expect(page.locator('#considered')).toContainText(say.viewer);
    await expect(page.locator('#considered')).toContainText(say.why_verdict_not_part);
    if (hasScript) expect(await barriers(page)).toEqual([]);

    await page.getByRole('link', { name: say.why_all }).click();
    const line = (permission) => page.locator(`[data-permission="${permission}"]`);
    await expect(line('view-events')).toContainText(say.granted({ what: say.view_events, role: say.viewer }));
    await expect(line('manage-owners')).toContainText(say.why_denied);
    if (hasScript) expect(await barriers(page)).toEqual([]);

    // The button of a list leads to its form, which says the same.
    await page.goto(`${space.base}/policy-agents`);
    await page.getByRole('link', { name: say.new_policy_agent }).first().click();
    await expect(page.getByRole('button', { name: say.enrol })).toBeDisabled();
    await expect(page.locator('#why-manage-policy-agents')).toContainText(say.no_role({ what: say.manage_policy_agents }));
    await page.goto(space.base);
    await expect(page.locator('#setup').getByRole('button', { name: say.enrol })).toBeDisabled();
    await expect(page.locator('#setup')).toContainText(say.no_role({ what: say.manage_policy_agents }));
    if (hasScript) expect(await barriers(page)).toEqual([]);
  });

  test('guest: a page they may not see says so, and keeps the reason', async ({ page, say, hasScript, newSpace, server, context, locale, extraHTTPHeaders }) => {
    const { space, member } = await seenAs('guest', { newSpace, server, context, locale, extraHTTPHeaders });
    const answer = await page.goto(`${space.base}/mail-flow`);
    expect(answer.status()).toBe(403);
    await expect(page.getByText(`${say.no_role({ what: say.view_mail_flow })} ${say.by_people({ who: space.email })}`)).toBeVisible();
    // The rest of the space stays in reach beside it.
    await expect(page.locator('.rail [aria-current="page"]')).toHaveAttribute('href', `${space.base}/mail-flow`);
    await page.getByRole('link', { name: say.why }).click();
    await expect(page.locator('#refused')).toContainText(say.no_role({ what: say.view_mail_flow }));
    await expect(page.locator('#refused')).toContainText(member.email);
    if (hasScript) expect(await barriers(page)).toEqual([]);

    // The owner sees the attempt too; a colleague without the audit log does not.
    const id = new URL(page.url()).searchParams.get('request');
    const told = await space.client.text(`${space.base}/why?request=${id}`);
    expect(told).toContain(say.no_role_of({ who: member.email, what: say.view_mail_flow }));
    const colleague = await addMember({ server, slug: space.slug, email: `${unique('other')}@people.example`, role: 'operator', headers: extraHTTPHeaders });
    expect((await colleague.client.get(`${space.base}/why?request=${id}`)).status).toBe(404);
    expect(await colleague.client.text(`${space.base}/why?request=${id}&permission=view-mail-flow`)).not.toContain(member.email);
  });

  test('owner: reads the plan’s limits and what happens at them', async ({ page, say, hasScript, newSpace }) => {
    const { base, client, slug } = await newSpace();
    await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'one.example', kind: 'local' });
    await page.goto(`${base}/plan`);
    const domains = page.locator('[data-quota="domains"]');
    await expect(domains).toContainText(say.used_of({ used: 1, limit: 1 }));
    await expect(domains).toContainText(say.why_over_quota);
    await expect(domains.getByRole('link', { name: say.usage_ask })).toHaveAttribute('href', '#more');
    await expect(page.locator('[data-quota="policy-agents"]')).toContainText(say.used_of({ used: 0, limit: 1 }));
    await expect(page.getByText(say.plan_at_limit_text)).toBeVisible();
    if (hasScript) expect(await barriers(page)).toEqual([]);
  });
});

test('stranger: the explanation of another’s space does not exist @api', async ({ client, newSpace, server, extraHTTPHeaders }) => {
  const space = await newSpace({ open: false });
  const other = await newSpace({ open: false });
  for (const path of ['/why', '/why?permission=view-overview', '/why?request=x', '/plan']) {
    expect((await other.client.get(space.base + path)).status, path).toBe(404);
    expect((await client.get(space.base + path)).status, path).toBe(303);
  }
  expect((await space.client.get(`${space.base}/why?permission=fly`)).status).toBe(404);
  // A request of one space is no request of another.
  const member = await addMember({ server, slug: space.slug, email: `${unique('g')}@people.example`, role: 'guest', headers: extraHTTPHeaders });
  const refused = await member.client.text(`${space.base}/settings`);
  const id = refused.match(/why\?request=([\w-]+)/)[1];
  expect((await space.client.get(`${space.base}/why?request=${id}`)).status).toBe(200);
  expect((await other.client.get(`${other.base}/why?request=${id}`)).status).toBe(404);
});
