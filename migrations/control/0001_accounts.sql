-- People, their sessions, and what they were sent. One SQL text for SQLite and PostgreSQL.
-- Instants are microseconds since 1970-01-01 UTC; hashes are hexadecimal SHA-256.

create table accounts (
    id text primary key,
    email text not null,
    -- The address as it is compared: trimmed, lower case.
    email_key text not null unique,
    password_hash text not null,
    locale text not null check (locale in ('en', 'fr')),
    is_operator boolean not null default false,
    created_at bigint not null
);

-- A sign-up waits here until its address is confirmed. `account_id` is set when the address already had
-- an account: the visitor sees the same pages, and only the address's owner is told.
create table sign_ups (
    id text primary key,
    email text not null,
    email_key text not null,
    password_hash text not null,
    space text not null,
    slug text not null,
    kind text not null check (kind in ('company', 'personal')),
    locale text not null check (locale in ('en', 'fr')),
    account_id text references accounts (id) on delete cascade,
    token_hash text unique,
    code_hash text,
    code_tries bigint not null default 0,
    mailed_at bigint,
    created_at bigint not null,
    expires_at bigint not null,
    confirmed_at bigint
);
create index sign_ups_expires_at on sign_ups (expires_at);

create table sessions (
    id text primary key,
    token_hash text not null unique,
    account_id text not null references accounts (id) on delete cascade,
    address text not null,
    user_agent text not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index sessions_account_id on sessions (account_id);
create index sessions_expires_at on sessions (expires_at);

create table password_resets (
    token_hash text primary key,
    account_id text not null references accounts (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

-- One row per limited thing: the instant until which its allowance is used up (GCRA).
create table rate_limits (
    key text primary key,
    used_until bigint not null
);
