-- What was sent of the events to the operator's InfluxDB and Elasticsearch: the events themselves are what waits.

-- How many events of an agent were ever stored: the number of the last of them. It is counted on under the lock that
-- whoever stores events of an agent holds until the commit, so that none appears behind one with a larger number.
alter table policy_agents add column numbered bigint not null default 0;
-- 0: stored before there were numbers; it is sent nowhere.
alter table events add column number bigint not null default 0;
-- What it added to the counts.
alter table events add column messages bigint not null default 0;
alter table events add column recipients bigint not null default 0;
create index events_agent_number on events (agent_id, number) where number > 0;

create table sink_cursors (
    sink text primary key check (sink in ('influxdb', 'elasticsearch')),
    -- What was made there for the tenant, as a hash; empty: nothing yet, or not any more.
    made text not null default '',
    -- The sealed password of who reads there; empty: none yet.
    reader text not null default '',
    sent bigint not null default 0,
    sent_at bigint,
    rejected bigint not null default 0,
    -- Since when nothing gets through, why, and how often in a row it was tried; it rests until then.
    failed_since bigint,
    problem text not null default '',
    attempts bigint not null default 0,
    next_at bigint not null default 0,
    -- Which of several servers sends, and until when nobody else does.
    claim text not null default '',
    claimed_until bigint not null default 0,
    -- When it was last told how the agents are.
    sampled_at bigint not null default 0,
    -- What is sent once more: the events from one in time until an instant; null: none.
    again_at bigint,
    again_id text not null default '',
    again_until bigint
);

-- Up to which of an agent's events it was sent.
create table sink_positions (
    sink text not null references sink_cursors (sink),
    agent_id text not null references policy_agents (id),
    position bigint not null,
    -- Events behind this were there to be sent: one that is missing was let go of before it was.
    counted_from bigint not null,
    lost bigint not null default 0,
    lost_at bigint,
    primary key (sink, agent_id)
);

-- What a sink will not take, the newest of it.
create table sink_rejected (
    sink text not null references sink_cursors (sink),
    event_id text not null,
    reason text not null,
    at bigint not null,
    primary key (sink, event_id)
);
create index sink_rejected_at on sink_rejected (sink, at);
