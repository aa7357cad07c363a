import { Client } from '../lib/api.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';

inEachLanguage(() => {
  test('person: sees where they are signed in, and ends what is not theirs', async ({ page, say, sink, newSpace, client }) => {
    const space = await newSpace();
    // Another browser signs in: its person is told.
    client.headers['user-agent'] = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    await client.signIn(space.email);
    const mail = await sink.waitForMail(space.email, ({ subject }) => subject === say.mail.device_subject);
    expect(mail.text).toContain(say.mail.notice_browser({ browser: 'Firefox', system: 'Linux' }));
    await client.signIn(space.email);
    await page.goto('/account');
    await page.getByRole('main').getByRole('link', { name: say.sessions }).click();
    const rows = page.getByRole('main').getByRole('row');
    await expect(rows).toHaveCount(3);
    await expect(page.getByText(say.session_here, { exact: true })).toHaveCount(1);
    await page.getByRole('main').getByRole('button', { name: say.session_end }).first().click();
    await expect(page.getByRole('status')).toHaveText(say.done_session_ended);
    await expect(rows).toHaveCount(2);
    expect((await client.get(space.base)).status).toBe(303);
    await client.signIn(space.email);
    await page.reload();
    await page.getByRole('main').getByRole('button', { name: say.sessions_end_others }).click();
    await expect(page.getByRole('status')).toHaveText(say.done_sessions_ended);
    await expect(rows).toHaveCount(2);
    expect((await client.get(space.base)).status).toBe(303);
  });
});

test('attacker: ends nobody else’s session, and plants none @api', async ({ client, server, newSpace }) => {
  const eve = await newSpace({ open: false });
  const mallory = await newSpace({ open: false });
  await new Client(server, { headers: client.headers }).signIn(eve.email);
  const [, id] = (await eve.client.text('/account/sessions')).match(/value="(ses_\w{26})"/);
  expect((await mallory.client.post('/account/sessions', 'sessions.end-one', { id })).status).toBe(404);
  expect((await eve.client.get(eve.base)).status).toBe(200);
  // A session that was open in the browser before is not carried over.
  for (const [name, value] of mallory.client.cookies) client.cookies.set(name, value);
  const planted = client.cookies.get('parvis');
  await client.signIn(eve.email);
  expect(client.cookies.get('parvis')).not.toBe(planted);
  expect((await mallory.client.get(mallory.base)).status).toBe(303);
});
