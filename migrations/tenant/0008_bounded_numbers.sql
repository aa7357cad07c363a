-- Numbers from outside had no bound, and a sum beyond 64 bits became a REAL that nothing can read. Whatever lies
-- outside of the bounds is brought within them: 2^53 for what an agent says of itself, 2^40 for counts, a million
-- recipients and 2^40 bytes for a message.

update policy_agents set dropped = 9007199254740992 where dropped > 9007199254740992;
update policy_agents set dropped = 0 where dropped < 0;
update policy_agents set spool_depth = 9007199254740992 where spool_depth > 9007199254740992;
update policy_agents set up_since = 9007199254740992 where up_since > 9007199254740992;
update spools set dropped = 9007199254740992 where dropped > 9007199254740992;
update spools set dropped = 0 where dropped < 0;
update gaps set lost = 9007199254740992 where lost > 9007199254740992;
update gaps set lost = 0 where lost < 0;

update events set recipient_count = 1000000 where recipient_count > 1000000;
update events set size = 1099511627776 where size > 1099511627776;
update messages set recipients = 1000000 where recipients > 1000000;
update messages set recipients = 0 where recipients < 0;

update quarters set requests = 1099511627776 where requests > 1099511627776;
update quarters set requests = 0 where requests < 0;
update quarters set messages = 1099511627776 where messages > 1099511627776;
update quarters set messages = 0 where messages < 0;
update quarters set recipients = 1099511627776 where recipients > 1099511627776;
update quarters set recipients = 0 where recipients < 0;
update days set requests = 1099511627776 where requests > 1099511627776;
update days set requests = 0 where requests < 0;
update days set messages = 1099511627776 where messages > 1099511627776;
update days set messages = 0 where messages < 0;
update days set recipients = 1099511627776 where recipients > 1099511627776;
update days set recipients = 0 where recipients < 0;
update top_hours set total = 1099511627776 where total > 1099511627776;
update top_days set total = 1099511627776 where total > 1099511627776;

-- What each policy agent has sent lately, against what its plan allows.
create table allowances (
    agent_id text primary key references policy_agents (id),
    records_until bigint not null,
    bytes_until bigint not null
);
