// Real proxies in front of a server: as bare as they come, and as `deploy/` shows them.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cleanEnvironment, run, start, until, withResolvers } from './process.js';

const APACHE_MODULES = ['mpm_event', 'authz_core', 'env', 'headers', 'proxy', 'proxy_http', 'reqtimeout', 'ssl', 'socache_shmcb', 'alias'];

/** What each program is called with in its folder, and the settings a distribution would bring. */
const PROGRAMS = {
  nginx: {
    file: 'nginx.conf',
    command: ['/usr/sbin/nginx', (folder) => ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr']],
    around: (text, folder) => {
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
      const process = `daemon off; user root; worker_processes 1; pid ${folder}/pid; error_log stderr; events {}`;
      return `${process}\nhttp { access_log off; ${temporary.join(' ')}\n${text}\n}`;
    },
  },
  caddy: {
    file: 'Caddyfile',
    command: ['/usr/bin/caddy', (folder) => ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile']],
    around: (text) => {
      const own = 'admin off\n\tauto_https disable_redirects\n\tskip_install_trust\n';
      return /^\{$/m.test(text) ? text.replace(/^\{$/m, `{\n\t${own}`) : `{\n\t${own}}\n${text}`;
    },
  },
  traefik: {
    file: 'parvis.yml',
    command: [process.env.TRAEFIK ?? new URL('../../target/traefik/bin/traefik', import.meta.url).pathname, (folder) => [`--configFile=${join(folder, 'traefik.yml')}`]],
    around: (text) => text,
  },
  apache: {
    file: 'apache2.conf',
    command: ['/usr/sbin/apache2', (folder) => ['-f', join(folder, 'apache2.conf'), '-D', 'FOREGROUND']],
    around: (text, folder) => {
      const modules = APACHE_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
      const process = ['ServerName localhost', `PidFile ${folder}/pid`, `DefaultRuntimeDir ${folder}`, `ErrorLog ${folder}/error.log`, 'User nobody', 'Group nogroup'];
      return [...modules, ...process, text].join('\n');
    },
  },
};

/**
 * The shortest way to pass everything on, as people begin with. Apache alone is told one thing more: it would
 * leave a server that was away for a second alone for a minute.
 */
const BARE = {
  nginx: ({ port, to, line = '' }) => `server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${to}; ${line} } }`,
  caddy: ({ port, to }) => `http://:${port} {\n\tbind 127.0.0.1\n\treverse_proxy 127.0.0.1:${to}\n}`,
  traefik: ({ to }) => `http:
  routers: { parvis: { rule: "PathPrefix(\`/\`)", entryPoints: [websecure], service: parvis } }
  services: { parvis: { loadBalancer: { servers: [{ url: "http://127.0.0.1:${to}" }] } } }`,
  apache: ({ port, to }) => `Listen 127.0.0.1:${port}\nProxyPass / http://127.0.0.1:${to}/ retry=0`,
};

/** The example in `deploy/`, with other ports, and with the certificate made for the tests. */
const EXAMPLES = {
  nginx: ['nginx.example.conf', (text, { port, folder }) => text.replace(/^.*listen \[::\].*$/gm, '').replace('listen 80', `listen unix:${folder}/http`).replace('listen 443', `listen 127.0.0.1:${port}`)],
  caddy: ['Caddyfile.example', (text, { port, pem, key }) => text.replace('parvis.example {', `https://parvis.example:${port} {\n\tbind 127.0.0.1\n\ttls ${pem} ${key}`).replace('https:// {\n\ttls {', `https://:${port} {\n\tbind 127.0.0.1\n\ttls {\n\t\tissuer internal`)],
  traefik: ['traefik.example.yml', (text) => text],
  apache: ['apache.example.conf', (text, { port }) => `Listen 127.0.0.1:${port}\n${text.replace('*:443', `127.0.0.1:${port}`).replace('*:80', '127.0.0.1:9')}`],
};

async function certificate(folder) {
  const [pem, key] = [join(folder, 'parvis.pem'), join(folder, 'parvis.key')];
  const subject = ['-subj', '/CN=parvis.example', '-addext', 'subjectAltName=DNS:parvis.example'];
  await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', pem]);
  return { pem, key };
}

/**
 * Starts a proxy on `port` that passes everything on to the server on the port `to`.
 *
 * `example`: as `deploy/` shows it, with TLS for parvis.example; otherwise bare, with plain HTTP. `line`: one
 * more line of settings for the bare nginx.
 */
export async function startProxy(name, { port, to, example = false, line }) {
  const { file, command: [program, flags], around } = PROGRAMS[name];
  const folder = await mkdtemp(join(tmpdir(), `parvis-${name}-`));
  const { pem, key } = example ? await certificate(folder) : {};
  let text = BARE[name]({ port, to, line });
  if (example) {
    const [source, adapt] = EXAMPLES[name];
    text = adapt(await readFile(new URL(`../../deploy/${source}`, import.meta.url), 'utf8'), { port, pem, key, folder });
    text = text.replaceAll('127.0.0.1:3000', `127.0.0.1:${to}`).replaceAll('/etc/ssl/parvis.example.pem', pem).replaceAll('/etc/ssl/private/parvis.example.key', key);
  }
  await writeFile(join(folder, file), around(text, folder));
  const entry = `entryPoints: { websecure: { address: "127.0.0.1:${port}" } }\nproviders: { file: { filename: ${join(folder, file)} } }\n`;
  await writeFile(join(folder, 'traefik.yml'), entry);
  const env = { ...cleanEnvironment(), XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const process = start(program, flags(folder), { cwd: folder, env });
  let end = null;
  process.ended.then((result) => (end = result));
  try {
    await until(`${name} on ${port}`, () => {
      if (end) throw new Error(`${name} ended: ${JSON.stringify(end)}`);
      return passesOn(port, example);
    });
  } catch (error) {
    await process.stop();
    throw new Error(`${error.message}\n${process.log}`);
  }
  return {
    log: () => process.log,
    stop: async () => {
      // Caddy waits for open connections to end; nginx takes its workers along only when it is asked.
      await process.stop(name === 'caddy' ? 'SIGKILL' : 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether the server answers through it. */
async function passesOn(port, example) {
  const answer = await ask(`${example ? 'https' : 'http'}://127.0.0.1:${port}/healthz`, { host: 'parvis.example' }).catch(() => null);
  return answer?.status === 200;
}

/**
 * One request through a proxy with exactly these headers, from the address `from`: certificates made for the
 * tests are taken, and no header is added, as `fetch` would. The body is what came until the end or, of a
 * stream, first.
 */
export function ask(url, { host, from = '127.0.0.1', method = 'GET', headers = {}, body = '' }) {
  const { promise, resolve, reject } = withResolvers();
  const { request } = url.startsWith('https:') ? https : http;
  const options = { method, headers: { host, ...headers }, localAddress: from, servername: host.split(':')[0], rejectUnauthorized: false };
  const sent = request(url, options, (answer) => {
    let text = '';
    const done = () => resolve({ status: answer.statusCode, headers: answer.headers, text });
    answer.setEncoding('utf8').on('data', (data) => {
      text += data;
      if (answer.headers['content-type'] === 'text/event-stream') {
        done();
        answer.destroy();
      }
    });
    answer.on('end', done).on('error', reject);
  });
  sent.on('error', reject).end(body);
  return promise;
}
