-- Whoever sees some agents alone reads each agent's newest events from its own index; the newest of all is the
-- newest of theirs.
create index events_agent_at on events (agent_id, at, id);
create index events_agent_received_at on events (agent_id, received_at);
drop index events_received_at;
