import { expect, inEachLanguage, test } from '../lib/fixtures.js';

const main = (page) => page.getByRole('main');

inEachLanguage(() => {
  test('owner: closes a space, and sees the job with its steps', async ({ page, say, sink, newSpace, hasScript }) => {
    const space = await newSpace({ plan: 'professional', name: 'Quay' });
    await page.goto(`${space.base}/settings/jobs`);
    await expect(main(page).getByText(say.no_jobs)).toBeVisible();
    await space.client.done(`${space.base}/settings/closing`, 'tenants.close', { tenant: space.slug, confirm: 'Quay' });
    // With script the page that is open shows it by itself.
    if (!hasScript) await page.reload();
    await main(page).locator('tbody a').click();
    for (const step of [say.step_refuse_changes, say.step_note_in_space, say.step_tell_owners]) {
      await expect(main(page).getByRole('row', { name: step })).toContainText(say.job_done);
    }
    await expect(main(page).getByText(space.email)).toBeVisible();
    await sink.waitForMail(space.email, (mail) => mail.subject === say.mail.closed_subject);
  });
});
