// A throw-away InfluxDB 1.x with authentication on.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { cleanEnvironment, freePort, start, until } from './process.js';

export const ADMIN = 'administrator';
export const PASSWORD = 'a secret of the operator';

function program() {
  const found = process.env.PATH.split(delimiter).map((path) => join(path, 'influxd')).find((path) => existsSync(path));
  if (!found) throw new Error('InfluxDB 1.x is needed: install the package influxdb, or run `scripts/setup-tests`');
  return found;
}

/** Starts one. `ask(statement, database)` answers what its administrator is told. */
export async function startInflux() {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-influx-'));
  const port = await freePort();
  const of = (name) => JSON.stringify(join(folder, name));
  const settings = `reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
dir = ${of('meta')}
[data]
dir = ${of('data')}
wal-dir = ${of('wal')}
query-log-enabled = false
[http]
bind-address = "127.0.0.1:${port}"
auth-enabled = true
log-enabled = false
[monitor]
store-enabled = false
`;
  await writeFile(join(folder, 'influx.conf'), settings);
  const server = start(program(), ['-config', join(folder, 'influx.conf')], { cwd: folder, env: cleanEnvironment() });
  const url = `http://127.0.0.1:${port}`;
  let end = null;
  server.ended.then((result) => (end = result));
  await until('an InfluxDB that answers', async () => {
    if (end) throw new Error(`InfluxDB ended: ${JSON.stringify(end)}\n${server.log}`);
    return fetch(`${url}/ping`).catch(() => null);
  });
  const ask = async (statement, database = '', isAdmin = true) => {
    const headers = isAdmin ? { authorization: `Basic ${btoa(`${ADMIN}:${PASSWORD}`)}` } : {};
    const answer = await fetch(`${url}/query`, { method: 'POST', headers, body: new URLSearchParams({ q: statement, db: database }) });
    return answer.json();
  };
  await ask(`CREATE USER ${ADMIN} WITH PASSWORD '${PASSWORD}' WITH ALL PRIVILEGES`, '', false);
  return {
    url,
    ask,
    stop: async () => {
      await server.stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
