-- How each tenant's events flow to the operator's stores, as whoever sends them saw it last: operators look for who is
-- behind without opening a tenant's database.

create table sink_flows (
    tenant_id text not null references tenants (id) on delete cascade,
    sink text not null check (sink in ('influxdb', 'elasticsearch')),
    -- Events that wait, and when the oldest of them was taken in.
    waiting bigint not null,
    waiting_since bigint,
    -- Since when nothing gets through, why, and when it is tried again.
    failed_since bigint,
    problem text not null,
    next_at bigint not null,
    -- Events that were let go of before they were sent, and those that the store will not take.
    lost bigint not null,
    rejected bigint not null,
    seen_at bigint not null,
    primary key (tenant_id, sink)
);
create index sink_flows_sink on sink_flows (sink, tenant_id);
