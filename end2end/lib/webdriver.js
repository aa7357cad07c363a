// Other browsers than Chromium, steered by WebDriver: Firefox speaks its commands over its own port (Marionette),
// WebKitGTK over HTTP through its driver.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cleanEnvironment, freePort, start, until, withResolvers } from './process.js';

/** The key under which WebDriver names an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

const POINTER = (steps) => [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: steps }];

/** What tests do with a page, over the few commands both browsers know. */
function driver(command, { log, stop }) {
  const evaluate = (script, ...args) => command('execute', { script, args });
  const element = (using, value) =>
    until(value, () => command('find', { using, value }).catch(() => null)).then((found) => found.value?.[ELEMENT] ?? found[ELEMENT]);
  const find = (selector) => element('css selector', selector);

  return {
    log,
    stop,
    evaluate,
    goto: (url) => command('goto', { url }),
    url: () => command('url', {}),
    text: (selector) => evaluate('return document.querySelector(arguments[0])?.textContent', selector),
    attribute: (selector, name) => evaluate('return document.querySelector(arguments[0])?.getAttribute(arguments[1])', selector, name),
    async fill(selector, text) {
      await command('type', { id: await find(selector), text });
    },
    /** Moves the mouse to the middle of an element, and presses. */
    async click(selector) {
      const id = await find(selector);
      await evaluate('arguments[0].scrollIntoView({ block: "center" })', { [ELEMENT]: id });
      const origin = { [ELEMENT]: id };
      const steps = [
        { type: 'pointerMove', x: 0, y: 0, origin },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await command('act', { actions: POINTER(steps) });
    },
  };
}

const MARIONETTE = {
  execute: (args) => ['WebDriver:ExecuteScript', args],
  find: (args) => ['WebDriver:FindElement', args],
  goto: (args) => ['WebDriver:Navigate', args],
  url: () => ['WebDriver:GetCurrentURL', {}],
  type: (args) => ['WebDriver:ElementSendKeys', args],
  act: (args) => ['WebDriver:PerformActions', args],
};

/** A connection that takes `length:[0, number, command, arguments]` and answers `[1, number, error, result]`. */
async function marionette(port) {
  const socket = await until('Firefox listens', async () => {
    const { promise, resolve } = withResolvers();
    const socket = createConnection({ host: '127.0.0.1', port }, () => resolve(socket)).once('error', () => resolve(null));
    return promise;
  });
  const waiting = new Map();
  let number = 0;
  let data = Buffer.alloc(0);
  socket.on('data', (part) => {
    data = Buffer.concat([data, part]);
    for (;;) {
      const colon = data.indexOf(':');
      const end = colon + 1 + Number(data.subarray(0, colon));
      if (colon < 0 || data.length < end) return;
      const message = JSON.parse(data.subarray(colon + 1, end));
      data = data.subarray(end);
      // The first word is a greeting.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(new Error(`${error.error}: ${error.message}`));
      else resolve(result && 'value' in result ? result.value : result);
    }
  });
  socket.on('close', () => waiting.forEach(({ reject }) => reject(new Error('Firefox is gone'))));
  return (name, args) => {
    const answer = withResolvers();
    const text = JSON.stringify([0, (number += 1), name, args]);
    waiting.set(number, answer);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    return answer.promise;
  };
}

/** Starts Firefox ESR with a profile of its own. What pages say on their console is in `log()`. */
export async function startFirefox({ languages = 'en' } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'parvis-firefox-'));
  const port = await freePort();
  const preferences = {
    'marionette.port': port,
    'intl.accept_languages': languages,
    'devtools.console.stdout.content': true,
    'app.normandy.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'toolkit.telemetry.enabled': false,
  };
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const env = { ...cleanEnvironment(), HOME: profile };
  const firefox = start('/usr/bin/firefox-esr', ['--headless', '--no-remote', '--marionette', '--profile', profile], { env });
  const send = await marionette(port);
  await send('WebDriver:NewSession', {});
  const command = (name, args) => send(...MARIONETTE[name](args));
  const stop = async () => {
    await firefox.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return driver(command, { log: () => firefox.log, stop });
}

const HTTP = {
  execute: (args) => ['POST', 'execute/sync', args],
  find: (args) => ['POST', 'element', args],
  goto: (args) => ['POST', 'url', args],
  url: () => ['GET', 'url'],
  type: ({ id, text }) => ['POST', `element/${id}/value`, { text }],
  act: (args) => ['POST', 'actions', args],
};

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** Starts WebKitGTK's small browser on a screen nobody sees. */
export async function startWebKit({ languages = 'en' } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'parvis-webkit-'));
  const port = await freePort();
  const env = {
    ...cleanEnvironment(),
    HOME: home,
    XDG_RUNTIME_DIR: home,
    LANGUAGE: languages,
    // Its sandbox needs rights that a container of tests has not.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  };
  const webkit = start('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { env, detached: true });
  const base = `http://127.0.0.1:${port}/session`;
  const send = async (method, path, body) => {
    const answer = await fetch(`${base}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until('WebKit’s driver listens', () => fetch(`http://127.0.0.1:${port}/status`).then((answer) => answer.ok, () => false));
  const options = { binary: MINI_BROWSER, args: ['--automation', '--enable-write-console-messages-to-stdout=true'] };
  const { sessionId } = await send('POST', '', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
  const command = (name, args) => {
    const [method, path, body] = HTTP[name](args);
    return send(method, `/${sessionId}/${path}`, body);
  };
  const stop = async () => {
    await send('DELETE', `/${sessionId}`).catch(() => {});
    // The screen, the driver and the browser are one group.
    process.kill(-webkit.child.pid, 'SIGTERM');
    await webkit.ended;
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return driver(command, { log: () => webkit.log, stop });
}
