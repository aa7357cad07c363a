// Spaces whose every text is found again, wherever it should not be.

import { enrolAgent, sendEvents } from './api.js';
import { expect } from './fixtures.js';
import { message } from './records.js';
import { permissions } from './text.js';

/** A space full of texts that exist nowhere else. */
export async function marked(newSpace, server, mark) {
  const space = await newSpace({ plan: 'professional', open: false });
  const { client, slug, base } = space;
  // The slug is part of addresses, which everybody may type; the name must not leak.
  // Days are counted in the one zone and then in the other, each by a job.
  for (const time_zone of ['Europe/Paris', 'UTC']) {
    await client.done(`${base}/settings`, 'tenants.update-settings', { tenant: slug, name: `${mark}name`, time_zone });
  }
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names: `${mark}domain.example`, kind: 'local' });
  await client.done(`${base}/mail-flow`, 'networks.add', { tenant: slug, cidrs: '192.0.2.0/24', label: `${mark}network` });
  const agent = await enrolAgent(client, slug, { name: `${mark}host`, time_zone: 'UTC' });
  const records = message({ from: `${mark}sender@${mark}elsewhere.example`, to: `${mark}to@${mark}domain.example`, user: `${mark}user` });
  expect((await sendEvents(server, agent.key, { records })).status).toBe(200);
  const ids = async (path, prefix) => [...new Set((await client.text(`${base}${path}`)).match(new RegExp(`${prefix}_\\w{26}`, 'g')))];
  const [domain] = await ids('/mail-flow', 'dom');
  const [network] = await ids('/mail-flow', 'net');
  const events = await ids('/events', 'evt');
  const [mail] = await ids('/messages', 'msg');
  await client.rpc('share-links.create', { tenant: slug, name: `${mark}link`, kind: 'live', days: '7' });
  const [link] = await ids('/settings/share-links', 'shr');
  await client.done(`${base}/team`, 'invitations.send', { tenant: slug, emails: `${mark}@people.example`, role: 'viewer' });
  const [member] = await ids('/team', 'acc');
  const [invitation] = await ids('/team', 'inv');
  // An entry of the control log: numbers of a space's own log exist in every space.
  const [entry] = (await client.text(`${base}/audit`)).match(/(?<=\/audit\/)c\d+/g);
  const pairs = [['tenant', slug], ['name', `${mark}key`], ...permissions().map((word) => ['permissions[]', word])];
  const apiKey = await (await client.rpc('api-keys.create', {}, { body: new URLSearchParams(pairs) })).json();
  await client.done(`${base}/settings/environments`, 'environments.add', { tenant: slug, name: `${mark}environment` });
  const [environment] = await ids('/settings/environments', 'env');
  await client.rpc('roles.create', { tenant: slug, name: `${mark}role`, 'permissions[]': 'view-events' });
  const [role] = await ids('/team/roles', 'rol');
  const [job] = await ids('/settings/jobs', 'job');
  return { ...space, mark, apiKey, environment, role, job, agent, domain, network, member, invitation, event: events[0], mail, entry, link };
}

export const idFor = (space, name) => {
  if (name.includes('api-keys')) return space.apiKey.id;
  if (name.startsWith('domains.') || name.includes('/domains')) return space.domain;
  if (name.startsWith('networks.')) return space.network;
  if (name.includes('/audit/')) return space.entry;
  if (name.includes('/team/')) return space.member;
  if (name.startsWith('invitations.')) return space.invitation;
  if (name.includes('share-links')) return space.link;
  if (name.startsWith('jobs.') || name.includes('/jobs/')) return space.job;
  if (name.includes('/messages/')) return space.mail;
  return name.includes('events') ? space.event : space.agent.id;
};

export const fill = (route, slug, space) => route.replace('{slug}', slug).replace('{target}', 'grafana').replace('{view}', 'hosts').replace('{token}', 'x').replace('{id}', idFor(space, route));

/** Values that a function would take if the tenant and the id were the caller's own. */
export const VALUES = { names: 'new.example', kind: 'local', cidrs: '198.51.100.0/24', label: 'x', name: 'x', time_zone: 'UTC', address: '', enabled: 'true', paused: 'true', confirm: '', days: '7', overlap: '0', preview: 'true', required: 'true', mail: 'true', webhook: 'true' };

/** What an owner sees of a space; marks that change with each answer left out. */
export async function sight(space) {
  const pages = ['', '/mail-flow', '/policy-agents', '/events', '/team', '/settings', `/policy-agents/${space.agent.id}`];
  const texts = await Promise.all(pages.map((page) => space.client.text(space.base + page)));
  return texts.map((text) => text.replace(/nonce="[^"]*"|crossorigin="[^"]*"/g, ''));
}
