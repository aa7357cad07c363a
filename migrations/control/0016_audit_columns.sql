-- The audit log gets a column for everything that was text, and a chain for each tenant.

drop index audit_log_tenant_id;
drop index audit_log_request_id;
alter table audit_log rename to audit_log_before;

create table audit_log (
    -- Whose line of entries: a tenant's id, or empty for what belongs to no tenant and for all that was written
    -- before there was more than one line.
    chain text not null,
    number bigint not null,
    -- How its hash is made, and with which key: 1 is over the older columns and without a key.
    version bigint not null,
    key_id text not null,
    at bigint not null,
    -- The actor as version 1 wrote it, and hashed it.
    actor text not null,
    actor_kind text not null,
    actor_id text not null,
    actor_label text not null,
    -- For whom they acted, if for somebody else.
    behalf_kind text not null,
    behalf_id text not null,
    behalf_label text not null,
    source text not null,
    action text not null,
    outcome text not null,
    target text not null,
    target_kind text not null,
    target_label text not null,
    before text,
    after text,
    request_id text not null,
    address text not null,
    tenant_id text,
    decision text,
    previous_hash text not null,
    hash text not null,
    primary key (chain, number)
);

insert into audit_log (chain, number, version, key_id, at, actor, actor_kind, actor_id, actor_label,
        behalf_kind, behalf_id, behalf_label, source, action, outcome, target, target_kind, target_label,
        before, after, request_id, address, tenant_id, decision, previous_hash, hash)
    select '', number, 1, '', at, actor, '', '', '', '', '', '', source, action,
        case when action like '%.refuse' then 'refused' else 'allowed' end, target, '', '',
        before, after, request_id, address, tenant_id, decision, previous_hash, hash
    from audit_log_before;
drop table audit_log_before;

create index audit_log_at on audit_log (tenant_id, at, number);
create index audit_log_action on audit_log (tenant_id, action, at, number);
create index audit_log_outcome on audit_log (tenant_id, outcome, at, number);
create index audit_log_actor on audit_log (tenant_id, actor_id, at, number);
create index audit_log_request_id on audit_log (request_id);

-- The end of each chain: updating its row gives an entry its number and its predecessor.
create table audit_heads (
    chain text primary key,
    -- The number before the chain's first: those of a new chain begin above all there were before.
    base bigint not null,
    number bigint not null,
    hash text not null,
    -- What only whoever has the key can write for this end.
    key_id text not null default '',
    seal text not null default ''
);
insert into audit_heads (chain, base, number, hash) select '', 0, number, hash from audit_head;
insert into audit_heads (chain, base, number, hash)
    select tenants.id, audit_head.number, audit_head.number, '' from tenants cross join audit_head;
drop table audit_head;

-- The keys of chains, each under the key that encrypts: they outlast the secret they were derived from.
create table audit_keys (
    id text primary key,
    sealed text not null,
    created_at bigint not null
);
