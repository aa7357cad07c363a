-- One tenant's data. One SQL text for SQLite and PostgreSQL.
-- Instants are microseconds since 1970-01-01 UTC.

-- The zone in which the days below are counted. It is kept here too, so that counting and counting anew
-- agree under one lock; empty until the tenant's zone first changes.
create table counting (
    id bigint primary key check (id = 1),
    time_zone text not null
);
insert into counting (id, time_zone) values (1, '');

create table domains (
    id text primary key,
    -- The name in lower-case A-label form (RFC 5891).
    name text not null unique,
    kind text not null check (kind in ('local', 'relay')),
    is_enabled boolean not null default true,
    created_at bigint not null
);

create table networks (
    id text primary key,
    -- CIDR, canonical.
    cidr text not null unique,
    label text not null default '',
    is_enabled boolean not null default true,
    created_at bigint not null
);

create table policy_agents (
    id text primary key,
    name text not null unique,
    time_zone text not null,
    -- The one address it may send from; empty: any, or not yet known where the plan pins.
    address text not null default '',
    is_pinned boolean not null default false,
    key_prefix text not null,
    key_hash text not null,
    state text not null check (state in ('active', 'paused', 'revoked')),
    version text not null default '',
    last_address text not null default '',
    last_seen_at bigint,
    -- When the running agent process started, by its own word.
    up_since bigint,
    spool_depth bigint not null default 0,
    dropped bigint not null default 0,
    created_at bigint not null,
    state_changed_at bigint not null
);

-- The high-water mark per agent and spool: everything up to it is durable and counted.
create table spools (
    agent_id text not null references policy_agents (id),
    spool text not null,
    acknowledged bigint not null,
    dropped bigint not null,
    primary key (agent_id, spool)
);

-- Records that could not be read: kept aside with their reason.
create table rejected_records (
    agent_id text not null references policy_agents (id),
    spool text not null,
    seq bigint not null,
    reason text not null,
    record text not null,
    received_at bigint not null,
    primary key (agent_id, spool, seq)
);

-- Stretches of time about which nothing is known, and why.
create table gaps (
    agent_id text not null references policy_agents (id),
    from_at bigint not null,
    to_at bigint not null,
    cause text not null check (cause in ('stopped', 'paused', 'spool-full')),
    lost bigint not null default 0,
    primary key (agent_id, cause, from_at)
);
create index gaps_to_at on gaps (to_at);

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

create table audit_head (
    id bigint primary key check (id = 1),
    number bigint not null,
    hash text not null
);
insert into audit_head (id, number, hash) values (1, 0, '');
