import { PASSWORD } from '../lib/api.js';
import { barriers } from '../lib/barriers.js';
import { enter, expect, test, unique } from '../lib/fixtures.js';
import { full, isBeforeSignIn, pathIn } from '../lib/full.js';
import { isOfConsole, makeOperator } from '../lib/operator.js';
import { ageProof } from '../lib/proof.js';
import { routes, words } from '../lib/text.js';
import { enrolAuthenticator } from '../lib/totp.js';

const WIDTHS = [1280, 320];
const LOOKS = ['en', 'fr'].flatMap((locale) => ['light', 'dark'].map((theme) => ({ locale, theme })));

/**
 * In which languages and themes a page is opened, and at which widths it is examined there. Each language, theme and
 * width comes once; `EVERY_WAY=1` tries each with each.
 */
function looks(hasScript) {
  if (!hasScript) return [{ locale: 'en', theme: 'light', examined: [] }];
  if (process.env.EVERY_WAY) return LOOKS.map((look) => ({ ...look, examined: WIDTHS }));
  return [LOOKS[0], LOOKS[3]].map((look, which) => ({ ...look, examined: [WIDTHS[which]] }));
}

/** Opens a page in its looks, and has it examined. */
async function examine({ page, server, hasScript }, open) {
  const found = [];
  for (const { locale, theme, examined } of looks(hasScript)) {
    const cookies = { locale, theme };
    await page.context().addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: server.url })));
    await page.setViewportSize({ width: WIDTHS[0], height: 900 });
    await open(page, words(locale));
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      // Where a form was refused the page opens at it, and what is under the bar by chance is no barrier.
      await page.evaluate(() => window.scrollTo(0, 0));
      const where = `${locale} ${theme} ${width}`;
      found.push(...(examined.includes(width) ? await barriers(page) : []).map((text) => `${where}: ${text}`));
      const wide = await page.evaluate(() => [document.scrollingElement.scrollWidth, window.innerWidth]);
      if (wide[0] > wide[1]) found.push(`${where}: the page is ${wide[0]} wide in a window of ${wide[1]}`);
    }
  }
  expect(found).toEqual([]);
}

const spaces = new Map();

/** A full space whose pages are only looked at, one for all tests of a server; its owner is an operator where asked. */
async function lookedAt(newSpace, server, isOperator) {
  const key = `${server.url} ${isOperator}`;
  if (!spaces.has(key)) {
    const space = await full((options) => newSpace({ ...options, open: false }), server);
    if (isOperator) await makeOperator(server, space);
    spaces.set(key, space);
  }
  return spaces.get(key);
}

// Whoever has nothing to prove is led on from there; whoever has sees it below.
for (const route of routes().filter((route) => route !== '/prove')) {
  test(`everybody: ${route} has no barrier`, async ({ page, context, server, hasScript, newSpace }) => {
    const space = isBeforeSignIn(route) ? null : await lookedAt(newSpace, server, isOfConsole(route));
    if (space) await enter(context, server, space.client);
    const path = pathIn(space, route);
    await examine({ page, server, hasScript }, async () => {
      await page.goto(path);
      await expect(page).toHaveURL(path);
    });
  });
}

test('everybody: a refused sign-up has no barrier', async ({ page, server, hasScript }) => {
  await examine({ page, server, hasScript }, async (_, say) => {
    await page.goto('/sign-up');
    await page.getByRole('main').getByRole('button', { name: say.home_start }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  });
});

test('everybody: confirming by code and by link has no barrier', async ({ page, server, sink, client, hasScript }) => {
  const email = `${unique('axe')}@people.example`;
  const place = await client.done('/sign-up', 'sign-ups.start', { email, password: PASSWORD, space: 'Axe', kind: 'company' });
  await examine({ page, server, hasScript }, () => page.goto(place));
  const { link } = await sink.waitForMail(email);
  await examine({ page, server, hasScript }, () => page.goto(link));
});

test('everybody: choosing a new password has no barrier', async ({ page, server, sink, client, hasScript, newSpace }) => {
  const { email } = await newSpace({ open: false });
  await client.done('/forgot-password', 'password-resets.start', { email });
  const { link } = await sink.waitForMail(email);
  await examine({ page, server, hasScript }, () => page.goto(link));
});

test('everybody: an invitation has no barrier, to whomever it is shown', async ({ page, server, sink, hasScript, newSpace }) => {
  const space = await newSpace({ plan: 'professional', open: false });
  const email = `${unique('axe')}@people.example`;
  await space.client.done(`${space.base}/team`, 'invitations.send', { tenant: space.slug, emails: email, role: 'viewer' });
  const { link } = await sink.waitForMail(email);
  await examine({ page, server, hasScript }, () => page.goto(link));
  await space.signIn();
  await examine({ page, server, hasScript }, () => page.goto(link));
});

test('everybody: pages of errors have no barrier', async ({ page, server, hasScript, newSpace }) => {
  await examine({ page, server, hasScript }, () => page.goto('/nowhere'));
  await newSpace();
  await examine({ page, server, hasScript }, () => page.goto('/t/no-such-space'));
});

test('everybody: an empty space has no barrier', async ({ page, server, hasScript, newSpace }) => {
  const { base } = await newSpace();
  for (const path of ['?done=welcome', '/mail-flow', '/policy-agents', '/events', '/settings']) {
    await examine({ page, server, hasScript }, () => page.goto(base + path));
  }
});

test('everybody: refused lines and opened editors have no barrier', async ({ page, server, hasScript, newSpace }) => {
  const { base, client, slug } = await newSpace({ plan: 'professional' });
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  await client.done(`${base}/mail-flow`, 'networks.add', { tenant: slug, cidrs: '192.0.2.0/24' });
  await examine({ page, server, hasScript }, async (_, say) => {
    await page.goto(`${base}/mail-flow/domains/new`);
    await page.getByLabel(say.domain_names).fill('not a name\nco.uk\nharbour.example');
    await page.getByRole('button', { name: say.add_domains }).click();
    await expect(page.locator('#names-error')).toBeVisible();
  });
  await examine({ page, server, hasScript }, async () => {
    await page.goto(`${base}/mail-flow`);
    for (const summary of await page.locator('td.actions summary').all()) await summary.click();
  });
});

test('everybody: the interface for programs has no barrier', async ({ page, server, hasScript }) => {
  if (!hasScript) return;
  // The longest page there is, by far.
  test.slow();
  await page.goto('/api');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // Its operations and schemas are alike: a few of each say what there is to say, and all of them take minutes.
    const alike = ['main > section:nth-of-type(n+3):not(#schemas)', '#schemas > section:nth-of-type(n+9)'];
    expect(await barriers(page, process.env.EVERY_WAY ? [] : alike), String(width)).toEqual([]);
    const wide = await page.evaluate(() => [document.scrollingElement.scrollWidth, window.innerWidth]);
    expect(wide[0], String(width)).toBeLessThanOrEqual(wide[1]);
  }
});

