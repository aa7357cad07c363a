-- The catalogue: what plans give and cost, what a tenant has of it, and what an operator gave instead.

create table features (
    key text primary key,
    kind text not null check (kind in ('boolean', 'configuration', 'metered')),
    name_en text not null,
    name_fr text not null,
    -- What is counted; empty where it needs no word of its own.
    unit text not null,
    -- In which stretch of time something metered is used up.
    span text not null check (span in ('always', 'hour', 'day', 'month', 'period')),
    position bigint not null
);

create table plans (
    key text primary key,
    audience text not null check (audience in ('company', 'personal')),
    name_en text not null,
    name_fr text not null,
    position bigint not null,
    -- Whether new tenants of the audience start on it.
    is_start boolean not null,
    -- The plan of equal standing for a company, on which a personal tenant goes on as one.
    company_plan text not null references plans (key)
);

-- What a plan gives and costs. Once published it stays as it is; its subscribers keep it until they are moved.
create table plan_versions (
    id text primary key,
    plan text not null references plans (key),
    number bigint not null,
    state text not null check (state in ('draft', 'published', 'retired')),
    -- The values by the keys of their features, as JSON.
    entitlements text not null,
    -- In minor units of the currency; null: on quote.
    month_price bigint,
    year_price bigint,
    currency text not null,
    trial_days bigint not null,
    created_at bigint not null,
    published_at bigint,
    retired_at bigint,
    unique (plan, number)
);

-- What an operator gives one tenant instead of what its plan gives.
create table overrides (
    id text primary key,
    tenant_id text not null references tenants (id) on delete cascade,
    feature text not null references features (key),
    -- As it stands in the entitlements of a version.
    value text not null,
    origin text not null check (origin in ('operator', 'grandfathered')),
    reason text not null,
    -- From then on it gives nothing; null: until it is ended.
    ends_at bigint,
    -- Who set it, as people read it.
    set_by text not null,
    set_at bigint not null,
    -- When it was ended or replaced; null: it counts.
    ended_at bigint
);
create unique index overrides_live on overrides (tenant_id, feature) where ended_at is null;

-- What a tenant asks its provider for: more of a feature, or a plan.
create table limit_requests (
    id text primary key,
    tenant_id text not null references tenants (id) on delete cascade,
    -- Empty where a plan is asked for.
    feature text not null,
    -- Empty where more of a feature is asked for.
    plan text not null,
    -- How much is asked for, as it was written.
    wanted text not null,
    reason text not null,
    asked_by text not null,
    asked_at bigint not null,
    state text not null check (state in ('open', 'granted', 'declined', 'withdrawn')),
    answer text not null,
    answered_by text not null,
    answered_at bigint
);
create index limit_requests_tenant_id on limit_requests (tenant_id, asked_at);
create index limit_requests_state on limit_requests (state, asked_at);

insert into features (key, kind, name_en, name_fr, unit, span, position) values
    ('members', 'configuration', 'Members', 'Membres', 'seat', 'always', 1),
    ('guests', 'configuration', 'Guests', 'Invités', 'seat', 'always', 2),
    ('domains', 'configuration', 'Domains', 'Domaines', '', 'always', 3),
    ('networks', 'configuration', 'Networks', 'Réseaux', '', 'always', 4),
    ('policy-agents', 'configuration', 'Policy agents', 'Agents de messagerie', '', 'always', 5),
    ('unpinned-agents', 'boolean', 'Policy agents from any address', 'Agents de messagerie depuis toute adresse', '', 'always', 6),
    ('retention-days', 'configuration', 'Events are kept', 'Conservation des événements', 'day', 'always', 7),
    ('advanced-search', 'boolean', 'Advanced search', 'Recherche avancée', '', 'always', 8),
    ('agent-records', 'configuration', 'Records of each policy agent', 'Enregistrements par agent', 'record', 'always', 9),
    ('events', 'metered', 'Events', 'Événements', 'event', 'day', 10),
    ('stored-bytes', 'configuration', 'Stored events', 'Événements conservés', 'byte', 'always', 11),
    ('actions', 'metered', 'Actions', 'Actions', 'action', 'month', 12),
    ('agents', 'configuration', 'Agents for actions', 'Agents d’action', '', 'always', 13),
    ('integrations', 'configuration', 'Integrations', 'Intégrations', '', 'always', 14),
    ('integration-kinds', 'configuration', 'Services to connect', 'Services à connecter', '', 'always', 15),
    ('custom-integrations', 'boolean', 'Custom integrations', 'Intégrations sur mesure', '', 'always', 16),
    ('reports', 'boolean', 'Detailed reports', 'Rapports détaillés', '', 'always', 17),
    ('support', 'configuration', 'Support', 'Assistance', '', 'always', 18),
    ('availability', 'configuration', 'Promised availability', 'Disponibilité garantie', 'hundredth of a percent', 'always', 19),
    ('white-label', 'boolean', 'White label', 'Marque blanche', '', 'always', 20),
    ('on-premise', 'boolean', 'On-premise', 'Sur site', '', 'always', 21);

insert into plans (key, audience, name_en, name_fr, position, is_start, company_plan) values
    ('starter', 'company', 'Starter', 'Starter', 1, true, 'starter'),
    ('professional', 'company', 'Professional', 'Professional', 2, false, 'professional'),
    ('enterprise', 'company', 'Enterprise', 'Enterprise', 3, false, 'enterprise'),
    ('free', 'personal', 'Free', 'Free', 1, true, 'starter'),
    ('solo', 'personal', 'Solo', 'Solo', 2, false, 'professional'),
    ('pro', 'personal', 'Pro', 'Pro', 3, false, 'professional'),
    ('freelance-enterprise', 'personal', 'Freelance Enterprise', 'Freelance Enterprise', 4, false, 'enterprise');

