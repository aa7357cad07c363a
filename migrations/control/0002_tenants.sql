-- Tenants, who belongs to them, background work, and the trail of control writes.

create table tenants (
    id text primary key,
    slug text not null unique,
    name text not null,
    kind text not null check (kind in ('company', 'personal')),
    plan text not null,
    time_zone text not null,
    -- Where the tenant's data lives: `sqlite:<file>` or `postgres:<schema>`.
    location text not null,
    -- `preparing` until its database is there.
    state text not null check (state in ('preparing', 'ready')),
    created_at bigint not null
);

create table memberships (
    tenant_id text not null references tenants (id) on delete cascade,
    account_id text not null references accounts (id) on delete cascade,
    role text not null,
    created_at bigint not null,
    primary key (tenant_id, account_id)
);
create index memberships_account_id on memberships (account_id);

create table jobs (
    id text primary key,
    -- The versioned job as JSON; never read in SQL.
    job text not null,
    tries bigint not null default 0,
    run_at bigint not null,
    -- Until when the worker that took it may hold it.
    leased_until bigint not null default 0,
    -- Set when it failed for good.
    failed_at bigint,
    error text,
    created_at bigint not null
);
create index jobs_run_at on jobs (run_at);

create table audit_log (
    number bigint primary key,
    at bigint not null,
    actor text not null,
    source text not null,
    action text not null,
    target text not null,
    before text,
    after text,
    request_id text not null,
    address text not null,
    previous_hash text not null,
    hash text not null
);

-- The end of the chain: updating this row gives each entry its number and its predecessor.
create table audit_head (
    id bigint primary key check (id = 1),
    number bigint not null,
    hash text not null
);
insert into audit_head (id, number, hash) values (1, 0, '');
