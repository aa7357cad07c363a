-- One row per mail, with its recipients, what became of it, and the lines of the log that tell so.

drop index messages_seen_at;
alter table messages rename to messages_before;

create table messages (
    id text primary key,
    agent_id text not null references policy_agents (id),
    -- Which of several Postfixes that share an agent; empty: the only one.
    host text not null default '',
    -- By what its policy requests belong together; empty: known from the log alone.
    instance text not null,
    -- The process of Postfix that took it, as its requests and its log name it; 0: not known.
    process bigint not null default 0,
    -- Empty: Postfix has not said.
    queue_id text not null,
    -- The header field Message-ID, from the log.
    message_id text not null default '',
    -- When it was first seen, and when something of it was taken in last.
    at bigint not null,
    seen_at bigint not null,
    -- Those of its first recipient.
    direction text not null,
    rule text not null,
    domain text not null,
    -- Where it was counted: directions with the domain concerned, one a line.
    ways text not null default '',
    client_address text not null,
    client_name text not null,
    helo_name text not null,
    sender text not null,
    sender_domain text not null,
    -- The first of its recipients.
    recipient text not null,
    recipient_domain text not null,
    sasl_username text not null,
    encryption_protocol text not null,
    -- Bytes; null: nobody has said.
    size bigint,
    -- Bytes counted for it, whether it was counted as encrypted and as authenticated.
    bytes bigint not null default 0,
    is_encrypted boolean not null default false,
    is_authenticated boolean not null default false,
    -- RCPT requests seen, and recipients counted for it so far.
    recipient_requests bigint not null,
    recipients bigint not null,
    -- Lines of the log that are kept of it.
    lines bigint not null default 0,
    -- What became of it; empty: not known.
    outcome text not null default '',
    -- Why, in the words of the server that said so last.
    reason text not null default '',
    outcome_at bigint
);
create index messages_at on messages (at, id);
create index messages_agent_at on messages (agent_id, at, id);
create index messages_instance on messages (agent_id, instance) where instance <> '';
create index messages_queue_id on messages (queue_id, at) where queue_id <> '';
create index messages_process on messages (agent_id, process, at) where process > 0;
create index messages_client_address on messages (client_address, at, id);
create index messages_sender_domain on messages (sender_domain, at, id);
create index messages_sasl_username on messages (sasl_username, at, id) where sasl_username <> '';

create table message_recipients (
    message_id text not null references messages (id),
    number bigint not null,
    -- When its message was first seen.
    at bigint not null,
    recipient text not null,
    recipient_domain text not null,
    direction text not null,
    rule text not null,
    domain text not null,
    -- Empty: not known.
    outcome text not null default '',
    -- The enhanced status code (RFC 3463), and what the next hop said.
    status text not null default '',
    reason text not null default '',
    -- The next hop it was given to, or that refused it.
    relay text not null default '',
    -- From its coming to this outcome, in microseconds; null: not known.
    delay bigint,
    -- How the way to the next hop was encrypted; empty: not at all, or not known.
    encryption_protocol text not null default '',
    outcome_at bigint,
    primary key (message_id, number)
);
create index message_recipients_recipient_domain on message_recipients (recipient_domain, at);

-- Under which ids a mail is or was in the queue of a Postfix: one is used again when the mail has left it.
create table message_queue_ids (
    agent_id text not null references policy_agents (id),
    host text not null,
    queue_id text not null,
    at bigint not null,
    message_id text not null references messages (id),
    left_at bigint,
    primary key (agent_id, queue_id, host, at)
);
create index message_queue_ids_message_id on message_queue_ids (message_id);

create table message_lines (
    message_id text not null references messages (id),
    number bigint not null,
    at bigint not null,
    -- The program that wrote it, as `smtp`.
    program text not null,
    line text not null,
    primary key (message_id, number)
);

insert into messages (id, agent_id, instance, queue_id, at, seen_at, direction, rule, domain, ways, client_address,
        client_name, helo_name, sender, sender_domain, recipient, recipient_domain, sasl_username,
        encryption_protocol, size, recipient_requests, recipients)
    select 'msg_' || substr(opening.id, 5), opening.agent_id, opening.instance, sums.queue_id, sums.at, sums.seen_at,
        opening.direction, opening.rule, opening.domain, opening.direction || ' ' || opening.domain,
        opening.client_address, opening.client_name, opening.helo_name, opening.sender, opening.sender_domain, opening.recipient,
        opening.recipient_domain, sums.sasl_username, sums.encryption_protocol,
        case when sums.size > 0 then sums.size end, sums.recipient_requests,
        case when sums.recipient_requests > 0 then sums.recipient_requests else sums.recipient_count end
    from (select id, agent_id, instance, direction, rule, domain, client_address, client_name, helo_name, sender,
            sender_domain, recipient, recipient_domain,
            row_number() over (partition by agent_id, instance
                order by case when direction = 'undecided' then 1 else 0 end, at, id) as place
        from events where instance <> '') as opening
    join (select agent_id, instance, min(at) as at, max(received_at) as seen_at, max(queue_id) as queue_id,
            max(sasl_username) as sasl_username, max(encryption_protocol) as encryption_protocol, max(size) as size,
            sum(case when state = 'RCPT' then 1 else 0 end) as recipient_requests,
            max(recipient_count) as recipient_count
        from events where instance <> '' group by agent_id, instance) as sums
        on sums.agent_id = opening.agent_id and sums.instance = opening.instance
    where opening.place = 1;

insert into message_recipients (message_id, number, at, recipient, recipient_domain, direction, rule, domain)
    select messages.id, row_number() over (partition by messages.id order by events.at, events.id), messages.at,
        events.recipient, events.recipient_domain, events.direction, events.rule, events.domain
    from events join messages on messages.agent_id = events.agent_id and messages.instance = events.instance
    where events.state = 'RCPT' and events.instance <> '';

drop table messages_before;

-- A message counts once in all, once in each direction it went, once for each domain it concerns, and once for both
-- together. Until now it counted once, in the direction and for the domain of its first recipient.
-- Bytes are those of the true sizes; encrypted and authenticated are messages, counted once in all.
alter table quarters add column bytes bigint not null default 0;
alter table quarters add column encrypted bigint not null default 0;
alter table quarters add column authenticated bigint not null default 0;
alter table quarters add column by_direction bigint not null default 0;
alter table quarters add column by_domain bigint not null default 0;
alter table quarters add column by_both bigint not null default 0;
update quarters set by_direction = messages, by_domain = messages, by_both = messages;
alter table days add column bytes bigint not null default 0;
alter table days add column encrypted bigint not null default 0;
alter table days add column authenticated bigint not null default 0;
alter table days add column by_direction bigint not null default 0;
alter table days add column by_domain bigint not null default 0;
alter table days add column by_both bigint not null default 0;
update days set by_direction = messages, by_domain = messages, by_both = messages;
-- The first quarter in which all of this is counted so; 0: all are.
alter table counting add column messages_from bigint not null default 0;
update counting set messages_from = coalesce((select max(bucket) + 900000000 from quarters), 0);
