import { connectPolicy, startAgent } from '../lib/agent.js';
import { enrolAgent, sendEvents } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { attributes, message } from '../lib/records.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A space with two domains, a network and an agent. */
async function prepared(newSpace, options = {}) {
  const space = await newSpace({ plan: 'professional', ...options });
  const { client, slug, base } = space;
  const path = `${base}/mail-flow`;
  await client.done(path, 'domains.add', { tenant: slug, names: 'harbour.example\nquay.example', kind: 'local' });
  await client.done(path, 'networks.add', { tenant: slug, cidrs: '192.0.2.0/24' });
  const agent = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
  return { ...space, agent };
}

/** Three messages, five recipients, eight requests: two inbound, one outbound, to several hosts. */
const mails = (at) => [
  ...message({ at, client: '198.51.100.7', from: 'a@sender.example', to: ['x@harbour.example', 'y@harbour.example', 'z@quay.example'] }),
  ...message({ at, client: '198.51.100.8', from: '', to: 'x@harbour.example' }),
  ...message({ at, client: '192.0.2.25', from: 'x@harbour.example', to: 'friend@elsewhere.example' }),
];

const cards = (page) => page.locator('#cards .card-number dd:nth-of-type(1)');
const tableRows = (page, id) =>
  page.locator(`#${id} tr`).evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));

