import { enrolAgent, sendEvents } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { message } from '../lib/records.js';

async function prepared({ newSpace, server }, batches, plan = 'professional') {
  const space = await newSpace({ plan });
  const { client, slug, base } = space;
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  for (const [name, records] of Object.entries(batches)) {
    const { key } = await enrolAgent(client, slug, { name, time_zone: 'UTC' });
    const answer = await sendEvents(server, key, { records });
    expect((await answer.json()).acknowledged).toBe(records.length);
  }
  return space;
}

const rows = (page) => page.locator('#messages tbody tr');
const chips = (page, say) => page.getByRole('list', { name: say.messages_asked }).getByRole('link');

const two = () => ({
  mx1: message({ from: 'one@sender.example', to: ['x@harbour.example', 'y@harbour.example'], size: 12345 }),
  mx2: message({ client: '192.0.2.9', from: 'two@sender.example', to: 'x@elsewhere.example', user: 'ann' }),
});

inEachLanguage(() => {
  test('owner: a mail is one row, and what is asked for is a chip that can be removed @smoke', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, two());
    await page.goto(`${base}/messages`);
    await expect(rows(page)).toHaveCount(2);
    const first = rows(page).filter({ hasText: 'one@sender.example' });
    await expect(first).toContainText(say.others_too({ count: '1' }));
    await expect(first).toContainText(/12[,\u202f]345/);
    const search = page.getByRole('search');
    await search.locator('#client').fill('192.0.2.0/24');
    await search.locator('#user').fill('ann');
    await search.getByRole('button', { name: say.messages_look }).click();
    await expect(page).toHaveURL(/client=192\.0\.2\.0%2F24/);
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText('two@sender.example');
    await expect(chips(page, say)).toHaveCount(2);
    await chips(page, say).filter({ hasText: '192.0.2.0/24' }).click();
    await expect(chips(page, say)).toHaveCount(1);
    await expect(page).toHaveURL(/\?user=ann$/);
    await search.locator('#sender').fill('@nowhere.example');
    await search.getByRole('button', { name: say.messages_look }).click();
    await expect(page.getByRole('heading', { name: say.messages_none_match })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: say.messages_all, exact: true }).click();
    await expect(rows(page)).toHaveCount(2);
  });

  test('owner: what cannot be read is named with what to write instead', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, two());
    await page.goto(`${base}/messages?from=yesterday&direction=inbound`);
    await expect(page.getByText(say.not_a_day_or_time)).toBeVisible();
    await expect(chips(page, say)).toHaveCount(1);
    await expect(rows(page)).toHaveCount(1);
  });

  test('owner: a time is picked where script runs, and typed as people write it where not', async ({ page, say, server, newSpace, hasScript }) => {
    const { base } = await prepared({ newSpace, server }, two());
    await page.goto(`${base}/messages`);
    const search = page.getByRole('search');
    await expect(search.locator('#from')).toHaveAttribute('type', hasScript ? 'datetime-local' : 'text');
    const look = async (field, text) => {
      await search.locator(field).fill(text);
      await search.getByRole('button', { name: say.messages_look }).click();
    };
    await look('#from', hasScript ? '2026-01-01T00:00' : '1.1.2026 0:00');
    await expect(chips(page, say)).toHaveCount(1);
    await expect(rows(page)).toHaveCount(2);
    await look('#to', hasScript ? '2026-01-02T00:00' : '2 Jan 2026');
    await expect(page.getByRole('heading', { name: say.messages_none_match })).toBeVisible();
    // What was looked for stands on paper, too, and nothing to press.
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(chips(page, say)).toHaveCount(2);
    await expect(chips(page, say).first()).toBeVisible();
    await expect(search).toBeHidden();
  });

  test('owner: words are looked for wherever they stand', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, two());
    await page.goto(`${base}/messages`);
    const search = page.getByRole('search');
    await search.locator('#text').fill('ANN elsewhere');
    await search.getByRole('button', { name: say.messages_look }).click();
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText('two@sender.example');
  });

  test('owner: a message leads to its requests, to its like, and back from an event', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, two());
    await page.goto(`${base}/messages?sender=one@sender.example`);
    await rows(page).getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`${base}/messages/msg_`));
    const address = page.url();
    await expect(page.locator('dl.facts')).toContainText(say.rule_outside_local);
    await expect(page.getByRole('main')).toContainText('y@harbour.example');
    await page.getByRole('region', { name: say.message_requests }).getByRole('link').first().click();
    await expect(page).toHaveURL(new RegExp(`${base}/events/evt_`));
    await page.getByRole('link', { name: say.message_of_event }).click();
    await expect(page).toHaveURL(address);
    await page.getByRole('link', { name: say.message_same_sender }).click();
    await expect(rows(page)).toHaveCount(1);
  });

  test('owner: a view is saved, shared, renamed and deleted', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, two());
    await page.goto(`${base}/messages?direction=inbound`);
    await page.locator('summary', { hasText: say.views_save }).click();
    await page.getByLabel(say.views_name).fill('Coming in');
    await page.getByRole('button', { name: say.views_save }).click();
    const views = page.getByRole('navigation', { name: say.views_title });
    await expect(views.getByRole('link', { name: 'Coming in' })).toHaveAttribute('aria-current', 'true');
    const open = () => views.locator('summary').click();
    await open();
    await views.getByRole('button', { name: say.views_share }).click();
    await expect(views).toContainText(say.views_shared);
    await open();
    await views.getByLabel(say.views_name).fill('Inbound');
    await views.getByRole('button', { name: say.views_rename }).click();
    await views.getByRole('link', { name: 'Inbound' }).click();
    await expect(page).toHaveURL(/direction=inbound/);
    await expect(rows(page)).toHaveCount(1);
    await open();
    await views.getByRole('button', { name: say.delete, exact: true }).click();
    await expect(views).toHaveCount(0);
  });

  test('owner: without advanced search host, direction and time are asked for, and the plan is near', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, { mx1: two().mx1 }, 'starter');
    await page.goto(`${base}/messages?host=mx1&sender=nobody`);
    await expect(rows(page)).toHaveCount(1);
    await expect(page.locator('#sender')).toHaveCount(0);
    await expect(page.locator('#advanced-search').getByRole('link')).toHaveAttribute('href', `${base}/plan`);
  });
});

