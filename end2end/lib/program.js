// A program elsewhere that people open by signing in at the console: a relying party of openid-client, on a port of its own.

import { createServer } from 'node:http';

import * as oidc from 'openid-client';

import { freePort } from './process.js';

/** Starts one, which knows nobody until `register`. Without TLS, as everything here. */
export async function startProgram() {
  const port = await freePort();
  const root = `http://127.0.0.1:${port}`;
  const back = `${root}/back`;
  let config;
  let asked;
  let tokens;
  const routes = {
    '/': async (_, response) => {
      asked = { pkceCodeVerifier: oidc.randomPKCECodeVerifier(), expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: 'openid profile email groups offline_access',
        code_challenge: await oidc.calculatePKCECodeChallenge(asked.pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: asked.expectedState,
        nonce: asked.expectedNonce,
      });
      response.writeHead(303, { location: url.href }).end();
    },
    '/back': async (request, response) => {
      tokens = await oidc.authorizationCodeGrant(config, new URL(request.url, root), { ...asked, idTokenExpected: true });
      response.writeHead(303, { location: '/who' }).end();
    },
    '/who': async (_, response) => {
      const who = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><html lang="en"><title>Graphs</title><h1>${who.email}</h1><p id="role">${who.role}</p><p id="groups">${who.groups.join(' ')}</p></html>`);
    },
  };
  const server = createServer((request, response) => {
    const route = routes[new URL(request.url, root).pathname];
    if (!route) return void response.writeHead(204).end();
    route(request, response).catch((error) => response.writeHead(500).end(`${error.code}: ${error.message}`));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return {
    root,
    back,
    /** Reads what the console says of itself, and uses what an operator was given. */
    async register(issuer, { id, secret }, authentication = oidc.ClientSecretBasic(secret)) {
      config = await oidc.discovery(new URL(issuer), id, undefined, authentication, { execute: [oidc.allowInsecureRequests] });
    },
    metadata: () => config.serverMetadata(),
    tokens: () => tokens,
    renew: async () => {
      tokens = await oidc.refreshTokenGrant(config, tokens.refresh_token);
      return tokens;
    },
    who: () => oidc.fetchUserInfo(config, tokens.access_token, oidc.skipSubjectCheck),
    revoke: () => oidc.tokenRevocation(config, tokens.refresh_token),
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
