-- How much is used of what is bounded, what was sent beyond it and is held, and a gap where nothing of it was kept.

create table usage_counters (
    -- The feature that bounds it.
    meter text not null,
    -- Whose use it is: a member's account, or empty for all of the tenant.
    who text not null,
    -- The window it is counted in; what counts as long as it is there begins at 0 and never ends.
    starts_at bigint not null,
    ends_at bigint not null,
    used bigint not null,
    -- Taken beyond the limit: kept for a while and shown nowhere, so that a larger plan brings it back.
    held bigint not null,
    -- Answered as taken and not kept.
    lost bigint not null,
    primary key (meter, who, starts_at)
);
insert into usage_counters (meter, who, starts_at, ends_at, used, held, lost)
    select 'stored-bytes', '', 0, 9007199254740992, cast(coalesce(sum(octet_length(record)), 0) as bigint), 0, 0
    from events;

-- What somebody is about to use: it counts until it is committed, released, or runs out.
create table reservations (
    id text primary key,
    meter text not null,
    who text not null,
    starts_at bigint not null,
    amount bigint not null,
    expires_at bigint not null
);
create index reservations_meter on reservations (meter, starts_at, expires_at);

-- Records beyond what the plan takes, as they were sent; the id becomes that of their event.
create table held_records (
    id text primary key,
    agent_id text not null references policy_agents (id),
    at bigint not null,
    received_at bigint not null,
    -- The beginning of the window in which they were one too many.
    window_at bigint not null,
    record text not null
);
create index held_records_agent_id on held_records (agent_id, at);

create table gaps_new (
    agent_id text not null references policy_agents (id),
    from_at bigint not null,
    to_at bigint not null,
    cause text not null check (cause in ('stopped', 'paused', 'spool-full', 'over-plan')),
    lost bigint not null default 0,
    primary key (agent_id, cause, from_at)
);
insert into gaps_new (agent_id, from_at, to_at, cause, lost) select agent_id, from_at, to_at, cause, lost from gaps;
drop table gaps;
alter table gaps_new rename to gaps;
create index gaps_to_at on gaps (to_at);