test('owner: what is found is a file, too @api', async ({ newSpace, server }) => {
  const { base, client } = await prepared({ newSpace, server }, two());
  const csv = await client.text(`${base}/messages.csv?direction=inbound`);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(2);
  expect(csv).toContain('one@sender.example');
  const lines = (await client.text(`${base}/messages.ndjson`)).trimEnd().split('\n').map((line) => JSON.parse(line));
  expect(lines.map(({ sender }) => sender).sort()).toEqual(['one@sender.example', 'two@sender.example']);
});

test('owner: a search nobody would make answers with a page @api', async ({ newSpace }) => {
  const { base, client } = await newSpace({ plan: 'professional' });
  for (const query of ['before=nonsense', 'before=1.msg_x', 'direction=sideways', 'host=nobody', 'sender=%27', 'size=..', `user=${'a'.repeat(5000)}`, 'client=::/0', Array(50).fill('queue=x').map((pair, number) => pair + number).join('&')]) {
    const answer = await client.get(`${base}/messages?${query}`, { headers: { accept: 'text/html' } });
    expect(answer.status, query).toBeLessThan(500);
    expect(answer.headers.get('content-type'), query).toMatch(/^text\/html/);
  }
});

test('operator: looks for messages on the command line by the words of the page @api', async ({ server, newSpace }) => {
  const { slug } = await prepared({ newSpace, server }, two());
  const lines = (await server.cli(['messages', slug, 'user=ann'])).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).sender)).toEqual(['two@sender.example']);
  const csv = (await server.cli(['messages', slug, '--format', 'csv', '--most', '1'])).trim().split(/\r?\n/);
  expect(csv).toHaveLength(2);
});
