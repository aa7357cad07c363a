-- Teams: what a member may do, where and until when; invitations; and how sessions came about.

-- A role given to a member. `role` is a built-in role's word or the id of one of the tenant's own roles;
-- `scope` is `tenant`, `environment:<id>` or `policy-agent:<id>`.
create table bindings (
    tenant_id text not null,
    account_id text not null,
    role text not null,
    scope text not null,
    -- From this instant on it gives nothing.
    ends_at bigint,
    created_at bigint not null,
    primary key (tenant_id, account_id, role, scope),
    foreign key (tenant_id, account_id) references memberships (tenant_id, account_id) on delete cascade
);
create index bindings_ends_at on bindings (ends_at);
insert into bindings (tenant_id, account_id, role, scope, created_at)
    select tenant_id, account_id, role, 'tenant', created_at from memberships;
alter table memberships drop column role;

-- Roles a tenant made for itself; `permissions` are their words with a space between them.
create table roles (
    id text primary key,
    tenant_id text not null references tenants (id) on delete cascade,
    name text not null,
    -- The name as it is compared: lower case.
    name_key text not null,
    description text not null,
    permissions text not null,
    created_at bigint not null,
    unique (tenant_id, name_key)
);

-- An invitation is open until it is accepted, withdrawn, replaced by a newer one, or its time is over.
create table invitations (
    id text primary key,
    tenant_id text not null references tenants (id) on delete cascade,
    email text not null,
    email_key text not null,
    role text not null,
    scope text not null,
    -- When the role it gives will end.
    ends_at bigint,
    locale text not null check (locale in ('en', 'fr')),
    invited_by text not null references accounts (id) on delete cascade,
    token_hash text unique,
    mailed_at bigint,
    created_at bigint not null,
    expires_at bigint not null,
    state text not null check (state in ('open', 'accepted', 'withdrawn', 'replaced')),
    state_changed_at bigint not null
);
create index invitations_tenant_id on invitations (tenant_id, email_key);

alter table tenants add column requires_second_factor boolean not null default false;
-- The e-mail domains whose addresses may be invited, with a space between them; empty: any.
alter table tenants add column email_domains text not null default '';

-- How the session began: `password`, `mail`, `provider`, `passkey`.
alter table sessions add column method text not null default 'password';
-- The identity provider it came through.
alter table sessions add column provider_id text;
alter table sessions add column second_factor_at bigint;
-- When the person last proved that it is them.
alter table sessions add column confirmed_at bigint not null default 0;
-- Set while the console is seen as another member: in which tenant, and as whom.
alter table sessions add column view_as_tenant text;
alter table sessions add column view_as_account text;

-- What an entry concerns, and why it was allowed or refused, as JSON.
alter table audit_log add column tenant_id text;
alter table audit_log add column decision text;
create index audit_log_tenant_id on audit_log (tenant_id, number);
create index audit_log_request_id on audit_log (request_id);
