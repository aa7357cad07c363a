import { domainToASCII } from 'node:url';

import { expect, inEachLanguage, test } from '../lib/fixtures.js';
import { reached } from '../lib/limits.js';

const IDN = 'bières-du-canal.example';
const IDN_ASCII = domainToASCII(IDN);

const row = (page, name) => page.locator('tr', { has: page.getByRole('rowheader', { name, exact: true }) });
const fact = (page, direction) => page.locator('dl.facts > div', { has: page.locator(`[data-direction="${direction}"]`) });

const NEW_DOMAINS = '/mail-flow/domains/new';
const NEW_NETWORKS = '/mail-flow/networks/new';

async function add(page, field, lines, button) {
  await page.getByLabel(field).fill(lines.join('\n'));
  await page.getByRole('button', { name: button }).click();
}

/** The refused lines with their sentences. */
const refused = async (page, name) => {
  const items = page.locator(`#${name}-error .line-errors li`);
  const texts = await items.evaluateAll((list) =>
    list.map((item) => ['code', '.message'].map((part) => item.querySelector(part).textContent)),
  );
  return Object.fromEntries(texts);
};

inEachLanguage(() => {
  test('owner: adds many domains, each bad line answered by itself @smoke', async ({ page, say, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    await page.goto(`${base}/mail-flow`);
    await expect(page.getByRole('heading', { name: say.no_domains })).toBeVisible();
    await expect(page.getByText(say.used_of({ used: 0, limit: 25 })).first()).toBeVisible();
    await page.goto(base + NEW_DOMAINS);
    const lines = ['harbour.example', '  MARITIME.example.  ', '', 'not..a.name', '*.quay.example, co.uk', 'harbour.example', IDN];
    await add(page, say.domain_names, lines, say.add_domains);
    expect(await refused(page, 'names')).toEqual({
      'not..a.name': say.not_a_domain,
      '*.quay.example': say.is_wildcard_meant({ instead: 'quay.example' }),
      'co.uk': say.public_suffix,
      'harbour.example': say.duplicate_of({ of: 'harbour.example' }),
    });
    await expect(page.getByText(say.lines_refused_some)).toBeVisible();
    // What was refused stays to be mended; what was good is in the list.
    await expect(page.getByLabel(say.domain_names)).toHaveValue('not..a.name\n*.quay.example\nco.uk\nharbour.example');
    await page.goto(`${base}/mail-flow`);
    const names = page.locator('#domains').getByRole('rowheader');
    await expect(names).toHaveText(['harbour.example', 'maritime.example', `${IDN} (${IDN_ASCII})`]);
    await expect(page.getByText(say.used_of({ used: 3, limit: 25 }))).toBeVisible();

    await page.goto(base + NEW_DOMAINS);
    await page.getByLabel(say.domain_names).fill('relay.example');
    await page.getByRole('radio', { name: say.kind_relay }).check();
    await page.getByRole('button', { name: say.add_domains }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_domains_added })).toBeVisible();
    const relay = page.locator('tr', { hasText: 'relay.example' });
    await expect(relay).toContainText(say.kind_relay_short);
    // What is new is marked, and nothing else.
    await expect(relay.getByText(say.new_mark, { exact: true })).toBeVisible();
    await expect(page.locator('#domains').getByText(say.new_mark, { exact: true })).toHaveCount(1);
    await page.goto(base + NEW_DOMAINS);
    await add(page, say.domain_names, [IDN, IDN_ASCII], say.add_domains);
    expect(Object.values(await refused(page, 'names'))).toEqual(expect.arrayContaining([say.duplicate_of({ of: IDN })]));
  });

  test('owner: reads what is wrong with a pasted list before sending it @script', async ({ page, say, newSpace }) => {
    const { base } = await newSpace();
    await page.goto(base + NEW_DOMAINS);
    const told = async (name) => {
      const items = await page.locator(`#${name}-checks .line-errors li`).evaluateAll((list) =>
        list.map((item) => ['code', '.message'].map((part) => item.querySelector(part).textContent)));
      return Object.fromEntries(items);
    };
    const names = page.getByLabel(say.domain_names);
    await names.fill(`harbour.example, ${IDN} ${IDN_ASCII}; @quay.example mail_gw.quay.example`);
    const over = say.not_added({ reached: reached(say, say.noun.domains, 1) });
    await expect.poll(() => told('names')).toEqual({
      '@quay.example': say.is_at_meant({ instead: 'quay.example' }),
      'mail_gw.quay.example': say.is_underscore,
      [IDN]: over,
    });
    await expect(page.locator('#names-checks')).toContainText([say.lines_good({ good: 1 }), say.lines_bad({ bad: 3 }), say.lines_there({ there: 1 })].join(' '));
    await names.fill('harbour.example');
    await expect(page.locator('#names-checks')).toHaveText(say.lines_good({ good: 1 }));
    await page.goto(base + NEW_NETWORKS);
    await page.getByLabel(say.network_cidrs).fill('127.0.0.0/8 [::ffff:127.0.0.0]/104 192.0.2.7/24 10.0.0.0-10.0.0.255 hash:/etc/postfix/networks');
    await expect.poll(() => told('cidrs')).toEqual({
      '192.0.2.7/24': say.host_bits_set({ network: '192.0.2.0/24' }),
      '10.0.0.0-10.0.0.255': say.is_range_meant({ instead: '10.0.0.0/24' }),
      'hash:/etc/postfix/networks': say.is_table,
    });
    await page.goto(`${base}/team/invitations/new`);
    await page.getByLabel(say.invite_emails).fill('Doe, Ann <ann@harbour.example> "x y"@harbour.example nobody');
    await expect.poll(() => told('emails')).toEqual({
      '"x y"@harbour.example': say.quoted_address,
      nobody: say.not_an_email,
    });
  });

  test('owner: sees in words who is IN, OUT, INTERNAL and RELAY', async ({ page, say, newSpace }) => {
    const { base, client, slug } = await newSpace({ plan: 'professional' });
    await page.goto(`${base}/mail-flow`);
    await expect(fact(page, 'inbound')).toContainText(say.nobody_domain);
    await expect(fact(page, 'relay')).toContainText(say.nobody_relay);
    await expect(fact(page, 'outbound')).toContainText(`${say.who_out} ${say.authenticated}`);
    await expect(fact(page, 'foreign')).toContainText(say.who_foreign);
    await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: `harbour.example\n${IDN}`, kind: 'local' });
    await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: 'relay.example', kind: 'relay' });
    await client.done(`${base}/mail-flow`, 'networks.add', { tenant: slug, cidrs: '192.0.2.0/24\n2001:db8::/48' });
    await page.reload();
    await expect(fact(page, 'inbound')).toContainText(say.who_in);
    await expect(fact(page, 'inbound')).toContainText('harbour.example');
    await expect(fact(page, 'inbound')).toContainText(`${IDN} (${IDN_ASCII})`);
    await expect(fact(page, 'relay')).toContainText(`${say.who_relay} relay.example`);
    for (const direction of ['outbound', 'internal']) {
      await expect(fact(page, direction)).toContainText(`192.0.2.0/24, 2001:db8::/48, ${say.authenticated}`);
    }
  });

  test('owner: networks with host bits, overlaps and nonsense are answered line by line', async ({ page, say, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    await page.goto(base + NEW_NETWORKS);
    await page.getByLabel(say.label).fill('Canal street');
    const lines = ['192.0.2.0/24', '192.0.2.1/25', '192.0.2.128/26', '2001:db8::/48', '2001:DB8:0:1::/64', '198.51.100.7', '10.0.0.0/33', 'mail.example', '0.0.0.0/0'];
    await add(page, say.network_cidrs, lines, say.add_networks);
    // The form that was refused is in sight, wherever it stands on the page.
    await expect(page.locator('.error-summary')).toBeInViewport();
    await expect(page.locator('.error-summary')).toBeFocused();
    const errors = await refused(page, 'cidrs');
    expect(errors).toEqual({
      '192.0.2.1/25': say.host_bits_set({ network: '192.0.2.0/25' }),
      '192.0.2.128/26': say.overlaps({ other: '192.0.2.0/24' }),
      '2001:DB8:0:1::/64': say.overlaps({ other: '2001:db8::/48' }),
      '10.0.0.0/33': say.is_prefix,
      'mail.example': say.is_host_name,
      '0.0.0.0/0': expect.stringMatching(new RegExp(say.too_wide({ min_prefix: '\\d+' }).replace('/\\d', '\\/\\d'))),
    });
    await page.goto(`${base}/mail-flow`);
    const names = page.locator('#networks').getByRole('rowheader');
    await expect(names).toHaveText(['192.0.2.0/24', '198.51.100.7/32', '2001:db8::/48']);
    await expect(row(page, '192.0.2.0/24')).toContainText('Canal street');
  });

  test('owner: reaches the free plan’s limit and reads what to do @smoke', async ({ page, say, newSpace }) => {
    const { base } = await newSpace();
    await page.goto(base + NEW_DOMAINS);
    await add(page, say.domain_names, ['one.example', 'two.example'], say.add_domains);
    const limit = (noun) => say.not_added({ reached: reached(say, noun, 1) });
    expect(await refused(page, 'names')).toEqual({ 'two.example': limit(say.noun.domains) });
    await page.goto(base + NEW_NETWORKS);
    await add(page, say.network_cidrs, ['192.0.2.0/24', '198.51.100.0/24'], say.add_networks);
    expect(await refused(page, 'cidrs')).toEqual({ '198.51.100.0/24': limit(say.noun.networks) });
    // What was refused stays open to be mended; from here on the limit is told before anything is typed.
    await expect(page.getByLabel(say.network_cidrs)).toBeEnabled();
    for (const [id, noun, button] of [['domains', say.noun.domains, say.add_domains], ['networks', say.noun.networks, say.add_networks]]) {
      await page.goto(`${base}/mail-flow/${id}/new`);
      const full = reached(say, noun, 1);
      await expect(page.locator(`#limit-${id}`)).toContainText(`${full} ${say.by_provider}`);
      await expect(page.getByRole('button', { name: button })).toBeDisabled();
    }
    await page.goto(`${base}/mail-flow`);
    await expect(page.getByText(say.used_of({ used: 1, limit: 1 }))).toHaveCount(2);
    await row(page, 'one.example').locator('summary').click();
    await expect(row(page, 'one.example').getByRole('button', { name: say.save })).toBeEnabled();
  });

  test('owner: edits, disables and deletes a domain', async ({ page, say, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    await page.goto(base + NEW_DOMAINS);
    await add(page, say.domain_names, ['harbour.example', IDN], say.add_domains);
    await page.goto(`${base}/mail-flow`);
    const harbour = row(page, 'harbour.example');
    await harbour.locator('summary').click();
    await harbour.getByLabel(say.domain_kind).selectOption({ label: say.kind_relay });
    await harbour.getByRole('button', { name: say.save }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_saved })).toBeVisible();
    await expect(fact(page, 'relay')).toContainText('harbour.example');
    await expect(fact(page, 'inbound')).not.toContainText('harbour.example');

    await harbour.locator('summary').click();
    await harbour.getByLabel(say.enabled).uncheck();
    await harbour.getByRole('button', { name: say.save }).click();
    await expect(harbour).toContainText(say.disabled);
    await expect(fact(page, 'relay')).toContainText(say.nobody_relay);

    await harbour.locator('summary').click();
    await expect(harbour.getByText(say.delete_domain_lost)).toBeVisible();
    await harbour.getByLabel(say.type_name({ name: 'harbour.example' })).fill('harbour');
    await harbour.getByRole('button', { name: say.delete }).click();
    // The form stays open, with the error beside what was typed.
    await expect(harbour.getByText(say.not_the_name({ name: 'harbour.example' }))).toBeVisible();
    await expect(harbour.getByLabel(say.type_name({ name: 'harbour.example' }))).toHaveValue('harbour');
    await harbour.getByLabel(say.type_name({ name: 'harbour.example' })).fill('harbour.example');
    await harbour.getByRole('button', { name: say.delete }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_deleted })).toBeVisible();
    await expect(harbour).toHaveCount(0);
    await expect(page.getByRole('rowheader')).toHaveText([`${IDN} (${IDN_ASCII})`]);
  });

  test('owner: an international name may be typed as it is read to delete it', async ({ page, say, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    await page.goto(base + NEW_DOMAINS);
    await add(page, say.domain_names, [IDN], say.add_domains);
    await page.goto(`${base}/mail-flow`);
    const domain = row(page, `${IDN} (${IDN_ASCII})`);
    await domain.locator('summary').click();
    await domain.locator('.danger-zone input[name=confirm]').fill(IDN);
    await domain.getByRole('button', { name: say.delete }).click();
    await expect(page.getByRole('heading', { name: say.no_domains })).toBeVisible();
  });

  test('owner: edits, disables and deletes a network', async ({ page, say, newSpace }) => {
    const { base } = await newSpace({ plan: 'professional' });
    await page.goto(base + NEW_NETWORKS);
    await add(page, say.network_cidrs, ['192.0.2.0/24'], say.add_networks);
    await page.goto(`${base}/mail-flow`);
    const network = row(page, '192.0.2.0/24');
    await network.locator('summary').click();
    await network.getByLabel(say.label).fill('Quay <1>');
    await network.getByLabel(say.enabled).uncheck();
    await network.getByRole('button', { name: say.save }).click();
    await expect(network).toContainText('Quay <1>');
    await expect(network).toContainText(say.disabled);
    await expect(fact(page, 'outbound')).not.toContainText('192.0.2.0/24');
    await network.locator('summary').click();
    await network.getByLabel(say.type_name({ name: '192.0.2.0/24' })).fill(' 192.0.2.0/24 ');
    await network.getByRole('button', { name: say.delete }).click();
    await expect(page.getByRole('heading', { name: say.no_networks })).toBeVisible();
  });

  test('owner: sends an empty list and reads that something is needed', async ({ page, say, newSpace }) => {
    const { base } = await newSpace();
    await page.goto(base + NEW_DOMAINS);
    await page.getByRole('button', { name: say.add_domains }).click();
    await expect(page.locator('#names-error')).toHaveText(say.required);
    await page.goto(base + NEW_NETWORKS);
    await page.getByRole('button', { name: say.add_networks }).click();
    await expect(page.locator('#cidrs-error')).toHaveText(say.required);
  });

  test('owner: changes the space’s name and zone', async ({ page, say, hasScript, newSpace }) => {
    const { base } = await newSpace();
    await page.goto(`${base}/settings`);
    await page.getByLabel(say.space_name).fill('');
    await page.getByRole('button', { name: say.save }).click();
    await expect(page.locator('#name-error')).toHaveText(say.required);
    await page.getByLabel(say.space_name).fill('Old & new harbour');
    if (hasScript) {
      await page.getByRole('button', { name: say.zone_take }).click();
      await expect(page.getByLabel(say.time_zone)).toHaveValue('Europe/Paris');
    }
    await page.getByLabel(say.time_zone).selectOption('Asia/Kolkata');
    await page.getByRole('button', { name: say.save }).click();
    await expect(page.getByRole('status').filter({ hasText: say.done_saved })).toBeVisible();
    await expect(page.locator('.switcher summary')).toHaveText('Old & new harbour');
    await page.goto(base);
    await expect(page.locator('#window')).toContainText('Asia/Kolkata');
  });
});
