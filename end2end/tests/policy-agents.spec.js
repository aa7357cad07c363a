import { sendEvents } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { reached } from '../lib/limits.js';
import { request } from '../lib/records.js';

const KEY = /^pva_\w+$/;

async function enrol(page, say, base, { name = 'mx1', address = '' } = {}) {
  await page.goto(`${base}/policy-agents/new`);
  await page.getByLabel(say.agent_name).fill(name);
  await page.getByLabel(say.pinned_address).fill(address);
  await page.getByRole('button', { name: say.enrol }).click();
  await expect(page.getByRole('heading', { name: say.key_title({ name }) })).toBeVisible();
  const key = await page.locator('#key-text').textContent();
  expect(key).toMatch(KEY);
  return key;
}

const state = (page) => page.locator('#agent .badge');
const done = (page, text) => page.getByRole('status').filter({ hasText: text });

/** What the server answers to one event sent with a key. */
let sequence = 0;
async function send(server, key) {
  const records = [request({ from: 'a@outside.example', to: 'b@harbour.example' })];
  const answer = await sendEvents(server, key, { spool: `spool-${(sequence += 1)}`, records });
  return answer.status;
}

inEachLanguage(() => {
  test('owner: enrols an agent and sees its key once @smoke', async ({ page, say, server, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    await page.goto(`${base}/policy-agents`);
    await expect(page.getByRole('heading', { name: say.no_agents })).toBeVisible();
    const key = await enrol(page, say, base);
    await expect(page.getByText(say.key_once)).toBeVisible();
    await expect(page.locator('#key-command')).toContainText(key);
    await expect(page.locator('#key-command')).toContainText(`--server ${server.url}`);
    await expect(page.locator('#key-main-cf')).toHaveText('check_policy_service { inet:127.0.0.1:10040, timeout=3s, default_action=DUNNO }');
    await expect(page.locator('#key-unit')).toContainText('[Service]');
    await expect(page.locator('#key-check')).toContainText('parvis-agent check');
    // The form is empty again, and no page shows the key a second time.
    await expect(page.getByLabel(say.agent_name)).toHaveValue('');
    await page.goto(`${base}/policy-agents`);
    expect(await page.content()).not.toContain(key);
    await page.getByRole('rowheader').getByRole('link', { name: 'mx1' }).click();
    await expect(state(page)).toHaveText(say.state_waiting);
    expect(await page.content()).not.toContain(key);
    expect(await send(server, key)).toBe(200);
    await page.reload();
    await expect(state(page)).toHaveText(say.state_active);
  });

  test('owner: a wrong name or address of an agent says why', async ({ page, say, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    await enrol(page, say, base);
    await page.goto(`${base}/policy-agents/new`);
    const attempt = async (name, address) => {
      await page.getByLabel(say.agent_name).fill(name);
      await page.getByLabel(say.pinned_address).fill(address);
      await page.getByRole('button', { name: say.enrol }).click();
    };
    await attempt('mx1', '192.0.2.9');
    await expect(page.locator('#name-error')).toHaveText(say.taken);
    await attempt('', 'not an address');
    await expect(page.locator('#name-error')).toHaveText(say.required);
    await expect(page.locator('#address-error')).toHaveText(say.not_an_address);
    await expect(page.getByLabel(say.pinned_address)).toHaveValue('not an address');
  });

  test('owner: rotates, pauses, resumes and revokes, and the key follows @smoke', async ({ page, say, server, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    const first = await enrol(page, say, base);
    expect(await send(server, first)).toBe(200);
    await page.locator('#key').getByRole('link', { name: 'mx1' }).click();
    await expect(page.getByRole('heading', { name: 'mx1', level: 1 })).toBeVisible();
    const address = page.url();

    await page.getByRole('button', { name: say.rotate }).click();
    const second = await page.locator('#key-text').textContent();
    expect(second).toMatch(KEY);
    expect(second).not.toBe(first);
    expect(await send(server, first)).toBe(401);
    expect(await send(server, second)).toBe(200);
    await page.goto(address);
    expect(await page.content()).not.toContain(second);

    await page.getByRole('button', { name: say.pause, exact: true }).click();
    await expect(done(page, say.done_paused)).toBeVisible();
    await expect(state(page)).toHaveText(say.state_paused);
    expect(await send(server, second)).toBe(403);
    await page.getByRole('button', { name: say.resume, exact: true }).click();
    await expect(done(page, say.done_resumed)).toBeVisible();
    await expect(state(page)).toHaveText(say.state_active);
    expect(await send(server, second)).toBe(200);

    const confirm = page.getByLabel(say.type_name({ name: 'mx1' }));
    await confirm.fill('mx2');
    await page.getByRole('button', { name: say.revoke }).click();
    await expect(page.getByText(say.not_the_name({ name: 'mx1' }))).toBeVisible();
    expect(await send(server, second)).toBe(200);
    await confirm.fill('mx1');
    await page.getByRole('button', { name: say.revoke }).click();
    await expect(done(page, say.done_revoked)).toBeVisible();
    expect(await send(server, second)).toBe(401);
    await expect(page.locator('#agents')).toContainText(say.state_revoked);
    await page.goto(address);
    await expect(page.getByRole('button', { name: say.rotate })).toHaveCount(0);
  });

  test('owner: the free plan allows one agent, pinned to the address it comes from', async ({ page, say, server, newSpace }) => {
    const { base, client, slug } = await newSpace();
    await page.goto(`${base}/policy-agents/new`);
    await expect(page.getByText(say.pinned_plan_hint)).toBeVisible();
    const key = await enrol(page, say, base);
    await page.locator('#key').getByRole('link', { name: 'mx1' }).click();
    await expect(page.locator('#agent')).toContainText(say.first_address);
    expect(await send(server, key)).toBe(200);
    await page.reload();
    await expect(page.locator('#agent')).toContainText('127.0.0.1');
    await page.goto(`${base}/policy-agents/new`);
    const full = reached(say, say.noun.policy_agents, 1);
    await expect(page.locator('#limit-policy-agents')).toContainText(`${full} ${say.by_provider}`);
    await expect(page.getByLabel(say.agent_name)).toBeDisabled();
    await expect(page.getByRole('button', { name: say.enrol })).toBeDisabled();
    const late = await client.rpc('policy-agents.enrol', { tenant: slug, name: 'mx2', time_zone: 'UTC' });
    expect([late.status, (await late.json()).code]).toEqual([403, 'quota-reached']);
  });

  test('owner: pins an agent to another address, and the key works only there', async ({ page, say, server, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    const key = await enrol(page, say, base, { address: '192.0.2.25' });
    expect(await send(server, key)).toBe(403);
    await page.locator('#key').getByRole('link', { name: 'mx1' }).click();
    await page.getByLabel(say.agent_name).fill('mx-one');
    await page.getByLabel(say.pinned_address).fill('');
    await page.getByLabel(say.time_zone).selectOption('America/New_York');
    await page.getByRole('button', { name: say.save }).click();
    await expect(done(page, say.done_saved)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'mx-one', level: 1 })).toBeVisible();
    await expect(page.locator('#agent')).toContainText('America/New_York');
    expect(await send(server, key)).toBe(200);
  });

  test('owner: reads which records could not be read', async ({ page, say, server, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    const key = await enrol(page, say, base);
    const records = [{ at: 1, protocol_state: 'RCPT' }, { at: Date.now() * 1000, protocol_state: '<b>NONSENSE</b>' }];
    const answer = await sendEvents(server, key, { records });
    expect(await answer.json()).toMatchObject({ acknowledged: 2, rejected: [{ seq: 1 }, { seq: 2 }] });
    await page.locator('#key').getByRole('link', { name: 'mx1' }).click();
    await expect(page.getByRole('heading', { name: say.rejected })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: '<b>NONSENSE</b>' })).toBeVisible();
  });
});

test('owner: copies the key with a button @script', async ({ page, context, say, newSpace }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { base } = await newSpace({ plan: 'professional' });
  const key = await enrol(page, say, base);
  const button = page.locator('.secret').getByRole('button');
  await expect(button).toHaveText(say.copy);
  await expect(async () => {
    await button.click();
    await expect(button).toHaveText(say.copied, { timeout: 1500 });
  }).toPass();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await expect(button).toHaveText(say.copy);
});

test('visitor without script: no button is shown that does nothing @no-script', async ({ page, say, newSpace }) => {
  const { base } = await newSpace({ plan: 'professional' });
  await enrol(page, say, base);
  for (const button of await page.getByRole('button', { name: say.copy }).all()) await expect(button).toBeHidden();
});

test('owner: an agent’s page follows what it sends, by itself @script', async ({ page, say, server, newSpace }) => {
  const { base } = await newSpace({ plan: 'professional' });
  const key = await enrol(page, say, base);
  await page.locator('#key').getByRole('link', { name: 'mx1' }).click();
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'live');
  await expect(state(page)).toHaveText(say.state_waiting);
  expect(await send(server, key)).toBe(200);
  await expect(state(page)).toHaveText(say.state_active);
});
