import { enrolAgent, sendEvents } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { message } from '../lib/records.js';

/** A space with a domain, an agent and two mails of today. */
async function prepared(newSpace, server) {
  const space = await newSpace({ plan: 'professional' });
  const { client, slug, base } = space;
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  const agent = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
  const at = Date.now();
  const records = [
    ...message({ at, client: '198.51.100.7', from: 'a@sender.example', to: 'x@harbour.example' }),
    ...message({ at, client: '198.51.100.8', from: '', to: 'y@harbour.example' }),
  ];
  await sendEvents(server, agent.key, { records });
  return { ...space, agent };
}

const asked = async (link) => {
  const { pathname, searchParams } = new URL(await link.getAttribute('href'), 'http://x');
  return { pathname, query: Object.fromEntries(searchParams) };
};

inEachLanguage(() => {
  test('owner: every number leads to the mails behind it', async ({ page, say, server, newSpace, hasScript }) => {
    const { base } = await prepared(newSpace, server);
    await page.goto(base);
    const minute = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
    const ways = {
      '#cards': {},
      '#directions': { direction: 'inbound' },
      '#hosts td': { host: 'mx1' },
      '#top-senders': { sender: '@sender.example' },
      '#top-recipients': { recipient: '@harbour.example' },
      '#numbers-directions td': { direction: 'inbound' },
      '#numbers-hosts td': { host: 'mx1' },
    };
    for (const [place, more] of Object.entries(ways)) {
      const { pathname, query } = await asked(page.locator(`${place} a`).first());
      expect(pathname, place).toBe(`${base}/messages`);
      expect(query, place).toMatchObject(more);
      expect(query.from).toMatch(minute);
      expect(query.to).toMatch(minute);
    }
    // A sender without a domain has no word in an address.
    await expect(page.locator('#top-senders li', { hasText: say.null_sender }).getByRole('link')).toHaveCount(0);
    if (hasScript) {
      const chart = page.locator('#chart-directions');
      await expect(chart).toHaveAttribute('leads', /messages/);
      await expect(chart).toHaveAttribute('keys', /direction=inbound/);
    }
  });

  test('owner: a host and a domain have a page with the same tiles', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared(newSpace, server);
    await page.goto(base);
    await page.locator('#hosts').getByRole('link', { name: 'mx1' }).click();
    await expect(page).toHaveURL(`${base}/overview/hosts/mx1`);
    await expect(page.getByRole('heading', { name: 'mx1', level: 1 })).toBeVisible();
    await expect(page.locator('#cards dd:nth-of-type(1)').first()).toHaveText('2');
    await expect(page.getByLabel(say.host, { exact: true })).toHaveCount(0);
    await page.getByRole('link', { name: say.range_all, exact: true }).click();
    await expect(page).toHaveURL(/hosts\/mx1\?.*range=all/);
    await page.goto(`${base}/overview/domains/harbour.example`);
    await expect(page.getByRole('heading', { name: 'harbour.example', level: 1 })).toBeVisible();
    for (const path of ['hosts/nobody', 'domains/nobody.example']) {
      expect((await page.goto(`${base}/overview/${path}`)).status()).toBe(404);
    }
  });

  test('owner: hides a tile, moves one, and says what newcomers see', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared(newSpace, server);
    await page.goto(`${base}/overview/tiles`);
    const own = page.locator('#own-tiles');
    await own.getByRole('button', { name: say.tile_press({ word: say.tile_hide, tile: say.top_clients }) }).click();
    await expect(own.locator('tr', { hasText: say.top_clients })).toContainText(say.tile_hidden);
    await own.getByRole('button', { name: say.tile_press({ word: say.tile_up, tile: say.top_hosts }) }).click();
    await page.goto(base);
    await expect(page.locator('#hosts')).toBeVisible();
    await expect(page.locator('#top-clients')).toHaveCount(0);
    await page.goto(`${base}/overview/tiles`);
    await page.getByRole('button', { name: say.tiles_usual }).first().click();
    const space = page.locator('#space-tiles');
    await space.getByRole('button', { name: say.tile_press({ word: say.tile_hide, tile: say.top_senders }) }).click();
    await page.goto(base);
    await expect(page.locator('#top-clients')).toBeVisible();
    await expect(page.locator('#top-senders')).toHaveCount(0);
  });

  test('owner: writes on the time axis, and it stands in list and table', async ({ page, say, server, newSpace, hasScript }) => {
    const { base } = await prepared(newSpace, server);
    await page.goto(`${base}/overview/annotations/new`);
    await page.getByLabel(say.annotation_text, { exact: true }).fill('New filter');
    await page.getByRole('button', { name: say.annotation_add }).click();
    await expect(page).toHaveURL(/annotations\?/);
    await expect(page.locator('#annotations')).toContainText('New filter');
    await page.goto(base);
    await expect(page.locator('#annotations li')).toContainText('New filter');
    await expect(page.locator('#numbers-directions .note')).toHaveText('New filter');
    if (hasScript) await expect(page.locator('#chart-directions')).toHaveAttribute('notes', '[23]');
    await page.goto(`${base}/overview/annotations`);
    await page.getByRole('button', { name: say.annotation_delete({ text: 'New filter' }) }).click();
    await expect(page.getByText(say.no_annotations, { exact: true })).toBeVisible();
  });

  test('owner: the hours of the week are a table with shades, and a file', async ({ page, say, server, newSpace, client }) => {
    const { base, client: owner } = await prepared(newSpace, server);
    await page.goto(`${base}/overview/hours`);
    await expect(page.locator('#hours tbody tr')).toHaveCount(7);
    await expect(page.locator('#hours tbody td')).toHaveCount(7 * 24);
    await page.getByLabel(say.measure, { exact: true }).selectOption('requests');
    await page.getByRole('button', { name: say.show }).click();
    await expect(page).toHaveURL(/measure=requests/);
    expect((await owner.text(`${base}/overview/hours.csv`)).trim().split('\r\n')).toHaveLength(1 + 7 * 24);
    expect((await client.get(`${base}/overview/hours.csv`)).status).toBe(401);
  });
});

test('owner: a click on a bar leads where its number does @script', async ({ page, server, newSpace }) => {
  const { base } = await prepared(newSpace, server);
  await page.goto(base);
  const canvas = page.locator('#chart-directions canvas').first();
  await expect(canvas).toBeVisible();
  const { width, height } = await canvas.boundingBox();
  // The running hour is the last bar; both mails are in it, so it reaches the top of the chart.
  await canvas.click({ position: { x: width - 12 - (width - 60) / 48, y: height - 40 } });
  await expect(page).toHaveURL(/\/messages\?.*direction=inbound/);
});

test('visitor: the chart script is kept for as long as it is the same @api', async ({ newSpace }) => {
  const { base, client } = await newSpace();
  const [address] = (await client.text(base)).match(/\/charts\.[0-9a-f]{16}\.js/);
  const answer = await client.get(address);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('visitor: public pages say what they are about @api', async ({ client }) => {
  for (const path of ['/', '/plans', '/sign-up', '/sign-in', '/forgot-password', '/api']) {
    expect(await client.text(path), path).toMatch(/<meta name="description" content="[^"]{30,}"/);
  }
});