inEachLanguage(() => {
  test('owner: the setup checklist turns by itself, and ends with the first event of a real agent @smoke', async ({ page, say, server, newSpace, hasScript }) => {
    const { base, client, slug } = await newSpace();
    await page.goto(base);
    const item = (title) => page.locator('.checklist li', { hasText: title });
    for (const title of [say.setup_domain, say.setup_network, say.setup_agent, say.setup_event]) {
      await expect(item(title)).toHaveAttribute('data-done', 'false');
    }
    await item(say.setup_domain).getByRole('link', { name: say.domains }).click();
    await expect(page).toHaveURL(`${base}/mail-flow`);
    await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
    await client.done(`${base}/mail-flow`, 'networks.add', { tenant: slug, cidrs: '192.0.2.0/24' });
    const { key } = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
    await page.goto(base);
    for (const title of [say.setup_domain, say.setup_network, say.setup_agent]) {
      await expect(item(title)).toHaveAttribute('data-done', 'true');
    }
    await expect(page.getByText(say.setup_event_waiting)).toBeVisible();
    if (hasScript) await expect(page.locator('.live')).toHaveAttribute('data-state', 'live');

    const agent = await startAgent({ server, key });
    try {
      // A sign of life alone is told as such.
      await expect(async () => {
        if (!hasScript) await page.reload();
        await expect(page.getByText(say.setup_event_contact)).toBeVisible({ timeout: 1000 });
      }).toPass();
      const postfix = await connectPolicy(agent.address);
      for (const record of message({ from: 'a@sender.example', to: 'b@harbour.example' })) {
        expect(await postfix.ask(attributes(record))).toBe('action=DUNNO');
      }
      postfix.close();
      await expect(async () => {
        if (!hasScript) await page.reload();
        await expect(page.getByRole('heading', { name: say.setup_title })).toBeHidden({ timeout: 1000 });
        await expect(cards(page)).toHaveText(['1', '1', '2'], { timeout: 1000 });
      }).toPass();
    } finally {
      await agent.stop();
    }
  });

  test('owner: cards, tables and tops say what was sent @smoke', async ({ page, say, server, newSpace, hasScript }) => {
    const { base, agent } = await prepared(newSpace);
    expect((await sendEvents(server, agent.key, { records: mails(Date.now()) })).status).toBe(200);
    await page.goto(base);
    await expect(cards(page)).toHaveText(['3', '5', '8']);
    expect(await tableRows(page, 'directions')).toEqual([
      [say.inbound, '2', '4', '6'],
      [say.outbound, '1', '1', '2'],
    ]);
    expect(await tableRows(page, 'hosts')).toEqual([['mx1', '3', '5', '8']]);
    const tops = (id) => page.locator(`#${id} li`).evaluateAll((items) => items.map((item) => [...item.querySelectorAll('span')].map((span) => span.textContent)));
    expect((await tops('top-senders')).toSorted()).toEqual([[say.null_sender, '1'], ['harbour.example', '1'], ['sender.example', '1']].toSorted());
    expect((await tops('top-recipients')).toSorted()).toEqual([['elsewhere.example', '1'], ['harbour.example', '3'], ['quay.example', '1']]);
    expect((await tops('top-clients')).toSorted()).toEqual([['192.0.2.25', '1'], ['198.51.100.7', '1'], ['198.51.100.8', '1']]);

    // The table under each chart holds the chart's numbers.
    const figure = page.locator('figure', { has: page.locator('#chart-directions') });
    // Without script the numbers stand open in the chart’s place.
    if (hasScript) await figure.locator('summary').click();
    await expect(figure.getByRole('table')).toBeVisible();
    const steps = await tableRows(page, 'numbers-directions');
    expect(steps).toHaveLength(24);
    const sum = (column) => steps.reduce((total, row) => total + Number(row[column]), 0);
    expect([1, 2, 3].map(sum)).toEqual([2, 1, 3]);
    await expect(page.locator('table', { has: page.locator('#numbers-hosts') }).locator('thead th', { hasText: 'mx1' })).toBeAttached();
  });

  test('owner: range, host, domain and measure stand in the address', async ({ page, say, server, newSpace }) => {
    const { base, agent, client, slug } = await prepared(newSpace);
    const other = await enrolAgent(client, slug, { name: 'mx2', time_zone: 'UTC' });
    await sendEvents(server, agent.key, { records: mails(Date.now()) });
    await sendEvents(server, other.key, { records: message({ from: 'a@sender.example', to: 'x@quay.example' }) });
    await sendEvents(server, agent.key, { spool: 'spool-2', records: mails(Date.now() - 3 * DAY) });
    await page.goto(base);
    await expect(cards(page)).toHaveText(['4', '6', '10']);
    await page.getByRole('link', { name: say.range_7d }).click();
    await expect(page).toHaveURL(/range=7d/);
    await expect(page.getByRole('link', { name: say.range_7d })).toHaveAttribute('aria-current', 'true');
    await expect(cards(page)).toHaveText(['7', '11', '18']);
    await page.getByLabel(say.host, { exact: true }).selectOption('mx2');
    await page.getByRole('button', { name: say.show }).click();
    await expect(page).toHaveURL(/host=mx2/);
    await expect(cards(page)).toHaveText(['1', '1', '2']);
    await page.getByLabel(say.host, { exact: true }).selectOption({ label: say.all_hosts });
    await page.getByLabel(say.domain, { exact: true }).selectOption('quay.example');
    await page.getByLabel(say.measure, { exact: true }).selectOption({ label: say.recipients });
    await page.getByRole('button', { name: say.show }).click();
    await expect(page).toHaveURL(/domain=quay\.example/);
    await expect(page).toHaveURL(/measure=recipients/);
    await expect(page.getByLabel(say.measure, { exact: true })).toHaveValue('recipients');
    await expect(page.locator('#hosts tr')).toHaveCount(2);
    // The link shows the same to somebody else who may look, and ranges keep the other choices.
    const shown = () => page.locator('#window, #cards, .panel').allTextContents();
    const first = await shown();
    await page.goto(page.url());
    expect(await shown()).toEqual(first);
    await page.getByRole('link', { name: say.range_30d }).click();
    await expect(page).toHaveURL(/domain=quay\.example/);
  });

  test('owner: own dates, and a sentence when they cannot be read', async ({ page, say, server, newSpace }) => {
    const { base, agent } = await prepared(newSpace);
    await sendEvents(server, agent.key, { records: mails(Date.now() - 3 * DAY) });
    const day = (before) => new Date(Date.now() - before * DAY).toISOString().slice(0, 10);
    await page.goto(`${base}?range=custom&from=${day(5)}&to=${day(2)}`);
    await expect(cards(page)).toHaveText(['3', '5', '8']);
    await expect(page.getByLabel(say.from, { exact: true })).toHaveValue(day(5));
    // The wrong way round is understood.
    await page.goto(`${base}?range=custom&from=${day(2)}&to=${day(5)}`);
    await expect(cards(page)).toHaveText(['3', '5', '8']);
    for (const [from, to] of [['2026-13-45', day(1)], ['yesterday', ''], [day(1), '<i>']]) {
      await page.goto(`${base}?range=custom&from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`);
      await expect(page.getByText(say.not_a_date).first(), `${from} ${to}`).toBeVisible();
      // The way to mend it is on the same page.
      await expect(page.getByLabel(say.from, { exact: true })).toBeVisible();
      await expect(page.getByRole('button', { name: say.show })).toBeVisible();
    }
    await page.goto(`${base}?range=custom&from=1990-01-01&to=2026-01-01`);
    await expect(page.locator('#to-error')).toHaveText(say.too_many_days({ max: 731 }));
    // A word that means nothing is named, and the rest is as it is without it.
    await page.goto(`${base}?range=fortnight&measure=letters&from=${day(5)}&to=${day(2)}`);
    await expect(page.getByText(say.filters_refused({ values: 'fortnight, letters' }))).toBeVisible();
    await expect(cards(page)).toHaveText(['3', '5', '8']);
  });

  test('owner: downloads the shown numbers as CSV', async ({ page, say, server, newSpace, client }) => {
    const { base, agent, client: owner } = await prepared(newSpace);
    await sendEvents(server, agent.key, { records: mails(Date.now()) });
    await page.goto(`${base}?range=7d&measure=requests`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: say.csv, exact: true }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    const answer = await owner.get(`${base}/overview.csv?range=7d`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    // The client asks in one language of its own; a semicolon parts the cells in French.
    const text = new TextDecoder().decode(bytes);
    const [head, ...lines] = text.trim().split('\r\n').map((line) => line.split(/[;,]/));
    expect(head).toEqual(['from', 'offset', 'minutes', 'direction', 'requests', 'messages', 'recipients']);
    expect(lines).toHaveLength(14);
    const sum = (direction, column) => lines.filter((line) => line[3] === direction).reduce((total, line) => total + Number(line[column]), 0);
    expect([4, 5, 6].map((column) => sum('inbound', column))).toEqual([6, 2, 4]);
    expect([4, 5, 6].map((column) => sum('outbound', column))).toEqual([2, 1, 1]);
    expect((await client.get(`${base}/overview.csv`)).status).toBe(401);
  });

  test('owner: a gap is told with its cause', async ({ page, say, server, newSpace }) => {
    const { base, agent, client, slug } = await prepared(newSpace);
    await sendEvents(server, agent.key, { records: mails(Date.now()), header: { dropped: 7 } });
    await client.done(`${base}/policy-agents/${agent.id}`, 'policy-agents.pause', { tenant: slug, id: agent.id, paused: 'true' });
    await page.goto(base);
    await expect(page.locator('#gaps')).toContainText(say.gap_paused);
    await expect(page.locator('#gaps')).toContainText(say.gap_lost({ count: 7 }));
    // On paper it is light, with its hatch and without anything to press.
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.locator('#gaps .hatch').first()).toBeVisible();
    expect(await page.locator('#gaps .hatch').first().evaluate((mark) => getComputedStyle(mark).printColorAdjust)).toBe('exact');
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe('rgb(255, 255, 255)');
    await expect(page.locator('nav:visible, form:visible, .button:visible')).toHaveCount(0);
  });
});

