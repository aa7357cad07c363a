-- A tenant's leave to be looked into by an operator, asked for or taken in an emergency.

create table consents (
    id text primary key,
    tenant_id text not null references tenants (id) on delete cascade,
    -- The operator who asks; copied, so that it is told when the account is gone.
    account_id text not null,
    email text not null,
    -- `consent` waits for an owner's answer; `break-glass` begins at once, and the owners are told.
    kind text not null check (kind in ('consent', 'break-glass')),
    reason text not null,
    scope text not null check (scope in ('overview', 'everything')),
    hours bigint not null,
    state text not null check (state in ('asked', 'given', 'refused', 'revoked')),
    asked_at bigint not null,
    answered_at bigint,
    -- Who answered, as the tenant's people read it.
    answered_by text not null default '',
    -- Until when a given one counts.
    ends_at bigint,
    -- When it was first used.
    looked_at bigint
);
create index consents_tenant on consents (tenant_id, asked_at);
create index consents_account on consents (account_id, tenant_id, ends_at);
