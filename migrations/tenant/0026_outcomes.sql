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
    direction text not null,
    domain text not null,
    name text not null,
    -- Recipients; of `waited`, all their times to delivery together in milliseconds.
    total bigint not null,
    changed_at bigint not null,
    primary key (kind, bucket, agent_id, direction, domain, name)
);
create index outcome_quarters_changed_at on outcome_quarters (changed_at) where kind = 'outcome';

-- The same per day of the tenant's zone (`bucket` = days since 1970-01-01).
create table outcome_days (
    kind text not null check (kind in ('outcome', 'deferred-reason', 'deferred-domain', 'rejected-reason',
        'bounced-reason', 'wait', 'waited')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    direction text not null,
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, direction, domain, name)
);

-- The same per month of it (`bucket` = its first day), so that a year is twelve buckets to read.
create table outcome_months (
    kind text not null check (kind in ('outcome', 'deferred-reason', 'deferred-domain', 'rejected-reason',
        'bounced-reason', 'wait', 'waited')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    direction text not null,
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, direction, domain, name)
);

-- The first quarter whose mails are counted so; 0: all are.
alter table counting add column outcomes_from bigint not null default 0;
update counting set outcomes_from = coalesce(
    (select max(at) / 900000000 * 900000000 + 900000000 from messages where outcome <> ''), 0);

-- Up to when what became of mails was sent to a sink.
alter table sink_cursors add column outcomes_at bigint not null default 0;

-- Tops know who had signed in, too, and from which network (`user-network`); a check cannot be changed in place.
alter table top_hours rename to top_hours_before;
create table top_hours (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address', 'user', 'user-network')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, domain, name)
);
insert into top_hours (kind, bucket, agent_id, domain, name, total)
    select kind, bucket, agent_id, domain, name, total from top_hours_before;
drop table top_hours_before;
alter table top_days rename to top_days_before;
create table top_days (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address', 'user', 'user-network')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, domain, name)
);
insert into top_days (kind, bucket, agent_id, domain, name, total)
    select kind, bucket, agent_id, domain, name, total from top_days_before;
drop table top_days_before;
alter table top_months rename to top_months_before;
create table top_months (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address', 'user', 'user-network')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, domain, name)
);
insert into top_months (kind, bucket, agent_id, domain, name, total)
    select kind, bucket, agent_id, domain, name, total from top_months_before;
drop table top_months_before;

insert into alert_rules (id, name, metric, comparison, threshold, about, hold, calm, severity, has_mail, has_webhook,
        is_enabled, is_built_in, created_at, changed_at)
    values
    ('alr_00000000000000000000000007', '', 'deferred-domain', 'above', 100, 'all', 900000000, 900000000, 'warning', true, true, true, true, 0, 0),
    ('alr_00000000000000000000000008', '', 'user-times', 'above', 100, 'all', 0, 3600000000, 'warning', true, true, true, true, 0, 0),
    ('alr_00000000000000000000000009', '', 'client-times', 'above', 100, 'all', 0, 3600000000, 'notice', false, true, true, true, 0, 0),
    -- People move; it stands on the page, and nobody is woken.
    ('alr_00000000000000000000000010', '', 'new-networks', 'above', 0, 'all', 0, 3600000000, 'notice', false, true, true, true, 0, 0);
