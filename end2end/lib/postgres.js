// A throw-away PostgreSQL: it listens on a socket in its own folder, so no port can clash.

import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { run, start, until } from './process.js';

const PROGRAMS = ['initdb', 'postgres', 'createdb', 'pg_isready'];

function folder() {
  const packaged = '/usr/lib/postgresql';
  const versions = existsSync(packaged) ? readdirSync(packaged).sort((a, b) => b - a) : [];
  const candidates = [
    ...process.env.PATH.split(delimiter),
    ...versions.map((version) => join(packaged, version, 'bin')),
  ];
  const found = candidates.find((path) => PROGRAMS.every((name) => existsSync(join(path, name))));
  if (!found) throw new Error('PostgreSQL is needed: install the package postgresql');
  return found;
}

/** Starts a cluster: `createDatabase()` makes an empty database and returns its address. */
export async function startPostgres() {
  const programs = folder();
  const place = await mkdtemp(join(tmpdir(), 'parvis-postgres-'));
  const data = join(place, 'data');
  let prefix = [];
  if (process.getuid() === 0) {
    // PostgreSQL refuses to run as root.
    const [user, group] = await Promise.all([['-u', 'nobody'], ['-g', 'nobody']].map((args) => run('id', args)));
    await chown(place, Number(user), Number(group));
    prefix = ['setpriv', `--reuid=${user.trim()}`, `--regid=${group.trim()}`, '--clear-groups'];
  }
  const command = (name, args) => {
    const [first, ...rest] = [...prefix, join(programs, name), ...args];
    return [first, rest];
  };
  const options = { cwd: '/' };
  const setup = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  await run(...command('initdb', setup), options);
  const settings = ['listen_addresses=', `unix_socket_directories=${place}`, 'fsync=off', 'max_connections=200'];
  const server = start(...command('postgres', ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]), options);
  let end = null;
  server.ended.then((result) => (end = result));
  await until('a ready PostgreSQL', () => {
    if (end) throw new Error(`PostgreSQL ended: ${server.log}`);
    return run(...command('pg_isready', ['-q', '-h', place, '-U', 'postgres']), options).then(() => true, () => false);
  });

  let made = 0;
  return {
    place,
    createDatabase: async (name = `test_${(made += 1)}`) => {
      await run(...command('createdb', ['-h', place, '-U', 'postgres', '-T', 'template0', name]), options);
      return `postgres://postgres@localhost/${name}?host=${place}`;
    },
    stop: async () => {
      // SIGQUIT ends it at once and leaves no process behind.
      await server.stop('SIGQUIT');
      await rm(place, { recursive: true, force: true });
    },
  };
}
