-- Operators: people who work for whoever runs this installation.

-- An account that an older version marked (`accounts.is_operator`) has no row here: its mark gives nothing until an
-- operator or the command line gives it a role.
create table operators (
    account_id text primary key references accounts (id) on delete cascade,
    role text not null check (role in ('everything', 'support', 'billing', 'infrastructure')),
    given_at bigint not null,
    -- Who gave it, as the list of operators says it; empty: the command line or the first link.
    given_by text not null default ''
);

-- The link that makes the first operator. The newest one counts.
create table operator_links (
    token_hash text primary key,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

-- What the provider's own books call the tenant; empty: nothing.
alter table tenants add column external_reference text not null default '';
-- Since when an operator has suspended it, and why, as its people read it.
alter table tenants add column suspended_at bigint;
alter table tenants add column suspended_reason text not null default '';
-- From when on a tenant that an operator closed is purged; null: it is kept.
alter table tenants add column purge_at bigint;
-- Since when its data is removed; the row stays, with its slug and whatever was charged.
alter table tenants add column purged_at bigint;
