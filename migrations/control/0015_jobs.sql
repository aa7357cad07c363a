-- Background work that is seen: kinds, keys, fences, steps and schedules.

alter table jobs rename column job to data;
-- What kind of work it is; a server takes the kinds it knows.
alter table jobs add column kind text not null default '';
-- Asking twice for the same work of one kind gives the same job.
alter table jobs add column key text not null default '';
-- Whom it is for; null: nobody's own.
alter table jobs add column tenant_id text;
-- 0 before 1 before 2.
alter table jobs add column priority bigint not null default 1;
-- Its place among the jobs of its priority: each tenant's first before anybody's second.
alter table jobs add column turn bigint not null default 0;
alter table jobs add column state text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'failed', 'undone', 'cancelled'));
-- Grows with each taking: whoever holds an older one has lost it.
alter table jobs add column fence bigint not null default 0;
-- How often in a row a server ended in the middle of it.
alter table jobs add column kills bigint not null default 0;
-- Whether its steps are being taken back.
alter table jobs add column is_undoing boolean not null default false;
-- Who asked for it: an account, and how they are called.
alter table jobs add column asker text;
alter table jobs add column asker_label text not null default '';
-- Parts of a hundred, where it tells.
alter table jobs add column progress bigint;
-- What it waits for, and since when.
alter table jobs add column waits_for text;
alter table jobs add column waits_since bigint;
-- What came of it, as JSON.
alter table jobs add column result text;
alter table jobs add column begun_at bigint;
alter table jobs add column ended_at bigint;
alter table jobs add column changed_at bigint not null default 0;

update jobs set
    key = id,
    kind = case
        when data like '%"job":"send-confirmation"%' then 'send-confirmation'
        when data like '%"job":"send-password-reset"%' then 'send-password-reset'
        when data like '%"job":"send-notice"%' then 'send-notice'
        when data like '%"job":"send-invitation"%' then 'send-invitation'
        when data like '%"job":"send-farewell"%' then 'send-farewell'
        when data like '%"job":"send-step-up-code"%' then 'send-step-up-code'
        when data like '%"job":"recount-days"%' then 'recount-days'
        else 'unknown' end,
    priority = case when data like '%"job":"recount-days"%' then 2 else 0 end,
    state = case when failed_at is null then 'waiting' else 'failed' end,
    ended_at = failed_at,
    changed_at = created_at;
alter table jobs drop column failed_at;

drop index jobs_run_at;
create unique index jobs_kind_key on jobs (kind, key);
create index jobs_next on jobs (state, priority, turn, run_at);
create index jobs_tenant on jobs (tenant_id, state, kind);
create index jobs_changed on jobs (changed_at, id);

-- The steps of a job that has some.
create table job_steps (
    job_id text not null references jobs (id) on delete cascade,
    number bigint not null,
    name text not null,
    state text not null check (state in ('running', 'done', 'failed', 'undone')),
    -- What it told, secrets masked.
    output text not null default '',
    begun_at bigint not null,
    ended_at bigint,
    primary key (job_id, number)
);

-- When work that comes round is due next: one server moves it on, and puts the job.
create table schedules (
    name text primary key,
    due_at bigint not null
);
