-- Keys of programs that act for an operator, below a role and until an end. Only the hash of a secret is kept.
create table operator_keys (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    name text not null,
    -- The most it may do, whatever its operator may.
    role text not null check (role in ('everything', 'support', 'billing', 'infrastructure')),
    prefix text not null,
    key_hash text not null,
    created_at bigint not null,
    expires_at bigint not null,
    last_used_at bigint,
    last_used_address text not null,
    revoked_at bigint
);
create index operator_keys_account_id on operator_keys (account_id);
