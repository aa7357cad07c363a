// Who opened another program reaches there what they may and nothing else: their own spaces, each by itself, and no
// longer than they belong to them.

import { addMember } from '../lib/api.js';
import { enter, expect, inEachLanguage, unique } from '../lib/fixtures.js';
import { ADMIN, PASSWORD } from '../lib/grafana.js';
import { open, prepared, raw, readySpace, test } from '../lib/opening.js';

/** The number of a page’s organisation. */
const orgOf = (page) => new URL(page.url()).searchParams.get('orgId');

/** The cookie that the gateway gave the browser. */
const cookieOf = async (context, url) => {
  const { name, value } = (await context.cookies(url)).find((cookie) => cookie.name === 'parvis-gateway');
  return `cookie: ${name}=${value}`;
};

/** Opens Grafana as a member of a space who may only look; the address and the account. */
async function asMember({ page, context, server, hasScript, grafana, extraHTTPHeaders }, space) {
  const email = `${unique('mia')}@people.example`;
  const { client } = await addMember({ server, slug: space.slug, email, role: 'viewer', headers: extraHTTPHeaders });
  await enter(context, server, client);
  await page.goto(space.base);
  await open(page, hasScript);
  await expect(page.locator('#role')).toHaveText('Viewer');
  return { email, account: grafana.shown.at(-1).login };
}

const remove = ({ client, base, slug }, { email, account }) =>
  client.done(`${base}/team`, 'team.remove', { tenant: slug, account, confirm: email });

inEachLanguage(() => {
  test('member: of two spaces in two tabs each stays in its own', async ({ page, context, server, hasScript, newSpace, withGrafana }) => {
    const one = await readySpace(newSpace, { name: 'Harbour' });
    const two = await readySpace(newSpace, { name: 'Quay', open: false });
    await server.cli(['tenant', 'add-member', two.slug, one.email, '--role', 'viewer']);
    const tabs = [page, await context.newPage()];
    for (const [number, { base }] of [one, two].entries()) {
      await tabs[number].goto(base);
      await open(tabs[number], hasScript);
      await expect(tabs[number]).toHaveURL(new RegExp(`^${withGrafana.url}/d/`));
    }
    const shown = await Promise.all(tabs.map((tab) => tab.getByRole('heading').textContent()));
    expect(shown[0]).not.toBe(shown[1]);
    // The first is still where it was, and something else there than in the second.
    for (const [number, role] of ['Editor', 'Viewer'].entries()) {
      await tabs[number].reload();
      await expect(tabs[number].getByRole('heading')).toHaveText(shown[number]);
      await expect(tabs[number].locator('#role')).toHaveText(role);
    }
    // What names neither of them is nobody's: there is no last one, and each can be chosen.
    const answer = await tabs[0].goto(`${withGrafana.url}/d/anything`);
    expect(answer.status()).toBe(403);
    await expect(tabs[0].getByRole('link', { name: 'Harbour' })).toBeVisible();
    await tabs[0].getByRole('link', { name: 'Quay' }).click();
    await expect(tabs[0].getByRole('heading')).toHaveText(shown[1]);
  });

  test('member: who is removed meanwhile is refused by the next page inside', async ({ page, context, server, hasScript, newSpace, withGrafana, grafana, extraHTTPHeaders }) => {
    const space = await readySpace(newSpace, { open: false });
    const mia = await asMember({ page, context, server, hasScript, grafana, extraHTTPHeaders }, space);
    await remove(space, mia);
    const before = grafana.shown.length;
    const answer = await page.goto(`${withGrafana.url}/d/anything?orgId=${orgOf(page)}`);
    expect(answer.status()).toBe(403);
    expect(grafana.shown.length).toBe(before);
  });
});

test('member: an open socket closes with the membership @script', async ({ page, context, server, hasScript, newSpace, withGrafana, grafana, extraHTTPHeaders }) => {
  const space = await readySpace(newSpace, { open: false });
  const mia = await asMember({ page, context, server, hasScript, grafana, extraHTTPHeaders }, space);
  const address = `${withGrafana.url.replace('http:', 'ws:')}/api/live/ws?orgId=${orgOf(page)}`;
  await page.evaluate((url) => new Promise((done, fail) => {
    const socket = new WebSocket(url);
    socket.onopen = () => done();
    socket.onerror = () => fail(new Error('the socket did not open'));
    window.ended = new Promise((end) => (socket.onclose = () => end()));
  }), address);
  await remove(space, mia);
  await page.evaluate(() => window.ended);
});

