-- What was found in the requests that are kept: not declared, or odd. One row for each thing that it is about.
create table proposals (
    id text primary key,
    kind text not null check (kind in ('subdomain', 'own-sender', 'loopback', 'many-senders', 'sudden-user')),
    -- The domain, the client's address or the user.
    subject text not null,
    -- Requests that speak for it, and what is told beside their number (`domain::proposals::Found`).
    seen bigint not null,
    beside bigint not null,
    since_at bigint not null,
    last_at bigint not null,
    -- The id of an event that speaks for it; the event may be gone.
    example text not null,
    -- When it was found last.
    found_at bigint not null,
    -- When somebody put it aside.
    aside_at bigint,
    unique (kind, subject)
);
