-- Keys for programs, and the answers they may ask for again.

create table api_keys (
    id text primary key,
    name text not null,
    -- Words with a space between them.
    permissions text not null,
    -- `tenant`, `environment:<id>` or `policy-agent:<id>`.
    scope text not null,
    -- The networks it may be used from, with a space between them; empty: any.
    networks text not null,
    prefix text not null,
    key_hash text not null,
    -- The secret before the last rotation, which goes on until then.
    old_prefix text not null default '',
    old_hash text not null default '',
    old_ends_at bigint,
    -- The person who made it and below whose permissions it stays; the address is a copy for the list.
    account_id text not null,
    account_email text not null,
    expires_at bigint,
    last_used_at bigint,
    last_used_address text not null default '',
    created_at bigint not null,
    revoked_at bigint
);

-- What a key asked for under an `Idempotency-Key`, so that asking again does it once.
create table idempotent_requests (
    key_id text not null references api_keys (id),
    name text not null,
    request_hash text not null,
    -- Set in the transaction of what was asked for: it was done.
    is_done boolean not null default false,
    -- The answer, once it is known; secrets left out.
    status bigint,
    answer text,
    begun_at bigint not null,
    primary key (key_id, name)
);
create index idempotent_requests_begun_at on idempotent_requests (begun_at);