-- Of before the first version that anybody published: their time is 0.
insert into plan_versions (id, plan, number, state, entitlements, month_price, year_price, currency, trial_days,
    created_at, published_at) values
    ('pvn_00000000000000000000000001', 'starter', 1, 'published', '{"members":6,"guests":5,"domains":1,"networks":1,"policy-agents":1,"unpinned-agents":false,
        "retention-days":7,"advanced-search":false,"agent-records":250000,"events":500000,
        "stored-bytes":5000000000,"actions":1000,"agents":["nox"],"integrations":2,
        "integration-kinds":["slack","jira"],"custom-integrations":false,"reports":false,"support":"none",
        "availability":0,"white-label":false,"on-premise":false}',
        0, 0, 'EUR', 0, 0, 0),
    ('pvn_00000000000000000000000002', 'professional', 1, 'published', '{"members":26,"guests":25,"domains":25,"networks":25,"policy-agents":10,"unpinned-agents":true,
        "retention-days":90,"advanced-search":true,"agent-records":2500000,"events":50000000,
        "stored-bytes":500000000000,"actions":10000,"agents":["nox","atlas","cirrus"],
        "integrations":"unlimited","integration-kinds":["any"],"custom-integrations":false,"reports":true,
        "support":"priority","availability":0,"white-label":false,"on-premise":false}',
        4900, 49000, 'EUR', 0, 0, 0),
    ('pvn_00000000000000000000000003', 'enterprise', 1, 'published', '{"members":"unlimited","guests":"unlimited","domains":"unlimited","networks":"unlimited",
        "policy-agents":"unlimited","unpinned-agents":true,"retention-days":400,"advanced-search":true,
        "agent-records":25000000,"events":500000000,"stored-bytes":10000000000000,"actions":"unlimited",
        "agents":["nox","atlas","cirrus"],"integrations":"unlimited","integration-kinds":["any"],
        "custom-integrations":true,"reports":true,"support":"dedicated","availability":9950,
        "white-label":true,"on-premise":true}',
        null, null, 'EUR', 0, 0, 0),
    ('pvn_00000000000000000000000004', 'free', 1, 'published', '{"members":1,"guests":1,"domains":1,"networks":1,"policy-agents":1,"unpinned-agents":false,
        "retention-days":7,"advanced-search":false,"agent-records":250000,"events":500000,
        "stored-bytes":5000000000,"actions":0,"agents":[],"integrations":0,"integration-kinds":[],
        "custom-integrations":false,"reports":false,"support":"none","availability":0,"white-label":false,
        "on-premise":false}',
        0, 0, 'EUR', 0, 0, 0),
    ('pvn_00000000000000000000000005', 'solo', 1, 'published', '{"members":1,"guests":1,"domains":3,"networks":3,"policy-agents":2,"unpinned-agents":true,
        "retention-days":30,"advanced-search":false,"agent-records":500000,"events":2000000,
        "stored-bytes":50000000000,"actions":2000,"agents":["nox"],"integrations":3,
        "integration-kinds":["any"],"custom-integrations":false,"reports":false,"support":"e-mail",
        "availability":0,"white-label":false,"on-premise":false}',
        1900, 19000, 'EUR', 0, 0, 0),
    ('pvn_00000000000000000000000006', 'pro', 1, 'published', '{"members":1,"guests":3,"domains":25,"networks":25,"policy-agents":10,"unpinned-agents":true,
        "retention-days":90,"advanced-search":true,"agent-records":2500000,"events":50000000,
        "stored-bytes":500000000000,"actions":10000,"agents":["nox","atlas"],"integrations":10,
        "integration-kinds":["any"],"custom-integrations":false,"reports":true,"support":"priority",
        "availability":0,"white-label":false,"on-premise":false}',
        4900, 49000, 'EUR', 0, 0, 0),
    ('pvn_00000000000000000000000007', 'freelance-enterprise', 1, 'published', '{"members":"unlimited","guests":"unlimited","domains":"unlimited","networks":"unlimited",
        "policy-agents":"unlimited","unpinned-agents":true,"retention-days":400,"advanced-search":true,
        "agent-records":25000000,"events":500000000,"stored-bytes":10000000000000,"actions":"unlimited",
        "agents":["nox","atlas","cirrus"],"integrations":"unlimited","integration-kinds":["any"],
        "custom-integrations":false,"reports":true,"support":"dedicated","availability":9950,
        "white-label":true,"on-premise":false}',
        9900, 99000, 'EUR', 0, 0, 0);

alter table tenants add column plan_version_id text references plan_versions (id);
update tenants set plan_version_id =
    (select id from plan_versions where plan_versions.plan = tenants.plan and number = 1);
alter table tenants drop column plan;
create index tenants_plan_version_id on tenants (plan_version_id);

-- Until now everybody sought events by everything.
insert into overrides (id, tenant_id, feature, value, origin, reason, set_by, set_at)
    select 'ovr_' || substr(tenants.id, 5), tenants.id, 'advanced-search', 'true', 'grandfathered',
        'had it before plans decided', '', tenants.created_at
    from tenants join plan_versions on plan_versions.id = tenants.plan_version_id
    where plan_versions.plan in ('starter', 'free', 'solo');

-- The plan that was chosen with a sign-up; empty: the one its audience starts on.
alter table sign_ups add column plan text not null default '';
