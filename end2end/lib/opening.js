// Programs that links open, connected to a server as an operator does it, and spaces whose part of them is there.

import http from 'node:http';
import net from 'node:net';

import { expect, test as base } from './fixtures.js';
import * as grafanas from './grafana.js';
import * as influxes from './influx.js';
import * as kibanas from './kibana.js';
import { makeOperator } from './operator.js';
import { until, withResolvers } from './process.js';

/** One of what starts so, for all tests of a worker. */
const one = (begin) => [
  async ({}, use) => {
    const program = await begin();
    await use(program);
    await program.stop();
  },
  { scope: 'worker' },
];

/** Where browsers reach a program: through the server itself, under another name. */
const publicly = (name, { port }) => `http://${name}.localhost:${port}`;

/** Connects a program or a store on the pages of the operators' console. */
async function connect({ client }, id, mode, internal_url, username, password, public_url = '') {
  const path = `/operator/deep-links/${id}`;
  const revision = (await client.text(path)).match(/name="revision" value="(\d+)"/)[1];
  await client.done(path, 'deep-links.save', { id, mode, internal_url, username, password, revision, public_url });
  await client.done(path, 'deep-links.probe', { id });
}

/** Each server looks every two seconds which programs it stands before. */
const stands = (name, server) => until(`a gateway before ${name}`, async () => (await health(name, server)) === 200);

/** What the gateway answers at a program's host name, which only browsers find. */
const health = (name, { port }) => {
  const { promise, resolve, reject } = withResolvers();
  const options = { host: '127.0.0.1', port, path: '/_parvis/health', headers: { host: `${name}.localhost:${port}` } };
  http.get(options, (answer) => answer.resume().on('end', () => resolve(answer.statusCode))).on('error', reject);
  return promise;
};

export const test = base.extend({
  influx: one(influxes.startInflux),
  grafana: one(grafanas.startGrafana),
  kibana: one(kibanas.startKibana),

  operator: async ({ server, newSpace }, use) => {
    const operator = await newSpace({ name: 'Operator', open: false });
    await makeOperator(server, operator);
    await use(operator);
  },

  /** A store that people of a space reach, too. */
  withReaders: async ({ operator, influx }, use) => {
    await connect(operator, 'influxdb', 'on', influx.url, influxes.ADMIN, influxes.PASSWORD, influx.url);
    await use({ url: influx.url });
    // Other tests of this server know of none.
    await connect(operator, 'influxdb', 'on', influx.url, influxes.ADMIN, influxes.PASSWORD);
  },

  /** A Grafana that is connected, and where browsers reach it. */
  withGrafana: async ({ server, operator, grafana, influx }, use) => {
    const url = publicly('grafana', server);
    grafana.trusts(server.url);
    await connect(operator, 'influxdb', 'on', influx.url, influxes.ADMIN, influxes.PASSWORD);
    await connect(operator, 'grafana', 'gateway', grafana.url, grafanas.ADMIN, grafanas.PASSWORD, url);
    await stands('grafana', server);
    await use({ url });
    expect(grafana.wrong).toEqual([]);
  },

  /** The same for a Kibana with its Elasticsearch. */
  withKibana: async ({ server, operator, kibana }, use) => {
    const url = publicly('kibana', server);
    await connect(operator, 'elasticsearch', 'on', kibana.elasticsearch, kibanas.STORE, kibanas.STORE_PASSWORD);
    await connect(operator, 'kibana', 'gateway', kibana.url, kibanas.GATEWAY, kibanas.GATEWAY_PASSWORD, url);
    await stands('kibana', server);
    await use({ url });
    expect(kibana.wrong).toEqual([]);
  },
});

/** A space on a plan with links, whose part of every program is there. */
export async function readySpace(newSpace, options) {
  const space = await newSpace({ plan: 'professional', ...options });
  await prepared(space.client, space.base);
  return space;
}

/** Waits until a space has its part of every program. */
export const prepared = (client, base) =>
  until('a space that is prepared', async () => {
    const page = await client.text(base);
    return page.includes('id="deep-links"') && !page.includes('data-state="preparing"');
  });

/** Opens a program from a page of the console: it goes on by itself, or by its button where no script runs. */
export async function open(page, hasScript, program = 'Grafana') {
  await page.getByRole('button', { name: program }).click();
  if (!hasScript) await page.getByRole('main').getByRole('button', { name: program }).click();
}

/** Sends a request as it is written, line by line, as no browser would; its status, and what came with it. */
export function raw({ port }, lines) {
  const { promise, resolve, reject } = withResolvers();
  let text = '';
  const socket = net.connect(port, '127.0.0.1', () => socket.write([...lines, 'connection: close', '', ''].join('\r\n')));
  socket.setEncoding('utf8').on('data', (data) => (text += data)).on('error', reject);
  socket.on('end', () => resolve({ status: Number(text.split(' ')[1]), text }));
  return promise;
}
