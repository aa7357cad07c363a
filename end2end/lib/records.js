// Records as a policy agent sends them.

let messages = 0;

const micros = (at) => Math.round(at * 1000);

/** The requests of one message: one for each recipient, then the end of the message. */
export function message({ at = Date.now(), client = '198.51.100.7', from, to, user = '', size = 2048 }) {
  const recipients = [to].flat();
  const base = {
    protocol_name: 'ESMTP',
    client_address: client,
    client_name: 'unknown',
    helo_name: 'out.example',
    sender: from,
    instance: `e2e.${(messages += 1)}.0`,
    ...(user && { sasl_username: user, sasl_method: 'PLAIN' }),
  };
  const asked = recipients.map((recipient, number) => ({
    ...base,
    at: micros(at) + number,
    protocol_state: 'RCPT',
    recipient,
  }));
  const only = recipients.length === 1 ? { recipient: recipients[0] } : {};
  const ended = {
    ...base,
    ...only,
    at: micros(at) + 500,
    protocol_state: 'END-OF-MESSAGE',
    recipient_count: String(recipients.length),
    size: String(size),
  };
  return [...asked, ended];
}

/** One RCPT request of a message of its own. */
export function request(options) {
  return message(options)[0];
}

/** The same as Postfix's attributes, for a real agent. */
export function attributes(record) {
  const { at, ...rest } = record;
  return rest;
}
