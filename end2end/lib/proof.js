// Lets time pass for a person's proof of identity: dangerous acts ask for it again.

import { run } from './process.js';

const AGE = `
import sqlite3, sys, time
file, email = sys.argv[1:]
data = sqlite3.connect(file, timeout=30)
hour_ago = int((time.time() - 3600) * 1_000_000)
of = "(select id from accounts where email = ?)"
data.execute("update sessions set confirmed_at = ? where account_id = " + of, (hour_ago, email))
data.commit()
`;

/** Makes every session of an address one that was confirmed an hour ago. For servers on SQLite. */
export const ageProof = (server, email) => run('python3', ['-c', AGE, `${server.data}/control.db`, email]);

const MOVE = `
import sqlite3, sys
file, email, host = sys.argv[1:]
data = sqlite3.connect(file, timeout=30)
data.execute("update passkeys set host = ? where account_id = (select id from accounts where email = ?)", (host, email))
data.commit()
`;

/** Makes the passkeys of an address such as were made under another host name. For servers on SQLite. */
export const movePasskeys = (server, email, host) => run('python3', ['-c', MOVE, `${server.data}/control.db`, email, host]);
