-- Users of the stores that a tenant's people read its data with, by their own programs. No password is here.

create table read_credentials (
    id text primary key,
    tenant_id text not null references tenants (id) on delete cascade,
    kind text not null check (kind in ('postgresql', 'influxdb', 'elasticsearch')),
    name text not null,
    -- Whoever made it; it ends when they leave.
    account_id text not null,
    account_email text not null,
    -- Pending: a password was asked for that the store is not known to have taken. Ending: the store may still let it in.
    state text not null check (state in ('pending', 'live', 'ending', 'ended')),
    -- Why it is not further; empty: nothing is wrong.
    problem text not null default '',
    -- Which of its passwords the present one is, and until when somebody is telling the store.
    turn bigint not null default 1,
    busy_until bigint not null default 0,
    created_at bigint not null,
    rotated_at bigint,
    expires_at bigint,
    revoked_at bigint,
    ended_at bigint
);
create index read_credentials_tenant_id on read_credentials (tenant_id, id);
create index read_credentials_state on read_credentials (state, id);
create index read_credentials_ended_at on read_credentials (ended_at);

-- Where a Grafana reads from.
alter table link_targets add column source text not null default 'influxdb' check (source in ('influxdb', 'postgresql'));

-- The sealed password of whoever Grafana reads PostgreSQL as; empty: none yet.
alter table tenant_links add column reader text not null default '';
