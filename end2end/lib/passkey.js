// Gives somebody a passkey that no device answers for: enough for pages that list, rename and remove.

import { run } from './process.js';

const GIVE = `
import sqlite3, sys, time
file, email, name = sys.argv[1:]
data = sqlite3.connect(file, timeout=30)
now = int(time.time() * 1_000_000)
(account,) = data.execute("select id from accounts where email = ?", (email,)).fetchone()
insert = "insert into passkeys (id, account_id, name, credential_id, credential, created_at) values (?, ?, ?, ?, '{}', ?)"
data.execute(insert, ("fac_" + account.split("_")[1], account, name, account, now))
data.commit()
`;

/** For servers on SQLite. */
export const givePasskey = (server, email, name) => run('python3', ['-c', GIVE, `${server.data}/control.db`, email, name]);
