-- Alert rules, how they stand, what fired, and the last values against what was allowed.

create table alert_rules (
    id text primary key,
    -- Empty: called by what it watches.
    name text not null,
    metric text not null,
    comparison text not null check (comparison in ('above', 'below', 'unusual')),
    -- In the metric's unit; for `unusual` in usual spreads.
    threshold bigint not null,
    about text not null check (about in ('all', 'host', 'domain')),
    -- The agent's id or the domain's name; empty for everything.
    about_id text not null default '',
    -- For how long, in microseconds, before it fires, and well again before it is over.
    hold bigint not null,
    calm bigint not null,
    severity text not null check (severity in ('notice', 'warning', 'critical')),
    has_mail boolean not null,
    has_webhook boolean not null,
    -- Minutes of the tenant's day; null: none.
    quiet_from bigint,
    quiet_to bigint,
    is_enabled boolean not null,
    silenced_until bigint,
    silence_reason text not null default '',
    -- Every space has it from the beginning.
    is_built_in boolean not null default false,
    created_at bigint not null,
    changed_at bigint not null
);

-- How a rule stands about one thing: an agent's id, or empty.
create table alert_states (
    rule_id text not null references alert_rules (id) on delete cascade,
    subject text not null,
    breached_since bigint,
    firing_since bigint,
    well_since bigint,
    is_told boolean not null,
    is_owed boolean not null,
    -- The firing that goes on, or whose end is owed to somebody; empty: none.
    firing_id text not null default '',
    value bigint not null,
    looked_at bigint not null,
    primary key (rule_id, subject)
);

create table alert_firings (
    id text primary key,
    rule_id text not null,
    -- As they were, so that the history stays when the rule changes or goes.
    name text not null,
    metric text not null,
    comparison text not null,
    threshold bigint not null,
    severity text not null,
    subject text not null,
    subject_name text not null,
    value bigint not null,
    began_at bigint not null,
    -- When somebody was told, and whom; null: nobody yet.
    told_at bigint,
    told_to text not null default '',
    acknowledged_at bigint,
    acknowledged_by text not null default '',
    resolved_at bigint
);
create index alert_firings_open on alert_firings (began_at, id) where resolved_at is null;
create index alert_firings_resolved_at on alert_firings (resolved_at, id);

create table alert_samples (
    rule_id text not null references alert_rules (id) on delete cascade,
    subject text not null,
    at bigint not null,
    value bigint not null,
    -- What was allowed then; null: no such end.
    least bigint,
    most bigint,
    primary key (rule_id, subject, at)
);
create index alert_samples_at on alert_samples (at);

insert into alert_rules (id, name, metric, comparison, threshold, about, hold, calm, severity, has_mail, has_webhook,
        is_enabled, is_built_in, created_at, changed_at)
    values
    ('alr_00000000000000000000000001', '', 'agent-silent', 'above', 15, 'all', 0, 300000000, 'critical', true, true, true, true, 0, 0),
    ('alr_00000000000000000000000002', '', 'clock-off', 'above', 60, 'all', 300000000, 300000000, 'warning', true, true, true, true, 0, 0),
    ('alr_00000000000000000000000003', '', 'spool-depth', 'above', 10000, 'all', 600000000, 300000000, 'warning', true, true, true, true, 0, 0),
    ('alr_00000000000000000000000004', '', 'foreign-requests', 'above', 100, 'all', 0, 3600000000, 'warning', true, true, true, true, 0, 0),
    -- Of what is used up by itself a mail tells already.
    ('alr_00000000000000000000000005', '', 'quota-used', 'above', 90, 'all', 0, 3600000000, 'notice', false, true, true, true, 0, 0),
    ('alr_00000000000000000000000006', '', 'emergency-overdue', 'above', 0, 'all', 0, 0, 'warning', true, true, true, true, 0, 0);
