import { PASSWORD, enrolAgent, sendEvents } from '../lib/api.js';
import { until } from '../lib/process.js';
import { expect, test, unique } from '../lib/fixtures.js';
import { message } from '../lib/records.js';
import { startFirefox, startWebKit } from '../lib/webdriver.js';

for (const [name, startBrowser] of [['Firefox', startFirefox], ['WebKit', startWebKit]]) {
  test(`visitor in ${name}: from the home page by mouse to numbers that change by themselves @api`, async ({ server, sink, client }) => {
    const browser = await startBrowser();
    const on = (path) => until(`${name} on ${path}`, async () => new URL(await browser.url()).pathname === path);
    try {
      const email = `${unique('walk')}@people.example`;
      const slug = unique('walk');
      await browser.goto(server.url);
      await browser.click('header.site a[href="/sign-up"]');
      await on('/sign-up');
      for (const [field, text] of Object.entries({ email, password: PASSWORD, space: 'Harbour', slug })) await browser.fill(`#${field}`, text);
      await browser.click('main form [type="submit"]');
      await on('/confirm');
      const { link } = await sink.waitForMail(email);
      await browser.goto(link);
      await browser.click('main form:has([name="token"]) [type="submit"]');
      await on(`/t/${slug}`);
      await until('a live page', async () => (await browser.attribute('.live', 'data-state')) === 'live');

      await client.signIn(email);
      await client.done(`/t/${slug}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
      const { key } = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
      expect((await sendEvents(server, key, { records: message({ from: 'a@sender.example', to: 'b@harbour.example' }) })).status).toBe(200);
      await until('the new number', async () => (await browser.text('#cards .card-number dd')) === '1');
      expect(browser.log().split('\n').filter((line) => line.includes(server.url))).toEqual([]);
    } finally {
      await browser.stop();
    }
  });
}
