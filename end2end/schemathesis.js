// Tries every operation of the HTTP interface with what its description allows and what it does not, as
// nobody, as a key that looks, as a key that may do everything, and as an operator's key. Run: scripts/schemathesis

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { enrolAgent, makeSpace, sendEvents } from './lib/api.js';
import { message } from './lib/records.js';
import { makeOperator } from './lib/operator.js';
import { startServer } from './lib/server.js';
import { operations, permissions } from './lib/text.js';

const examples = Number(process.argv[2] ?? 200);
const program = fileURLToPath(new URL('../target/schemathesis/bin/schemathesis', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'parvis-schemathesis-'));
const server = await startServer({ env: { PARVIS_API_REQUESTS_PER_MINUTE: '1000000' } });
let passed = 0;
let failed = 0;
try {
  const { client, slug } = await makeSpace({ server, email: 'owner@people.example', space: 'Harbour', plan: 'enterprise' });
  await client.done(`/t/${slug}/mail-flow`, 'domains.add', { tenant: slug, names: 'harbour.example', kind: 'local' });
  await client.done(`/t/${slug}/mail-flow`, 'networks.add', { tenant: slug, cidrs: '192.0.2.0/24' });
  const agent = await enrolAgent(client, slug, { name: 'mx1', time_zone: 'UTC' });
  await sendEvents(server, agent.key, { records: message({ from: 'a@elsewhere.example', to: 'b@harbour.example' }) });
  const all = permissions();
  const key = async (name, permissions) => {
    const body = new URLSearchParams([['tenant', slug], ['name', name], ...permissions.map((word) => ['permissions[]', word])]);
    const answer = await client.rpc('api-keys.create', {}, { body });
    if (!answer.ok) throw new Error(`no key: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).secret;
  };
  await makeOperator(server, { client, email: 'owner@people.example' });
  const printed = await server.cli(['operator-key', 'make', 'owner@people.example', 'tries', '--role', 'everything']);
  const principals = [
    ['nobody', null],
    ['a key that looks', await key('looks', all.filter((word) => word.startsWith('view-')))],
    ['a key with everything', await key('all', all)],
    ['an operator’s key', printed.trim()],
  ];
  // What only a rule can say, such as that a name is taken, is refused although the description allows it.
  const domains = await client.text(`/t/${slug}/mail-flow`);
  const [domain] = domains.match(/dom_\w{26}/);
  const [network] = domains.match(/net_\w{26}/);
  const [event] = (await client.text(`/t/${slug}/events`)).match(/evt_\w{26}/);
  const [member] = (await client.text(`/t/${slug}/team`)).match(/acc_\w{26}/);
  const made = await client.rpc('roles.create', { tenant: slug, name: 'Reader', 'permissions[]': 'view-events' });
  if (!made.ok) throw new Error(`no role: ${made.status} ${await made.text()}`);
  const [role] = (await client.text(`/t/${slug}/team/roles`)).match(/rol_\w{26}/);
  await client.rpc('share-links.create', { tenant: slug, name: 'Board', kind: 'live', days: '7' });
  const [link] = (await client.text(`/t/${slug}/settings/share-links`)).match(/shr_\w{26}/);
  const ids = { roles: role, 'share-links': link, domains: domain, networks: network, events: event, members: member, 'policy-agents': agent.id };
  const operationSettings = Object.entries(ids).map(([area, id]) => `
[[operations]]
include-path-regex = "/${area}/[{]id[}]"
parameters = { "path.tenant" = "${slug}", "path.id" = "${id}" }
`);
  const settings = `
seed = 20261121
parameters = { "path.tenant" = "${slug}" }
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429"]
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "429"]
${operationSettings.join('')}`;
  const file = join(folder, 'schemathesis.toml');
  await writeFile(file, settings);
  const perOperation = Math.max(1, Math.ceil(examples / operations().length));
  for (const [name, secret] of principals) {
    process.stdout.write(`\n${name}\n`);
    const { tries, failures } = await attempt({ file, slug, secret, perOperation });
    passed += tries - failures;
    failed += failures;
  }
  const errors = server.log.split('\n').filter((line) => /ERROR|panicked/.test(line));
  if (errors.length > 0) {
    failed += errors.length;
    process.stdout.write(`${errors.join('\n')}\n`);
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** One run; how many requests it tried, and how many were answered wrongly. */
async function attempt({ file, slug, secret, perOperation }) {
  const args = [
    '--config-file', file, 'run', `${server.url}/api/v1/openapi.json`,
    '--phases', 'examples,coverage,fuzzing', '--max-examples', String(perOperation),
    // Lines of JSON it cannot write; batches have tests of their own.
    '--exclude-path', '/api/v1/events', '--checks', 'all', '--generation-database', 'none', '--workers', '1', '--no-color',
    ...(secret ? ['--header', `Authorization: Bearer ${secret}`] : []),
  ];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const counts = output.match(/([\d,]+) generated, ([\d,]+) passed/) ?? output.match(/([\d,]+) generated/);
  const [tries, right] = (counts ?? []).slice(1).map((text) => Number(text.replaceAll(',', '')));
  // Whatever it ended with that was not said in numbers is a failure too.
  if (!tries) return { tries: 1, failures: 1 };
  const failures = tries - (right ?? 0);
  return { tries, failures: code === 0 ? failures : Math.max(1, failures) };
}
