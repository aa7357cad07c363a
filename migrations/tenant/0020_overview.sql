-- Tops by the month, so that a year of them is twelve buckets to read, what people write on the time axis, and which
-- tiles each of them sees.

-- As `top_days`, per month of the tenant's zone (`bucket` = its first day), of months that are over.
create table top_months (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, domain, name)
);

-- The months that are in it, with what their days held when they were added up: whatever differs is added up anew.
create table rolled_months (
    bucket bigint primary key,
    -- The day after its last.
    ends bigint not null,
    names bigint not null,
    total bigint not null
);

create table annotations (
    id text primary key,
    -- What it is about.
    at bigint not null,
    text text not null,
    -- Who wrote it.
    account_id text not null,
    author text not null,
    created_at bigint not null
);
create index annotations_at on annotations (at, id);

create table overview_layouts (
    -- Whose; empty: what somebody sees who has chosen nothing.
    account_id text primary key,
    -- The tiles in their order, those that are hidden behind a minus sign.
    tiles text not null
);