test('everybody: a new API key and opened editors have no barrier', async ({ page, server, hasScript, newSpace }) => {
  const { base } = await newSpace({ plan: 'enterprise' });
  await examine({ page, server, hasScript }, async (_, say) => {
    await page.goto(`${base}/settings/api-keys/new`);
    await page.getByLabel(say.key_name, { exact: true }).fill(unique('report'));
    await page.locator('input[value="view-events"]').check();
    await page.getByRole('button', { name: say.create_key }).click();
    await expect(page.locator('#key')).toBeVisible();
  });
  await examine({ page, server, hasScript }, async () => {
    await page.goto(`${base}/settings/api-keys`);
    await page.locator('td.actions summary').first().click();
  });
});

test('everybody: a new key has no barrier', async ({ page, server, hasScript, newSpace }) => {
  const { base } = await newSpace({ plan: 'enterprise' });
  await examine({ page, server, hasScript }, async (_, say) => {
    await page.goto(`${base}/policy-agents/new`);
    await page.getByLabel(say.agent_name).fill(unique('mx'));
    await page.getByRole('button', { name: say.enrol }).click();
    await expect(page.locator('#key-text')).toBeVisible();
  });
});

test('everybody: opened numbers and refused dates have no barrier', async ({ page, server, hasScript, newSpace }) => {
  const { base, client } = await lookedAt(newSpace, server, false);
  await enter(page.context(), server, client);
  await examine({ page, server, hasScript }, async () => {
    await page.goto(`${base}?range=custom&from=never&to=`);
    for (const summary of hasScript ? await page.locator('figure summary').all() : []) await summary.click();
  });
});

test('phone: the opened menu has no barrier @script', async ({ page, newSpace, say }) => {
  const { base } = await newSpace();
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(base);
  await page.getByRole('button', { name: say.menu }).click();
  expect(await barriers(page)).toEqual([]);
});

test('everybody: an account with second factors has no barrier', async ({ page, server, hasScript, newSpace }) => {
  const { client, signIn } = await newSpace();
  await client.done('/account', 'authenticators.enrol');
  await examine({ page, server, hasScript }, () => page.goto('/account'));
  await enrolAuthenticator(client);
  await signIn();
  await examine({ page, server, hasScript }, () => page.goto('/account'));
  await examine({ page, server, hasScript }, async (_, say) => {
    await page.goto('/account');
    await page.getByRole('button', { name: say.recovery_renew }).click();
    await expect(page.locator('#shown-codes')).toBeVisible();
  });
});

test('everybody: being asked for proofs has no barrier', async ({ page, server, hasScript, newSpace }) => {
  const { client, email, base, signIn } = await newSpace();
  await enrolAuthenticator(client);
  await signIn();
  await ageProof(server, email);
  await examine({ page, server, hasScript }, async (_, say) => {
    await page.goto('/prove');
    await expect(page).toHaveURL('/prove');
    await expect(page.getByRole('heading', { name: say.step_up_title })).toBeVisible();
  });
  await examine({ page, server, hasScript }, async (_, say) => {
    await page.goto(`${base}/settings/security`);
    await page.getByRole('main').getByRole('button', { name: say.save, exact: true }).click();
    await expect(page.getByRole('heading', { name: say.step_up_title })).toBeVisible();
  });
  await page.goto('/robots.txt');
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel(words('en').email).fill(email);
  await page.getByLabel(words('en').password).fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: words('en').sign_in, exact: true }).click();
  await examine({ page, server, hasScript }, async () => {
    await page.goto('/sign-in/second-factor');
    await page.locator('summary').click();
  });
});
