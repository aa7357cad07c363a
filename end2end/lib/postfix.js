// A real Postfix of its own, with its own folders, ports and log; and a client that speaks SMTP to it.

import { spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, run, until, withResolvers } from './process.js';

const POSTFIX = '/usr/sbin/postfix';
const SMTP_SOURCE = '/usr/sbin/smtp-source';

/** A client from here is in Postfix's mynetworks; one from any other address is a stranger. */
export const INSIDE = '127.0.0.5';
export const OUTSIDE = '127.0.0.1';

/**
 * Starts a Postfix for `tenant.test` that hands every mail on to the SMTP server on `sinkPort`.
 *
 * `services`: its SMTP services by name, each with the settings of main.cf in which it differs; `address` is
 * where it listens. The answer's `ports` has them by the same names.
 */
export async function startPostfix({ sinkPort, services }) {
  if (process.getuid() !== 0) throw new Error('Postfix can be started by root only');
  const folder = await mkdtemp(join(tmpdir(), 'parvis-postfix-'));
  // The daemons run as the user postfix and have to reach their queue.
  await chmod(folder, 0o755);
  const [config, logs, queue, data] = ['etc', 'log', 'queue', 'data'].map((name) => join(folder, name));
  for (const each of [config, logs, queue, data]) await mkdir(each);
  await chown(data, ...(await owner()));

  const ports = {};
  const smtpd = [];
  for (const [name, { address = OUTSIDE, ...settings }] of Object.entries(services)) {
    ports[name] = await freePort();
    const host = address.includes(':') ? `[${address}]` : address;
    smtpd.push(`${host}:${ports[name]} inet n - n - - smtpd`);
    for (const [key, value] of Object.entries(settings)) smtpd.push(`  -o { ${key} = ${value} }`);
  }
  await writeFile(join(config, 'main.cf'), mainConfig(folder, sinkPort));
  await writeFile(join(config, 'master.cf'), [...smtpd, DAEMONS].join('\n'));

  // When this process ends, however it ends, the pipe closes: Postfix stops and its folder goes.
  const script = 'trap "" INT TERM HUP; read -r _; "$1" -c "$2" stop; rm -rf "$3"';
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', POSTFIX, config, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  const gone = withResolvers();
  watcher.once('exit', gone.resolve);
  const log = () => readFile(join(logs, 'mail.log'), 'utf8').catch(() => '');
  const stop = async () => {
    watcher.stdin.end();
    await gone.promise;
  };
  try {
    await run(POSTFIX, ['-c', config, 'start'], { cwd: '/' });
    for (const [name, { address = OUTSIDE }] of Object.entries(services)) {
      await until(`Postfix on ${ports[name]}`, () => greets(address, ports[name]));
    }
  } catch (error) {
    const text = await log();
    await stop();
    throw new Error(`Postfix does not start: ${error.message}\n${text}`);
  }
  return { ports, log, logFile: join(logs, 'mail.log'), stop };
}

async function owner() {
  return Promise.all(['-u', '-g'].map(async (flag) => Number(await run('id', [flag, 'postfix']))));
}

function greets(host, port) {
  return Smtp.connect({ host, port }).then(
    (smtp) => smtp.quit().then(() => true),
    () => false,
  );
}

const mainConfig = (folder, sinkPort) => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log/mail.log
maillog_file_prefixes = ${folder}/log
myhostname = mx.tenant.test
mydestination = tenant.test
mynetworks = ${INSIDE}/32
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
inet_protocols = all
local_recipient_maps =
alias_maps =
local_transport = smtp:[127.0.0.1]:${sinkPort}
relayhost = [127.0.0.1]:${sinkPort}
smtp_host_lookup = native
smtp_dns_support_level = disabled
smtp_tls_security_level = none
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
`;

// service type private unprivileged chroot wakeup maximum program
const DAEMONS = `pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
`;

/**
 * A content filter that lets everything through: what Postfix tells it, it tells Postfix on another port, and the replies
 * back. `handBackTo(port)` says which.
 */
export async function startFilter() {
  let back = 0;
  const server = createServer((here) => {
    const there = connect(back, OUTSIDE);
    here.pipe(there).pipe(here);
    for (const [one, other] of [[here, there], [there, here]]) one.on('error', () => other.destroy());
  });
  await new Promise((listening) => server.listen(0, OUTSIDE, listening));
  return {
    port: server.address().port,
    handBackTo: (port) => (back = port),
    stop: () => server.close(),
  };
}

/** One SMTP session, spoken line by line (RFC 5321). */
export class Smtp {
  #socket;
  #replies = [];
  #waiting = [];
  #lines = [];
  #rest = '';
  #failure = null;

  /** Connects from `source`, and has read the greeting. */
  static async connect({ host = OUTSIDE, port, source = host, name = 'client.sender.example' }) {
    const smtp = new Smtp();
    smtp.#open({ host, port, localAddress: source });
    await smtp.#expect(220);
    await smtp.command(`EHLO ${name}`, 250);
    return smtp;
  }

  #open(target) {
    this.#socket = connect(target);
    const fail = (error) => {
      this.#failure ??= error;
      this.#waiting.splice(0).forEach((reply) => reply.reject(this.#failure));
    };
    this.#socket.setEncoding('utf8').on('data', (data) => this.#hear(data));
    this.#socket.on('error', fail).on('close', () => fail(new Error('the SMTP connection was closed')));
  }

  #hear(data) {
    const lines = (this.#rest + data).split('\r\n');
    this.#rest = lines.pop();
    for (const line of lines) {
      this.#lines.push(line);
      // `250-` goes on, `250 ` ends.
      if (line[3] === '-') continue;
      this.#replies.push({ code: Number(line.slice(0, 3)), text: this.#lines.splice(0).join('\n') });
      if (this.#waiting.length > 0) this.#waiting.shift().resolve(this.#replies.shift());
    }
  }

  #reply() {
    const reply = withResolvers();
    if (this.#replies.length > 0) reply.resolve(this.#replies.shift());
    else if (this.#failure) reply.reject(this.#failure);
    else this.#waiting.push(reply);
    return reply.promise;
  }

  async #expect(code) {
    const reply = await this.#reply();
    if (code && reply.code !== code) throw new Error(`expected ${code}, Postfix said: ${reply.text}`);
    return reply;
  }

  /** Sends one line; fails when the reply's code is not `code`. Without one, any reply is answered. */
  command(line, code) {
    this.#socket.write(`${line}\r\n`);
    return this.#expect(code);
  }

  /** Sends one mail. Answers Postfix's words once it has taken it. */
  async mail({ from, to, text = 'hello', options = '' }) {
    await this.command(`MAIL FROM:<${from}>${options && ` ${options}`}`, 250);
    for (const recipient of [to].flat()) await this.command(`RCPT TO:<${recipient}>`, 250);
    await this.command('DATA', 354);
    return this.command(`Subject: test\r\n\r\n${text}\r\n.`, 250);
  }

  async quit() {
    await this.command('QUIT', 221);
    this.#socket.destroy();
  }
}

/** One mail in a session of its own. */
export async function sendMail(place, mail) {
  const smtp = await Smtp.connect(place);
  const reply = await smtp.mail(mail);
  await smtp.quit();
  return reply;
}

/** Many mails at once, each to `recipients` people, by Postfix's own load generator. */
export function burst({ port, mails, connections, recipients, from, to }) {
  const args = ['-d', '-s', connections, '-m', mails, '-r', recipients, '-f', from, '-t', to];
  return run(SMTP_SOURCE, [...args.map(String), `inet:${OUTSIDE}:${port}`]);
}
