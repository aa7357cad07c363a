-- Jobs that follow from a change of this tenant's data, until they are in the queue.

create table outbox (
    id text primary key,
    kind text not null,
    data text not null,
    created_at bigint not null
);

-- Steps of jobs whose effect in this database is committed: none is done twice.
create table done_steps (
    job_id text not null,
    step text not null,
    at bigint not null,
    primary key (job_id, step)
);
create index done_steps_at on done_steps (at);