test('owner: numbers change by themselves while mail comes in @script', async ({ page, server, newSpace }) => {
  const { base, agent } = await prepared(newSpace);
  await page.goto(base);
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'live');
  await expect(cards(page)).toHaveText(['0', '0', '0']);
  for (let round = 1; round <= 3; round += 1) {
    await sendEvents(server, agent.key, { spool: `spool-${round}`, records: mails(Date.now()) });
    await expect(cards(page)).toHaveText([3, 5, 8].map((count) => String(count * round)));
  }
  expect(await tableRows(page, 'hosts')).toEqual([['mx1', '9', '15', '24']]);
});

test('owner: the live stream ends with the session @api', async ({ newSpace }) => {
  const { base, client } = await newSpace();
  const answer = await client.get(`${base}/live`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  await client.done('/sign-in', 'sessions.end');
  // The body ends; it would go on for ever otherwise.
  await answer.text();
});

test('owner: charts are drawn where script runs @script', async ({ page, server, newSpace }) => {
  const { base, agent } = await prepared(newSpace);
  await sendEvents(server, agent.key, { records: mails(Date.now()) });
  await page.goto(base);
  for (const id of ['chart-directions', 'chart-hosts']) {
    const canvas = page.locator(`#${id} canvas`).first();
    await expect(canvas).toBeVisible();
    const box = await canvas.boundingBox();
    expect(box.width).toBeGreaterThan(200);
    expect(box.height).toBeGreaterThan(100);
    // Nothing of it is cut off.
    const over = async () => {
      const [inner, outer] = await Promise.all([canvas.boundingBox(), page.locator(`#${id}`).boundingBox()]);
      return Math.max(inner.y + inner.height - outer.y - outer.height, inner.x + inner.width - outer.x - outer.width);
    };
    await expect.poll(over).toBeLessThanOrEqual(1);
  }
  // No label reaches the canvas's edge, where it would be cut.
  for (const range of ['24h', '7d', '30d', '12m']) {
    await page.goto(`${base}?range=${range}`);
    for (const id of ['chart-directions', 'chart-hosts']) {
      await page.locator(`#${id} canvas`).first().waitFor();
      const lowest = () =>
        page.locator(`#${id} canvas`).first().evaluate((canvas) => {
          // Read from a copy, because reading from the chart's own canvas makes the browser complain.
          const copy = new OffscreenCanvas(canvas.width, 1).getContext('2d', { willReadFrequently: true });
          copy.drawImage(canvas, 0, 1 - canvas.height);
          const row = copy.getImageData(0, 0, canvas.width, 1).data;
          return row.filter((_, place) => place % 4 === 3).reduce((sum, alpha) => sum + alpha, 0);
        });
      await expect.poll(lowest, `${id} ${range}`).toBe(0);
    }
  }

  // Something is painted, and painted anew when the colours change.
  const painted = () =>
    page.locator('#chart-directions').evaluate((chart) => {
      const root = chart.shadowRoot ?? chart;
      return root.querySelector('canvas').toDataURL();
    });
  await expect.poll(async () => (await painted()).length).toBeGreaterThan(3000);
  const light = await painted();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(painted).not.toBe(light);
});

test('owner without script: no empty chart, the numbers instead @no-script', async ({ page, say, server, newSpace }) => {
  const { base, agent } = await prepared(newSpace);
  await sendEvents(server, agent.key, { records: mails(Date.now()) });
  await page.goto(base);
  await expect(page.locator('parvis-chart').first()).toBeHidden();
  await expect(page.getByRole('table', { name: say.chart_by_direction })).toBeVisible();
  await expect(page.getByText(say.numbers, { exact: true }).first()).toBeHidden();
});
