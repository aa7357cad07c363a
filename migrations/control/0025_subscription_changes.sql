-- What a tenant's subscription will become, and quotes of what a change costs.

-- Raised with every change, so that a quote knows whether what it was made for is still there.
alter table subscriptions add column revision bigint not null default 0;
-- Until when what it has costs nothing yet; null: no trial runs.
alter table subscriptions add column trial_ends_at bigint;
-- What is to come, and when; null: nothing is.
alter table subscriptions add column pending_version_id text references plan_versions (id);
alter table subscriptions add column pending_every text;
alter table subscriptions add column pending_at bigint;
alter table subscriptions add column is_cancelled boolean not null default false;
-- The ids of what stays at work where a plan has room for fewer, with a space between them; empty: the oldest.
alter table subscriptions add column kept text not null default '';
create index subscriptions_pending_at on subscriptions (pending_at, tenant_id);

create table plan_quotes (
    id text primary key,
    tenant_id text not null references tenants (id) on delete cascade,
    version_id text not null references plan_versions (id),
    every text not null check (every in ('month', 'year')),
    made_at bigint not null,
    -- From then on it is no promise any more.
    ends_at bigint not null,
    -- When the change comes: at once, where it is when the quote was made.
    takes_at bigint not null,
    -- That of the subscription it was made for.
    revision bigint not null,
    -- What is invoiced at once, as JSON.
    lines text not null
);
create index plan_quotes_ends_at on plan_quotes (ends_at);
