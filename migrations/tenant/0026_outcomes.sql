-- What became of recipients, counted beside the messages: as they are now, so that one that was put off and then
-- delivered moves from one count to the other.

-- Why it was not taken, as one of a few kinds; empty: it was, or nothing is known.
alter table messages add column reason_kind text not null default '';
alter table message_recipients add column reason_kind text not null default '';

create table outcome_quarters (
    -- What `name` is: an outcome, a kind of reason, a domain, or a class of times.
    kind text not null check (kind in ('outcome', 'deferred-reason', 'deferred-domain', 'rejected-reason',
        'bounced-reason', 'wait', 'waited')),
    -- The quarter of an hour in UTC in which the mail came, as its start in microseconds.
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    host text not null,
    direction text not null,
    domain text not null,
    name text not null,
    -- Recipients; of `waited`, all their times to delivery together in milliseconds.
    total bigint not null,
    changed_at bigint not null,
    primary key (kind, bucket, agent_id, host, direction, domain, name)
);
create index outcome_quarters_changed_at on outcome_quarters (changed_at) where kind = 'outcome';

-- The same per day of the tenant's zone (`bucket` = days since 1970-01-01).
create table outcome_days (
    kind text not null check (kind in ('outcome', 'deferred-reason', 'deferred-domain', 'rejected-reason',
        'bounced-reason', 'wait', 'waited')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    host text not null,
    direction text not null,
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, host, direction, domain, name)
);

-- The same per month of it (`bucket` = its first day), so that a year is twelve buckets to read.
create table outcome_months (
    kind text not null check (kind in ('outcome', 'deferred-reason', 'deferred-domain', 'rejected-reason',
        'bounced-reason', 'wait', 'waited')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    host text not null,
    direction text not null,
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, host, direction, domain, name)
);

-- The first quarter whose mails are counted so; 0: all are.
alter table counting add column outcomes_from bigint not null default 0;
update counting set outcomes_from = coalesce(
    (select max(at) / 900000000 * 900000000 + 900000000 from messages where outcome <> ''), 0);

-- Up to when what became of mails was sent to a sink.
alter table sink_cursors add column outcomes_at bigint not null default 0;

insert into alert_rules (id, name, metric, comparison, threshold, about, hold, calm, severity, has_mail, has_webhook,
        is_enabled, is_built_in, created_at, changed_at)
    values
    ('alr_00000000000000000000000007', '', 'deferred-domain', 'above', 100, 'all', 900000000, 900000000, 'warning', true, true, true, true, 0, 0),
    ('alr_00000000000000000000000008', '', 'user-times', 'above', 100, 'all', 0, 3600000000, 'warning', true, true, true, true, 0, 0),
    ('alr_00000000000000000000000009', '', 'client-times', 'above', 100, 'all', 0, 3600000000, 'notice', false, true, true, true, 0, 0),
    -- People move; it stands on the page, and nobody is woken.
    ('alr_00000000000000000000000010', '', 'new-networks', 'above', 0, 'all', 0, 3600000000, 'notice', false, true, true, true, 0, 0);
