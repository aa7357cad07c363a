-- Programs elsewhere that people open by signing in here, and what came of each sign-in.

-- What a key signs for: what the gateway says, or what such a program is told.
alter table signing_keys add column purpose text not null default 'gateway';

create table link_clients (
    id text primary key,
    name text not null,
    -- For the members of this tenant alone; null: for those of all.
    tenant_id text references tenants (id) on delete cascade,
    -- Where browsers are sent back to, an address in each line.
    redirects text not null,
    secret_hash text not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index link_clients_name on link_clients (name);
create index link_clients_tenant_id on link_clients (tenant_id);

create table link_grants (
    id text primary key,
    client_id text not null references link_clients (id) on delete cascade,
    session_id text not null references sessions (id) on delete cascade,
    code_hash text not null,
    -- Null: the code was not used yet.
    redeemed_at bigint,
    redirect text not null,
    -- The hash of what whoever asked keeps to itself (RFC 7636).
    challenge text not null,
    nonce text not null,
    scope text not null,
    -- What was said of the person: tenants, and what they are there.
    told text not null,
    authenticated_at bigint not null,
    -- Empty: there is none.
    access_hash text not null,
    access_ends_at bigint not null,
    refresh_hash text not null,
    created_at bigint not null,
    expires_at bigint not null
);
create unique index link_grants_code_hash on link_grants (code_hash);
create index link_grants_client_id on link_grants (client_id);
create index link_grants_session_id on link_grants (session_id);
create index link_grants_access_hash on link_grants (access_hash);
