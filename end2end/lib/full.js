// A space in which every page has something to show.

import { enrolAgent, sendEvents } from './api.js';
import { unique } from './fixtures.js';
import { message } from './records.js';
import { pages } from './text.js';

/** A space in which every list has something in it. */
export async function full(newSpace, server) {
  const name = 'A harbour with a rather long name';
  const space = await newSpace({ plan: 'professional', name });
  const { client, slug, base, email } = space;
  await server.cli(['tenant', 'create', 'Second space', '--owner', email, '--slug', unique('second')]);
  // Days are counted in the one zone and then in the other, each by a job.
  for (const time_zone of ['UTC', 'Europe/Paris']) {
    await client.done(`${base}/settings`, 'tenants.update-settings', { tenant: slug, name, time_zone });
  }
  const names = 'harbour.example\nbières-du-canal.example\na-domain-with-a-very-long-name-that-does-not-wrap-by-itself.example';
  await client.done(`${base}/mail-flow`, 'domains.add', { tenant: slug, names, kind: 'local' });
  await client.done(`${base}/mail-flow`, 'networks.add', { tenant: slug, cidrs: '192.0.2.0/24\n2001:db8:aaaa:bbbb:cccc:dddd:eeee:0/112', label: 'Quay' });
  const agent = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'Europe/Paris' });
  const paused = await enrolAgent(client, slug, { name: 'mx2', time_zone: 'Europe/Paris' });
  const long = `${'a-long-local-part.'.repeat(3)}end@${'sub.'.repeat(8)}sender.example`;
  const records = [
    ...message({ from: long, to: ['x@harbour.example', 'y@elsewhere.example'] }),
    ...message({ client: '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', from: '', to: 'x@harbour.example' }),
    ...message({ client: '192.0.2.7', from: 'x@harbour.example', to: 'y@elsewhere.example' }),
    { at: 1, protocol_state: 'RCPT' },
  ];
  await sendEvents(server, agent.key, { records, header: { dropped: 3 } });
  await sendEvents(server, paused.key, { records: records.slice(0, 2) });
  await client.done(`${base}/policy-agents/${paused.id}`, 'policy-agents.pause', { tenant: slug, id: paused.id, paused: 'true' });
  const [event] = (await client.text(`${base}/events`)).match(/evt_\w{26}/);
  const [mail] = (await client.text(`${base}/messages`)).match(/msg_\w{26}/);
  await client.done(`${base}/team`, 'invitations.send', { tenant: slug, emails: `${unique('a-guest-with-a-rather-long-address')}@people.example`, role: 'guest', scope: `policy-agent:${agent.id}`, ends: '2099-12-31' });
  const [member] = (await client.text(`${base}/team`)).match(/acc_\w{26}/);
  const made = await client.rpc('share-links.create', { tenant: slug, name: 'For the board', kind: 'snapshot', days: '7' });
  const token = (await made.json()).url.split('/').pop();
  await client.get(`/share/${token}`);
  const [link] = (await client.text(`${base}/settings/share-links`)).match(/shr_\w{26}/);
  const [job] = (await client.text(`${base}/settings/jobs`)).match(/job_\w{26}/);
  await client.done(`${base}/help/new`, 'support.ask', { tenant: slug, subject: 'Where do bounces show, and why?', text: 'We look for them.\nAll day.' });
  const [question] = (await client.text(`${base}/help`)).match(/qst_\w{26}/);
  return { ...space, agent, event, mail, member, token, link, job, question };
}

/** Whether an address of `routes()` is for people who have not signed in, and shows nothing of a space. */
export const isBeforeSignIn = (route) =>
  pages().find(({ path }) => path === route).takes === 'anyone' && !['/share/{token}', '/sign-in/second-factor'].includes(route);

/** An address of `routes()`, in a full space where it is one of a space. */
export function pathIn(space, route) {
  if (!space) return route.replace('{provider}', 'nobody');
  const ids = { '/alerts/rules/': 'alr_00000000000000000000000001', '/alert-rules/': 'alr_00000000000000000000000001', '/tenants/': space.slug, '/people/': space.member, '/audit/': '3', '/messages/': space.mail, '/events/': space.event, '/team/': space.member, '/share-links/': space.link, '/jobs/': space.job, '/help/': space.question, '/support/': space.question, '/usage/': 'events', '/features/': 'domains', '/catalogue/': 'solo-1', '/operator/deep-links/{id}/': 'influxdb', '/operator/deep-links/{': 'grafana', '/hosts/': 'mx1', '/domains/': 'harbour.example' };
  const [, id] = Object.entries(ids).find(([part]) => route.includes(part)) ?? ['', space.agent.id];
  return route.replace('{slug}', space.slug).replace('{target}', 'grafana').replace('{view}', 'hosts').replace('{id}', id).replace('{token}', space.token);
}
