-- What the policy agents saw, and the counts kept beside it.

create table events (
    id text primary key,
    agent_id text not null references policy_agents (id),
    at bigint not null,
    received_at bigint not null,
    state text not null,
    direction text not null,
    rule text not null,
    -- The tenant's own domain concerned, or empty.
    domain text not null,
    client_address text not null,
    client_name text not null,
    helo_name text not null,
    sender text not null,
    sender_domain text not null,
    recipient text not null,
    recipient_domain text not null,
    recipient_count bigint not null,
    queue_id text not null,
    instance text not null,
    size bigint not null,
    sasl_method text not null,
    sasl_username text not null,
    encryption_protocol text not null,
    -- The record as it was sent, for the attributes without a column.
    record text not null
);
create index events_at on events (at, id);
create index events_received_at on events (received_at);

-- One row per message seen lately: its requests come one by one and belong together by `instance`.
create table messages (
    agent_id text not null references policy_agents (id),
    instance text not null,
    at bigint not null,
    seen_at bigint not null,
    direction text not null,
    domain text not null,
    -- RCPT requests seen.
    recipient_requests bigint not null,
    -- Recipients counted for it so far.
    recipients bigint not null,
    primary key (agent_id, instance)
);
create index messages_seen_at on messages (seen_at);

-- Counts per quarter of an hour (`bucket` = its start) in UTC: every time zone's day is made of quarters.
create table quarters (
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    direction text not null,
    domain text not null,
    requests bigint not null,
    messages bigint not null,
    recipients bigint not null,
    primary key (bucket, agent_id, direction, domain)
);

-- The same per day of the tenant's zone (`bucket` = days since 1970-01-01).
create table days (
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    direction text not null,
    domain text not null,
    requests bigint not null,
    messages bigint not null,
    recipients bigint not null,
    primary key (bucket, agent_id, direction, domain)
);

-- Messages per sender domain and client address, recipients per recipient domain, by the hour (`bucket` = its
-- start), for the tops of short ranges.
create table top_hours (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, domain, name)
);

-- The same per day of the tenant's zone, for long ranges.
create table top_days (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, domain, name)
);
