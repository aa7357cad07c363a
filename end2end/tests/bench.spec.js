import { enrolAgent, sendEvents } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { request } from '../lib/records.js';

/** A space that has `harbour.example`, relays for `quay.example`, and saw these requests. */
async function prepared({ newSpace, server }, records) {
  const space = await newSpace({ plan: 'professional' });
  const { client, slug, base } = space;
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'quay.example', kind: 'relay' });
  const { key } = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
  expect((await sendEvents(server, key, { records })).status).toBe(200);
  return space;
}

const way = (scope, direction) => scope.locator(`[data-direction="${direction}"]`);

inEachLanguage(() => {
  test('owner: asks the bench which way a request would go @smoke', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, []);
    await page.goto(`${base}/mail-flow`);
    await page.getByRole('link', { name: say.bench_open }).click();
    await expect(page).toHaveURL(`${base}/mail-flow/bench`);
    const ask = async (text) => {
      await page.locator('#request').fill(text);
      await page.getByRole('button', { name: say.bench_ask }).click();
    };
    await ask('client_address=203.0.113.9\nsender=a@far.example\nrecipient=b@harbour.example');
    const answer = page.locator('#answer');
    await expect(way(answer, 'inbound')).toHaveCount(1);
    await expect(answer).toContainText(say.rule_outside_local);
    await expect(answer).toContainText(say.bench_recipient_local({ domain: 'harbour.example' }));
    await expect(answer).toContainText(say.bench_if_network({ network: '203.0.113.9/32' }));
    await ask('hello');
    await expect(page.getByText(say.not_a_request).first()).toBeVisible();
    // What was typed stays.
    await expect(page.locator('#request')).toHaveValue('hello');
  });

  test('owner: asks the bench what lines of a log say', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, []);
    await page.goto(`${base}/mail-flow/bench`);
    const end = ', relay=mx.far.example[192.0.2.9]:25, delay=0.31, delays=0.1/0/0.11/0.1, dsn=2.0.0, status=';
    const head = 'Nov 28 07:11:14 mx postfix/smtp[7]: 0F83DA50041: to=<';
    const lines = [
      `${head}b@far.example>${end}sent (250 ok)`,
      `${head}b>${end}sent (x@far.example>${end}bounced (550 no)`,
      'Nov 28 07:11:15 mx postfix/anvil[9]: statistics: max connection rate 1/60s',
    ];
    await page.locator('#request').fill(lines.join('\n'));
    await page.getByRole('button', { name: say.bench_ask }).click();
    const told = page.locator('#answer .log-line');
    await expect(told).toHaveCount(3);
    await expect(told.nth(0)).toContainText(say.line_delivery);
    await expect(told.nth(0)).toContainText('mx.far.example[192.0.2.9]:25');
    await expect(told.nth(0).locator('[data-doubt]')).toHaveCount(0);
    // What a stranger may have forged is told as not believed.
    await expect(told.nth(1)).toContainText(say.doubt_outcome_two_ways);
    await expect(told.nth(2)).toContainText(say.line_other_program);
  });

  test('owner: takes a request of an event to the bench', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, [request({ from: 'a@far.example', to: 'b@elsewhere.example' })]);
    await page.goto(`${base}/events`);
    await page.locator('tbody a').first().click();
    await page.getByRole('link', { name: say.bench_lay_on }).click();
    await expect(page.locator('#request')).toHaveValue(/recipient=b@elsewhere\.example/);
    await expect(way(page.locator('#answer .facts'), 'foreign')).toHaveCount(1);
    await page.locator('#recent tbody a').first().click();
    await expect(page.locator('#request')).toHaveValue(/recipient=b@elsewhere\.example/);
  });

  test('owner: sees what a change would move, and saves it', async ({ page, say, server, newSpace }) => {
    const to = (number) => request({ from: 'a@far.example', to: `u${number}@mail.harbour.example` });
    const { base } = await prepared({ newSpace, server }, [1, 2, 3].map(to));
    await page.goto(`${base}/mail-flow/bench`);
    await page.getByLabel(say.bench_local).fill('mail.harbour.example');
    await page.getByRole('button', { name: say.bench_replay }).click();
    const row = page.locator('#moves tr[data-from="foreign"][data-to="inbound"]');
    await expect(row).toContainText('3');
    await expect(row.getByRole('link')).toHaveCount(3);
    await page.getByRole('button', { name: say.bench_save_local({ names: 'mail.harbour.example' }) }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_domains_added })).toBeVisible();
    await expect(page.locator('#domains').getByRole('rowheader')).toContainText(['harbour.example', 'mail.harbour.example', 'quay.example']);
  });

  test('owner: declares what is proposed, and puts aside what is not theirs', async ({ page, say, server, newSpace }) => {
    const { base } = await prepared({ newSpace, server }, [
      request({ from: 'a@far.example', to: 'b@mail.quay.example' }),
      request({ from: 'a@far.example', to: 'b@other.quay.example' }),
    ]);
    await page.goto(`${base}/mail-flow`);
    await page.getByRole('button', { name: say.proposals_look }).click();
    await expect(page.getByText(say.done_looked_through)).toBeVisible();
    const found = page.locator('article[data-proposal="subdomain"]');
    await expect(found).toHaveCount(2);
    await page.goto(base);
    await page.getByRole('link', { name: say.proposals_go }).click();
    await page.getByRole('button', { name: say.proposal_declare_relay({ name: 'mail.quay.example' }) }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_domains_added })).toBeVisible();
    await expect(found).toHaveCount(1);
    await found.getByRole('button', { name: say.proposal_put_aside }).click();
    await expect(found).toHaveCount(0);
    await page.getByRole('button', { name: say.proposals_look }).click();
    await expect(found).toHaveCount(0);
    await page.locator('#aside summary').click();
    await page.getByRole('button', { name: say.proposal_take_back }).click();
    await expect(found).toHaveCount(1);
  });
});

test('owner: the answer follows what is typed @script', async ({ page, server, newSpace }) => {
  const { base } = await prepared({ newSpace, server }, []);
  await page.goto(`${base}/mail-flow/bench`);
  await page.locator('#request').fill('client_address=203.0.113.9\nrecipient=b@quay.example');
  await expect(way(page.locator('#answer .facts'), 'relay')).toHaveCount(1);
  await page.locator('#request').fill('client_address=203.0.113.9\nrecipient=b@far.example');
  await expect(way(page.locator('#answer .facts'), 'foreign')).toHaveCount(1);
  await page.locator('#request').fill('Nov 28 07:11:14 mx postfix/qmgr[7]: 0F83DA50041: removed');
  await expect(page.locator('#answer [data-tells="removed"]')).toHaveCount(1);
});
