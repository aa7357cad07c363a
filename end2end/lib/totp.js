// What an authenticator app shows (RFC 6238).

import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes(secret) {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The six digits of a secret, `steps` of thirty seconds from now. Each counts once, and none after a later one. */
export function totp(secret, steps = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', bytes(secret)).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Gives a client's account an authenticator app; its first code is the one of now, so that the next can be that of one step ahead. */
export async function enrolAuthenticator(client) {
  await client.done('/account', 'authenticators.enrol');
  const secret = (await client.text('/account')).match(/<code>([A-Z2-7 ]{32,})</)[1];
  const answer = await client.post('/account', 'authenticators.confirm', { code: totp(secret) });
  const codes = (await answer.text()).match(/\b[0-9a-z]{4}(?:-[0-9a-z]{4}){3}\b/g);
  return { secret, codes: [...new Set(codes)] };
}

