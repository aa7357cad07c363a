-- The programs that links out of spaces lead to, and the stores behind them, as operators connected them. Each has its
-- row from the start.

create table link_targets (
    target text primary key check (target in ('grafana', 'kibana', 'influxdb', 'elasticsearch')),
    -- A program is off, plain (a link alone) or gateway (opened signed in); a store is off or on.
    mode text not null default 'off' check (mode in ('off', 'on', 'plain', 'gateway')),
    -- Which of the two Kibana is; the others are what they are.
    flavor text not null default 'kibana' check (flavor in ('kibana', 'opensearch')),
    -- As browsers reach it; empty for a store.
    public_url text not null default '',
    -- As this server reaches it.
    internal_url text not null default '',
    username text not null default '',
    -- Sealed; empty: none.
    credential text not null default '',
    -- Raised by each change of what stands above, so that of two who change it at once the second is told.
    revision bigint not null default 1,
    updated_at bigint not null default 0,
    -- What the last look found, and since when it is so.
    state text not null default 'unknown' check (state in ('unknown', 'ready', 'down')),
    since bigint,
    version text not null default '',
    -- Empty: nothing is wrong.
    finding text not null default '',
    -- Microseconds by which its clock is before ours; null: it does not say.
    skew bigint,
    probed_at bigint,
    -- When a server last set out to look, so that the others need not.
    asked_at bigint
);
insert into link_targets (target) values ('grafana'), ('kibana'), ('influxdb'), ('elasticsearch');

-- Links into other programs: addresses with variables.
create table link_templates (
    id text primary key,
    title text not null,
    url text not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index link_templates_title on link_templates (title);

-- The hosts that they may lead to.
create table link_hosts (
    host text primary key,
    created_at bigint not null
);
