import { enrolAgent, sendEvents } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';

/** Lines of a Postfix's log about mails that a program on the host handed over, as an agent sends them. */
const mail = (at, id, to, end) => {
  const line = (program, pid, text) => ({ at: at * 1000, log: { name: 'postfix', program, pid, text } });
  return [
    line('pickup', 40, `${id}: uid=33 from=<www@harbour.example>`),
    line('qmgr', 32, `${id}: from=<www@harbour.example>, size=900, nrcpt=1 (queue active)`),
    line('smtp', 33, `${id}: to=<${to}>, relay=none, delay=4, delays=1/0/3/0, ${end}`),
  ];
};

const sent = 'dsn=2.0.0, status=sent (250 2.0.0 Ok)';
const deferred = 'dsn=4.2.0, status=deferred (host said: 450 4.2.0 Greylisted)';
const bounced = 'dsn=5.1.1, status=bounced (host said: 550 5.1.1 No such user)';

async function prepared(newSpace, server) {
  const space = await newSpace({ plan: 'professional' });
  const { client, slug, base } = space;
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  const agent = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
  const at = Date.now() - 1000;
  const records = [
    ...mail(at, '2B83DA50041', 'a@near.example', sent),
    ...mail(at, '2B83DA50042', 'b@near.example', sent),
    ...mail(at, '2B83DA50043', 'c@slow.example', deferred),
    ...mail(at, '2B83DA50044', 'd@near.example', bounced),
  ];
  await sendEvents(server, agent.key, { records });
  return { ...space, agent, records };
}

inEachLanguage(() => {
  test('owner: sees what became of mails, and each number leads to them', async ({ page, say, server, newSpace }) => {
    const { base, client, agent } = await prepared(newSpace, server);
    await page.goto(base);
    const row = (name) => page.locator('#became-outcomes tr', { hasText: name });
    await expect(row(say.became_delivered).locator('td').first()).toHaveText('2');
    await expect(row(say.became_deferred).locator('td').first()).toHaveText('1');
    await expect(page.locator('#became-deferred-domains')).toContainText('slow.example');
    await expect(page.locator('#became-wait')).toContainText(say.wait_median);
    await page.locator('#became-deferred-reasons a.lead').click();
    await expect(page).toHaveURL(/outcome=deferred.*reason-kind=4\.2/);
    await expect(page.getByText('c@slow.example').first()).toBeVisible();
    await expect(page.getByText('d@near.example')).toHaveCount(0);
    const file = await client.text(`${base}/overview.csv?range=24h&tile=deferred-reasons`);
    expect(file).toContain('greylisted');
    // Delivered at last, it is no deferral any more.
    const later = mail(Date.now(), '2B83DA50043', 'c@slow.example', sent).slice(2);
    await sendEvents(server, agent.key, { firstSeq: 13, records: later });
    await page.goto(base);
    await expect(row(say.became_delivered).locator('td').first()).toHaveText('3');
    await expect(row(say.became_deferred)).toHaveCount(0);
    await expect(page.locator('#became-deferred-reasons .panel')).toHaveCount(0);
  });

  test('owner: is told how it becomes known where no log is followed', async ({ page, say, newSpace }) => {
    const { base } = await newSpace();
    await page.goto(base);
    await expect(page.locator('#became-chart-outcomes')).toContainText(say.became_unheard);
    await expect(page.locator('#became-outcomes .panel')).toHaveCount(0);
  });
});
