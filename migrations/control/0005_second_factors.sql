-- Second factors: authenticator apps, recovery codes, passkeys; sign-ins that wait for one; known devices.

-- An authenticator app (RFC 6238). It counts from `confirmed_at` on; an account has at most one that counts
-- and one that waits to be confirmed.
create table authenticators (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    -- Encrypted, under the key that its beginning names.
    secret text not null,
    confirmed_at bigint,
    -- The step of the last code that was taken: none before it, nor itself, is taken again.
    last_step bigint not null default 0,
    created_at bigint not null
);
create index authenticators_account_id on authenticators (account_id);

create table recovery_codes (
    code_hash text primary key,
    account_id text not null references accounts (id) on delete cascade,
    created_at bigint not null,
    used_at bigint
);
create index recovery_codes_account_id on recovery_codes (account_id);

create table passkeys (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    name text not null,
    -- The authenticator's own name for it, in hexadecimal.
    credential_id text not null unique,
    -- Public key and counter, as JSON; never read in SQL.
    credential text not null,
    created_at bigint not null,
    used_at bigint
);
create index passkeys_account_id on passkeys (account_id);

-- A proof somebody was asked for and has not given yet. Who may answer shows a token of their browser: a
-- cookie of its own before they are signed in, their session's afterwards.
create table challenges (
    token_hash text primary key,
    -- `second-factor`, `passkey`, `registration`, `step-up`.
    kind text not null,
    account_id text references accounts (id) on delete cascade,
    -- How the sign-in that waits for its second factor began.
    method text,
    provider_id text,
    -- What a passkey was asked to sign, as JSON; never read in SQL.
    state text,
    tries bigint not null default 0,
    created_at bigint not null,
    expires_at bigint not null
);
create index challenges_expires_at on challenges (expires_at);

-- Browsers in which somebody has signed in before.
create table devices (
    account_id text not null references accounts (id) on delete cascade,
    token_hash text not null,
    created_at bigint not null,
    seen_at bigint not null,
    primary key (account_id, token_hash)
);
