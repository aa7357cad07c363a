-- How somebody is let into a connected program: a ticket that opens once, and then a session there that lives no longer
-- than the one in the console it came from.

create table link_tickets (
    token_hash text primary key,
    session_id text not null references sessions (id) on delete cascade,
    target text not null check (target in ('grafana', 'kibana')),
    -- Where it leads: path, query and fragment of the program.
    address text not null,
    expires_at bigint not null
);
create index link_tickets_session_id on link_tickets (session_id);

create table gateway_sessions (
    token_hash text primary key,
    session_id text not null references sessions (id) on delete cascade,
    target text not null check (target in ('grafana', 'kibana')),
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index gateway_sessions_session_id on gateway_sessions (session_id);

-- What signs who somebody is.
create table signing_keys (
    id text primary key,
    -- The private part, encrypted.
    sealed text not null,
    made_at bigint not null
);

-- Who was let into what a tenant has in a program, and as what: they are known there.
create table link_people (
    tenant_id text not null references tenants (id) on delete cascade,
    target text not null check (target in ('grafana', 'kibana')),
    account_id text not null references accounts (id) on delete cascade,
    standing text not null check (standing in ('viewer', 'editor')),
    -- In which part of the program; another is entered anew.
    place text not null,
    primary key (tenant_id, target, account_id)
);
create index link_people_account_id on link_people (account_id);
