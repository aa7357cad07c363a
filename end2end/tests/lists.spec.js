import { barriers } from '../lib/barriers.js';
import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { pages } from '../lib/text.js';

// Where operators connected no store, nothing can be read: nothing leads to its form, which says so.
const WITHOUT = '/t/{slug}/settings/read-credentials/new';
const NEW = pages().filter(({ path }) => path.startsWith('/t/{slug}/') && path.endsWith('/new') && path !== WITHOUT);

/** The page of the list: the nearest one above that exists. */
function listOf(path) {
  const parts = path.split('/').slice(0, -1);
  while (!pages().some((page) => page.path === parts.join('/'))) parts.pop();
  return parts.join('/');
}

inEachLanguage((locale) => {
  test('owner: every list leads, and its button opens the form', async ({ page, say, hasScript, newSpace }) => {
    expect(NEW.length).toBeGreaterThan(7);
    const { slug } = await newSpace({ plan: 'enterprise' });
    await page.goto(listOf(WITHOUT).replace('{slug}', slug));
    await expect(page.locator(`main a[href="${WITHOUT.replace('{slug}', slug)}"]`)).toHaveCount(0);
    for (const { path, title } of NEW) {
      const [list, form] = [listOf(path), path].map((route) => route.replace('{slug}', slug));
      await page.goto(list);
      await expect(page.locator('main form[action$="/new"]:visible')).toHaveCount(0);
      await page.getByRole('link', { name: title[locale], exact: true }).first().click();
      if (hasScript) {
        const dialog = page.getByRole('dialog', { name: title[locale] });
        await expect(dialog.locator('form.form')).toBeVisible();
        await expect(page).toHaveURL(list);
        expect(await barriers(page), path).toEqual([]);
        await dialog.getByRole('button', { name: say.close }).click();
        await expect(dialog).toBeHidden();
        await page.goto(form);
      }
      await expect(page).toHaveURL(form);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title[locale]);
      await expect(page.locator('main form[action$="/new"]')).toBeVisible();
    }
  });

  test('owner: a form over its list keeps what was refused, and leads back to the list @script', async ({ page, say, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    const list = `${base}/settings/environments`;
    await page.goto(list);
    await page.getByRole('link', { name: say.new_environment }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: say.add_environment }).click();
    await expect(page).toHaveURL(`${list}/new`);
    await expect(page.locator('#name-error')).toHaveText(say.required);
    await page.getByLabel(say.environment_name, { exact: true }).fill('Quay');
    await page.getByRole('button', { name: say.add_environment }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_environment_added })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'Quay' })).toContainText(say.new_mark);
    await page.goto(list);
    await expect(page.getByRole('row').filter({ hasText: 'Quay' })).not.toContainText(say.new_mark);
  });
});
