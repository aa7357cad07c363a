import { readFile } from 'node:fs/promises';

import { expect, inEachLanguage, test } from '../lib/fixtures.js';

async function fetched(page, link) {
  const downloading = page.waitForEvent('download');
  await link.click();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

inEachLanguage((locale) => {
  test('owner: says whom to invoice, gets the invoice, downloads, prints and checks it', async ({ page, say, server, sink, newSpace }) => {
    const space = await newSpace({ plan: 'starter' });
    await server.cli(['plans', 'move', 'professional-1', space.slug]);
    await page.goto(`${space.base}/plan/invoices`);
    await expect(page.locator('#draft')).toContainText(say.missing_street);
    const contact = page.locator('#contact');
    const field = (name) => contact.locator(`input[name="${name}"]`);
    const type = (name, text) => field(name).fill(text);
    await contact.locator('input[value="business"]').check();
    await type('name', 'Harbour SARL');
    await type('street', '1 rue Haute');
    await type('postcode', '69001');
    await type('city', 'Lyon');
    await contact.locator('select[name="country"]').selectOption('FR');
    await type('siren', '404 833 049');
    const billed = `compta-${space.slug}@people.example`;
    await type('email', billed);
    await contact.locator('select[name="language"]').selectOption(locale);
    await contact.getByRole('button', { name: say.save }).click();
    // A digit was mistyped: it is said at its field, and nothing typed is lost.
    await expect(contact.locator('[aria-invalid="true"]')).toHaveAttribute('name', 'siren');
    await expect(field('city')).toHaveValue('Lyon');
    await type('siren', '404 833 048');
    await contact.getByRole('button', { name: say.save }).click();

    // Whoever reads mail at the address is asked first; until then the owner is written to.
    const asked = await sink.waitForMail(billed);
    await page.goto(asked.link);
    await page.getByRole('button', { name: say.contact_button }).click();
    await page.goto(`${space.base}/plan/invoices`);
    const link = page.getByRole('link', { name: /FA-\d{4}-\d{4}/ });
    await expect(async () => {
      await page.reload();
      await expect(link).toBeVisible({ timeout: 1000 });
    }).toPass();
    const number = await link.textContent();
    await link.click();
    await expect(page.getByRole('main')).toContainText('Harbour SARL');
    const files = {};
    for (const [kind, text] of [['pdf', say.invoice_pdf], ['xml', say.invoice_xml], ['json', say.invoice_json]]) {
      files[kind] = await fetched(page, page.getByRole('link', { name: text }));
      expect(files[kind].name).toBe(`${number}.${kind}`);
    }
    expect(files.pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(files.xml.bytes.toString()).toContain(`<ram:ID>${number}</ram:ID>`);
    const document = JSON.parse(files.json.bytes.toString());
    expect(document.lines.reduce((sum, line) => sum + line.total, 0)).toBe(document.totals.net);
    // On paper there is the invoice and nothing to press.
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('link', { name: say.invoice_pdf })).toBeHidden();
    await expect(page.locator('nav').first()).toBeHidden();
    await expect(page.getByText('Harbour SARL').first()).toBeVisible();
    await page.emulateMedia({ media: null });

    await server.cli(['invoice', 'pay', number, '--amount', '1.00', '--reference', 'VIR 1']);
    await page.reload();
    await expect(page.getByText('VIR 1')).toBeVisible();
    await server.cli(['invoice', 'pay', number]);
    await page.reload();
    await expect(page.getByText(say.invoice_paid)).toBeVisible();
  });
});
