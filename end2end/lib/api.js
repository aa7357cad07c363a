// A client without a browser: cookies, and forms sent as a browser without script sends them.

export const PASSWORD = 'quiet harbour lantern moss';

/** Keeps cookies as a browser does, and follows redirects of forms by GET. */
export class Client {
  constructor(server, { headers = {} } = {}) {
    this.url = typeof server === 'string' ? server : server.url;
    this.headers = headers;
    this.cookies = new Map();
  }

  cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** One request; redirects are handed back unless `follow`. */
  async request(path, { method = 'GET', headers = {}, body, follow = false, signal } = {}) {
    const url = new URL(path, this.url);
    const cookie = this.cookieHeader();
    const answer = await fetch(url, {
      method,
      body,
      signal,
      redirect: 'manual',
      headers: { ...(cookie && { cookie }), ...this.headers, ...headers },
    });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    const location = answer.headers.get('location');
    if (follow && location && answer.status >= 300 && answer.status < 400) {
      return this.request(new URL(location, url).href, { follow, signal });
    }
    return answer;
  }

  keep(line) {
    const [pair, ...attributes] = line.split(';');
    const [name, ...value] = pair.split('=');
    const isGone = attributes.some((text) => text.trim().toLowerCase() === 'max-age=0');
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }

  get(path, options) {
    return this.request(path, options);
  }

  async text(path, options) {
    return (await this.request(path, options)).text();
  }

  /** Sends a form to the page it stands on; `action` is the server function's name. */
  post(path, action, fields = {}, options = {}) {
    const body = new URLSearchParams({ do: action, ...fields });
    const headers = { 'sec-fetch-site': 'same-origin', ...options.headers };
    return this.request(path, { method: 'POST', body, ...options, headers });
  }

  /** Calls a server function as an island does. */
  rpc(name, fields = {}, options = {}) {
    const headers = { 'sec-fetch-site': 'same-origin', ...options.headers };
    return this.request(`/rpc/${name}`, { method: 'POST', body: new URLSearchParams(fields), ...options, headers });
  }

  /** Sends a form and expects to be sent on; returns where to. */
  async done(path, action, fields) {
    const answer = await this.post(path, action, fields);
    if (answer.status !== 303) throw new Error(`${action} answered ${answer.status}: ${await answer.text()}`);
    return answer.headers.get('location');
  }

  signIn(email, password = PASSWORD) {
    return this.done('/sign-in', 'sessions.start', { email, password });
  }
}

/** Signs up, confirms by the mailed link, and returns the client, signed in, with the slug of its space. */
export async function signUpAndConfirm({ server, sink, email, password = PASSWORD, space, kind = 'company', slug = '', locale = 'en', headers }) {
  const client = new Client(server, { headers: { 'accept-language': locale, ...headers } });
  await client.done('/sign-up', 'sign-ups.start', { email, password, space, kind, slug });
  const mail = await sink.waitForMail(email);
  const { pathname, search, searchParams } = new URL(mail.link);
  const location = await client.done(pathname + search, 'sign-ups.confirm', { token: searchParams.get('token') });
  return { client, email, password, mail, slug: location.match(/^\/t\/([^/?]+)/)[1] };
}

/** Runs a command of `parvis` on the server's data. */
export const cli = (server, args, input) => server.cli(args, input);

/** Makes an account and a space by the command line, and returns a client that is signed in. */
export async function makeSpace({ server, email, password = PASSWORD, space, kind = 'company', slug = '', plan, headers }) {
  await server.cli(['user', 'create', email], `${password}\n`);
  const args = ['tenant', 'create', space, '--owner', email, '--kind', kind, '--slug', slug];
  const printed = await server.cli(plan ? [...args, '--plan', plan] : args);
  const client = new Client(server, { headers });
  await client.signIn(email, password);
  return { client, email, password, space, slug: printed.trim().split('/').pop() };
}

/** Makes an account that is a member of a space in some role, by the command line, and signs it in. */
export async function addMember({ server, slug, email, role, password = PASSWORD, headers }) {
  await server.cli(['user', 'create', email], `${password}\n`);
  await server.cli(['tenant', 'add-member', slug, email, '--role', role]);
  const client = new Client(server, { headers });
  await client.signIn(email, password);
  return { client, email, password };
}

/** Enrols a policy agent and returns its id and key. */
export async function enrolAgent(client, slug, fields) {
  const answer = await client.rpc('policy-agents.enrol', { tenant: slug, ...fields });
  if (!answer.ok) throw new Error(`the agent was not enrolled: ${answer.status} ${await answer.text()}`);
  const { agent, name, key } = await answer.json();
  return { id: agent, name, key };
}

/** Sends records as a policy agent does; returns the answer. */
export function sendEvents(server, key, { spool = 'spool-1', firstSeq = 1, records = [], header = {} } = {}) {
  const lines = [{ spool, first_seq: firstSeq, version: '0.1.0', dropped: 0, ...header }, ...records];
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
  return fetch(`${server.url ?? server}/api/v1/events`, { method: 'POST', body, headers });
}
