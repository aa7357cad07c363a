// What a test needs that kills: mail that never stops, a server that answers wrongly, and the events as they
// lie in the database.

import { createServer } from 'node:http';

import { connectPolicy } from './agent.js';
import { run, until, withResolvers } from './process.js';

/** Chance that can be repeated: numbers from 0 up to `limit`, from a seed (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

let messages = 0;

/**
 * The requests of one message with an `instance` of its own. Each request has a HELO name that no other one
 * has, so that its event can be told from every other.
 */
export function requestsOfMessage({ recipients = 1, isEnded = false, from = 'a@sender.example', domain = 'tenant.test' } = {}) {
  messages += 1;
  const instance = `kill.${process.pid.toString(36)}.${messages}.0`;
  const base = { protocol_name: 'ESMTP', client_address: '198.51.100.7', sender: from, instance };
  const stages = Array.from({ length: recipients }, (_, number) => ({ protocol_state: 'RCPT', recipient: `r${number}@${domain}`, recipient_count: '0' }));
  const ended = { recipient: recipients === 1 ? `r0@${domain}` : '', recipient_count: String(recipients) };
  if (isEnded) stages.push({ protocol_state: 'DATA', ...ended }, { protocol_state: 'END-OF-MESSAGE', size: '2048', ...ended });
  return stages.map((stage, number) => ({ ...base, ...stage, helo_name: `${instance}.${number}` }));
}

/** Asks as many Postfix processes do, over `connections`, through every death of the agent. */
export class Load {
  /** HELO names of the requests that were answered, and of those that were sent and were not. */
  answered = new Set();
  unanswered = new Set();
  #isStopping = false;
  #watchers = new Set();
  #workers;

  /** `pause`: milliseconds between two messages of a connection. */
  constructor({ address, connections, pause, random }) {
    this.#workers = Array.from({ length: connections }, () => this.#work(address, pause, random));
  }

