-- What each tenant has in a connected program.

create table tenant_links (
    tenant_id text not null references tenants (id) on delete cascade,
    target text not null check (target in ('grafana', 'kibana')),
    state text not null check (state in ('preparing', 'ready', 'failed')),
    since bigint not null,
    -- What the program calls the tenant's part of it: the number of an organisation, the id of a space; empty: none is
    -- there yet.
    place text not null,
    -- Of what make it is; another than the program's own is made anew.
    make text not null,
    -- Why it could not be made, for operators; empty: it could.
    problem text not null,
    updated_at bigint not null,
    primary key (tenant_id, target)
);
