// What tests get: a server and a mail sink per worker, a watched browser, and spaces to work in.

import { test as base, expect } from '@playwright/test';

import { Client, PASSWORD, makeSpace } from './api.js';
import { startServer } from './server.js';
import { startSink } from './sink.js';
import { words } from './text.js';

export { expect };

/** Who sells, so that what is owed becomes an invoice. */
export const SELLER = {
  name: 'Passerelle',
  form: 'SAS au capital de 10 000 €',
  street: '12 rue des Ponts',
  postcode: '75006',
  city: 'Paris',
  country: 'FR',
  siren: '732829320',
  vat_number: 'FR44732829320',
  email: 'billing@passerelle.example',
  iban: 'FR7630006000011234567890189',
};

let made = 0;

/** A name no other test uses; digits alone at its end would be read as a version's. */
export const unique = (name) => `${name}-x${process.pid.toString(36)}${(made += 1).toString(36)}`;

/** Each test comes from an address of its own, so that none meets another's rate limit. */
function address() {
  made += 1;
  return `10.${process.pid % 250}.${Math.floor(made / 250)}.${(made % 250) + 1}`;
}

// With script off, Chromium reports the preloaded module as blocked, and its WASM as not used.
const IS_BLOCKED_PRELOAD = /script.*(blocked|disabled)|module.*(blocked|disabled)|\.wasm was preloaded/i;

/** Listens to a browser context; what it hears is a failure unless it belongs to a refused page. */
function watch(context, hasScript) {
  const problems = [];
  const refused = new Set();
  context.on('response', (response) => {
    if (response.status() >= 400 && response.request().isNavigationRequest()) refused.add(response.url());
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      problems.push({ text: message.text(), url: message.location().url });
    }
  });
  context.on('weberror', (error) => problems.push({ text: String(error.error()), url: '' }));
  return () =>
    problems.filter(({ text, url }) => {
      if (!hasScript && IS_BLOCKED_PRELOAD.test(text)) return false;
      return !(refused.has(url.split('#')[0]) && text.startsWith('Failed to load resource'));
    });
}

export const test = base.extend({
  engine: ['sqlite', { option: true, scope: 'worker' }],

  sink: [
    async ({}, use) => {
      const sink = await startSink();
      await use(sink);
      await sink.stop();
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ engine, sink }, use) => {
      const env = { PARVIS_TRUSTED_PROXIES: '127.0.0.0/8', PARVIS_SELLER: JSON.stringify(SELLER) };
      const server = await startServer({ engine, smtp: sink.url, env });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  /** Fails a test in which the server said that something failed. */
  serverLog: [
    async ({ server }, use) => {
      const before = server.log.length;
      await use();
      const lines = server.log.slice(before).split('\n');
      expect(lines.filter((line) => /ERROR|panicked/.test(line)), 'errors in the server’s log').toEqual([]);
    },
    { auto: true },
  ],

  baseURL: ({ server }, use) => use(server.url),
  extraHTTPHeaders: ({}, use) => use({ 'x-forwarded-for': address() }),

  hasScript: ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  say: ({ locale }, use) => use(words(locale)),

  context: async ({ context, hasScript }, use) => {
    const problems = watch(context, hasScript);
    await use(context);
    expect(problems(), 'the browser’s console').toEqual([]);
  },

  /** A client without a browser, from the test’s own address. */
  client: ({ server, extraHTTPHeaders, locale }, use) =>
    use(new Client(server, { headers: { ...extraHTTPHeaders, 'accept-language': locale } })),

  /** Makes a space with an owner; the browser is signed in unless `open` is false. */
  newSpace: async ({ server, context, locale, extraHTTPHeaders }, use) => {
    await use(async ({ name = 'Harbour', open = true, ...options } = {}) => {
      const slug = unique(name.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
      const email = `${slug}@people.example`;
      const space = await makeSpace({ server, headers: extraHTTPHeaders, space: name, email, slug, ...options });
      if (locale !== 'en') await space.client.done('/account', 'accounts.set-locale', { locale });
      const signIn = () => enter(context, server, space.client);
      if (open) await signIn();
      return { ...space, base: `/t/${slug}`, password: PASSWORD, signIn };
    });
  },
});

/** Signs the browser in as a client is. */
export const enter = (context, { url }, client) =>
  context.addCookies(
    [...client.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true, sameSite: 'Lax' })),
  );

/** Declares the same tests in both languages. */
export function inEachLanguage(declare) {
  for (const locale of ['en', 'fr']) {
    test.describe(locale, () => {
      test.use({ locale });
      declare(locale);
    });
  }
}

/** Gives a client the cookies of a browser: what a person may do has changed there, and with it the token. */
export async function adopt(client, context) {
  for (const { name, value } of await context.cookies()) client.cookies.set(name, value);
}
