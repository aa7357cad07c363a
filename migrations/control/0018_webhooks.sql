-- Messages to receivers outside, and what became of each try.

create table webhook_deliveries (
    -- What the receiver is told as `webhook-id`, the same in every try.
    id text primary key,
    -- Which webhook it is of, and which receiver of those it has; address and secrets are looked up by them.
    webhook text not null,
    receiver text not null default '',
    -- Asking twice for the same message of a webhook gives one delivery, for each tenant.
    key text not null,
    -- Whose it is; null: the installation's own.
    tenant_id text,
    -- The type of what happened, such as `audit.heads`.
    topic text not null,
    -- What is sent, as JSON.
    body text not null,
    created_at bigint not null,
    delivered_at bigint,
    tries bigint not null default 0,
    -- Of the last try: where it went, what it was answered and how it failed.
    host text not null default '',
    status bigint,
    error text not null default ''
);
create unique index webhook_deliveries_key on webhook_deliveries (webhook, coalesce(tenant_id, ''), receiver, key);
create index webhook_deliveries_created on webhook_deliveries (created_at, id);
create index webhook_deliveries_tenant on webhook_deliveries (tenant_id, created_at, id);

create table webhook_tries (
    delivery_id text not null references webhook_deliveries (id) on delete cascade,
    number bigint not null,
    at bigint not null,
    -- Microseconds from asking to the end of the answer.
    took bigint not null,
    host text not null,
    -- Null: there was no answer.
    status bigint,
    -- Empty: it was taken.
    error text not null default '',
    -- How the answer begins.
    answer text not null default '',
    primary key (delivery_id, number)
);

-- Hosts that are left alone for a while, for one tenant each: what one causes keeps no other waiting.
create table webhook_rests (
    -- Empty: the installation itself.
    tenant_id text not null default '',
    host text not null,
    -- How often in a row there was no answer.
    failures bigint not null,
    rests_until bigint not null,
    primary key (tenant_id, host)
);
