// A real Postfix of its own: its folders, its ports, its log. And a client that speaks SMTP to it.
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POSTFIX = '/usr/sbin/postfix';
const SMTP_SOURCE = '/usr/sbin/smtp-source';
/** A client here is outside; one at `INSIDE` is in mynetworks. */
export const OUTSIDE = '127.0.0.1';
export const INSIDE = '127.0.0.5';

/**
 * Starts a Postfix for `tenant.test` that hands every mail to the sink on `sinkPort`.
 *
 * `listeners` are its SMTP services, by name: the settings of main.cf in which they differ, and on which
 * `address` they listen. The answer has their `ports`, `stop()`, and `log()`.
 */
export async function startPostfix({ sinkPort, listeners }) {
  if (process.getuid() !== 0) throw new Error('Postfix starts as root only: run these tests as root');
  const folder = await mkdtemp(join(tmpdir(), 'parvis-postfix-'));
  // The daemons run as the user postfix and have to reach their queue.
  await chmod(folder, 0o755);
  const config = join(folder, 'etc');
  const logs = join(folder, 'log');
  for (const each of [config, logs, join(folder, 'queue')]) await mkdir(each);
  await mkdir(join(folder, 'data'));
  await run('/bin/chown', ['postfix', join(folder, 'data')]);
  const ports = {};
  const services = [];
  for (const [name, { address = OUTSIDE, settings }] of Object.entries(listeners)) {
    ports[name] = await freePort(address);
    const host = address.includes(':') ? `[${address}]` : address;
    const options = Object.entries(settings).map(([key, value]) => `  -o { ${key} = ${value} }`);
    services.push([`${host}:${ports[name]} inet n - n - - smtpd`, ...options].join('\n'));
  }
  await writeFile(join(config, 'main.cf'), mainConfig(folder, sinkPort));
  await writeFile(join(config, 'master.cf'), masterConfig(services));
  const command = (...words) => run(POSTFIX, ['-c', config, ...words]);
  // Whatever becomes of this process: when its end of the pipe closes, Postfix stops and its folder goes.
  const script = 'trap "" INT TERM HUP; read -r _; "$1" -c "$2" stop; rm -rf "$3"';
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', POSTFIX, config, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  const log = () => readFile(join(logs, 'mail.log'), 'utf8').catch(() => '');
  const stop = async () => {
    const ended = new Promise((resolve) => watcher.once('exit', resolve));
    watcher.stdin.end();
    await ended;
  };
  try {
    await command('start');
    for (const [name, { address = OUTSIDE }] of Object.entries(listeners)) {
      await greeted(ports[name], address);
    }
  } catch (error) {
    const text = await log();
    await stop();
    throw new Error(`Postfix does not start: ${error.message}\n${error.stderr ?? ''}\n${text}`);
  }
  return { ports, log, stop };
}

function mainConfig(folder, sinkPort) {
  return `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log/mail.log
maillog_file_prefixes = ${folder}/log
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.tenant.test
mydestination = tenant.test
mynetworks = ${INSIDE}/32
inet_interfaces = all
inet_protocols = all
local_recipient_maps =
alias_maps =
local_transport = smtp:[127.0.0.1]:${sinkPort}
relayhost = [127.0.0.1]:${sinkPort}
smtp_host_lookup = native
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
append_dot_mydomain = no
biff = no
`;
}

function masterConfig(services) {
  const own = (name, kind, isPrivate, program, extra = '') =>
    `${name} ${kind} ${isPrivate ? '-' : 'n'} - n ${extra || '-'} ${extra ? '1' : '-'} ${program}`;
  return `${services.join('\n')}
${own('pickup', 'unix', false, 'pickup', '60')}
${own('cleanup', 'unix', false, 'cleanup').replace(/- cleanup$/, '0 cleanup')}
${own('qmgr', 'unix', false, 'qmgr', '300')}
${own('tlsmgr', 'unix', true, 'tlsmgr', '1000?')}
${own('rewrite', 'unix', true, 'trivial-rewrite')}
${own('bounce', 'unix', true, 'bounce')}
${own('defer', 'unix', true, 'bounce')}
${own('trace', 'unix', true, 'bounce')}
${own('verify', 'unix', true, 'verify').replace(/- verify$/, '1 verify')}
${own('flush', 'unix', false, 'flush')}
${own('proxymap', 'unix', true, 'proxymap')}
${own('smtp', 'unix', true, 'smtp')}
${own('relay', 'unix', true, 'smtp')}
${own('error', 'unix', true, 'error')}
${own('retry', 'unix', true, 'error')}
${own('discard', 'unix', true, 'discard')}
${own('local', 'unix', true, 'local')}
${own('anvil', 'unix', true, 'anvil').replace(/- anvil$/, '1 anvil')}
${own('scache', 'unix', true, 'scache').replace(/- scache$/, '1 scache')}
postlog unix-dgram n - n - 1 postlogd
`;
}
