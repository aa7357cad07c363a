// Starts programs, and ends them with this process however it ends.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => process.exit(1));
}

/** A program of this repository: where the variable says, or as the debug build left it. */
export function program(name, variable) {
  const path = process.env[variable] ?? fileURLToPath(new URL(`../../target/debug/${name}`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is not built; run \`make site-debug\``);
  return path;
}

/** The environment without what would change a program's settings. */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^PARVIS_|_proxy$/i.test(name));
  return Object.fromEntries(kept);
}

/** Starts a program and keeps what it says. `ended` settles when it is gone. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  running.add(child);
  const self = { child, log: '', listeners: new Set() };
  const hear = (data) => {
    self.log += data;
    self.listeners.forEach((listener) => listener());
  };
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', hear);
  self.ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  }).then((end) => {
    running.delete(child);
    return end;
  });
  self.stop = async (signal = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return self.ended;
  };
  return self;
}

/** The first match of a pattern in what the program says; fails when it ends before. */
export function said(started, pattern) {
  const { promise, resolve, reject } = withResolvers();
  const look = () => {
    const match = started.log.match(pattern);
    if (match) {
      started.listeners.delete(look);
      resolve(match);
    }
  };
  started.listeners.add(look);
  started.ended.then((end) => reject(new Error(`ended without saying ${pattern}: ${JSON.stringify(end)}\n${started.log}`)));
  look();
  return promise;
}

/** Runs a program to its end and returns its output; fails when it does. */
export async function run(command, args, { input, ...options } = {}) {
  const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
  const child = spawn(command, args, { ...options, stdio });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (data) => (output += data));
  child.stderr.setEncoding('utf8').on('data', (data) => (errors += data));
  if (input !== undefined) child.stdin.end(input);
  const { promise, resolve, reject } = withResolvers();
  child.once('error', reject);
  child.once('close', resolve);
  const code = await promise;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${errors || output}`);
  return output;
}

// Ports below those that systems give to whoever asks for any: nobody takes one between our look and its use.
// Each worker has a thousand of its own and begins anywhere in them, for a second run on the same machine.
const FIRST_PORT = 20_000 + 1000 * Number(process.env.TEST_PARALLEL_INDEX ?? 9);
let portsGiven = Math.floor(Math.random() * 1000);

/** A port nobody listens on now, and that is given to nobody else. */
export async function freePort() {
  for (;;) {
    const port = FIRST_PORT + (portsGiven++ % 1000);
    const server = createServer();
    const { promise, resolve } = withResolvers();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
    if (!(await promise)) continue;
    await new Promise((done) => server.close(done));
    return port;
  }
}

/** Asks until the answer is truthy. The deadline is reached only when a test fails. */
export async function until(what, ask, { deadline = 30_000, pause = 25 } = {}) {
  const end = Date.now() + deadline;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not reached: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** A promise with its two ends (Node 20 has no `Promise.withResolvers`). */
export function withResolvers() {
  let resolve;
  let reject;
  const promise = new Promise((...ends) => ([resolve, reject] = ends));
  // Somebody may await it late; that is no unhandled failure.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
