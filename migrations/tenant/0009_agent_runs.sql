-- What tells apart records that bear the same number: a spool that was copied or set back counts on from an
-- old number.

-- The mark of each opening of a spool: its records are numbered by one program alone.
create table spool_runs (
    agent_id text not null references policy_agents (id),
    spool text not null,
    run text not null,
    acknowledged bigint not null,
    dropped bigint not null,
    -- Hash of the record that bears the number of the mark; empty: not known.
    last_hash text not null default '',
    seen_at bigint not null,
    primary key (agent_id, spool, run)
);
-- `spools` keeps the highest mark of all, and that of agents that tell no run.
alter table spools add column last_hash text not null default '';

-- The programs that were heard of with an agent's key, to notice when two are at once.
create table agent_openings (
    agent_id text not null references policy_agents (id),
    opening text not null,
    -- How often it spoke again after another one had.
    returns bigint not null default 0,
    seen_at bigint not null,
    primary key (agent_id, opening)
);

-- What somebody should look at, as the agent's page tells it: one row for each kind and what it is about.
create table agent_warnings (
    agent_id text not null references policy_agents (id),
    kind text not null,
    about text not null,
    detail text not null,
    times bigint not null,
    first_at bigint not null,
    last_at bigint not null,
    primary key (agent_id, kind, about)
);

-- The program that was heard of last.
alter table policy_agents add column opening text not null default '';
-- How far the host's clock is ahead, in microseconds; negative: behind.
alter table policy_agents add column clock_offset bigint not null default 0;
-- Connections of mail servers that the running program refused or cut off.
alter table policy_agents add column refused_connections bigint not null default 0;
