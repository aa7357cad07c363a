// An SMTP server that takes every mail and keeps it.

import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

import { withResolvers } from './process.js';

/** What a mail offers: its text, its first link, its six digits. */
function understand(mail, envelope) {
  const text = mail.text ?? '';
  return {
    from: mail.from?.text,
    to: envelope.rcptTo.map((recipient) => recipient.address),
    subject: mail.subject,
    text,
    html: mail.html || '',
    headers: mail.headers,
    link: text.match(/https?:\/\/\S+/)?.[0],
    code: text.match(/^\s*(\d{6})\s*$/m)?.[1],
  };
}

/** Starts a sink: `url` for `PARVIS_SMTP_URL`, `waitForMail(address)` for the next mail to somebody. */
export async function startSink({ port = 0 } = {}) {
  const mails = [];
  const waiting = new Set();
  const taken = new Set();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(understand(mail, session.envelope));
        done();
        waiting.forEach((look) => look());
      }, done);
    },
  });
  // A client that goes away in the middle is no failure of the sink.
  server.on('error', () => {});
  const { promise, resolve, reject } = withResolvers();
  server.server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  const address = server.server.address();

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    mails,
    mailsTo: (to) => mails.filter((mail) => mail.to.includes(to)),
    /** The oldest mail to an address that nobody waited for yet; it may still have to arrive. */
    waitForMail(to, wanted = () => true) {
      const mail = withResolvers();
      const look = () => {
        const found = mails.find((mail) => mail.to.includes(to) && !taken.has(mail) && wanted(mail));
        if (!found) return;
        taken.add(found);
        waiting.delete(look);
        mail.resolve(found);
      };
      waiting.add(look);
      look();
      return mail.promise;
    },
    stop: () => new Promise((done) => server.close(done)),
  };
}
