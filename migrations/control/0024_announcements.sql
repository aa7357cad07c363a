-- What operators tell everybody, an audience or one tenant, from an instant until another.

create table announcements (
    id text primary key,
    english text not null,
    french text not null,
    audience text not null check (audience in ('all', 'company', 'personal', 'tenant')),
    -- For one tenant: which.
    tenant_id text references tenants (id) on delete cascade,
    from_at bigint not null,
    until_at bigint not null,
    -- Who published it, as the list says it.
    published_by text not null,
    created_at bigint not null,
    withdrawn_at bigint,
    -- Whether the owners get it by mail, too.
    by_mail boolean not null
);
create index announcements_until on announcements (until_at);
