import { expect, test } from '../lib/fixtures.js';
import { full, isBeforeSignIn, pathIn } from '../lib/full.js';
import { makeOperator } from '../lib/operator.js';
import { routes } from '../lib/text.js';

const WIDTHS = process.env.EVERY_WAY ? [320, 390, 1280] : [320, 1280];

/** What a mouse cannot hit: each thing to click in a part, unless it or its label is what lies at its middle. */
function unreachable(page, part = 'body') {
  return page.locator(part).evaluate((root) => {
    const things = 'a[href], button, summary, select, textarea, input:not([type="hidden"]), [tabindex="0"]';
    const name = (node) => node && `${node.localName}${node.id && `#${node.id}`}.${node.className} ${(node.textContent || node.name || '').trim().slice(0, 40)}`;
    const found = [];
    for (const thing of root.querySelectorAll(things)) {
      // The skip link comes into sight for the keyboard alone.
      if (thing.matches('.skip-link') || !thing.checkVisibility({ visibilityProperty: true })) continue;
      const target = thing.matches('.visually-hidden') ? thing.labels?.[0] : thing;
      target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const box = [...target.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
      if (!box) continue;
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      // What scrolls is hit where it holds nothing else; what lies in it counts as it.
      if (!hit || !(target.contains(hit) || [...(thing.labels ?? [])].some((label) => label.contains(hit)))) {
        found.push(`${name(target)} lies under ${name(hit)}`);
      }
    }
    return found;
  });
}

/** What of a list is cut off: a table wider than its place, or a cell of a card without its column's name. */
function cut(page, width) {
  return page.evaluate((isNarrow) => {
    const found = [];
    for (const wrap of document.querySelectorAll('.table-wrap:has(> [role="table"])')) {
      const name = wrap.getAttribute('aria-label');
      // Every role beside every other, and numbers by the hour, are wider than any page.
      const isWide = wrap.closest('#matrix, figure') && !isNarrow;
      if (wrap.scrollWidth > wrap.clientWidth && !isWide) found.push(`${name} is ${wrap.scrollWidth} wide in ${wrap.clientWidth}`);
      for (const cell of isNarrow ? wrap.querySelectorAll('tbody td') : []) {
        const label = getComputedStyle(cell, '::before').content;
        const isPlain = cell.matches(':first-child, .actions, [data-empty]') || !cell.checkVisibility();
        if (!isPlain && !label.includes(cell.dataset.label || '?')) found.push(`${name}: ${cell.textContent} is not named`);
      }
    }
    return found;
  }, width <= 576);
}

async function look(page, path, found) {
  await page.goto(path);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const problems = [...(await unreachable(page)), ...(await cut(page, width))];
    found.push(...problems.map((text) => `${path} at ${width}: ${text}`));
    const menu = page.locator('.topbar > .menu');
    if (!(await menu.isVisible())) continue;
    await menu.click();
    found.push(...(await unreachable(page, '#rail')).map((text) => `${path} at ${width}, its menu open: ${text}`));
    await page.locator('#rail > .close').click();
  }
}

test('everybody: whatever can be clicked lies open to the mouse, and no list is cut off, on every page @script', async ({ page, server, newSpace }) => {
  test.setTimeout(900_000);
  const found = [];
  for (const route of routes().filter(isBeforeSignIn)) await look(page, pathIn(null, route), found);
  const space = await full(newSpace, server);
  await makeOperator(server, space);
  await space.signIn();
  for (const route of routes().filter((route) => !isBeforeSignIn(route))) await look(page, pathIn(space, route), found);
  await look(page, '/t/no-such-space', found);
  expect(found).toEqual([]);
});

for (const width of WIDTHS) {
  test(`visitor: everything on the home page does what it says at ${width} px`, async ({ page, say, hasScript }) => {
    await page.setViewportSize({ width, height: 800 });
    const header = page.locator('header.site');
    const ways = [
      [header.getByRole('link', { name: say.sign_in }), '/sign-in'],
      [header.getByRole('link', { name: say.sign_up }), '/sign-up'],
      [header.getByRole('link', { name: 'Parvis' }), '/'],
      [page.locator('.hero').getByRole('link', { name: say.home_start }), '/sign-up'],
      [page.locator('.hero').getByRole('link', { name: say.plans }), '/#plans'],
      [page.getByRole('main').getByRole('link', { name: say.plans_all }), '/plans'],
    ];
    for (const [link, path] of ways) {
      await page.goto('/');
      await link.click();
      await expect(page).toHaveURL(path);
    }
    await page.goto('/');
    expect(await page.getByRole('main').getByRole('link').count(), 'links of the page that this test follows').toBe(3);
    await page.getByRole('button', { name: say.theme_dark }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.getByRole('button', { name: 'Français' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    if (hasScript) expect(await unreachable(page)).toEqual([]);
  });
}