test('member: what is written by hand reaches no other space, no closed path, and nobody else’s name @script', async ({ page, context, server, hasScript, newSpace, withGrafana, grafana }) => {
  const orgs = [];
  for (const name of ['Quay', 'Harbour']) {
    const space = await readySpace(newSpace, { name });
    await page.goto(space.base);
    await open(page, hasScript);
    await expect(page.locator('#role')).toHaveText('Editor');
    orgs.push(orgOf(page));
  }
  const [foreign, own] = orgs;
  expect(own).not.toBe(foreign);
  const host = `host: grafana.localhost:${server.port}`;
  const cookie = await cookieOf(context, withGrafana.url);
  const ask = (path, ...more) => raw(server, [`GET ${path} HTTP/1.1`, host, cookie, ...more]);
  const before = grafana.shown.length;
  for (const [path, status, ...more] of [
    [`/d/x?orgId=${foreign}`, 403],
    [`/d/x?orgId=${own}&ORGID=${foreign}`, 403],
    [`/d/x?orgId=${own}`, 403, `x-grafana-org-id: ${foreign}`],
    [`/d/x?orgId=${own}`, 403, `x-grafana-org-id: ${own}`, `x-grafana-org-id: ${foreign}`],
    [`/apis/a/v1/namespaces/org-${foreign}/x?orgId=${own}`, 403],
    ['/api/search', 403],
    [`/API/Orgs?orgId=${own}`, 403],
    [`/d/../api/orgs?orgId=${own}`, 400],
    [`/d/%2e%2e/api/orgs?orgId=${own}`, 400],
    [`/d%2f..%2fapi/orgs?orgId=${own}`, 400],
    [`//api/orgs?orgId=${own}`, 400],
    [`/d/x?orgId=${own}`, 421, `host: 127.0.0.1:${server.port}`],
    [`/d/x?orgId=${own}`, 401, 'cookie: parvis-gateway=another'],
  ]) {
    expect((await ask(path, ...more)).status, `${path} ${more}`).toBe(status);
  }
  expect(grafana.shown.length).toBe(before);
  // Whoever says to be somebody is who the gateway says.
  const claims = [`authorization: Basic ${btoa(`${ADMIN}:${PASSWORD}`)}`, 'x-jwt-assertion: a.b.c', 'x-webauth-user: admin', 'x-forwarded-host: evil.example'];
  const answer = await ask(`/d/x?orgId=${own}`, ...claims);
  expect(answer.status, answer.text).toBe(200);
  expect(grafana.shown.length).toBe(before + 1);
  expect(grafana.shown.at(-1).login).toBe(grafana.shown.at(-2).login);
});

inEachLanguage(() => {
  test('member: opens Kibana as their own user, in this space alone', async ({ page, context, server, hasScript, newSpace, withKibana, kibana }) => {
    const space = await readySpace(newSpace);
    await page.goto(`${space.base}?range=7d`);
    await open(page, hasScript, 'Kibana');
    await expect(page).toHaveURL(new RegExp(`^${withKibana.url}/s/ten_[^/]+/app/r[?]`));
    await expect(page.locator('#role')).toHaveText('Editor');
    const { space: id, user } = kibana.shown.at(-1);
    await expect(page.getByRole('heading')).toHaveText(id);
    expect(user.startsWith(`${id}-acc_`)).toBe(true);
    expect(kibana.spaces.get(id).name).toBe('Harbour');
    // Another space is there, and is nobody's who does not belong to it, however it is written.
    const other = await newSpace({ plan: 'professional', open: false });
    await prepared(other.client, other.base);
    const foreign = [...kibana.spaces.keys()].at(-1);
    expect(foreign).not.toBe(id);
    const cookie = await cookieOf(context, withKibana.url);
    const before = kibana.shown.length;
    for (const [path, status] of [
      [`/s/${foreign}/app/discover`, 403],
      [`/S/${foreign}/app/discover`, 403],
      [`/s/${id}/s/${foreign}/app/discover`, 403],
      [`/s/${id}/../${foreign}/app/discover`, 400],
      [`/s/${id}/app/%2e%2e/%2e%2e/${foreign}/app/discover`, 400],
      ['/app/discover', 403],
      [`/s/${id}/app/dev_tools`, 403],
      [`/s/${id}/api/security/role`, 403],
    ]) {
      const answer = await raw(server, [`GET ${path} HTTP/1.1`, `host: kibana.localhost:${server.port}`, cookie, `es-security-runas-user: parvis-store`]);
      expect(answer.status, path).toBe(status);
    }
    expect(kibana.shown.length).toBe(before);
    await space.client.done('/account', 'sessions.end', {});
    await page.reload();
    await expect(page).toHaveURL(new RegExp(`^${server.url}/sign-in`));
  });
});
