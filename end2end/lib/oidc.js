// A real OpenID provider: logs in whoever types a name, and asks for consent.

import { createServer } from 'node:http';

import Provider from 'oidc-provider';

import { freePort } from './process.js';

export const CLIENT = { id: 'parvis', secret: 'a secret of the client, long enough for any signature' };

/**
 * Starts a provider under another site’s name than the console’s, so that the browser treats it as one.
 *
 * Somebody who logs in as `anna` is `anna@people.example`. Names that begin with `loose-` have an address
 * that is not verified; a name with an `@` is its own address.
 */
export async function startProvider() {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  let handle = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return {
    issuer,
    /** Lets the consoles at these addresses of return ask. */
    allow(redirectUris) {
      const answer = new Provider(issuer, configuration(redirectUris)).callback();
      handle = (request, response) =>
        request.url === '/favicon.ico' ? response.writeHead(204).end() : answer(request, response);
    },
    /** Answers nothing but an error from now on, until `allow`. */
    fail() {
      handle = (_, response) => response.writeHead(503).end();
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

function configuration(redirectUris) {
  return {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: redirectUris }],
    claims: { email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of the tests'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: id.includes('@') ? id : `${id}@people.example`,
        email_verified: !id.startsWith('loose-'),
      }),
    }),
  };
}

/** Keeps the provider's pages from asking the internet for their letters. */
export const withoutFonts = (context) =>
  context.route('https://fonts.googleapis.com/**', (route) => route.fulfill({ contentType: 'text/css', body: '' }));

/** Logs in at the provider, up to the question whether the console may know. */
export async function logIn(page, name) {
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
}

/** Logs in and gives consent. */
export async function consent(page, name) {
  await logIn(page, name);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Logs in and gives consent, and returns the address of return without opening it. */
export async function addressOfReturn(page, name, path) {
  await logIn(page, name);
  let url = await page.locator('form').first().getAttribute('action');
  let answer = await page.request.post(new URL(url, page.url()).href, { form: { prompt: 'consent' }, maxRedirects: 0 });
  for (;;) {
    url = new URL(answer.headers().location, page.url());
    if (url.pathname === path) return url.href;
    answer = await page.request.get(url.href, { maxRedirects: 0 });
  }
}
