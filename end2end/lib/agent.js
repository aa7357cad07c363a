// A policy agent of its own, and somebody who speaks to it as Postfix does.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cleanEnvironment, program, said, start, withResolvers } from './process.js';

/** Starts an agent and waits until it listens. `address` is where Postfix would connect. */
export async function startAgent({ server, key, listen = '127.0.0.1:0', spool, args = [], env = {} }) {
  const place = await mkdtemp(join(tmpdir(), 'parvis-agent-'));
  const keyFile = join(place, 'key');
  await writeFile(keyFile, `${key}\n`, { mode: 0o600 });
  const url = typeof server === 'string' ? server : server.url;
  const agent = { spool: spool ?? join(place, 'spool'), keyFile, log: '' };
  const flags = ['run', '--server', url, '--key-file', keyFile, '--listen', listen, '--spool', agent.spool];
  const options = { cwd: place, env: { ...cleanEnvironment(), ...env } };
  let process = null;

  agent.start = async () => {
    process = start(program('parvis-agent', 'PARVIS_AGENT_BIN'), [...flags, ...args], options);
    const started = process;
    process.listeners.add(() => (agent.log = started.log));
    // `msg="listening on 127.0.0.1:40123"`
    const [, address] = await said(process, /listening on ([^\s"]+)/);
    agent.address = address;
  };
  await agent.start();

  agent.pid = () => process.child.pid;
  agent.kill = () => process.stop('SIGKILL');
  agent.stop = async () => {
    const end = await process.stop();
    await rm(place, { recursive: true, force: true });
    return end;
  };
  return agent;
}

/** Connects to an agent; `ask(attributes)` sends one policy request and returns the answer. */
export async function connectPolicy(address) {
  const [host, port] = address.startsWith('unix:') ? [] : address.split(/:(?=\d+$)/);
  const target = host ? { host, port: Number(port) } : { path: address.slice('unix:'.length) };
  const socket = createConnection(target).setNoDelay(true);
  const answers = [];
  let text = '';
  let failure = null;
  const fail = (error) => {
    failure ??= error;
    answers.splice(0).forEach((answer) => answer.reject(failure));
  };
  socket.setEncoding('utf8').on('data', (data) => {
    text += data;
    for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
      answers.shift()?.resolve(text.slice(0, end));
    }
  });
  socket.on('error', fail).on('close', () => fail(new Error('the agent closed the connection')));
  return {
    ask(attributes) {
      const answer = withResolvers();
      if (failure) answer.reject(failure);
      answers.push(answer);
      const lines = Object.entries({ request: 'smtpd_access_policy', ...attributes });
      socket.write(`${lines.map(([name, value]) => `${name}=${value}\n`).join('')}\n`);
      return answer.promise;
    },
    close: () => socket.destroy(),
  };
}

/** Sends one policy request, as one connection of Postfix would, and expects no opinion. */
export async function policyRequest(address, attributes) {
  const connection = await connectPolicy(address);
  try {
    const answer = await connection.ask(attributes);
    if (answer !== 'action=DUNNO') throw new Error(`the agent answered ${answer}`);
    return answer;
  } finally {
    connection.close();
  }
}
