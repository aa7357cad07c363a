// A Parvis server of its own, with its own data.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cleanEnvironment, freePort, program, run, start, until } from './process.js';
import { startPostgres } from './postgres.js';

/**
 * Starts a server and waits until it is ready.
 *
 * `engine`: `sqlite` or `postgres` (a cluster of its own, unless `database` names one).
 * `smtp`: the address of an SMTP server; without it mails go to a folder.
 * `env`: further `PARVIS_...` variables. `bin`: another program than the debug build's.
 * `args`: another command that serves. `host`: the name browsers know it by.
 */
export async function startServer({ engine = 'sqlite', smtp, database, env = {}, bin, args = ['serve'], host = '127.0.0.1' } = {}) {
  const file = bin ?? program('parvis', 'PARVIS_BIN');
  const data = await mkdtemp(join(tmpdir(), 'parvis-'));
  const port = await freePort();
  const url = `http://${host}:${port}`;
  const cluster = engine === 'postgres' && !database ? await startPostgres() : null;
  const environment = {
    ...cleanEnvironment(),
    PARVIS_LISTEN: `127.0.0.1:${port}`,
    PARVIS_DATA: data,
    PARVIS_PUBLIC_URL: url,
    ...(smtp && { PARVIS_SMTP_URL: smtp }),
    ...(engine === 'postgres' && { PARVIS_DATABASE_URL: database ?? (await cluster.createDatabase()) }),
    ...env,
  };
  const options = { cwd: data, env: environment };
  const server = { url, port, data, env: environment, log: '' };
  let process = null;

  const begin = async () => {
    process = start(file, args, options);
    const started = process;
    process.listeners.add(() => (server.log = started.log));
    let end = null;
    started.ended.then((result) => (end = result));
    await until('a ready server', async () => {
      if (end) throw new Error(`the server ended: ${JSON.stringify(end)}\n${started.log}`);
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      return answer?.ok;
    }, { deadline: 120_000 });
  };
  await begin();

  /** Runs a command of `parvis` on the same data. */
  server.cli = (args, input) => run(file, args, { ...options, input });
  server.pid = () => process.child.pid;
  /** Ends the server at once, as a power cut would; its data stays. */
  server.kill = () => process.stop('SIGKILL');
  /** Starts it again on the same address and data. */
  server.restart = async () => {
    await process.stop();
    await begin();
  };
  server.start = begin;
  server.stop = async () => {
    const end = await process.stop();
    await cluster?.stop();
    await rm(data, { recursive: true, force: true });
    return end;
  };
  return server;
}
