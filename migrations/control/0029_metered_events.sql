-- What an operator's programs report that tenants used, of the metered features that operators add.

create table feature_rates (
    feature text primary key references features (key),
    -- How the events of a window become one number.
    aggregation text not null check (aggregation in ('sum', 'last', 'max', 'average', 'unique')),
    -- What is beyond the plan costs so much in minor units for so many; null: nothing.
    price bigint,
    per bigint not null
);

create table usage_keys (
    id text primary key,
    name text not null,
    -- How it is recognised.
    prefix text not null,
    key_hash text not null unique,
    created_by text not null,
    created_at bigint not null,
    last_used_at bigint,
    revoked_at bigint
);

-- No row refers to its tenant, because bills do for ten years.
create table metered_events (
    tenant_id text not null,
    -- What the program calls it: the same one is the same event.
    name text not null,
    feature text not null,
    -- The instant it is counted at, and the one it claimed.
    at bigint not null,
    claimed_at bigint not null,
    received_at bigint not null,
    value bigint not null,
    subject text not null,
    primary key (tenant_id, name)
);
create index metered_events_at on metered_events (tenant_id, feature, at);

-- Windows that are on an invoice, with the number that was invoiced last.
create table metered_windows (
    tenant_id text not null,
    feature text not null,
    starts_at bigint not null,
    ends_at bigint not null,
    invoiced bigint not null,
    -- What is included and what is beyond costs, as it was then, as JSON.
    rate text not null,
    primary key (tenant_id, feature, starts_at)
);
