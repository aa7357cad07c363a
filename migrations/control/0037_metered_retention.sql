-- Single events are let go of by their age, in pieces.
create index metered_events_age on metered_events (at);
