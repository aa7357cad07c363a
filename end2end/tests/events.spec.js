import { enrolAgent, sendEvents } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { message, request } from '../lib/records.js';

async function prepared({ newSpace, server }, batches) {
  const space = await newSpace({ plan: 'professional' });
  const { client, slug, base } = space;
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  for (const [name, records] of Object.entries(batches)) {
    const { key } = await enrolAgent(client, slug, { name, time_zone: 'UTC' });
    const answer = await sendEvents(server, key, { records });
    expect(await answer.json()).toMatchObject({ acknowledged: records.length, rejected: [], rejected_count: 0 });
  }
  return space;
}

const rows = (page) => page.locator('tbody tr');
const senders = async (page) =>
  (await rows(page).allTextContents()).map((text) => text.match(/n\d+@sender\.example/)?.[0]);

inEachLanguage(() => {
  test('owner: filters events by host, direction, stage and domain', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, {
      mx1: message({ from: 'one@sender.example', to: 'x@harbour.example' }),
      mx2: message({ from: 'two@sender.example', to: 'x@elsewhere.example' }),
    });
    await page.goto(`${base}/events`);
    await expect(rows(page)).toHaveCount(4);
    const choose = async (label, option) => {
      await page.getByLabel(label).selectOption(option);
      await page.getByRole('button', { name: say.show }).click();
    };
    await choose(say.host, 'mx2');
    await expect(page).toHaveURL(/host=mx2/);
    await expect(rows(page)).toHaveCount(2);
    await expect(rows(page).first()).toContainText('two@sender.example');
    await choose(say.host, { label: say.all_hosts });
    await choose(say.direction, { label: say.inbound });
    await expect(rows(page)).toHaveCount(2);
    await expect(rows(page).first()).toContainText(say.inbound);
    await choose(say.stage, 'RCPT');
    await expect(rows(page)).toHaveCount(1);
    await choose(say.direction, { label: say.foreign });
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page).first()).toContainText('two@sender.example');
    await page.getByLabel(say.domain).fill('harbour.example');
    await page.getByRole('button', { name: say.show }).click();
    await expect(page.getByRole('heading', { name: say.no_events_match })).toBeVisible();
    await page.getByRole('link', { name: say.all_events }).click();
    await expect(rows(page)).toHaveCount(4);
  });

  test('owner: pages through events without missing or repeating one @smoke', async ({ page, say, server, newSpace }) => {
    const start = Date.now() - 3_600_000;
    // Several share one instant, so that paging cannot rely on time alone.
    const records = Array.from({ length: 123 }, (_, number) =>
      request({ at: start + Math.floor(number / 10) * 1000, from: `n${number}@sender.example`, to: 'x@harbour.example' }),
    );
    const { base, client, slug } = await prepared({ newSpace, server }, { mx1: records });
    await page.goto(`${base}/events`);
    const seen = [];
    await expect(rows(page)).toHaveCount(50);
    seen.push(...(await senders(page)));
    await page.getByRole('link', { name: say.older }).click();
    await expect(page).toHaveURL(/before=/);
    seen.push(...(await senders(page)));
    // What arrives meanwhile does not shift the pages behind.
    const { key } = await enrolAgent(client, slug, { name: 'mx2', time_zone: 'UTC' });
    await sendEvents(server, key, { records: [request({ from: 'late@sender.example', to: 'x@harbour.example' })] });
    await page.getByRole('link', { name: say.older }).click();
    await expect(rows(page)).toHaveCount(23);
    seen.push(...(await senders(page)));
    await expect(page.getByRole('link', { name: say.older })).toHaveCount(0);
    expect(new Set(seen).size).toBe(123);
    expect(seen).toHaveLength(123);
    await page.getByRole('link', { name: say.newer }).click();
    await expect(rows(page).first()).toContainText('late@sender.example');
  });

  test('owner: an event has an address that stays, and says how it was decided', async ({ page, say, server, newSpace }) => {
    const sender = '"<script>alert(1)</script>"@sender.example';
    const { base } = await prepared({ newSpace, server }, { mx1: message({ from: sender, to: ['x@harbour.example', 'y@harbour.example'], size: 12345 }) });
    await page.goto(`${base}/events`);
    await rows(page).last().getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`${base}/events/evt_`));
    await expect(page.getByText(say.rule_outside_local)).toBeVisible();
    await expect(page.locator('dl.facts')).toContainText(sender);
    await expect(page.locator('dl.facts')).toContainText('harbour.example');
    await expect(page.locator('pre.code')).toContainText('"protocol_state": "RCPT"');
    const answer = await page.reload();
    expect(answer.status()).toBe(200);
    await page.getByRole('link', { name: say.all_events }).click();
    await rows(page).first().getByRole('link').click();
    await expect(page.getByText(say.rule_same_message)).toBeVisible();
    await expect(page.locator('dl.facts')).toContainText(say.bytes({ count: '' }).trim());
    await expect(page.locator('dl.facts')).toContainText(/12[,\u202f]345/);
  });

  test('owner: a bounce, an address literal and IPv6 are shown as they are', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, {
      mx1: [
        ...message({ client: '2001:db8::7', from: '', to: 'équipe@harbour.example' }),
        ...message({ from: 'a@[192.0.2.9]', to: 'x@harbour.example' }),
      ],
    });
    await page.goto(`${base}/events`);
    const main = page.getByRole('main');
    for (const text of ['2001:db8::7', say.null_sender, 'équipe@harbour.example', 'a@[192.0.2.9]']) {
      await expect(main).toContainText(text);
    }
  });

  test('owner: an empty list says what to do next', async ({ page, say, newSpace }) => {
    const { base } = await newSpace();
    await page.goto(`${base}/events`);
    await expect(page.getByRole('heading', { name: say.no_events })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: say.title_policy_agents }).click();
    await expect(page).toHaveURL(`${base}/policy-agents`);
  });
});

test('owner: a filter nobody would choose answers with a page @api', async ({ newSpace }) => {
  const { base, client } = await newSpace();
  for (const query of ['before=nonsense', 'before=1.evt_x', 'direction=sideways', 'state=LUNCH', 'host=nobody', 'domain=%00', 'domain=%27', `domain=${'a'.repeat(5000)}`]) {
    const answer = await client.get(`${base}/events?${query}`, { headers: { accept: 'text/html' } });
    expect(answer.status, query).toBeLessThan(500);
    expect(answer.headers.get('content-type'), query).toMatch(/^text\/html/);
  }
});
