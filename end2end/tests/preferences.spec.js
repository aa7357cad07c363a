import { expect, test } from '../lib/fixtures.js';
import { words } from '../lib/text.js';

test('visitor: chooses a language, and it stays on every page', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Français' }).click();
  await expect(page).toHaveURL('/sign-up');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('fr').title_sign_up);
  await expect(page.getByRole('button', { name: 'Français' })).toHaveAttribute('aria-pressed', 'true');
  for (const path of ['/', '/sign-in', '/forgot-password', '/nowhere']) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  }
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('visitor: chooses colours, and they stay on every page', async ({ page, say }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto('/sign-in');
  const light = await background();
  await page.getByRole('button', { name: say.theme_dark }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await background()).not.toBe(light);
  const dark = await background();
  await page.goto('/');
  expect(await background()).toBe(dark);
  await page.getByRole('button', { name: say.theme_auto }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  expect(await background()).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background()).toBe(dark);
});

test('owner: the chosen language follows to another browser and to mails', async ({ page, browser, sink, newSpace, server }) => {
  const space = await newSpace();
  await page.goto(`${space.base}?range=7d`);
  await page.getByRole('button', { name: 'Français' }).click();
  await expect(page).toHaveURL(`${space.base}?range=7d`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('fr').overview);
  await space.client.done('/forgot-password', 'password-resets.start', { email: space.email });
  const mail = await sink.waitForMail(space.email);
  expect(mail.subject).toBe(words('fr').mail.reset_subject);
  const other = await browser.newContext({ locale: 'en', baseURL: server.url });
  await other.addCookies([{ name: 'parvis', value: space.client.cookies.get('parvis'), url: server.url }]);
  const second = await other.newPage();
  await second.goto(space.base);
  await expect(second.locator('html')).toHaveAttribute('lang', 'fr');
  await other.close();
});

test('keyboard: the skip link comes first and leads to the content', async ({ page, say, newSpace }) => {
  const space = await newSpace();
  for (const path of ['/', '/sign-in', space.base, `${space.base}/mail-flow`]) {
    await page.goto(path);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: say.skip })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
  }
});

test('phone: the menu opens and closes', async ({ page, say, newSpace }) => {
  const space = await newSpace();
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(space.base);
  const events = page.getByRole('link', { name: say.events, exact: true });
  await expect(events).toBeHidden();
  await page.getByRole('button', { name: say.menu }).click();
  await expect(events).toBeVisible();
  await page.getByRole('button', { name: say.close }).click();
  await expect(events).toBeHidden();
  await page.getByRole('button', { name: say.menu }).click();
  await events.click();
  await expect(page).toHaveURL(`${space.base}/events`);
});
