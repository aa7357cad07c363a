// Operators: people with a role in the console and a second factor.

import { enrolAuthenticator } from './totp.js';

/** Makes the person of a client an operator: their session has shown a second factor by then. */
export async function makeOperator(server, { client, email }, role = 'everything') {
  const factor = await enrolAuthenticator(client);
  await server.cli(['user', 'operator', email, '--role', role]);
  return factor;
}

/** Whether an address of `routes()` is a page of the operators' console. */
export const isOfConsole = (route) => route === '/operator' || route.startsWith('/operator/');