  async #work(address, pause, random) {
    let connection = null;
    while (!this.#isStopping) {
      for (const request of requestsOfMessage({ recipients: 1 + random(3), isEnded: random(2) === 0 })) {
        connection ??= await connectPolicy(address);
        try {
          const answer = await connection.ask(request);
          if (answer !== 'action=DUNNO') throw new Error(`the agent answered ${answer}`);
          this.answered.add(request.helo_name);
          this.#watchers.forEach((look) => look());
        } catch (error) {
          if (/the agent answered/.test(error.message)) throw error;
          // One that found nobody listening was never sent.
          if (error.code !== 'ECONNREFUSED') this.unanswered.add(request.helo_name);
          connection.close();
          connection = null;
          break;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    connection?.close();
  }

  /** Waits until so many more requests were answered. */
  async more(count) {
    const wanted = this.answered.size + count;
    const { promise, resolve } = withResolvers();
    const look = () => this.answered.size >= wanted && resolve();
    this.#watchers.add(look);
    look();
    // A connection that broke for another reason than a kill ends the test.
    await Promise.race([promise, ...this.#workers]);
    this.#watchers.delete(look);
    if (this.answered.size < wanted) throw new Error('the load ended');
  }

  async stop() {
    this.#isStopping = true;
    await Promise.all(this.#workers);
  }
}

/** What a server's own metrics say was taken in since it started. */
export async function takenIn(server) {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(text.match(/^parvis_events_total (\d+)/m)?.[1] ?? 0);
}

const READ_SQLITE = `
import json, sqlite3, sys
folder, query = sys.argv[1:]
(location,) = sqlite3.connect(folder + "/control.db").execute("select location from tenants").fetchone()
file = folder + "/tenants/" + location.split(":")[1]
for row in sqlite3.connect(file).execute(query): print(json.dumps(row))
`;

/** Every event of the server's only tenant, in the order of arrival, read beside the server: `[helo, agent]`. */
export async function readEvents(server) {
  const query = 'select helo_name, agent_id from events order by at, id';
  const url = server.env.PARVIS_DATABASE_URL;
  if (!url) {
    const lines = await run('python3', ['-c', READ_SQLITE, server.data, query]);
    return lines.trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }
  const psql = (text) => run('psql', [url, '-X', '-q', '-A', '-t', '-F', '\t', '-c', text]);
  const schema = (await psql('select location from parvis.tenants')).trim().split(':')[1];
  const lines = await psql(query.replace('events', `"${schema}".events`));
  return lines.trimEnd().split('\n').filter(Boolean).map((line) => line.split('\t'));
}

/** Compares what was answered with what arrived. */
export function account({ answered, unanswered = new Set() }, events) {
  const times = new Map();
  for (const [name] of events) times.set(name, (times.get(name) ?? 0) + 1);
  const names = [...times.keys()];
  return {
    lost: [...answered].filter((name) => !times.has(name)).length,
    doubled: names.filter((name) => times.get(name) > 1).length,
    unknown: names.filter((name) => !answered.has(name) && !unanswered.has(name)).length,
  };
}

/** The facts of a policy agent's page, by their names. */
export async function agentFacts({ client, base }, id) {
  const html = await client.text(`${base}/policy-agents/${id}`);
  const plain = (text) => text.replace(/<[^>]*>/g, '').trim();
  return Object.fromEntries([...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, value]) => [plain(name), plain(value)]));
}

/** Waits until an agent that is asked nothing more has sent all it had, of which `least` is the least. */
export async function drained(space, id, say, least) {
  const number = (text) => Number(text.replace(/\D/g, ''));
  await until(
    `${least} requests and an empty spool`,
    async () => {
      const facts = await agentFacts(space, id);
      return number(facts[say.events_today]) >= least && number(facts[say.spool_depth]) === 0;
    },
    { deadline: 90_000, pause: 50 },
  );
}

/** What a server, or something before it, may do instead of answering. */
const FAULTS = {
  'a busy server': (answer) => answer.writeHead(503).end(),
  'a server that asks to wait': (answer) => answer.writeHead(503, { 'retry-after': '1' }).end(),
  'too many requests': (answer) => answer.writeHead(429, { 'retry-after': '1' }).end('slow down'),
  'a failing server': (answer) => answer.writeHead(500, { 'content-type': 'application/problem+json' }).end('{"status":500}'),
  'a bad gateway': (answer) => answer.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>'),
  'a page instead of an answer': (answer) => answer.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Welcome'),
  'a page for signing in': (answer) => answer.writeHead(302, { location: '/sign-in' }).end(),
  'an empty answer': (answer) => answer.writeHead(200).end(),
  'a true answer cut in half': (answer, body) => answer.writeHead(200, { 'content-length': 400 }).write(body.slice(0, 12), () => answer.destroy()),
  'an acknowledgement of what was never sent': (answer) => answer.writeHead(200).end('{"acknowledged":999999999}'),
  'an acknowledgement below zero': (answer) => answer.writeHead(200).end('{"acknowledged":-5}'),
  garbage: (answer) => answer.socket.end(Buffer.from([0, 255, 1, 254, 10, 13, 10, 13, 10])),
  'a closed connection': (answer) => answer.destroy(),
};
/** Faults that strike after the server has counted the batch. */
const AFTERWARDS = ['a true answer cut in half', 'a lost answer'];
FAULTS['a lost answer'] = FAULTS['a closed connection'];

export const faults = Object.keys(FAULTS);

/** Stands before a server. While `proxy.fault` names one, that is what the agent meets; `hits` counts them. */
export async function startProxy(target) {
  const proxy = { fault: null, hits: 0 };
  const http = createServer(async (request, answer) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { fault } = proxy;
    let taken = null;
    if (!fault || AFTERWARDS.includes(fault)) {
      const { host, connection, 'content-length': length, ...headers } = request.headers;
      const body = Buffer.concat(chunks);
      taken = await fetch(`${target.url}${request.url}`, { method: request.method, headers, body }).catch(() => null);
      if (!taken) return void answer.writeHead(502).end();
    }
    const body = taken ? Buffer.from(await taken.arrayBuffer()) : null;
    if (!fault) return void answer.writeHead(taken.status, { 'content-type': taken.headers.get('content-type') }).end(body);
    proxy.hits += 1;
    FAULTS[fault](answer, body);
  });
  const { promise, resolve, reject } = withResolvers();
  http.once('error', reject);
  http.listen(0, '127.0.0.1', resolve);
  await promise;
  proxy.url = `http://127.0.0.1:${http.address().port}`;
  proxy.stop = () => {
    http.closeAllConnections();
    return new Promise((done) => http.close(done));
  };
  return proxy;
}
