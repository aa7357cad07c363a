import { expect, inEachLanguage, test, unique } from '../lib/fixtures.js';
import { makeOperator } from '../lib/operator.js';

inEachLanguage(() => {
  test('operator: connects a store, is told what is wrong with it, and its password goes nowhere else', async ({ page, server, newSpace, say }) => {
    const space = await newSpace({});
    await makeOperator(server, space, 'infrastructure');
    await space.signIn();
    await page.goto('/operator/deep-links');
    await page.getByRole('link', { name: 'InfluxDB', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('InfluxDB');
    await expect(page.locator('#snippet-influxdb-conf')).toContainText('auth-enabled = true');
    // Port 9 answers nobody; another number in the path is another change, whoever made the one before.
    const address = `http://127.0.0.1:9/${unique('influx').toLowerCase()}/`;
    await page.locator('input[value="on"]').check();
    await page.getByLabel(say.links_internal_url).fill('influxdb');
    await page.getByRole('button', { name: say.save }).click();
    await expect(page.getByLabel(say.links_internal_url)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel(say.links_internal_url)).toHaveValue('influxdb');
    await page.getByLabel(say.links_internal_url).fill(address);
    await page.getByLabel(say.links_username).fill('parvis');
    await page.getByLabel(say.links_password).fill('a secret of the operator');
    await page.getByRole('button', { name: say.save }).click();
    await expect(page.getByRole('status')).toContainText(say.done_target_saved);
    await page.getByRole('button', { name: say.links_probe }).click();
    await expect(page.locator('#found')).toContainText(say.found_unreachable);
    await page.getByLabel(say.links_internal_url).fill('http://127.0.0.1:10/');
    await page.getByRole('button', { name: say.save }).click();
    await expect(page.getByLabel(say.links_password)).toHaveAttribute('aria-invalid', 'true');
    expect(await page.content()).not.toContain('a secret of the operator');
  });

  test('operator: adds a link into another program once its host is on the list', async ({ page, server, newSpace, say }) => {
    const space = await newSpace({});
    await makeOperator(server, space, 'infrastructure');
    await space.signIn();
    const [title, host] = [unique('Graphs'), 'graphs.example'];
    await page.goto('/operator/deep-links/templates/new');
    await page.getByLabel(say.links_title).fill(title);
    await page.getByLabel(say.links_address).fill(`https://${unique('other').toLowerCase()}.example/{host}`);
    await page.getByRole('button', { name: say.links_add }).click();
    await expect(page.getByLabel(say.links_address)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel(say.links_title)).toHaveValue(title);
    await page.goto('/operator/deep-links');
    await page.getByLabel(say.links_hosts).fill(host);
    await page.locator('#link-hosts').getByRole('button', { name: say.save }).click();
    await expect(page.getByRole('status')).toContainText(say.done_saved);
    await page.goto('/operator/deep-links/templates/new');
    await page.getByLabel(say.links_title).fill(title);
    await page.getByLabel(say.links_address).fill(`https://${host}/render?target=mail.{host|*}&from={from_s}`);
    await page.getByRole('button', { name: say.links_add }).click();
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('button', { name: say.links_remove }).click();
    await expect(page.getByRole('link', { name: title })).toHaveCount(0);
  });
});
