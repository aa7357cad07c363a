-- A mail that a content filter handed back is the one it was given, and each Postfix of a host has its name.

-- The address a recipient had when it was handed to a filter, where aliases had made another of it.
alter table message_recipients add column handed_to text not null default '';
-- The id in the queue under which a filter handed it back, in the filter's words; empty: it went through none.
alter table message_recipients add column passed_as text not null default '';
-- How many filters it had been through when this became of it.
alter table message_recipients add column passes bigint not null default 0;
create index message_recipients_passed_as on message_recipients (passed_as) where passed_as <> '';

-- The id under which it was in a queue before a filter handed it back, and how many filters it has been through.
alter table message_queue_ids add column passed_from text not null default '';
alter table message_queue_ids add column passes bigint not null default 0;
create index message_queue_ids_passed on message_queue_ids (queue_id) where passes > 0;

-- Under which other instances Postfix asked about a mail: once more for each time that a filter handed it back.
create table message_parts (
    agent_id text not null references policy_agents (id),
    instance text not null,
    message_id text not null references messages (id),
    primary key (agent_id, instance)
);
create index message_parts_message_id on message_parts (message_id);

create index messages_message_id on messages (message_id, at, id) where message_id <> '';

-- The first Postfix of a host bears the agent's name alone, as do its services.
update messages set host = '' where host = 'postfix' or host like 'postfix/%';
update message_queue_ids set host = '' where host = 'postfix' or host like 'postfix/%';

-- The Postfixes beside the first of an agent's host, by their `syslog_name`; and where which of them is asked, as requests
-- say it and the log told.
create table agent_hosts (
    agent_id text not null references policy_agents (id),
    host text not null,
    seen_at bigint not null,
    primary key (agent_id, host)
);
create table agent_listeners (
    agent_id text not null references policy_agents (id),
    -- Address and port, as `192.0.2.1:25`.
    listener text not null,
    -- Empty: the first.
    host text not null,
    primary key (agent_id, listener)
);
insert into agent_hosts (agent_id, host, seen_at)
    select agent_id, host, max(seen_at) from messages where host <> '' group by agent_id, host;

-- Which of its agent's Postfixes asked; empty: the first.
alter table events add column host text not null default '';

-- And for which of them something is counted. What was counted until now is the first's.
alter table quarters rename to quarters_before;
create table quarters (
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    host text not null default '',
    direction text not null,
    domain text not null,
    requests bigint not null,
    messages bigint not null,
    recipients bigint not null,
    bytes bigint not null default 0,
    encrypted bigint not null default 0,
    authenticated bigint not null default 0,
    by_direction bigint not null default 0,
    by_domain bigint not null default 0,
    by_both bigint not null default 0,
    primary key (bucket, agent_id, host, direction, domain)
);
insert into quarters (bucket, agent_id, direction, domain, requests, messages, recipients, bytes, encrypted,
        authenticated, by_direction, by_domain, by_both)
    select bucket, agent_id, direction, domain, requests, messages, recipients, bytes, encrypted, authenticated,
        by_direction, by_domain, by_both from quarters_before;
drop table quarters_before;

alter table days rename to days_before;
create table days (
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    host text not null default '',
    direction text not null,
    domain text not null,
    requests bigint not null,
    messages bigint not null,
    recipients bigint not null,
    bytes bigint not null default 0,
    encrypted bigint not null default 0,
    authenticated bigint not null default 0,
    by_direction bigint not null default 0,
    by_domain bigint not null default 0,
    by_both bigint not null default 0,
    primary key (bucket, agent_id, host, direction, domain)
);
insert into days (bucket, agent_id, direction, domain, requests, messages, recipients, bytes, encrypted,
        authenticated, by_direction, by_domain, by_both)
    select bucket, agent_id, direction, domain, requests, messages, recipients, bytes, encrypted, authenticated,
        by_direction, by_domain, by_both from days_before;
drop table days_before;

-- Tops know who had signed in, too, and from which network (`user-network`).
alter table top_hours rename to top_hours_before;
create table top_hours (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address', 'user',
        'user-network')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    host text not null default '',
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, host, domain, name)
);
insert into top_hours (kind, bucket, agent_id, domain, name, total)
    select kind, bucket, agent_id, domain, name, total from top_hours_before;
drop table top_hours_before;

alter table top_days rename to top_days_before;
create table top_days (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address', 'user',
        'user-network')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    host text not null default '',
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, host, domain, name)
);
insert into top_days (kind, bucket, agent_id, domain, name, total)
    select kind, bucket, agent_id, domain, name, total from top_days_before;
drop table top_days_before;

alter table top_months rename to top_months_before;
create table top_months (
    kind text not null check (kind in ('sender-domain', 'recipient-domain', 'client-address', 'user',
        'user-network')),
    bucket bigint not null,
    agent_id text not null references policy_agents (id),
    host text not null default '',
    domain text not null,
    name text not null,
    total bigint not null,
    primary key (kind, bucket, agent_id, host, domain, name)
);
insert into top_months (kind, bucket, agent_id, domain, name, total)
    select kind, bucket, agent_id, domain, name, total from top_months_before;
drop table top_months_before;

-- Lines of the log are an allowance of their own.
alter table allowances add column lines_until bigint not null default 0;

-- Messages whose lines are kept: lines have fewer days, or as many.
create index messages_lines on messages (at, id) where lines > 0;

-- Encrypted connections that deliveries go over: a line tells of the connection, and later ones of the mails.
create table agent_connections (
    agent_id text not null references policy_agents (id),
    -- The `syslog_name` and the process whose it is; there is one at a time.
    name text not null,
    process bigint not null,
    -- Empty: it is over.
    peer text not null,
    protocol text not null,
    -- The mail that went over it first; empty: none did yet.
    queue_id text not null,
    at bigint not null,
    primary key (agent_id, name, process)
);
create index agent_connections_at on agent_connections (at);
