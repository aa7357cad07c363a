// Payments against a Stripe that signs what it tells.

import { SELLER, expect, inEachLanguage, test as base } from '../lib/fixtures.js';
import { until } from '../lib/process.js';
import { startServer } from '../lib/server.js';
import { KEY, SECRET, startStripe } from '../lib/stripe.js';

const test = base.extend({
  stripe: [
    async ({}, use) => {
      const stripe = await startStripe();
      await use(stripe);
      await stripe.stop();
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ engine, sink, stripe }, use) => {
      const env = {
        PARVIS_TRUSTED_PROXIES: '127.0.0.0/8',
        PARVIS_SELLER: JSON.stringify(SELLER),
        PARVIS_STRIPE_API: stripe.url,
        PARVIS_STRIPE_KEY: KEY,
        PARVIS_STRIPE_WEBHOOK_SECRET: SECRET,
      };
      const server = await startServer({ engine, smtp: sink.url, env });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  /** A space that owes an invoice. */
  owing: async ({ server, newSpace }, use) => {
    const space = await newSpace({ plan: 'starter', open: false });
    await setContact(space);
    await beginToOwe(server, space);
    const list = `${space.base}/plan/invoices`;
    const path = await until('an invoice', async () => {
      const link = (await space.client.text(list)).match(/href="([^"]*\/plan\/invoices\/[^"/.]+)"[^>]*>FA-/);
      return link?.[1];
    });
    await use({
      ...space,
      invoice: path.split('/').pop(),
      page: () => space.client.text(path),
      document: () => space.client.text(`${path}/json`).then(JSON.parse),
    });
  },
});

/** Says whom a space's invoices go to. */
const setContact = ({ client, base, slug, email }) =>
  client.done(`${base}/plan/invoices`, 'invoices.set-contact', {
    tenant: slug, name: 'Harbour SARL', buyer: 'business', email, language: 'en',
    street: '1 rue Haute', postcode: '69001', city: 'Lyon', country: 'FR', siren: '404833048',
  });

/** Puts a space on a plan that costs something, and its invoice is made. */
async function beginToOwe(server, { slug }) {
  await server.cli(['plans', 'move', 'professional-1', slug]);
  await server.cli(['invoice', 'run']);
}

/** Passes on what was told, as it was sent or changed. */
const pass = (server, { signature, body }) =>
  fetch(`${server.url}/api/v1/payments/stripe`, { method: 'POST', body, headers: { 'stripe-signature': signature } });

/** How many payments a page shows. */
const payments = (page, intents) => intents.map(({ id }) => page.split(id).length - 1);

test('customer: an invoice is paid by payment intents, whatever is told in which order and how often @api @smoke', async ({ server, stripe, owing }) => {
  const { totals, number } = await owing.document();
  const paying = (amount) => stripe.post('/v1/payment_intents', {
    amount, currency: 'eur', payment_method: 'pm_card_visa', confirm: 'true', 'metadata[invoice]': owing.invoice,
  });
  const [first, second] = [await paying(100), await paying(totals.gross - 100)];
  expect([first.status, second.status]).toEqual(['succeeded', 'succeeded']);
  const [one, two] = await Promise.all([first, second].map(({ id }) => stripe.waitFor('payment_intent.succeeded', id)));
  expect(payments(await owing.page(), [first, second])).toEqual([0, 0]);

  // Forged, it is not heard: another body, another signature, none.
  const forged = Buffer.from(one.body.toString().replace(first.id, second.id));
  for (const told of [{ ...one, body: forged }, { ...one, signature: two.signature }, { ...one, signature: '' }]) {
    expect((await pass(server, told)).status).toBe(401);
  }

  // The later one comes first, then both of them, again and again.
  expect((await pass(server, two)).status).toBe(204);
  await until('the second payment', async () => payments(await owing.page(), [first, second])[1] === 1);
  for (const told of [one, two, one, two]) expect((await pass(server, told)).status).toBe(204);
  await until('both payments', async () => payments(await owing.page(), [first, second])[0] === 1);
  await expect.poll(() => server.cli(['jobs', 'list', '--state', 'waiting'])).not.toContain('read-payment');
  expect(payments(await owing.page(), [first, second])).toEqual([1, 1]);
  const again = await server.cli(['invoice', 'pay', number]).catch((error) => error);
  expect(again.message).toContain('Nothing of this invoice is owed');

  // Taken back, it goes back the way it came: in parts, and no more than was paid.
  const refund = (...more) => server.cli(['invoice', 'refund', number, '--reason', 'Taken back', ...more]);
  await expect(refund()).rejects.toThrow('Nothing of this invoice is to be paid back');
  await server.cli(['invoice', 'credit', number]);
  await refund('--amount', '0.50');
  await refund();
  const done = async () => (await owing.page()).split(/the way it was paid/).length - 1;
  await until('two refunds', async () => (await done()) === 2);
  await refund();
  await until('all of them', async () => (await done()) === 3);
  await expect(refund()).rejects.toThrow('Nothing of this invoice is to be paid back');
  const returned = async ({ id }) => {
    const { data } = await stripe.get(`/v1/refunds?payment_intent=${id}`);
    return data.reduce((sum, one) => sum + one.amount, 0);
  };
  expect([await returned(first), await returned(second)]).toEqual([100, totals.gross - 100]);
});

test('customer: a payment that waits for its owner, or was declined, leaves the invoice as it was @api', async ({ server, stripe, owing }) => {
  const card = (number) => ({ type: 'card', 'card[number]': number, 'card[exp_month]': 12, 'card[exp_year]': 2030, 'card[cvc]': '123' });
  const asking = await stripe.post('/v1/payment_methods', card('4000002500003155'));
  const fields = { amount: 100, currency: 'eur', confirm: 'true', 'metadata[invoice]': owing.invoice };
  const waiting = await stripe.post('/v1/payment_intents', { ...fields, payment_method: asking.id });
  expect(waiting.status).toBe('requires_action');
  const declined = stripe.post('/v1/payment_intents', { ...fields, payment_method: 'pm_card_chargeCustomerFail' });
  await expect(declined).rejects.toThrow('402');
  const failure = await until('a failure', () => stripe.told.find(({ event }) =>
    event.type === 'payment_intent.payment_failed' && event.data.object.metadata.invoice === owing.invoice));
  expect((await pass(server, failure)).status).toBe(204);
  const before = await owing.page();
  expect(before).toContain('to pay');

  // Its owner says yes: now it is told, and now it is paid.
  await stripe.post(`/v1/payment_intents/${waiting.id}/_authenticate`, { client_secret: waiting.client_secret, success: 'true' });
  const told = await stripe.waitFor('payment_intent.succeeded', waiting.id);
  expect((await pass(server, told)).status).toBe(204);
  await until('the payment', async () => payments(await owing.page(), [waiting])[0] === 1);
});

inEachLanguage(() => {
  test('owner: saves a card, has invoices paid with it, and removes it', async ({ page, say, server, stripe, newSpace }) => {
    const space = await newSpace({ plan: 'starter' });
    await setContact(space);
    const save = async (number) => {
      await page.goto(`${space.base}/plan/invoices`);
      await page.locator('#card form button').last().click();
      const href = await page.getByRole('link', { name: say.card_go }).getAttribute('href');
      const told = await stripe.save(href.split('/').pop(), number);
      expect((await pass(server, told)).status).toBe(204);
      expect((await pass(server, told)).status).toBe(204);
      await expect(async () => {
        await page.goto(`${space.base}/plan/invoices`);
        await expect(page.locator('#card')).toContainText(`visa •••• ${number.slice(-4)}`, { timeout: 1000 });
      }).toPass();
      return told.method;
    };
    const first = await save('4242424242424242');
    await page.locator('#card').getByLabel(say.card_automatic).check();
    await page.locator('#card').getByRole('button', { name: say.save, exact: true }).click();
    await expect(page.locator('#card').getByLabel(say.card_automatic)).toBeChecked();

    // An invoice is paid with it by itself.
    await beginToOwe(server, space);
    const link = page.getByRole('link', { name: /FA-\d{4}-\d{4}/ });
    await expect(async () => {
      await page.goto(`${space.base}/plan/invoices`);
      await expect(page.getByText(say.invoice_paid)).toBeVisible({ timeout: 1000 });
    }).toPass();
    await link.click();
    await expect(page.getByText(/pi_\w+/)).toBeVisible();

    // Another card takes its place, and the first is forgotten; then that one is removed.
    const second = await save('4000000000000341');
    await expect(page.locator('#card').getByLabel(say.card_automatic)).toBeChecked();
    const owner = async (method) => (await stripe.get(`/v1/payment_methods/${method}`)).customer;
    await until('the first card to be forgotten', async () => (await owner(first)) === null);
    await page.getByRole('button', { name: say.card_remove }).click();
    await expect(page.locator('#card')).not.toContainText('••••');
    await until('the second card to be forgotten', async () => (await owner(second)) === null);
  });

  test('owner: a declined card leaves the invoice open, with a way to pay it', async ({ page, say, server, stripe, sink, newSpace }) => {
    const space = await newSpace({ plan: 'starter' });
    await setContact(space);
    await page.goto(`${space.base}/plan/invoices`);
    await page.locator('#card form button').last().click();
    const href = await page.getByRole('link', { name: say.card_go }).getAttribute('href');
    await pass(server, await stripe.save(href.split('/').pop(), '4000000000000341'));
    const box = page.locator('#card').getByLabel(say.card_automatic);
    await expect(async () => {
      await page.goto(`${space.base}/plan/invoices`);
      await expect(box).toBeVisible({ timeout: 1000 });
    }).toPass();
    await box.check();
    await page.locator('#card').getByRole('button', { name: say.save, exact: true }).click();
    await beginToOwe(server, space);
    const mail = await sink.waitForMail(space.email, ({ subject }) => subject.includes('could not be paid'));
    await page.goto(mail.link);
    await expect(page.getByText('visa •••• 0341')).toBeVisible();
    await expect(page.locator('#pay').getByRole('button', { name: say.pay_online })).toBeVisible();
  });
});
