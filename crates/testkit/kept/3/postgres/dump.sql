--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: parvis; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA parvis;


--
-- Name: ten_01m7yzmhg0709dy6rve52prp87; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA ten_01m7yzmhg0709dy6rve52prp87;


--
-- Name: ten_01m7yzmhg0pnrrzmjjym924z6q; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA ten_01m7yzmhg0pnrrzmjjym924z6q;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: accounts; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.accounts (
    id text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    password_hash text NOT NULL,
    locale text NOT NULL,
    is_operator boolean DEFAULT false NOT NULL,
    created_at bigint NOT NULL,
    address_problem text,
    address_key text,
    CONSTRAINT accounts_address_problem_check CHECK ((address_problem = ANY (ARRAY['unread'::text, 'invalid'::text, 'taken'::text]))),
    CONSTRAINT accounts_check CHECK (((address_problem IS NOT NULL) OR ((address_key IS NOT NULL) AND (address_key ~~ '_%@_%._%'::text)))),
    CONSTRAINT accounts_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text])))
);


--
-- Name: announcements; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.announcements (
    id text NOT NULL,
    english text NOT NULL,
    french text NOT NULL,
    audience text NOT NULL,
    tenant_id text,
    from_at bigint NOT NULL,
    until_at bigint NOT NULL,
    published_by text NOT NULL,
    created_at bigint NOT NULL,
    withdrawn_at bigint,
    by_mail boolean NOT NULL,
    CONSTRAINT announcements_audience_check CHECK ((audience = ANY (ARRAY['all'::text, 'company'::text, 'personal'::text, 'tenant'::text])))
);


--
-- Name: arrivals; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.arrivals (
    secret_hash text NOT NULL,
    provider_id text NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    email text NOT NULL,
    email_verified boolean NOT NULL,
    next text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    proved_at bigint DEFAULT 0 NOT NULL
);


--
-- Name: audit_heads; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.audit_heads (
    chain text NOT NULL,
    base bigint NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    key_id text DEFAULT ''::text NOT NULL,
    seal text DEFAULT ''::text NOT NULL
);


--
-- Name: audit_keys; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.audit_keys (
    id text NOT NULL,
    sealed text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: audit_log; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.audit_log (
    chain text NOT NULL,
    number bigint NOT NULL,
    version bigint NOT NULL,
    key_id text NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    actor_kind text NOT NULL,
    actor_id text NOT NULL,
    actor_label text NOT NULL,
    behalf_kind text NOT NULL,
    behalf_id text NOT NULL,
    behalf_label text NOT NULL,
    source text NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL,
    target text NOT NULL,
    target_kind text NOT NULL,
    target_label text NOT NULL,
    before text,
    after text,
    request_id text NOT NULL,
    address text NOT NULL,
    tenant_id text,
    decision text,
    previous_hash text NOT NULL,
    hash text NOT NULL
);


--
-- Name: authenticators; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.authenticators (
    id text NOT NULL,
    account_id text NOT NULL,
    secret text NOT NULL,
    confirmed_at bigint,
    last_step bigint DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    told_step bigint DEFAULT 0 NOT NULL
);


--
-- Name: availability_hours; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.availability_hours (
    part text NOT NULL,
    hour bigint NOT NULL,
    minutes bigint NOT NULL,
    CONSTRAINT availability_hours_part_check CHECK ((part = ANY (ARRAY['console'::text, 'ingest'::text])))
);


--
-- Name: billing_contacts; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.billing_contacts (
    tenant_id text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    phone text NOT NULL,
    language text NOT NULL,
    is_business boolean NOT NULL,
    street text NOT NULL,
    postcode text NOT NULL,
    city text NOT NULL,
    country text NOT NULL,
    siren text NOT NULL,
    vat_number text NOT NULL,
    changed_at bigint NOT NULL,
    confirmed_at bigint,
    token_hash text DEFAULT ''::text NOT NULL,
    token_ends_at bigint DEFAULT 0 NOT NULL,
    CONSTRAINT billing_contacts_kind_check CHECK ((kind = ANY (ARRAY['owner'::text, 'billing'::text, 'technical'::text, 'emergency'::text])))
);


--
-- Name: billing_items; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.billing_items (
    id text NOT NULL,
    tenant_id text NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    title_en text NOT NULL,
    title_fr text NOT NULL,
    price bigint NOT NULL,
    currency text NOT NULL,
    opened_at bigint NOT NULL,
    closed_at bigint,
    charged_until bigint,
    CONSTRAINT billing_items_kind_check CHECK ((kind = 'plan'::text))
);


--
-- Name: billing_periods; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.billing_periods (
    tenant_id text NOT NULL,
    starts_at bigint NOT NULL,
    ends_at bigint NOT NULL
);


--
-- Name: bindings; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.bindings (
    tenant_id text NOT NULL,
    account_id text NOT NULL,
    role text NOT NULL,
    scope text NOT NULL,
    ends_at bigint,
    created_at bigint NOT NULL
);


--
-- Name: challenges; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.challenges (
    token_hash text NOT NULL,
    kind text NOT NULL,
    account_id text,
    method text,
    provider_id text,
    state text,
    tries bigint DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    only_tenant text
);


--
-- Name: checkouts; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.checkouts (
    id text NOT NULL,
    invoice_id text NOT NULL,
    amount bigint NOT NULL,
    url text NOT NULL,
    created_at bigint NOT NULL,
    ends_at bigint NOT NULL
);


--
-- Name: collections; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.collections (
    invoice_id text NOT NULL,
    customer_id text NOT NULL,
    method_id text NOT NULL,
    brand text NOT NULL,
    last_four text NOT NULL,
    amount bigint NOT NULL,
    state text NOT NULL,
    problem text NOT NULL,
    asked_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    CONSTRAINT collections_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'failed'::text, 'dropped'::text])))
);


--
-- Name: consents; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.consents (
    id text NOT NULL,
    tenant_id text NOT NULL,
    account_id text NOT NULL,
    email text NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    scope text NOT NULL,
    hours bigint NOT NULL,
    state text NOT NULL,
    asked_at bigint NOT NULL,
    answered_at bigint,
    answered_by text DEFAULT ''::text NOT NULL,
    ends_at bigint,
    looked_at bigint,
    CONSTRAINT consents_kind_check CHECK ((kind = ANY (ARRAY['consent'::text, 'break-glass'::text]))),
    CONSTRAINT consents_scope_check CHECK ((scope = ANY (ARRAY['overview'::text, 'everything'::text]))),
    CONSTRAINT consents_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'given'::text, 'refused'::text, 'revoked'::text])))
);


--
-- Name: devices; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.devices (
    account_id text NOT NULL,
    token_hash text NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: done_requests; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.done_requests (
    key_id text NOT NULL,
    name text NOT NULL,
    begun_at bigint NOT NULL
);


--
-- Name: email_domains; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.email_domains (
    tenant_id text NOT NULL,
    name text NOT NULL,
    challenge text NOT NULL,
    created_at bigint NOT NULL,
    verified_at bigint,
    checked_at bigint,
    missing_since bigint
);


--
-- Name: feature_rates; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.feature_rates (
    feature text NOT NULL,
    aggregation text NOT NULL,
    price bigint,
    per bigint NOT NULL,
    CONSTRAINT feature_rates_aggregation_check CHECK ((aggregation = ANY (ARRAY['sum'::text, 'last'::text, 'max'::text, 'average'::text, 'unique'::text])))
);


--
-- Name: features; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.features (
    key text NOT NULL,
    kind text NOT NULL,
    name_en text NOT NULL,
    name_fr text NOT NULL,
    unit text NOT NULL,
    span text NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT features_kind_check CHECK ((kind = ANY (ARRAY['boolean'::text, 'configuration'::text, 'metered'::text]))),
    CONSTRAINT features_span_check CHECK ((span = ANY (ARRAY['always'::text, 'hour'::text, 'day'::text, 'month'::text, 'period'::text])))
);


--
-- Name: identities; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.identities (
    id text NOT NULL,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    email text NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint NOT NULL
);


--
-- Name: invitations; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.invitations (
    id text NOT NULL,
    tenant_id text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    role text NOT NULL,
    scope text NOT NULL,
    ends_at bigint,
    locale text NOT NULL,
    invited_by text NOT NULL,
    token_hash text,
    mailed_at bigint,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    state text NOT NULL,
    state_changed_at bigint NOT NULL,
    key_id text,
    CONSTRAINT invitations_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text]))),
    CONSTRAINT invitations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'withdrawn'::text, 'replaced'::text])))
);


--
-- Name: invoice_handovers; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.invoice_handovers (
    invoice_id text NOT NULL,
    state text NOT NULL,
    flow_id text NOT NULL,
    reason text NOT NULL,
    changed_at bigint NOT NULL,
    CONSTRAINT invoice_handovers_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'submitted'::text, 'accepted'::text, 'refused'::text])))
);


--
-- Name: invoice_numbers; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.invoice_numbers (
    series text NOT NULL,
    year bigint NOT NULL,
    last bigint NOT NULL
);


--
-- Name: invoice_payments; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.invoice_payments (
    id text NOT NULL,
    invoice_id text NOT NULL,
    amount bigint NOT NULL,
    day bigint NOT NULL,
    reference text NOT NULL,
    noted_by text NOT NULL,
    noted_at bigint NOT NULL,
    provider_id text DEFAULT ''::text NOT NULL
);


--
-- Name: invoice_reminders; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.invoice_reminders (
    invoice_id text NOT NULL,
    step text NOT NULL,
    sent_to text NOT NULL,
    sent_at bigint NOT NULL,
    CONSTRAINT invoice_reminders_step_check CHECK ((step = ANY (ARRAY['before'::text, 'first'::text, 'second'::text, 'last'::text])))
);


--
-- Name: invoices; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.invoices (
    id text NOT NULL,
    tenant_id text NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    issued_at bigint NOT NULL,
    due_at bigint NOT NULL,
    currency text NOT NULL,
    net bigint NOT NULL,
    tax bigint NOT NULL,
    gross bigint NOT NULL,
    paid bigint NOT NULL,
    credited bigint NOT NULL,
    corrects text,
    document text NOT NULL,
    xml text NOT NULL,
    pdf bytea,
    pdf_sha256 text NOT NULL,
    xml_sha256 text NOT NULL,
    kept_until bigint NOT NULL,
    mailed_at bigint,
    refunded bigint DEFAULT 0 NOT NULL,
    CONSTRAINT invoices_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit-note'::text, 'proforma'::text])))
);


--
-- Name: job_steps; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.job_steps (
    job_id text NOT NULL,
    number bigint NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    output text DEFAULT ''::text NOT NULL,
    begun_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT job_steps_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'undone'::text])))
);


--
-- Name: jobs; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.jobs (
    id text NOT NULL,
    data text NOT NULL,
    tries bigint DEFAULT 0 NOT NULL,
    run_at bigint NOT NULL,
    leased_until bigint DEFAULT 0 NOT NULL,
    error text,
    created_at bigint NOT NULL,
    kind text DEFAULT ''::text NOT NULL,
    key text DEFAULT ''::text NOT NULL,
    tenant_id text,
    priority bigint DEFAULT 1 NOT NULL,
    turn bigint DEFAULT 0 NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    fence bigint DEFAULT 0 NOT NULL,
    kills bigint DEFAULT 0 NOT NULL,
    is_undoing boolean DEFAULT false NOT NULL,
    asker text,
    asker_label text DEFAULT ''::text NOT NULL,
    progress bigint,
    waits_for text,
    waits_since bigint,
    result text,
    begun_at bigint,
    ended_at bigint,
    changed_at bigint DEFAULT 0 NOT NULL,
    CONSTRAINT jobs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'undone'::text, 'cancelled'::text])))
);


--
-- Name: limit_requests; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.limit_requests (
    id text NOT NULL,
    tenant_id text NOT NULL,
    feature text NOT NULL,
    plan text NOT NULL,
    wanted text NOT NULL,
    reason text NOT NULL,
    asked_by text NOT NULL,
    asked_at bigint NOT NULL,
    state text NOT NULL,
    answer text NOT NULL,
    answered_by text NOT NULL,
    answered_at bigint,
    CONSTRAINT limit_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'granted'::text, 'declined'::text, 'withdrawn'::text])))
);


--
-- Name: logos; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.logos (
    tenant_id text NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT logos_kind_check CHECK ((kind = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text])))
);


--
-- Name: mail_problems; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.mail_problems (
    place text NOT NULL,
    codes text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: mailed_links; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.mailed_links (
    token_hash text NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    state text NOT NULL,
    made_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    CONSTRAINT mailed_links_kind_check CHECK ((kind = ANY (ARRAY['sign-up'::text, 'password-reset'::text]))),
    CONSTRAINT mailed_links_state_check CHECK ((state = ANY (ARRAY['open'::text, 'used'::text, 'older'::text, 'replaced'::text])))
);


--
-- Name: memberships; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.memberships (
    tenant_id text NOT NULL,
    account_id text NOT NULL,
    created_at bigint NOT NULL,
    place bigint,
    own_limits text DEFAULT '{}'::text NOT NULL
);


--
-- Name: metered_events; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.metered_events (
    tenant_id text NOT NULL,
    name text NOT NULL,
    feature text NOT NULL,
    at bigint NOT NULL,
    claimed_at bigint NOT NULL,
    received_at bigint NOT NULL,
    value bigint NOT NULL,
    subject text NOT NULL
);


--
-- Name: metered_windows; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.metered_windows (
    tenant_id text NOT NULL,
    feature text NOT NULL,
    starts_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    invoiced bigint NOT NULL,
    rate text NOT NULL
);


--
-- Name: migrations; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.migrations (
    number bigint NOT NULL,
    name text NOT NULL
);


--
-- Name: operator_keys; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.operator_keys (
    id text NOT NULL,
    account_id text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    prefix text NOT NULL,
    key_hash text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    last_used_at bigint,
    last_used_address text NOT NULL,
    revoked_at bigint,
    CONSTRAINT operator_keys_role_check CHECK ((role = ANY (ARRAY['everything'::text, 'support'::text, 'billing'::text, 'infrastructure'::text])))
);


--
-- Name: operator_links; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.operator_links (
    token_hash text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);


--
-- Name: operators; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.operators (
    account_id text NOT NULL,
    role text NOT NULL,
    given_at bigint NOT NULL,
    given_by text DEFAULT ''::text NOT NULL,
    CONSTRAINT operators_role_check CHECK ((role = ANY (ARRAY['everything'::text, 'support'::text, 'billing'::text, 'infrastructure'::text])))
);


--
-- Name: overrides; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.overrides (
    id text NOT NULL,
    tenant_id text NOT NULL,
    feature text NOT NULL,
    value text NOT NULL,
    origin text NOT NULL,
    reason text NOT NULL,
    ends_at bigint,
    set_by text NOT NULL,
    set_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT overrides_origin_check CHECK ((origin = ANY (ARRAY['operator'::text, 'grandfathered'::text])))
);


--
-- Name: passkeys; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.passkeys (
    id text NOT NULL,
    account_id text NOT NULL,
    name text NOT NULL,
    credential_id text NOT NULL,
    credential text NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint,
    host text
);


--
-- Name: password_resets; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.password_resets (
    token_hash text NOT NULL,
    account_id text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);


--
-- Name: payment_methods; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.payment_methods (
    tenant_id text NOT NULL,
    customer_id text NOT NULL,
    method_id text NOT NULL,
    brand text NOT NULL,
    last_four text NOT NULL,
    expires_month bigint NOT NULL,
    expires_year bigint NOT NULL,
    is_automatic boolean NOT NULL,
    saved_by text NOT NULL,
    saved_at bigint NOT NULL
);


--
-- Name: payment_setups; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.payment_setups (
    id text NOT NULL,
    tenant_id text NOT NULL,
    url text NOT NULL,
    begun_by text NOT NULL,
    created_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    closed_at bigint
);


--
-- Name: plan_quotes; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.plan_quotes (
    id text NOT NULL,
    tenant_id text NOT NULL,
    version_id text NOT NULL,
    every text NOT NULL,
    made_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    takes_at bigint NOT NULL,
    revision bigint NOT NULL,
    lines text NOT NULL,
    CONSTRAINT plan_quotes_every_check CHECK ((every = ANY (ARRAY['month'::text, 'year'::text])))
);


--
-- Name: plan_versions; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.plan_versions (
    id text NOT NULL,
    plan text NOT NULL,
    number bigint NOT NULL,
    state text NOT NULL,
    entitlements text NOT NULL,
    month_price bigint,
    year_price bigint,
    currency text NOT NULL,
    trial_days bigint NOT NULL,
    created_at bigint NOT NULL,
    published_at bigint,
    retired_at bigint,
    CONSTRAINT plan_versions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text])))
);


--
-- Name: plans; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.plans (
    key text NOT NULL,
    audience text NOT NULL,
    name_en text NOT NULL,
    name_fr text NOT NULL,
    "position" bigint NOT NULL,
    is_start boolean NOT NULL,
    company_plan text NOT NULL,
    CONSTRAINT plans_audience_check CHECK ((audience = ANY (ARRAY['company'::text, 'personal'::text])))
);


--
-- Name: provider_flows; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.provider_flows (
    secret_hash text NOT NULL,
    provider_id text NOT NULL,
    purpose text NOT NULL,
    account_id text,
    state_hash text NOT NULL,
    nonce text NOT NULL,
    verifier text NOT NULL,
    next text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    CONSTRAINT provider_flows_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'link'::text, 'confirm'::text])))
);


--
-- Name: rate_limits; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.rate_limits (
    key text NOT NULL,
    used_until bigint NOT NULL
);


--
-- Name: recovery_codes; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.recovery_codes (
    code_hash text NOT NULL,
    account_id text NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint
);


--
-- Name: refunds; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.refunds (
    id text NOT NULL,
    invoice_id text NOT NULL,
    payment_id text NOT NULL,
    amount bigint NOT NULL,
    reason text NOT NULL,
    is_by_provider boolean NOT NULL,
    state text NOT NULL,
    provider_id text NOT NULL,
    problem text NOT NULL,
    asked_by text NOT NULL,
    asked_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    CONSTRAINT refunds_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'pending'::text, 'done'::text, 'failed'::text])))
);


--
-- Name: roles; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.roles (
    id text NOT NULL,
    tenant_id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    description text NOT NULL,
    permissions text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: schedules; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.schedules (
    name text NOT NULL,
    due_at bigint NOT NULL
);


--
-- Name: secret_keys; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.secret_keys (
    id text NOT NULL,
    sealed text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: servers; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.servers (
    id text NOT NULL,
    version text NOT NULL,
    started_at bigint NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: sessions; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.sessions (
    id text NOT NULL,
    token_hash text NOT NULL,
    account_id text NOT NULL,
    address text NOT NULL,
    user_agent text NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    method text DEFAULT 'password'::text NOT NULL,
    provider_id text,
    second_factor_at bigint,
    confirmed_at bigint DEFAULT 0 NOT NULL,
    view_as_tenant text,
    view_as_account text,
    only_tenant text,
    began_at_host boolean DEFAULT false NOT NULL
);


--
-- Name: sign_ups; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.sign_ups (
    id text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    password_hash text NOT NULL,
    space text NOT NULL,
    slug text NOT NULL,
    kind text NOT NULL,
    locale text NOT NULL,
    account_id text,
    token_hash text,
    code_hash text,
    code_tries bigint DEFAULT 0 NOT NULL,
    mailed_at bigint,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    confirmed_at bigint,
    browser_hash text,
    address text DEFAULT ''::text NOT NULL,
    user_agent text DEFAULT ''::text NOT NULL,
    arrival_hash text,
    replaced_at bigint,
    time_zone text DEFAULT ''::text NOT NULL,
    plan text DEFAULT ''::text NOT NULL,
    CONSTRAINT sign_ups_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'personal'::text]))),
    CONSTRAINT sign_ups_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text])))
);


--
-- Name: subscriptions; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.subscriptions (
    tenant_id text NOT NULL,
    every text NOT NULL,
    anchor_day bigint NOT NULL,
    due_at bigint NOT NULL,
    created_at bigint NOT NULL,
    revision bigint DEFAULT 0 NOT NULL,
    trial_ends_at bigint,
    pending_version_id text,
    pending_every text,
    pending_at bigint,
    is_cancelled boolean DEFAULT false NOT NULL,
    kept text DEFAULT ''::text NOT NULL,
    CONSTRAINT subscriptions_every_check CHECK ((every = ANY (ARRAY['month'::text, 'year'::text])))
);


--
-- Name: support_messages; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.support_messages (
    question_id text NOT NULL,
    number bigint NOT NULL,
    is_answer boolean NOT NULL,
    written_by text NOT NULL,
    text text NOT NULL,
    written_at bigint NOT NULL
);


--
-- Name: support_questions; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.support_questions (
    id text NOT NULL,
    tenant_id text NOT NULL,
    asked_by text NOT NULL,
    asked_email text NOT NULL,
    subject text NOT NULL,
    state text NOT NULL,
    level bigint NOT NULL,
    asked_at bigint NOT NULL,
    since bigint NOT NULL,
    CONSTRAINT support_questions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'closed'::text])))
);


--
-- Name: tenant_providers; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.tenant_providers (
    id text NOT NULL,
    tenant_id text NOT NULL,
    title text NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    client_secret text NOT NULL,
    is_required boolean DEFAULT false NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: tenants; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.tenants (
    id text NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    time_zone text NOT NULL,
    location text NOT NULL,
    state text NOT NULL,
    created_at bigint NOT NULL,
    requires_second_factor boolean DEFAULT false NOT NULL,
    email_domains text DEFAULT ''::text NOT NULL,
    frozen_before bigint,
    frozen_days bigint,
    closed_at bigint,
    plan_version_id text,
    external_reference text DEFAULT ''::text NOT NULL,
    suspended_at bigint,
    suspended_reason text DEFAULT ''::text NOT NULL,
    purge_at bigint,
    purged_at bigint,
    is_billed_elsewhere boolean DEFAULT false NOT NULL,
    ranked_until bigint,
    brand_name text DEFAULT ''::text NOT NULL,
    brand_logo text DEFAULT ''::text NOT NULL,
    brand_sender text DEFAULT ''::text NOT NULL,
    brand_host text DEFAULT ''::text NOT NULL,
    CONSTRAINT tenants_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'personal'::text]))),
    CONSTRAINT tenants_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'ready'::text])))
);


--
-- Name: usage_alerts; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.usage_alerts (
    tenant_id text NOT NULL,
    meter text NOT NULL,
    starts_at bigint NOT NULL,
    step bigint NOT NULL,
    told_at bigint NOT NULL
);


--
-- Name: usage_days; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.usage_days (
    tenant_id text NOT NULL,
    meter text NOT NULL,
    day bigint NOT NULL,
    used bigint NOT NULL,
    held bigint NOT NULL,
    lost bigint NOT NULL,
    quota bigint
);


--
-- Name: usage_keys; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.usage_keys (
    id text NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    key_hash text NOT NULL,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    last_used_at bigint,
    revoked_at bigint
);


--
-- Name: usage_watchers; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.usage_watchers (
    tenant_id text NOT NULL,
    accounts text NOT NULL,
    changed_at bigint NOT NULL
);


--
-- Name: webhook_deliveries; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.webhook_deliveries (
    id text NOT NULL,
    webhook text NOT NULL,
    receiver text DEFAULT ''::text NOT NULL,
    key text NOT NULL,
    tenant_id text,
    topic text NOT NULL,
    body text NOT NULL,
    created_at bigint NOT NULL,
    delivered_at bigint,
    tries bigint DEFAULT 0 NOT NULL,
    host text DEFAULT ''::text NOT NULL,
    status bigint,
    error text DEFAULT ''::text NOT NULL
);


--
-- Name: webhook_rests; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.webhook_rests (
    tenant_id text DEFAULT ''::text NOT NULL,
    host text NOT NULL,
    failures bigint NOT NULL,
    rests_until bigint NOT NULL
);


--
-- Name: webhook_tries; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.webhook_tries (
    delivery_id text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    took bigint NOT NULL,
    host text NOT NULL,
    status bigint,
    error text DEFAULT ''::text NOT NULL,
    answer text DEFAULT ''::text NOT NULL
);


--
-- Name: agent_openings; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.agent_openings (
    agent_id text NOT NULL,
    opening text NOT NULL,
    returns bigint DEFAULT 0 NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: agent_warnings; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.agent_warnings (
    agent_id text NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    detail text NOT NULL,
    times bigint NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL
);


--
-- Name: allowances; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.allowances (
    agent_id text NOT NULL,
    records_until bigint NOT NULL,
    bytes_until bigint NOT NULL
);


--
-- Name: api_keys; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.api_keys (
    id text NOT NULL,
    name text NOT NULL,
    permissions text NOT NULL,
    scope text NOT NULL,
    networks text NOT NULL,
    prefix text NOT NULL,
    key_hash text NOT NULL,
    old_prefix text DEFAULT ''::text NOT NULL,
    old_hash text DEFAULT ''::text NOT NULL,
    old_ends_at bigint,
    account_id text NOT NULL,
    account_email text NOT NULL,
    expires_at bigint,
    last_used_at bigint,
    last_used_address text DEFAULT ''::text NOT NULL,
    created_at bigint NOT NULL,
    revoked_at bigint
);


--
-- Name: audit_heads; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.audit_heads (
    chain text NOT NULL,
    base bigint NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    key_id text DEFAULT ''::text NOT NULL,
    seal text DEFAULT ''::text NOT NULL
);


--
-- Name: audit_log; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.audit_log (
    number bigint NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    source text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    before text,
    after text,
    request_id text NOT NULL,
    address text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    tenant_id text,
    decision text,
    chain text DEFAULT ''::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    key_id text DEFAULT ''::text NOT NULL,
    actor_kind text DEFAULT ''::text NOT NULL,
    actor_id text DEFAULT ''::text NOT NULL,
    actor_label text DEFAULT ''::text NOT NULL,
    behalf_kind text DEFAULT ''::text NOT NULL,
    behalf_id text DEFAULT ''::text NOT NULL,
    behalf_label text DEFAULT ''::text NOT NULL,
    outcome text DEFAULT 'allowed'::text NOT NULL,
    target_kind text DEFAULT ''::text NOT NULL,
    target_label text DEFAULT ''::text NOT NULL
);


--
-- Name: counting; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.counting (
    id bigint NOT NULL,
    time_zone text NOT NULL,
    CONSTRAINT counting_id_check CHECK ((id = 1))
);


--
-- Name: days; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.days (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: domains; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.domains (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL,
    weight bigint DEFAULT 0 NOT NULL,
    CONSTRAINT domains_kind_check CHECK ((kind = ANY (ARRAY['local'::text, 'relay'::text])))
);


--
-- Name: done_steps; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.done_steps (
    job_id text NOT NULL,
    step text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: environments; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.environments (
    id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.events (
    id text NOT NULL,
    agent_id text NOT NULL,
    at bigint NOT NULL,
    received_at bigint NOT NULL,
    state text NOT NULL,
    direction text NOT NULL,
    rule text NOT NULL,
    domain text NOT NULL,
    client_address text NOT NULL,
    client_name text NOT NULL,
    helo_name text NOT NULL,
    sender text NOT NULL,
    sender_domain text NOT NULL,
    recipient text NOT NULL,
    recipient_domain text NOT NULL,
    recipient_count bigint NOT NULL,
    queue_id text NOT NULL,
    instance text NOT NULL,
    size bigint NOT NULL,
    sasl_method text NOT NULL,
    sasl_username text NOT NULL,
    encryption_protocol text NOT NULL,
    record text NOT NULL
);


--
-- Name: gaps; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.gaps (
    agent_id text NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    cause text NOT NULL,
    lost bigint DEFAULT 0 NOT NULL,
    CONSTRAINT gaps_new_cause_check CHECK ((cause = ANY (ARRAY['stopped'::text, 'paused'::text, 'spool-full'::text, 'over-plan'::text])))
);


--
-- Name: held_records; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.held_records (
    id text NOT NULL,
    agent_id text NOT NULL,
    at bigint NOT NULL,
    received_at bigint NOT NULL,
    window_at bigint NOT NULL,
    record text NOT NULL
);


--
-- Name: idempotent_requests; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.idempotent_requests (
    key_id text NOT NULL,
    name text NOT NULL,
    request_hash text NOT NULL,
    is_done boolean DEFAULT false NOT NULL,
    status bigint,
    answer text,
    begun_at bigint NOT NULL
);


--
-- Name: messages; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.messages (
    agent_id text NOT NULL,
    instance text NOT NULL,
    at bigint NOT NULL,
    seen_at bigint NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    recipient_requests bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: migrations; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.migrations (
    number bigint NOT NULL,
    name text NOT NULL
);


--
-- Name: networks; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.networks (
    id text NOT NULL,
    cidr text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL,
    weight bigint DEFAULT 0 NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.outbox (
    id text NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: policy_agents; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.policy_agents (
    id text NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    is_pinned boolean DEFAULT false NOT NULL,
    key_prefix text NOT NULL,
    key_hash text NOT NULL,
    state text NOT NULL,
    version text DEFAULT ''::text NOT NULL,
    last_address text DEFAULT ''::text NOT NULL,
    last_seen_at bigint,
    up_since bigint,
    spool_depth bigint DEFAULT 0 NOT NULL,
    dropped bigint DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    state_changed_at bigint NOT NULL,
    environment_id text,
    opening text DEFAULT ''::text NOT NULL,
    clock_offset bigint DEFAULT 0 NOT NULL,
    refused_connections bigint DEFAULT 0 NOT NULL,
    weight bigint DEFAULT 0 NOT NULL,
    CONSTRAINT policy_agents_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'revoked'::text])))
);


--
-- Name: quarters; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.quarters (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: rejected_records; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.rejected_records (
    agent_id text NOT NULL,
    spool text NOT NULL,
    seq bigint NOT NULL,
    reason text NOT NULL,
    record text NOT NULL,
    received_at bigint NOT NULL
);


--
-- Name: reservations; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.reservations (
    id text NOT NULL,
    meter text NOT NULL,
    who text NOT NULL,
    starts_at bigint NOT NULL,
    amount bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: share_link_opens; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.share_link_opens (
    link_id text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    address text NOT NULL,
    outcome text NOT NULL
);


--
-- Name: share_links; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.share_links (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    query text NOT NULL,
    snapshot text,
    secret_hash text NOT NULL,
    password_hash text,
    view_limit bigint,
    views bigint DEFAULT 0 NOT NULL,
    opens bigint DEFAULT 0 NOT NULL,
    account_id text NOT NULL,
    scope text NOT NULL,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint,
    key_id text,
    maker_kind text DEFAULT ''::text NOT NULL,
    maker_id text DEFAULT ''::text NOT NULL,
    maker_label text DEFAULT ''::text NOT NULL,
    behalf_label text DEFAULT ''::text NOT NULL,
    CONSTRAINT share_links_kind_check CHECK ((kind = ANY (ARRAY['snapshot'::text, 'live'::text])))
);


--
-- Name: spool_runs; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.spool_runs (
    agent_id text NOT NULL,
    spool text NOT NULL,
    run text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: spools; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.spools (
    agent_id text NOT NULL,
    spool text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL
);


--
-- Name: top_days; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.top_days (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_days_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: top_hours; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.top_hours (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_hours_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: usage_counters; Type: TABLE; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE TABLE ten_01m7yzmhg0709dy6rve52prp87.usage_counters (
    meter text NOT NULL,
    who text NOT NULL,
    starts_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used bigint NOT NULL,
    held bigint NOT NULL,
    lost bigint NOT NULL
);


--
-- Name: agent_openings; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.agent_openings (
    agent_id text NOT NULL,
    opening text NOT NULL,
    returns bigint DEFAULT 0 NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: agent_warnings; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.agent_warnings (
    agent_id text NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    detail text NOT NULL,
    times bigint NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL
);


--
-- Name: allowances; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.allowances (
    agent_id text NOT NULL,
    records_until bigint NOT NULL,
    bytes_until bigint NOT NULL
);


--
-- Name: api_keys; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.api_keys (
    id text NOT NULL,
    name text NOT NULL,
    permissions text NOT NULL,
    scope text NOT NULL,
    networks text NOT NULL,
    prefix text NOT NULL,
    key_hash text NOT NULL,
    old_prefix text DEFAULT ''::text NOT NULL,
    old_hash text DEFAULT ''::text NOT NULL,
    old_ends_at bigint,
    account_id text NOT NULL,
    account_email text NOT NULL,
    expires_at bigint,
    last_used_at bigint,
    last_used_address text DEFAULT ''::text NOT NULL,
    created_at bigint NOT NULL,
    revoked_at bigint
);


--
-- Name: audit_heads; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.audit_heads (
    chain text NOT NULL,
    base bigint NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    key_id text DEFAULT ''::text NOT NULL,
    seal text DEFAULT ''::text NOT NULL
);


--
-- Name: audit_log; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log (
    number bigint NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    source text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    before text,
    after text,
    request_id text NOT NULL,
    address text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    tenant_id text,
    decision text,
    chain text DEFAULT ''::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    key_id text DEFAULT ''::text NOT NULL,
    actor_kind text DEFAULT ''::text NOT NULL,
    actor_id text DEFAULT ''::text NOT NULL,
    actor_label text DEFAULT ''::text NOT NULL,
    behalf_kind text DEFAULT ''::text NOT NULL,
    behalf_id text DEFAULT ''::text NOT NULL,
    behalf_label text DEFAULT ''::text NOT NULL,
    outcome text DEFAULT 'allowed'::text NOT NULL,
    target_kind text DEFAULT ''::text NOT NULL,
    target_label text DEFAULT ''::text NOT NULL
);


--
-- Name: counting; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.counting (
    id bigint NOT NULL,
    time_zone text NOT NULL,
    CONSTRAINT counting_id_check CHECK ((id = 1))
);


--
-- Name: days; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.days (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: domains; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.domains (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL,
    weight bigint DEFAULT 0 NOT NULL,
    CONSTRAINT domains_kind_check CHECK ((kind = ANY (ARRAY['local'::text, 'relay'::text])))
);


--
-- Name: done_steps; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.done_steps (
    job_id text NOT NULL,
    step text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: environments; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.environments (
    id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.events (
    id text NOT NULL,
    agent_id text NOT NULL,
    at bigint NOT NULL,
    received_at bigint NOT NULL,
    state text NOT NULL,
    direction text NOT NULL,
    rule text NOT NULL,
    domain text NOT NULL,
    client_address text NOT NULL,
    client_name text NOT NULL,
    helo_name text NOT NULL,
    sender text NOT NULL,
    sender_domain text NOT NULL,
    recipient text NOT NULL,
    recipient_domain text NOT NULL,
    recipient_count bigint NOT NULL,
    queue_id text NOT NULL,
    instance text NOT NULL,
    size bigint NOT NULL,
    sasl_method text NOT NULL,
    sasl_username text NOT NULL,
    encryption_protocol text NOT NULL,
    record text NOT NULL
);


--
-- Name: gaps; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.gaps (
    agent_id text NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    cause text NOT NULL,
    lost bigint DEFAULT 0 NOT NULL,
    CONSTRAINT gaps_new_cause_check CHECK ((cause = ANY (ARRAY['stopped'::text, 'paused'::text, 'spool-full'::text, 'over-plan'::text])))
);


--
-- Name: held_records; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.held_records (
    id text NOT NULL,
    agent_id text NOT NULL,
    at bigint NOT NULL,
    received_at bigint NOT NULL,
    window_at bigint NOT NULL,
    record text NOT NULL
);


--
-- Name: idempotent_requests; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.idempotent_requests (
    key_id text NOT NULL,
    name text NOT NULL,
    request_hash text NOT NULL,
    is_done boolean DEFAULT false NOT NULL,
    status bigint,
    answer text,
    begun_at bigint NOT NULL
);


--
-- Name: messages; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.messages (
    agent_id text NOT NULL,
    instance text NOT NULL,
    at bigint NOT NULL,
    seen_at bigint NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    recipient_requests bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: migrations; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.migrations (
    number bigint NOT NULL,
    name text NOT NULL
);


--
-- Name: networks; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.networks (
    id text NOT NULL,
    cidr text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL,
    weight bigint DEFAULT 0 NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.outbox (
    id text NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: policy_agents; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents (
    id text NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    is_pinned boolean DEFAULT false NOT NULL,
    key_prefix text NOT NULL,
    key_hash text NOT NULL,
    state text NOT NULL,
    version text DEFAULT ''::text NOT NULL,
    last_address text DEFAULT ''::text NOT NULL,
    last_seen_at bigint,
    up_since bigint,
    spool_depth bigint DEFAULT 0 NOT NULL,
    dropped bigint DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    state_changed_at bigint NOT NULL,
    environment_id text,
    opening text DEFAULT ''::text NOT NULL,
    clock_offset bigint DEFAULT 0 NOT NULL,
    refused_connections bigint DEFAULT 0 NOT NULL,
    weight bigint DEFAULT 0 NOT NULL,
    CONSTRAINT policy_agents_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'revoked'::text])))
);


--
-- Name: quarters; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.quarters (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: rejected_records; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.rejected_records (
    agent_id text NOT NULL,
    spool text NOT NULL,
    seq bigint NOT NULL,
    reason text NOT NULL,
    record text NOT NULL,
    received_at bigint NOT NULL
);


--
-- Name: reservations; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.reservations (
    id text NOT NULL,
    meter text NOT NULL,
    who text NOT NULL,
    starts_at bigint NOT NULL,
    amount bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: share_link_opens; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.share_link_opens (
    link_id text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    address text NOT NULL,
    outcome text NOT NULL
);


--
-- Name: share_links; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.share_links (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    query text NOT NULL,
    snapshot text,
    secret_hash text NOT NULL,
    password_hash text,
    view_limit bigint,
    views bigint DEFAULT 0 NOT NULL,
    opens bigint DEFAULT 0 NOT NULL,
    account_id text NOT NULL,
    scope text NOT NULL,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint,
    key_id text,
    maker_kind text DEFAULT ''::text NOT NULL,
    maker_id text DEFAULT ''::text NOT NULL,
    maker_label text DEFAULT ''::text NOT NULL,
    behalf_label text DEFAULT ''::text NOT NULL,
    CONSTRAINT share_links_kind_check CHECK ((kind = ANY (ARRAY['snapshot'::text, 'live'::text])))
);


--
-- Name: spool_runs; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.spool_runs (
    agent_id text NOT NULL,
    spool text NOT NULL,
    run text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: spools; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.spools (
    agent_id text NOT NULL,
    spool text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL
);


--
-- Name: top_days; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.top_days (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_days_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: top_hours; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.top_hours (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_hours_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: usage_counters; Type: TABLE; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE TABLE ten_01m7yzmhg0pnrrzmjjym924z6q.usage_counters (
    meter text NOT NULL,
    who text NOT NULL,
    starts_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used bigint NOT NULL,
    held bigint NOT NULL,
    lost bigint NOT NULL
);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', 'ann@example.test', '$argon2id$v=19$m=19456,t=2,p=1$xFWGPsob+mp4trYjV7915g$mKEM4DETIht8GyM3voDmLh32rCSqVwB+969Ti6NKyNY', 'en', false, 1795262400000000, NULL, 'ann@example.test');
INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg0ceeyz712s2hc9zvh', 'bea@example.test', 'bea@example.test', '$argon2id$v=19$m=19456,t=2,p=1$lDZRU+vrxhYFicXFkHnVCQ$SyyAMcMpNZCmt18yPADrKudLTymXnoktN/4nAUjCLYM', 'en', false, 1795262400000000, NULL, 'bea@example.test');
INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', 'gil@example.test', '$argon2id$v=19$m=19456,t=2,p=1$NhkeOrZ+ES+8vvOyQdl/mQ$p7y6nIApUNkgr53361144gI4MZZFBQbDoKI+syHyt5o', 'en', false, 1795262400000000, NULL, 'gil@example.test');


--
-- Data for Name: announcements; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: arrivals; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: audit_heads; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.audit_heads VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 2, 6, 'a8b9fb78a7cf3aa76eb38faf74ff87c34a4b0d7ef87405164d906e6878a1dc70', 'ed904544', 'd3afc8610003dbe407a3c08dc98d47343e5e4258c58ff07b5a62ff8bca6bba8c');
INSERT INTO parvis.audit_heads VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 10, 16, 'edc9e10bee7c437938d94ed222ae62d9251066a10a9dda4dc28073bd8fc0e635', 'ed904544', '724ed8ffd245bd3011b426e3f4eb39690f3497899126be4a84f98e480c158a30');
INSERT INTO parvis.audit_heads VALUES ('', 0, 11, '1a8563551532d34b5c2e2e5d148fcf816399e1e34857d396abf1bf9cee19afea', 'ed904544', '4173494ff87ebc0f26208d610f37a2450771a5ed95e00db1e0d1908dbcd55deb');


--
-- Data for Name: audit_keys; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.audit_log VALUES ('', 1, 2, 'ed904544', 1795262400000000, '', 'visitor', '', '', '', '', '', 'page', 'sign-ups.start', 'allowed', 'sgn_01m7yzmhg02sh7xnev9xex38yp', 'sign-up', 'ann@example.test', NULL, '{"kind":"company","slug":"kept","space":"Kept"}', 'request-1', '192.0.2.10', NULL, NULL, '', 'fdd084688f8f85b5f899512c3c4adf5245c0e1bce9878b7f2bb0165828cb77ff');
INSERT INTO parvis.audit_log VALUES ('', 2, 2, 'ed904544', 1795262400000000, '', 'visitor', '', '', '', '', '', 'page', 'accounts.create', 'allowed', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'account', 'ann@example.test', NULL, '{"email":"ann@example.test","sign_up":"sgn_01m7yzmhg02sh7xnev9xex38yp"}', 'request-1', '192.0.2.10', NULL, NULL, 'fdd084688f8f85b5f899512c3c4adf5245c0e1bce9878b7f2bb0165828cb77ff', 'd853df5cafd11464ec7ddc5f594b8deb0d1c19f36816fb10dee0eb6d2aa4ad06');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 3, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '', '', '', 'page', 'tenants.create', 'allowed', 'ten_01m7yzmhg0709dy6rve52prp87', 'tenant', 'Kept', NULL, '{"asked_for":null,"kind":"company","name":"Kept","owner":"acc_01m7yzmhg0mdyk38sma7yqta59","plan":"starter","slug":"kept"}', 'request-1', '192.0.2.10', 'ten_01m7yzmhg0709dy6rve52prp87', NULL, '', 'eb67664d47f90d939989b66f1256e090b8acbc948ce8cf2b68cf56d772c68da5');
INSERT INTO parvis.audit_log VALUES ('', 3, 2, 'ed904544', 1795262400000000, '', 'visitor', '', '', '', '', '', 'page', 'sessions.start', 'allowed', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'account', 'ann@example.test', NULL, '{"method":"mail","only_tenant":null,"second_factor":false,"session":"ses_01m7yzmhg04g1n20mw734acka2"}', 'request-1', '192.0.2.10', NULL, NULL, 'd853df5cafd11464ec7ddc5f594b8deb0d1c19f36816fb10dee0eb6d2aa4ad06', 'a35aae76a99a04cf42241cd71f2311308460e70f5ef02f111ff8f1b6a1d02451');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 4, 2, 'ed904544', 1795262400000000, '', 'command-line', '', '', '', '', '', 'cli', 'tenants.set-plan', 'allowed', 'ten_01m7yzmhg0709dy6rve52prp87', 'tenant', 'Kept', '{"plan":"starter","version":1}', '{"billed_every":"month","frozen_until":null,"plan":"professional","requests_granted":0,"version":1}', '', '', 'ten_01m7yzmhg0709dy6rve52prp87', NULL, 'eb67664d47f90d939989b66f1256e090b8acbc948ce8cf2b68cf56d772c68da5', 'fcc5ca4e505a2ab0a0688bb7eb1241bb171331df962e76ac076acc772adce139');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 5, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '', '', '', 'page', 'invitations.send', 'allowed', 'inv_01m7yzmhg03n4r2tgtvbevwbcw', 'invitation', 'cal@example.test', NULL, '{"email":"cal@example.test","given":{"ends_at":null,"role":"viewer","scope":"tenant"},"replaces_older":false}', 'request-1', '192.0.2.10', 'ten_01m7yzmhg0709dy6rve52prp87', '{"permission":"manage-team","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', 'fcc5ca4e505a2ab0a0688bb7eb1241bb171331df962e76ac076acc772adce139', '9c795fd81103cf25d39f64ced227fcae433a4fc96ea12a082814632877358854');
INSERT INTO parvis.audit_log VALUES ('', 4, 2, 'ed904544', 1795262400000000, '', 'command-line', '', '', '', '', '', 'cli', 'accounts.create', 'allowed', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'account', 'bea@example.test', NULL, '{"email":"bea@example.test","operator":false}', '', '', NULL, NULL, 'a35aae76a99a04cf42241cd71f2311308460e70f5ef02f111ff8f1b6a1d02451', '4148aa7ed64e960012e59a4685199622e5cbe6b5c30c582421574cae30aaa17a');
INSERT INTO parvis.audit_log VALUES ('', 5, 2, 'ed904544', 1795262400000000, '', 'visitor', '', '', '', '', '', 'page', 'sessions.start', 'allowed', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'account', 'bea@example.test', NULL, '{"method":"password","only_tenant":null,"second_factor":false,"session":"ses_01m7yzmhg0ty54mnq88snhq6e8"}', 'request-1', '192.0.2.10', NULL, NULL, '4148aa7ed64e960012e59a4685199622e5cbe6b5c30c582421574cae30aaa17a', '1ff7b01281d476ad04633a11b8f7a9d4f610b35fdbf43957ac7cefec45e62d90');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 6, 2, 'ed904544', 1795262400000000, '', 'command-line', '', '', '', '', '', 'cli', 'members.add', 'allowed', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'account', 'bea@example.test', NULL, '{"email":"bea@example.test","ends_at":null,"role":"admin","scope":"tenant"}', '', '', 'ten_01m7yzmhg0709dy6rve52prp87', '{"permission":"manage-team","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '9c795fd81103cf25d39f64ced227fcae433a4fc96ea12a082814632877358854', 'a8b9fb78a7cf3aa76eb38faf74ff87c34a4b0d7ef87405164d906e6878a1dc70');
INSERT INTO parvis.audit_log VALUES ('', 6, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'bea@example.test', '', '', '', 'page', 'authenticators.enrol', 'allowed', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'account', 'bea@example.test', NULL, NULL, 'request-1', '192.0.2.10', NULL, NULL, '1ff7b01281d476ad04633a11b8f7a9d4f610b35fdbf43957ac7cefec45e62d90', 'd9341b1ca23ef159d64ac68920eeb930d55706a5c14b5304ce44235d21646a8d');
INSERT INTO parvis.audit_log VALUES ('', 7, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'bea@example.test', '', '', '', 'page', 'authenticators.confirm', 'allowed', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'account', 'bea@example.test', NULL, NULL, 'request-1', '192.0.2.10', NULL, NULL, 'd9341b1ca23ef159d64ac68920eeb930d55706a5c14b5304ce44235d21646a8d', '700fe164bb528ecdfa1425a6f63de0264493e44713115c26da7738419b35d9ae');
INSERT INTO parvis.audit_log VALUES ('', 8, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'bea@example.test', '', '', '', 'page', 'recovery-codes.renew', 'allowed', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'account', '', NULL, NULL, 'request-1', '192.0.2.10', NULL, NULL, '700fe164bb528ecdfa1425a6f63de0264493e44713115c26da7738419b35d9ae', '0fcc9ab77f2604ee951b3d2a806a4464d492666a02022cd5d41fa52baf379879');
INSERT INTO parvis.audit_log VALUES ('', 9, 2, 'ed904544', 1795262400000000, '', 'visitor', '', '', '', '', '', 'page', 'sign-ups.start', 'allowed', 'sgn_01m7yzmhg038nhfk1fsfbv6tfp', 'sign-up', 'gil@example.test', NULL, '{"kind":"company","slug":"wide","space":"Wide"}', 'request-1', '192.0.2.10', NULL, NULL, '0fcc9ab77f2604ee951b3d2a806a4464d492666a02022cd5d41fa52baf379879', '559da85d35031a4e48eb8912f5b16b8590717509e4f0657b02aba4ecc08381d4');
INSERT INTO parvis.audit_log VALUES ('', 10, 2, 'ed904544', 1795262400000000, '', 'visitor', '', '', '', '', '', 'page', 'accounts.create', 'allowed', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'account', 'gil@example.test', NULL, '{"email":"gil@example.test","sign_up":"sgn_01m7yzmhg038nhfk1fsfbv6tfp"}', 'request-1', '192.0.2.10', NULL, NULL, '559da85d35031a4e48eb8912f5b16b8590717509e4f0657b02aba4ecc08381d4', '55f00a92f36dc2dd93c7b005afe7f980bb02ee9f16671373570fd6b5aa704109');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 11, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'page', 'tenants.create', 'allowed', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 'tenant', 'Wide', NULL, '{"asked_for":null,"kind":"company","name":"Wide","owner":"acc_01m7yzmhg08t9pst1e19sxnky5","plan":"starter","slug":"wide"}', 'request-1', '192.0.2.10', 'ten_01m7yzmhg0pnrrzmjjym924z6q', NULL, '', '0d8251afab565008a88d6144f1f04fe31977534d517275fc83567d9d353a2016');
INSERT INTO parvis.audit_log VALUES ('', 11, 2, 'ed904544', 1795262400000000, '', 'visitor', '', '', '', '', '', 'page', 'sessions.start', 'allowed', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'account', 'gil@example.test', NULL, '{"method":"mail","only_tenant":null,"second_factor":false,"session":"ses_01m7yzmhg0ytp06m6dvaqa9sgg"}', 'request-1', '192.0.2.10', NULL, NULL, '55f00a92f36dc2dd93c7b005afe7f980bb02ee9f16671373570fd6b5aa704109', '1a8563551532d34b5c2e2e5d148fcf816399e1e34857d396abf1bf9cee19afea');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 12, 2, 'ed904544', 1795262400000000, '', 'command-line', '', '', '', '', '', 'cli', 'tenants.set-plan', 'allowed', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 'tenant', 'Wide', '{"plan":"starter","version":1}', '{"billed_every":"month","frozen_until":null,"plan":"professional","requests_granted":0,"version":1}', '', '', 'ten_01m7yzmhg0pnrrzmjjym924z6q', NULL, '0d8251afab565008a88d6144f1f04fe31977534d517275fc83567d9d353a2016', '004c9c15cbf9fdf6789f2b8f844f3f9617a90e5aade1eb380116181555ea59f4');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 13, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'page', 'invoices.set-contact', 'allowed', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 'tenant', 'Wide', NULL, '{"country":"FR","kind":"billing"}', 'request-1', '192.0.2.10', 'ten_01m7yzmhg0pnrrzmjjym924z6q', '{"permission":"manage-invoices","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '004c9c15cbf9fdf6789f2b8f844f3f9617a90e5aade1eb380116181555ea59f4', '5c36ea604540602299d3134738830a15dd33be182d082f06ac01d68a729c396f');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 14, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'page', 'roles.create', 'allowed', 'rol_01m7yzmhg070zjhnxnd7cyth08', 'role', 'Looks at everything', NULL, '{"description":"","name":"Looks at everything","permissions":["view-overview","view-events","view-mail-flow","view-policy-agents"]}', 'request-1', '192.0.2.10', 'ten_01m7yzmhg0pnrrzmjjym924z6q', '{"permission":"manage-roles","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '5c36ea604540602299d3134738830a15dd33be182d082f06ac01d68a729c396f', 'cd8f992a714cd7b3934e08d2310f1d158f0fefa1eac5fc9de617a45293893372');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 15, 2, 'ed904544', 1795262400000000, '', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'page', 'roles.create', 'allowed', 'rol_01m7yzmhg0z4c018d5q3q7ecb8', 'role', 'Looks at the mail flow', NULL, '{"description":"","name":"Looks at the mail flow","permissions":["view-mail-flow"]}', 'request-1', '192.0.2.10', 'ten_01m7yzmhg0pnrrzmjjym924z6q', '{"permission":"manage-roles","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', 'cd8f992a714cd7b3934e08d2310f1d158f0fefa1eac5fc9de617a45293893372', '14f0174e2ae220bc9884c30757f9fd49d7be494512b804cae0af643e65250702');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 16, 2, 'ed904544', 1795262400000000, '', 'job', 'job_01m7yzmhg0mrz0r396qkyqwzj7', 'bill-tenant', '', '', '', 'job', 'invoices.issue', 'allowed', 'ivc_01m7yzmhg0qzq9gc6qh3x1k0fe', 'invoice', 'FA-2026-0001', NULL, '{"currency":"EUR","gross":5782,"number":"FA-2026-0001","xml_sha256":"822c934b3883259ae49d270ddc147995f6fec7e1b8d7ffb31f5ee8d6c124aae6"}', '', '', 'ten_01m7yzmhg0pnrrzmjjym924z6q', NULL, '14f0174e2ae220bc9884c30757f9fd49d7be494512b804cae0af643e65250702', 'edc9e10bee7c437938d94ed222ae62d9251066a10a9dda4dc28073bd8fc0e635');


--
-- Data for Name: authenticators; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.authenticators VALUES ('fac_01m7yzmhg0ybq382wpjjjgsa68', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'ed904544.40015bdddae5bd4332183d275ec3650a8cf58fa1daf655d3d4119c050b5a3150c79790973e2d0d29c889eadb607925a213494d0903ab7ec5038056de', 1795262400000000, 59842080, 1795262400000000, 0);


--
-- Data for Name: availability_hours; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: billing_contacts; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.billing_contacts VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 'billing', 'Acme SARL', 'compta@acme.example', '', 'fr', true, '1 rue Haute', '69001', 'Lyon', 'FR', '404833048', 'FR83404833048', 1795262400000000, NULL, '5477b47c6ef0d2079165b7ff93c42f296faa430c7fda002db74bf3c4cbbae8c6', 1795867200000000);


--
-- Data for Name: billing_items; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.billing_items VALUES ('bit_01m7yzmhg04vnxyr6bjf82e7cc', 'ten_01m7yzmhg0709dy6rve52prp87', 'plan', 'pvn_00000000000000000000000002', 'Professional', 'Professional', 4900, 'EUR', 1795262400000000, NULL, NULL);
INSERT INTO parvis.billing_items VALUES ('bit_01m7yzmhg0e3jct3ej2154pw18', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 'plan', 'pvn_00000000000000000000000002', 'Professional', 'Professional', 4900, 'EUR', 1795262400000000, NULL, 1797811200000000);


--
-- Data for Name: billing_periods; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.billing_periods VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 1795219200000000, 1797811200000000);
INSERT INTO parvis.billing_periods VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 1795219200000000, 1797811200000000);


--
-- Data for Name: bindings; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'owner', 'tenant', NULL, 1795262400000000);
INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 'admin', 'tenant', NULL, 1795262400000000);
INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'owner', 'tenant', NULL, 1795262400000000);


--
-- Data for Name: challenges; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: checkouts; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: collections; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: consents; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: devices; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.devices VALUES ('acc_01m7yzmhg0mdyk38sma7yqta59', '4b9e82338c1e37e6bba2a0a22657fba49f1f80624bdb642b81a634b93f21be1e', 1795262400000000, 1795262400000000);
INSERT INTO parvis.devices VALUES ('acc_01m7yzmhg0ceeyz712s2hc9zvh', '07d4e581bbe58851792cb7b5fd3ee675c56d17f5cd2cb17bff4a6cdc0312bd6f', 1795262400000000, 1795262400000000);
INSERT INTO parvis.devices VALUES ('acc_01m7yzmhg08t9pst1e19sxnky5', '3d45487bedbcc6819e91aa796c4a804bdc6be15f5e8687fd329659c2d1e3ac5b', 1795262400000000, 1795262400000000);


--
-- Data for Name: done_requests; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: email_domains; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: feature_rates; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: features; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.features VALUES ('members', 'configuration', 'Members', 'Membres', 'seat', 'always', 1);
INSERT INTO parvis.features VALUES ('guests', 'configuration', 'Guests', 'Invités', 'seat', 'always', 2);
INSERT INTO parvis.features VALUES ('domains', 'configuration', 'Domains', 'Domaines', '', 'always', 3);
INSERT INTO parvis.features VALUES ('networks', 'configuration', 'Networks', 'Réseaux', '', 'always', 4);
INSERT INTO parvis.features VALUES ('policy-agents', 'configuration', 'Policy agents', 'Agents de messagerie', '', 'always', 5);
INSERT INTO parvis.features VALUES ('unpinned-agents', 'boolean', 'Policy agents from any address', 'Agents de messagerie depuis toute adresse', '', 'always', 6);
INSERT INTO parvis.features VALUES ('retention-days', 'configuration', 'Events are kept', 'Conservation des événements', 'day', 'always', 7);
INSERT INTO parvis.features VALUES ('advanced-search', 'boolean', 'Advanced search', 'Recherche avancée', '', 'always', 8);
INSERT INTO parvis.features VALUES ('agent-records', 'configuration', 'Records of each policy agent', 'Enregistrements par agent', 'record', 'always', 9);
INSERT INTO parvis.features VALUES ('events', 'metered', 'Events', 'Événements', 'event', 'day', 10);
INSERT INTO parvis.features VALUES ('stored-bytes', 'configuration', 'Stored events', 'Événements conservés', 'byte', 'always', 11);
INSERT INTO parvis.features VALUES ('actions', 'metered', 'Actions', 'Actions', 'action', 'month', 12);
INSERT INTO parvis.features VALUES ('agents', 'configuration', 'Agents for actions', 'Agents d’action', '', 'always', 13);
INSERT INTO parvis.features VALUES ('integrations', 'configuration', 'Integrations', 'Intégrations', '', 'always', 14);
INSERT INTO parvis.features VALUES ('integration-kinds', 'configuration', 'Services to connect', 'Services à connecter', '', 'always', 15);
INSERT INTO parvis.features VALUES ('custom-integrations', 'boolean', 'Custom integrations', 'Intégrations sur mesure', '', 'always', 16);
INSERT INTO parvis.features VALUES ('reports', 'boolean', 'Detailed reports', 'Rapports détaillés', '', 'always', 17);
INSERT INTO parvis.features VALUES ('support', 'configuration', 'Support', 'Assistance', '', 'always', 18);
INSERT INTO parvis.features VALUES ('availability', 'configuration', 'Promised availability', 'Disponibilité garantie', 'hundredth of a percent', 'always', 19);
INSERT INTO parvis.features VALUES ('white-label', 'boolean', 'White label', 'Marque blanche', '', 'always', 20);
INSERT INTO parvis.features VALUES ('on-premise', 'boolean', 'On-premise', 'Sur site', '', 'always', 21);


--
-- Data for Name: identities; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: invitations; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.invitations VALUES ('inv_01m7yzmhg03n4r2tgtvbevwbcw', 'ten_01m7yzmhg0709dy6rve52prp87', 'cal@example.test', 'cal@example.test', 'viewer', 'tenant', NULL, 'en', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'c96dae1377698283fb4114574531c8e7f7854095633ce97061bd3276a106ff5c', 1795262400000000, 1795262400000000, 1795867200000000, 'open', 1795262400000000, NULL);


--
-- Data for Name: invoice_handovers; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: invoice_numbers; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.invoice_numbers VALUES ('FA', 2026, 1);


--
-- Data for Name: invoice_payments; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: invoice_reminders; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: invoices; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.invoices VALUES ('ivc_01m7yzmhg0yj5sk7h4b6hf1rat', 'ten_01m7yzmhg0709dy6rve52prp87', 'proforma', '', 1795262400000000, 1797854400000000, 'EUR', 4818, 0, 4818, 0, 0, NULL, '{"kind":"proforma","number":"","language":"en","issued":20778,"due":20808,"from":20778,"to":20807,"seller":{"name":"Passerelle","is_business":true,"form":"SAS au capital de 10 000 €","register":"","street":"12 rue des Ponts","postcode":"75006","city":"Paris","country":"FR","siren":"732829320","vat_number":"FR44732829320","email":"billing@passerelle.example"},"buyer":{"name":"Kept","is_business":false,"form":"","register":"","street":"","postcode":"","city":"","country":"","siren":null,"vat_number":null,"email":""},"lines":[{"title":"Professional","detail":"21 Nov 2026, 12:00:00 to 21 Dec 2026, 00:00:00; 2,548,800 of 2,592,000 seconds at €49.00","quantity":1,"per":1,"unit":4818,"total":4818,"vat":{"category":"O","rate":0},"basis":"share","price":{"minor":4900,"currency":"EUR"},"period":{"start":1795219200000000,"end":1797811200000000},"from":1795262400000000,"to":1797811200000000}],"totals":{"currency":"EUR","taxes":[{"treatment":{"category":"O","rate":0},"base":4818,"tax":0}],"net":4818,"tax":0,"gross":4818},"corrects":null,"transfer":{"iban":"FR7630006000011234567890189","bic":"","holder":""},"notes":[{"note":"PMD","text":"Late payment incurs penalties at three times the French legal rate of interest, due without a reminder."},{"note":"PMT","text":"Fixed compensation for recovery costs: not owed by private persons."},{"note":"AAB","text":"No discount for early payment."},{"note":"TXD","text":"Outside the scope of French VAT, article 259-1 of the French tax code."}],"brand":"Passerelle"}', '', '\x255044462d312e370a25808080800a0a312030206f626a0a3c3c2f547970652f50616765732f436f756e7420312f4b6964735b3135203020525d3e3e0a656e646f626a0a322030206f626a0a3c3c2f547970652f4f7574707574496e74656e742f446573744f757470757450726f66696c65203236203020522f532f4754535f50444641312f4f7574707574436f6e646974696f6e4964656e74696669657228437573746f6d292f4f7574707574436f6e646974696f6e2873524742292f52656769737472794e616d6528292f496e666f28735247422076342e32293e3e0a656e646f626a0a332030206f626a0a5b32203020525d0a656e646f626a0a342030206f626a0a5b2f4943434261736564203236203020525d0a656e646f626a0a352030206f626a0a3c3c2f50726f635365745b2f5044462f546578742f496d616765432f496d616765425d2f436f6c6f7253706163653c3c2f63302034203020523e3e2f466f6e743c3c2f66302036203020522f66312039203020522f6632203132203020523e3e3e3e0a656e646f626a0a362030206f626a0a3c3c2f547970652f466f6e742f537562747970652f54797065302f42617365466f6e742f434e574454522b496e7465722d426f6c642f456e636f64696e672f4964656e746974792d482f44657363656e64616e74466f6e74735b37203020525d2f546f556e69636f6465203137203020523e3e0a656e646f626a0a372030206f626a0a3c3c2f547970652f466f6e742f537562747970652f434944466f6e7454797065322f42617365466f6e742f434e574454522b496e7465722d426f6c642f43494453797374656d496e666f3c3c2f52656769737472792841646f6265292f4f72646572696e67284964656e74697479292f537570706c656d656e7420303e3e2f466f6e7444657363726970746f722038203020522f445720302f434944546f4749444d61702f4964656e746974792f575b302030203635362e323520312031203634372e3934393220322032203538302e3536363420332033203536302e3035383620342034203539352e3730333120352035203430372e323236353620362036203237302e3939363120372037203631332e323831323520382038203339372e393439323220392039203931322e3539373636203130203130203233362e38313634203131203131203237302e39393631203132203132203632322e35353836203133203133203539392e36303934203134203134203538382e33373839203135203135203636372e3438303437203136203136203633302e33373131203137203137203630322e30353038203138203138203638342e35373033203139203139203637362e3236393533203230203230203635302e38373839203231203231203333332e3938343338203232203232203433312e31353233345d3e3e0a656e646f626a0a382030206f626a0a3c3c2f547970652f466f6e7444657363726970746f722f466f6e744e616d652f434e574454522b496e7465722d426f6c642f466c616773203133313037362f466f6e7442426f785b392e373635363235202d3230382e3030373831203835302e3039373636203930362e32355d2f4974616c6963416e676c6520302f417363656e74203936382e37352f44657363656e74202d3234312e32313039342f436170486569676874203732372e35333930362f5374656d56203136382e362f434944536574203136203020522f466f6e7446696c6532203138203020523e3e0a656e646f626a0a392030206f626a0a3c3c2f547970652f466f6e742f537562747970652f54797065302f42617365466f6e742f555a4f4c4b4d2b496e7465722d53656d69426f6c642f456e636f64696e672f4964656e746974792d482f44657363656e64616e74466f6e74735b3130203020525d2f546f556e69636f6465203230203020523e3e0a656e646f626a0a31302030206f626a0a3c3c2f547970652f466f6e742f537562747970652f434944466f6e7454797065322f42617365466f6e742f555a4f4c4b4d2b496e7465722d53656d69426f6c642f43494453797374656d496e666f3c3c2f52656769737472792841646f6265292f4f72646572696e67284964656e74697479292f537570706c656d656e7420303e3e2f466f6e7444657363726970746f72203131203020522f445720302f434944546f4749444d61702f4964656e746974792f575b302030203635362e323520312031203732322e313637393720322032203537342e323138373520332033203335332e303237333420342034203539312e3330383620352035203235312e393533313220362036203630382e3838363720372037203338382e363731383820382038203236312e373138373520392039203534392e33313634203130203130203631322e33303437203131203131203631312e38313634203132203132203634352e3031393533203133203133203339362e3937323636203134203134203632342e3032333434203135203135203636302e3135363235203136203136203631322e33303437203137203137203538362e3931343036203138203138203538322e3531393533203139203139203331382e3834373636203230203230203237362e3835353437203231203231203632352e34383833203232203233203732372e3533393036203234203234203538372e38393036203235203235203930302e33393036203236203236203236312e3731383735203237203237203730332e313235203238203238203632342e3032333434203239203239203737322e39343932203330203330203538382e33373839203331203331203733352e3833393834203332203332203833392e3335353437203333203333203632342e3032333434203334203334203536392e33333539345d3e3e0a656e646f626a0a31312030206f626a0a3c3c2f547970652f466f6e7444657363726970746f722f466f6e744e616d652f555a4f4c4b4d2b496e7465722d53656d69426f6c642f466c616773203133313037362f466f6e7442426f785b392e373635363235202d3231352e3832303331203833332e30303738203930362e32355d2f4974616c6963416e676c6520302f417363656e74203936382e37352f44657363656e74202d3234312e32313039342f436170486569676874203732372e35333930362f5374656d56203134342e322f434944536574203139203020522f466f6e7446696c6532203231203020523e3e0a656e646f626a0a31322030206f626a0a3c3c2f547970652f466f6e742f537562747970652f54797065302f42617365466f6e742f48414f4e474a2b496e7465722d526567756c61722f456e636f64696e672f4964656e746974792d482f44657363656e64616e74466f6e74735b3133203020525d2f546f556e69636f6465203233203020523e3e0a656e646f626a0a31332030206f626a0a3c3c2f547970652f466f6e742f537562747970652f434944466f6e7454797065322f42617365466f6e742f48414f4e474a2b496e7465722d526567756c61722f43494453797374656d496e666f3c3c2f52656769737472792841646f6265292f4f72646572696e67284964656e74697479292f537570706c656d656e7420303e3e2f466f6e7444657363726970746f72203134203020522f445720302f434944546f4749444d61702f4964656e746974792f575b302030203635362e323520312031203630392e3836333320322032203430362e373338323820332033203238312e323520342034203735332e343137393720352035203539392e3630393420362036203536322e3031313720372037203633302e3835393420382038203632302e3131373220392039203732312e36373937203130203130203538332e30303738203131203131203537312e3238393036203132203132203332372e3134383434203133203133203337362e3436343834203134203134203539312e33303836203135203135203631322e33303437203136203136203532372e3833323033203137203137203633382e36373139203138203138203539302e38323033203139203139203536352e3931373937203230203230203539332e32363137203231203231203536312e3532333434203232203232203234322e31383735203233203233203539302e3333323033203234203234203634312e3630313536203235203235203638392e39343134203236203236203631322e33303437203237203237203234322e31383735203238203238203636362e35303339203239203239203236382e35353437203330203330203634332e35353437203331203331203630312e30373432203332203332203631372e36373538203333203333203631382e3635323334203334203334203632302e31313732203335203335203638392e39343134203336203336203634352e35303738203337203337203837352e3937363536203338203338203631322e33303437203339203339203634352e39393631203430203430203631332e3238313235203431203431203936352e38323033203432203432203238382e3038353934203433203433203534352e383938343420343420343420353030203435203435203337302e31313732203436203437203238382e3038353934203438203438203330312e37353738203439203439203831382e33353934203530203530203539312e33303836203531203531203238382e3038353934203532203532203635342e32393639203533203533203536352e34323937203534203534203536322e30313137203535203535203736342e3634383434203536203536203435392e3936303934203537203537203238382e30383539345d3e3e0a656e646f626a0a31342030206f626a0a3c3c2f547970652f466f6e7444657363726970746f722f466f6e744e616d652f48414f4e474a2b496e7465722d526567756c61722f466c616773203133313037362f466f6e7442426f785b30202d3231352e3832303331203930362e3235203930362e32355d2f4974616c6963416e676c6520302f417363656e74203936382e37352f44657363656e74202d3234312e32313039342f436170486569676874203732372e35333930362f5374656d562039352e342f434944536574203232203020522f466f6e7446696c6532203234203020523e3e0a656e646f626a0a31352030206f626a0a3c3c2f547970652f506167652f5265736f75726365732035203020522f4d65646961426f785b302030203539352e3238203834312e38395d2f506172656e742031203020522f436f6e74656e7473203235203020523e3e0a656e646f626a0a31362030206f626a0a3c3c2f4c656e6774682031322f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789cfbffff7f0300097b037e0a656e6473747265616d0a656e646f626a0a31372030206f626a0a3c3c2f4c656e677468203434372f547970652f434d61702f46696c7465722f466c6174654465636f64652f574d6f646520303e3e0a73747265616d0a789c6d934f6fe23010c5ef7c8ad903123db08993026d5521d1001287fe51a976cfc11ed848c48e9ce4c0b75fdbcfa155554b90fc66c67ef36c67fceb6d3f5d2973e069fe3ba5776e4d6f254f8be7b2198dc76b23fb9a75f7c2ac580dd9f6811a6b64cb1d15bbf54e579d2bdd6979ee150f353f953cf1a9d29f055e838abeed4ced921f557776c10902147aa29d72e25577a1f4c695fc61db56463f9070b0d1aa30b56fae1d255183923727ba77a2c74a2b1b95e8e07547222355c92e52f897b573e927ef2f6dc7f54e1f0de5a8527d132bc98de4ddbdb69dbdd0243476438a8fc8bc5ac5b6d2279a0ccd7e49eefba639b36f92d21065adc233f1e65fca9a298986afd1e892c467e8e3d2705c20f9fb6cd400022d4a17699b52b22df589478fa91b4b7adcbab1f48adff259866987a3fc57da502e5c799aced265a02cd05c80f2408b1c748bdc0c34432e03cd912b400bd01674079a83ee416bd02a5016d59f90bb0715a00d680dbdb8ca06b9d8d9161e6e038914955853c0df026b0aef2f4b57e853c05f1ee7c15f7e0782bf0cea02fe72113635ee9edf5e7f8baee7297b6bdd79874b140ecf9f54a5f97a1b1bd3f859e117aef1f045787addfe07a2a103780a656e6473747265616d0a656e646f626a0a31382030206f626a0a3c3c2f4c656e67746820323630332f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789c9d570b5054e7153effbd771f100456f621129565794510907dc212bc8b2010def23022ae2ccbc2220b8bb00868a31b0392262695aa49d4981ada3c8826938c716a12b5a4354d33b5da58333a3675d4d46aac6634ad54a37be9b9775779b4339de9c2bff79cff3fff39dff9cef9ffdd05020041e0051ac29b5d7d4d633f693c8733af02489f733a6c8de98edad7d12011e70c4e9c5046cb5e41bd1ef558679ba7b7392fe80aeafda837badc76db9c7dd126d4afa2ae6bb3f576800ec600821f453dbaddd6e658766c9313f52c00fa7887bbcba334c5e0fe5029aedb3a3a1d1d4ef19601d45da84b20981470f5f41d098be866800c14a0860458087a30433e80452d5313855aaf31ead50a2d2d53cb241abd96e053a3d0eab50a8d3e815f55c4f11a6fa290e1ba30e75f09ccd2777ce5d4fb9c94b067ce70a367cf12961d1d1d07c28ea2c0a2360ea35e6ed4cbb25ec27a4709bb752b37dac1d54b2fdc0196dd68618917add186f0bbc08b365ef6c25e2fbb9765eb49743d7b814585adc77fc0f54100e6a2e814a800ba64ea74a55221178b356abd3add60d0ebe2e3351ad92095f7ce774f6dbcb59f7b8ee459fbcce675d63f8b4e3dfdcdb6ed17378e593a8b8ad62cba371f8082dcf16b4c1ce342563200f262e2e3f5ba6cca984de905473162b1242e9bd2a6cfa51432cc379432f231f4a1b4249452c8954a7268f5882dafe7e54a5b8f31b1cc94596398c1dd98b3f9f3a76adf192ce3fe1a1c55bb91ca6fcd9a61c861238d5529c9c5caa21dee951b8a13a5c1b2b858515a8e469319bba0e1d982a4da21872f6cb7ae2ce54fa67a735f707848302d8d35a72499e762c6a588320d5126f93126c42995da743ed784041eb1c1a0451654220131c252a9fc9c5059837fec8f202a657b5d8d3dbff0d3e1bd6b4fbdd8ffeb5e393726b32d7da2d152f6c5f06bde8bca926dceb4d2524b7ab2292c51fdb3a75cbbab0a37af48cd28ccd6cdcf0c4f54efe86d7fa30e5154208a1e812b1e05a5d7cd3408cc6027a82501ba143c2b88cd6014855254dfbe3b03fddfffbcfde8d68afbd5f4ac2dfa9692d23693a5bb545ff37838098fdafc85720ba13e7897303f5df2c2e9ad5587d3973d9d5fb0be6cc0d69f33d79ca4ad7bbe98ef07ecf5394c1b4408f55668857455b240409997c484cc1bb2aa0c7279714c6efbe38cf537ced52211f74f89d4dcb2c4d7eff740f663c7d0d8f3d8dd643f775a74ea87149ca184ac5ec6acc260dee4bc943315724a9cf0a0a5f8489819e5797b6c6060eced91db0303b747ca5d0683abbcbcd56068550e117aff7b841e1ae27cefede77c43d797efb6d9773df9e42ebb6df772bed3e498459478166240c9829c45c8fc855349fc759351dff9e23f5bf50b677e779421423b373783b15ebe7c6f98f9b0e7b53295f49228d862be57e3cf46fc07c60d8f097c4468f80655aafc0f25f6a94c17606642f212659872b6e3d9a2beed1a4de49addd5cdafafe44e3717992a1770e76d25faea858c95bbd6bc297be7ded6e717d78eacf385521fadaa5bf8a4194ff6a74b6d692b17fbea607c1cd620939f8863c5f1300b6f1831a86e821f11b31e3954faf9454cfe969c80c0534ea24433930fbce879771577ba75d522bb911af4f561dc6fb7ec741c79c697416d73ae353a797f5809e65dc68a7716d8883a027b1b1d1a23d4847cc23592458763b451ececf4988f8999b33356dfe1b6f33d3de7dba8dc7bc310e8d366441337b54f55a214fa411db5e978ca45a134e5f157d2fef6a6aa70eedba078437e52799bd1d8569e54608a97125578d5a69187b5d5d53f57a34bce5b38bb6697036b1ba52d58a05dfe7ca30e6316018842b09f24009578272207b222e6532e833bc17ce5f3dd4b62bee27bc0cb59998f049ee2d18eef65a16842ab69f883ad91454ceb382f490855946c58f5a313eb7b4f3cbd62439922e85a69abd1b8baacc465ca707156311c4eb6b27881feea636e7c207bc502df3eca5bf34a43c34b35953b9a1c2f57f17c7235cc07c8e76c8c6a5429914be3145a43298cde9b179765cd104bb93a9ee1a447974419628f21c37131ab5febc872729e4b41e1a1d9a62cc6e63bdcfe756fef5f78c2e7d6f617c8b0a733c7af8b82457f4349c2df0f1689da488491424d708ec1547853c7c4f23589c5c49992fcfb3a335d5a72ff9899d9d139a76ab5a5696775f5ce264b4b455457d9176b8e705fbff926893de2f91d7d72cf1eeecbe161eae83f940b352de7f6ed3bd7149326bf95b3f820a9b9798b2cfb651ecfb003eb3003eb1084e7192b41b4320d7ec22988cc88157150ee93ebb935b487538bc93c12748b3ecbbdeffb71c818f72fb2d4c5c87f4841fcd6f1ebcc59cc641ea4c222be8362851bd6a89fb869f16e9528f0e2938b99e917c4f4f251bbdee2b86dd5432b7ab66fbef6d28ebf0fbee4593eb46c3be77baba493cde97ae289ae9c459e62d69e61b25b2c7693a951de7eb477e59e96b0a0c843ebba0e3a9d07bbd61d8a0c0a6bd9b3b2f768fb25a39dcd7198331d8bd90613f5aaaece9c559b9e5e9b65aee37b7064fc0645933c7844e87b048b581123a9296c6c2cc411612f2cb4f3036d57225937fcfdca9f588d481647dde04e0673fb48217f35329f7d4f665de14fd326e626f9bd3896f76a99ec353eb7be3e37d766636ed6b26ced720b5b0b0f6e5aec345ab89bf0de4966acfca9e4d7f05043ce01b7aa705558d66da0f9af2c0097d60e6e0d3cf7dc3de0ab94bf23bd82b634d6d2ffc27d92516e2680c273f7c0edbbb80ed35e912296148852619079037299f550ca1c830a3a07bc54127899ab28a7825c52025e7219b34e8235cc3d9c3f0ef3988350215a0645a24750ff12e689d641a6a8051c223d58a9fd304277f13cc126de0f3e57c356f886c49306f20c19229f916b5422fe69a915d43aea43ea739aa675742fbd931e634218356362f2849c23a11f42a00399265350fbf550780f73254c10ca3c0f7e9940306a7e990229ec0ac834cc87e180cce0e7c8f1802c02035c08c86290136540964015991f90a520251b0272104493cd01f91194df0cc82193e4192486fc3620878281ba0a8bc18d79f44127b4403338c103d1900e69f87dd2805215ce38f05908edb8e240ab6828c77737f2e600bb606d816e7c3a71ae13ba504f14bc78d06b1764e2794b45bf2d82453734400aee72431bcef2d66d385271f581f7c72645ca413b1734e277e514c4c32332c352a884121ce649760b1e5a4e46f960ae46d0bb30861b57a3a778f3e35a8099f27f3a3022b634c4d8f03fbd57a3160d369c699cc64e8bc0810d8707751bae3b304b1bcaad38e786267c7f9079ca4369295af052b7b0db22f8f5e3ee12704f6774c2431bdaa50a75f2475e22d8f375a914a279a04788ee7888cd854f3beaeda83904fcdd0fe3450b757208bb0ba1189f6518d5213037e1b9788a87649c99cef24244c68fe849c8a6c69d606a2d8e165cb521ef2e61a527d02f7e1e97201f1582ecc1eca3ff830b7700615300dfd43829425f36ff9fbb02f71577048ec27f7b45e2d0422ee65f803d5186752cc4f341234315b01c911b91c73a42e1af9a28fca52627349c61f2ba3bdd92eef696346d9a11b71f22e303ef332fc0bf014ee767310a656e6473747265616d0a656e646f626a0a31392030206f626a0a3c3c2f4c656e6774682031332f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789cfbffffffff1f000eef04f50a656e6473747265616d0a656e646f626a0a32302030206f626a0a3c3c2f4c656e677468203439372f547970652f434d61702f46696c7465722f466c6174654465636f64652f574d6f646520303e3e0a73747265616d0a789c6d934b6fe2301485f7fc0acf02892e98c4218fb6aa904a00298b3e54aa9975b02f4c2462474eb2e0df8fede3d0d1a891787cf71efbdee35ccf7fbc1f96cf521f69b9fa19b30feaf568042dcb97ba9bcde75b2dc696d4f04a24494ed9fe9175468b9e065656db4a358395564a5c464993e63bc986ce8dfa12b81aac1cfb41b736f9d90c171b5c20c07c4fac92b678335c597c6725bfc8f48d568f8c5bd82959ead635d7cfa2508345efb6e8c1163d354a9a50891d5ddd194f986cc410c87f8bd6ba748b0fd77ea0b65227cd5650c9b10b4a669fe8c3feed0773650bdfd81d937442e6cd48328d3ab3c5d4ec3fc9c3d87517724db2d8474949ff1b39f3af754b2c0a866fd1e092f1afd0e7b5a3b041f4fb45cb09385a1436d277b52053ab33cd9e62fbacd9d3de3e6b57f1bffc2ac5b2e349fca98d97732b8fe3345d7b4a3ce51cb4f254845c8a5c06ca3c253128476e0f2a4039e81ef4007ac09e2bd03328ecb98172072a3d65a1c216ca04b4833274b68712c463e4ee41f057a0171efca13a87bf04f538fca5e893c35f5e80e02f0bbbc05f8a53e2f097861cfce55b10fce52508fed20d08fe0af8e3f097853de1af08bd047f38a504fe0a7496c05f8e734982bf8d7ff9e12dbb3170d37e9b3b311a63e7d20fbb1f3237518da2dbade974e756f98fbf6ed3cd75f4b6ff0b60ed24050a656e6473747265616d0a656e646f626a0a32312030206f626a0a3c3c2f4c656e67746820333334352f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789c9d587954935716bfef5b12148d266429855309619d2a5b08882c26828a800b4450644776d9941ddb828ad2d256ad0bb5d629b89eba4ed5a975692bad3de3a8ed99aaadda999ed64ec73a557bd43a5a15f298fbbe4404ed993f26f1cb77ef7befbbcbeffdee7d1f02018061d00a3c8c2e2e6f2a9afaf6cf47706413c088f292c2bc8290e5f3b6038c74c2b1b0121cd05a54cfa16e46ddaba4a2b6716bf3a8eba817a0beaebc6a7e5e144c4c41fd3eea4915798dd560867b008a38d43d2af32a0ae795b72d461dd7f397abab6a6a233bb65d0150b1f9daea4585d525b2d796a37e1875390c27f13497bf2f3763742341091ad0832f04830922612a8045afd4138dde640837e935465ea957ca0d2623c1bb416334193506932f9bd578338d2dd128715e1ab3cf3846f9fbb659dc7bd489982f5ea43d972e11b3b9a7a71f88b90705336afdd0d34a7b5acde656626eed21e6d5ab694f35cd75ba7c1fcce6168b99b4e26a5c43d853d08a6b5acd97bb5bcddd66732ef1c8355f36a362cec57f001c74028839e239ccc615204f6fd287848599427d7c0c4c14541a3527b01cb895b49d946f3a5b56f6c55b743979f53b12b37b37fd8806d1bb576baeecd9f5af45570fd003577fa6fb0f8ae71e06a041b49dd4ffb3a010ca11a50880c99e3e3ea6d0182e3c8633490e3c6532b96f0c670c798e635018149c2ff36d52f07205a7516bb5e4d3b25df9539b36a4e435478c9d63b6e444296eeb3b8e57cfdcbc22e5c170d7394b34c9759691d189d35c27649b825375d33b2b735e48f071721eede523864ff7f7337b07cf5f62f69ebbaedaa6d918981cfc89b934a66db84a319c77f2b28406593c314675ff6d6e9f58827bea827b88fbe0a257aab5c690b0709d4c66f0f43171ab6ccbbb88101aa98a54f93f3fcf7ff31e21fbf3cfc9f0def3d111c38453239dbbd701e29c8eb91649b9b24c3953a82a4cca0c2deae58e74352c2b348db6151cd7b8f3ceb225bf74171d5995dc57c92b9b27d4a4a5354e8c5f9a169115a7bce9b6f4846e25e1feb497086b27757cbd36657f68f6aa59c9edd6e6b235097a4b60f0bcf6448631f3bb02fd8e8231833d6bd9cec97c1f6d26738ebeb9aaadb7962dbbb5751bfbdd96d11419d99491d11019d9a07b83f07bf61111b9d4bb6f0fb5bd713e7f4751f18efcfced25453bf2991f35d688207b0671523b7052868631473ab9645fa3e42ed862bec8eaca995ce66a5206eba74d6438f56e114e55af4bd40e3b2d3ac74fea4decef873a846b9bcc55e6035e58573230dc63f8cdc53c9498c7f376a6f8864b4861f0bebe8c3792ab015f6aad4ea7d56ad4321917bce42f2d2e77747539b90b13a61f7f67d3a2332b5a3e58a8fdb74b4186b52a21f5e3ae8dcddfe8125616065893a747044d54fa7b6e5a5cb26176fc92390191c9d32282cd2a3fcfcefab2cd19184347ffaf42a6900d5a075b950e2a8431c9c01bd1ddb09abd3944a82b9a5c1e4dc4df7875e06145fe472bb893b6bcead6a8da59dcaade2d44bd6635cba80340c8c08cd09a059f37ba18ec4968500995b684aca47df7044de0a1576af6e4d0be5ab41a83745b2864d31b6fbc91ff61bb2d82eb42bb35680deb54f812cb4a0750a3d487d8b3370caa5783b2931bb7fb5a63d38d3d74159951b8243a7a69d103f15cebf72b577dd7faed941766ce6c8eeb553822e345a18231be4669d418edfba871f044d9d137e2b9ce5c6d98cbe878437c8d45c83e96572af03745a7988aa9b64a897337843a8c450b3e4338a7d519195003a53c98793e6d671b179f6d2d684974712642ff68f5f4979e4dad8f896e489d5b1f15d5a06e27dce1a384b4c566fa71e31e06ecf7cbb45cc8d85651b1795ed6d69292ed392c6e2b627017fdca01acd82bb1e12aadc2166aa27785db3ffcd03b4ab8fd08f74c293a09770ce8f77027e0c670df9b437b077017cfd91a9fc41deb59780d393112bb23d1bb608e682edc454fc8499a4bb49f7b85ba59dc8d8633444db3856c5bf7824b5555971670b9bd5b1e7585d9c801efa15d41270fe01f21630cc19ea853f08f6a33abfba554d51d67ffa81981198d51518d194133a3ff30fc8e2ab565f3409506652c4d313e3f35c42d6f7b69f18e3cf7d08471c6d96d5921e87147ff4d72950480b3e4110b075347aa9029b15959b1715959caccb8d8ccccd8b84c3ba7c866448ab7234536d3bb8ee68d7b4ca7080d52e4269c952af2398e5524db5d83e7a09ac4e34c895ce49fdcf1f215275bdcbf554d2c4d6e5aa375497831aff5ece217ce2e99df9aa456f4bf7c633ddbfdfab4b90d51d10d744a5c5dc2cc31939e5fd878de2f7542d3af870ed3b649597e477abbd69fc8e136246f5c50d6959ed55554bc3115e30ec1338bc56ddf13a255e19ea8c251e226db7e21dec4c93b2d647c88d58b00f1b2dd13cff53daca5678f7f4ac6d6f2b28701ac9b3db6a0c41ac027f5c487f335ca383971416685704ec4caa9e93fe86fbeb38de34392bdfac19957327078592309fce404fd5b6ddf43b2f0e24570d4e62cb4364caa4dc64bbc3af9a3b664aedcb64e3cf703b57c67dbe3e0a66c97500dfe52e5b918d8f1878c926e83088ae7e180d4f19fe12ecf14b62734ad1f334657f5d69cc2ee6cdab768564c66302db346e48cc76671a7e0a5e80deb0a96c7ceddf9a24dc19d2ec90dcb99689bc45d482d0e2d4ab4591d9ec9ca417b8d25e0d86b5e7a075820c53f5aeaee26642422e2cb0e7e5e87af35e184cc09ca2ab5907692647b596dfb84388b22b78afabccb55902adb8c575624928f6de1f2be5be2393a85beb5cc768efbe8545f3322dd8165b143ea82d82bacacdb48c94ac713a391af41499e604e0755aa135ae62ffd7271e3d9e53948176c1873eaa322ebe7a6d5472359b26570c42f33b68df61f3d4c69bb25d3cfb6972bc8d95e52b2356bdee68a8a6d199853717f8b785cfc097b858ed5b0c5a8d3b9e87d7de59e5eac0abd8c8e779ba7fa54cfadb5b90ffae1ddc96f7f464f1f3c48c23e3b414c070fd233279a8e95951d6b6afe70c1820fc9ede335b4e7ebfcd38748daaddb64cea14374e7ed5b74e7fb379baeefdc7dbda9f9faae9dd79a59f7a069c24aec1ecf62eee13a2d768ef0214d442aa596e8319199312347d379ac9f04b8c7b985799d272ed4c3b3685d6178165d78c669d4c858f35421dfd65d7ea1bafa226b2faaf49649a319f7faaf8933a4f737ac772fc799357068a96502f7eb217aab93385bdf2c2e7ed34a9cdfa4b7b5afdce9e2bfe89b96b5c66a5d93c57fd067ecbaf30ada1a8bec7c15a335387a9dbdae5c8c0312d6091f8075a2e0e43c69a20789aad235ca4def16e3bef07ea55bb4bbde2dc2ad123be101fa6099dac74b15a4f2f6562f4386269453face46c257914334a182da36bd4d3894f1b0fcebe477b627256def8ea5e3195bf064d931e864417a680cecf07c4c9aa776ec12a3889212c17980356706d1458dfcd88f9dfdfc20ca5c184216640b3b335ad0af0c868382558811f96f60fc97c8dfe84fd69260aa0aa3d388408ed035ef917b2497449213b66f6ca7581d11db615b22abb316a18fec93b9b2fe6b19dc7fb531e9e93113d3d385bed913a2acd6c8c8d903558988f352e750761041c8b69f1c18104c723eb0de9c332aea2ef0ec4f1e807fd6b7af76dcfff8e02b5b867a97d38fc0e2e7c0fec1e7e43d5405a0a97df0d5bd1a9c87273edea299c48b27a153d80049dc79500bc7209d13d0ddf790cebb839a7b06ea8442982bfc041dc215e810fda1931f87328574311eacd2f801f01576e273afc30e2e1c3a453ce910bd1076097f864e792874a09d0eb11bfd50e8900542b1f03ef88a3f42a7ec0318cbc684952c7b6861ebf05e061be01a519004fcbe44b6927de416a7e362b802ae8debe1ce730f79573e852fe1ebf9cff82bc208412f640be5c246e182e82a2688d5e27ef117994ae62f0b93b0f386361801d558fd6448f6765d01fb10332260bf86d5127e4c26e08e9a5de670cd1e87cce36971d4210b83d6881006371cb20cdc89a74396c36c12e3909dc089ac71c8c3c0836c74c8ce283fb23962903c927892bf3b640584717d100b559847132c8252288612a8050f8c2708ffee0c4369368e14e27d1a54e24c21aef28059f85b857816c27c69b505dfb86b715d158ed7a0ee2759a945ab35300102f15b8cb6d98a3ac887007caa0a2a7094adaec02b10671f59f71fe2c98af70a9c9d844f944301a4a05e8c56ca210fe743d15690146924ce58613a5e91839e1ff7d4f369d2780d8e54e12a8f2116ec318ec3acd93714c231ce208c37ff7f5a1c1c6d2a6a1e1859258e0f45ac54c2250faf5ad4f3709e5961392cc0b12a28c2df4768040c4829b8824975d2d316c9ae3dfe1a29fe27517e6ca102d7054a7b67f73c455a5f2b21cabcd54283e4bd7020b672bccf47bd12b54229feba017f1ed2de154a4f4f8324bccf44af8512828f2d270db13016479e443b18236397c7a0c886fa7d8c543d5ea5d23ee7e32f9b697070c88ee314c42359926b317b8fa7b0a8724458e4886fa89f0089abc5ffe7538e5e48df87bdf07b1f7c17c73782389803f15869291266693017e3352247a622b312211d3350224a09f83f175ec8fa59886900e21b0a99301ee6c164984138b828afab2c0d3206851f26fdcbdf135e87ff02fe88c8300a656e6473747265616d0a656e646f626a0a32322030206f626a0a3c3c2f4c656e6774682031332f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789cfbff1f0cfe000023e107f60a656e6473747265616d0a656e646f626a0a32332030206f626a0a3c3c2f4c656e677468203539332f547970652f434d61702f46696c7465722f466c6174654465636f64652f574d6f646520303e3e0a73747265616d0a789c6d944b6fe2301485f7fc0acf02892e98c4761e6d5521410089451f2ad5cc1a62c344224ee4240bfefdd83e3774a66a241ec7bef79efbd9b1a73fdef6f3a56a8e7a2e7fc6ec5d77cd604b3d2f9e0fed643a5d37e5506bd3bf68adb41a67bb47d6daa6ec74cf8add7a67aade85ee4c7919941e63be0b59e973653e03bc072b86ae6f6a37f951f5173738c3000b3db19d72e6557f65f19d0bf9a56d5735e69171273646154ded9beb261179b0e8cd99ee9de9a932ca92133b7adf09174c55654f2a7c97b5a3f4c9fb6bd7eb7a674e0d938852434b91cc3dd1bbfbdbf5f6ca66a1b13ba6f40933af56695b99339b8dcdfe33b91fdaf6a27d932c0ea3daa8f01b79f89743ad5944c0b751a264fc73e8e3da6a2a10fd7e6ed428385a2cdd48d71e4a6d0fe6ac274fb17b16ec69eb9e8577fc329fe6483b9eca3f071bc2b90b8f6329164109280e25831231541254b2814a83cab6505950790695a30ae5dd43d1dc03aa24504b5449a1565012aa404d8a5c43519f1b28cadb220f913cc61caa70f0a5e885832f0303079fcca1c0275193131f5682832f7b80025f02220ebe94fc888ff2c097933bf115509e4fc44b52e04bc8017c296839f8127426c027e12768ffeea168ff5045802f459f027c29564910df1a8af8e02768ff28127c195649101f8804f804d653802fa75ec0c7a94ff065d40bf804d805f8e43228497c2b28f0e57097b47f7090f2bf3c7a3fc120c197c041d2fb897591b47f787725f8045642826f9587e343e7c41f247f5fdc4e6e3958eb4e76b82ec231f567b232fa76efb44debb3c2275c58e3dde7d5ebf62f34fd62750a656e6473747265616d0a656e646f626a0a32342030206f626a0a3c3c2f4c656e67746820353032392f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789c9d59075c5457ba3fe7de3b0582e8c8144445602862416118c6860e0a436f520404a4ca4817189a9451193052044c141b968d4a54b0309a880a3c53d6f5256e96c4927d66a366634ccf9ab2093a97f7dd3b8394647fbff77bc0bdf7f4f3f5ef7f0e082384cc901691685a566ec5c64bf5b37742cb41848469eaccd40c8f1b09e710124113f2524383b8ce6a01d49740dd519d5752ce5f68ab867a22d47fcd2d484fbde0de9d8d90381aea3579a9e585281efd02f58fa06e979f9a97b97e77dd8750ff0921f29f8505c525572eacff334236f7a0ff7a615166a19adba4436826ec8f78c81c07d029e4af3c2550370509800c7be482dc911c2d47fe08f9d80becb1c85e2e55c8ed453252602fe049e5320c5fa948269789a47217a657e4c4d498212201f4b36dc61e532bf9ab21823847f3b1f2ee5d7af0de3dac540e0e8e20ac1c8482126a2368504b0f6a954a2d566a07b1b2b5951e2ca453f80f7e454a65ad8f126b61348cc1cc2ca485315ae583235ae511a53205dba5281f28a1a24c813f04fdfb11a2c2398fd11c848ae5782521f77476963a70b922a9a79797cc432c1609b95c1e3026da8fbf8fca5f1254131153ed7ba97248a77b5fb3acbd8eee23cebe4ccc48d8b1c52facc8dbaf3abaee4641c1554de4beeb4df4718b93b0036c433473864082c847201548b1dc8968be624e77605fced0b01bc781fef9bdef619c1e214e148c9b09940864d8969048dd08b9400633dc0817992d2112e81f10c9d6bee1ce33cdf844ff23c33f9d8253fca51c3e8733f4dcdfa9a43d2af6509d1bd93eec46462caf3e5d5370b569eef31e4420f5c8132a83ca4553192efd1c9c81c9e90c6fd3454282ebe2e1e5f58269a1584c64767caed57edeb1efb156fb78dfe67695aa7d7361ab4ad56add8aa933673107e4fdecec19fa79ebd1926bf905031a4d7f61feb51246965e20cb402a19ac03a5629995582c917a7929ac64183fa463def9ce593e7bf56cb9d377efd03154b26153d6fb2929ef67117b9f1d0301a1ca916fa876d0c37fa271badc9360682444c2e962a2fec45755d55f1d3ffe75d596af4ee675444474e4b16fa11ec7fcf814c75eba449f7afa943ea53fd1825fbad68fa7b4eca27feabf46ffdc32ba5715ece58064ec5ec6cd586d4ba42649c85612a3da1f939025c14aa83ea96f5f62f0ae9bb5d5efd64cef9bd15452743cce626ee1ce50ed47b5558f3a125aa3235b127c3571ee6b5b85be47f0f45bef60f70ff3322e6852b7d51b7a57c62faaf9b4b5f1b38693097b93d6bf1a274f2af389db9b047431161002162042334082f672fb51b69922c54882c26041840e6c27f1d2f7a59a2fbae99d78fbdfb1fcf809fa3a6ddedfd588a98bbd18efecba40f77ef1257d5ecf5ad810e886b10115d880cb78e9824d81e7d9f346d5cf7027036e15124b822839f6756dd5671df1ddcdd1cf0f9264b4df8eccccd690d8031b57e786897a6caade008320ce9cc1dc57966fbf7320b86349fee9d4f4c3eb33abbae39d43972e8ed60620d3be6eb0afd3c47d253c3772d4e2641e2b09d8911cb5bcc8d6b25849b785877fa28235bcc225c9811e1667c4ebcadb5fd8e0bcf0e240f7f901f2d946ebb355842c740fd644cd07290a479e121a8e1aa29415781cf06725130819b614122e57eae02c27620dfd5d7a6f7f815cec34cb5fda768c4adebf1f9b3feb0bf6e3531de6e6fb5e06ba3bc1506e53f9cc1ae08d22196b1e1291495082ce1e8b398733848a697ca563446d00957c26268bc01709fe1a4d88c197993ff2949a0dbe20365a18e3c72c115eac470b645c2e3163f3e90dfa1d9a88daa08b3dd69e039649579b89770d815bdb550d1b88ce67c7f0d4435a93f706800ec5c87982678825326629b9d492f89d0ffb34de29afb8d398a7f59b6ea9ef114ef7df1ab1b129c0bf292bbb59e5df62dd82a90be731d914b0de96701976eb9e93147834a7bfaaeab23aff4a89666033d09f3bf284fc10f436df48bf8b82b50cd8c4c505b831c546098fdd13b694488cbe42d814f796084f5beb32348d91517d1dafe45e292b3e9a39e34f929cdc0c5d42daeb1ded057fb65e5397e29a189be1b72cd46a81e3ded294dd517e15e1f356a425aa56064be63aee2d4edb17678c88540f702e6174606ff246d6194cecda0bf498ee799897f7a087de8b534a5b7d7cdacae89b9ca1da3b3add3dedc9c8e6b8b8c688e1db467d52b3801fb1310acbaca4a6f00e154f567078adbe1bcf905dabdd7c6a83be4113a10d223a0d695432fdaf03db92aeb41896116f806aea61ad3458cbc918d18bb11ce811e11bc41e0345be65c8e1ccb138797ef85326f34094f18351ce26094204978de989e762652fb22759bb0237644417bdfd832ace9bdcb0eae084e688e8b664bf960517e2c869865619dfad297463b7d67feb0361566fd16af5f2e85792533ad62d7010138f4ed2a1ceee410d9772773dd80ad69230f2987cc0faf95293e5798277415e1bb50f9e0b13d9986c32663a724b92678c6df86e76f7c690dafd611935de9eeab08822ffe9ddf3dbcfc52ed9a55b77dec22aba5e99b133e0a5a00df1363e9b7d57a86d22f6e7a794fb39984fb17470e5aa523d3d825d966e2c5e3c33e2d076c39c0e97a82587c3aa7d0f4c114d7b89e4bb042b9785cd1d1941551018cab824d7197903b2e0a2150432697b29c8cb8cd5b6c89e7df4a4ceb094d86ea8e60c75d1449781998a4a461e835d3c461ebf97ec04eb948e798444624bb2426e3bfa6dbdd95bfcb47deb328f2647d647e8f537763c69ddfd683bd537e5922ea52d2255e7f5ea8ab6ba98daa736ea2bd5d179f2d5e5e10109cbc43259ff2b35d7d4eadecd7965abf254611be4535da72d49daa5ae7cbb08e4ee09b13b12a867901158850c4b314319831dacc0403c89d9f709c71bf4dbb343158e5ee136f4fb2ac2c00467b264edcffd83bf853c6fc2474e9c60b253279d4cd5b0960a9613c5c41e3615b18950cab02b15e049feded923b4f2d5e635ddae28bfdd94bd4d656589976c6af65735676735f90734d3c95cd46bbb3ea089369cbf403f6f094c9a63384fccdf3ca029b992afbe5c55d59f63f410bc1638208d1e02ee604a1ed0e209b6fc3f2071126c1e32880fcf5e81d9c78d18cdc9c6bcc144584726423902c9949beff32039a95af3fc869c2a0a5c9059a4acbc5e5878bdd267739a6b70c87b85bdf457870e6171efe69be45b6d6df427bb7713dd87e77a4b1be8e1ff1aa07fab7758e6702820f0325ef7cdb7785d5fa8c94a70d1382a8bfa47a964f327f5848d1733ff73c4b007dd8c458d1cdc54ba6bf5ea56881ac47ebae30ecee70c957da0d3bd57fcba5fedbaf8ed81c3b789c386d451fb0c84d55f1a6f9ff6223dd964f0200e19d289bb8c8dda74d1165d30ba1a24560612f3fc03ef07a83b4e813ce90ba8c1139942c196f6473ace2037a63126b92d3a727f4145c53a5d904f7964882e867c83aafb787be35f7275451b1afceb1e0b332e94fa67297c4a4323b7a88eaf2a0a0dcaf7566c0cd45cc828bc945d73cec1626ada9ee4cac1029018837b2a58acbb08ad1a8d0ea035f998cf8c23627252b19a9c642af67eb135a42e2a4f5b7a4bb7fd56d9d6ecc8bab0ed5fec496f0d8f6e4f4c6e8f0e6bcf08aff4f7dd12b9768baf5f9530e76a45f2d1dca9fc597da545bd5910c74afb66f1a7e61e4daeb89a73dc47131e551b18581b15aef1210656150507e77b7be7070717ad7a81d7be1cc36b2e32234e610298d4c485c496605d844b7a8c43f10c9deb6b01a65d95349516bd160f30ede530ed9dda9acff625bed99118dc7233dfb734ce236a5762c2aee8c8266186be2cbdae9ed67bc7bbd77ebaabf1f30612fb75d23fdc7a97bef5611e31e09554b63af6d5a4f8bd8900dc40cb635ecf205e6c42bc5022e20cf76fe0e53323bd9cbc226cb0eca6e11180f4a610ba6fe0b710b264d80d99f2c80d631e899233d62415a4511be985fd9c795d5dc37738f38c5ec9cda08a902b8b4324465b918c9acc8be435bed479165b4ad27501957bc5d6c2ecbdf1a94700662404e72dd7576df0295651c9c3ebcb56eca98cae5c1d7d6a9bc192f8b642bd2adfdfe04c8c24157997c71b946c1402d451330e7540d81141da148c0b46bf431dc799d023ecd15bbe084627c745216b083bdd9c21c3c7e322d1d109318840e520918b6c0e98cac804c3b191397a618102b62e279a8a43e9196411adc517f1a20314ffbbe7b4c549fa6f3829905a002205ac44aba820166dca213eb0b885f53bf9784b316227390032c65826f1905e75b15cda6eed5f9156df2db0f2db9a5b7fa7aaf26e63ee569595e0ecb64f9a4d30aac53fa08556ad527b27db8529b43b1fd8c5ada9fde96cf748937fa26def335deb1bb1446ed2d9cab28b5979970a8bcfa533564c6b784a4e270a845338d0e6680472102729469c46f25ca42c441d25d348a578345a384a1d2863b0a54651fa64fa29e1a774d7d7e5955fe2b08f6e61c550b6d8efe512cfca2433be4dfd665deffa9c2b65295b679a77ae510686d946758da0ee33f4d3ab6969d7f1acbe887de5b3e7bbb51def4c2d53ac285bb7b664a54721ada9fc1aafbb7f1baffdb65af719fda823e76e6f9e5dd04a656addc3e6fa8fb6a89ca30d792b12323ef853d5977d799b6ed00f2fbd493f7c67a3ad93799395f30c2230ec5069798322a6393af1583a63f347467ec43d18335114ac0af8043621da609725e1e14be099c2bee181b13e600d0c8666a239e66199c4e45f0a199663a98b29bff27cf0654c6f186af40a9f973cdf5fd1728b4ec217fff69a3cd47583abcaeb04b17d2791f97174bbaf6f7bf4c786dd3ac3ce676b9b7d7c9ad73e63e841842b8588bfb2f904ce0a147a0e3548c4708e80be3b5c6be8119ace110293564ca857409c30e4df5fdf1ea98c167a582e748e0a610e12cf8e513fa66e5b2d32dbcfb188897c2607bca3a5f7e113e8038a87968f3c18a6a1e5087a1ff77028ae0b9a0708e8ef1001e04b91a6b137a979948b712cdb338b74054a551009c0799174d2e97adc395b4a32370596048fc4fbe8ee811db39473e6d8ae9c5d3f5837cbdbd6ce6ed5ec1d0374776f9b78de5cd15ca1eb3c711ba05beb0cc3917d74367e425b67190e1d306cc24fe0e8311c7aa46b5decebc782692e32a1e7d96c3430a267c11fa167fd1c063c9fde70f10578066faf9e089e19de190ba0e601fa9bc7de2bc11bf823d9fcca44432b349bc11863f97b3421499dec3d4c597c34a14bedf5c4b483ff9dee5be0a36a4ccaba7f8e3e84937b768734a6c0113920625b48431b7d813394d39b97521d34dd928a3ba629d46feaaa4f0dae0939b2aa3834b57e34b33bc2ce1c36c63239bd9f8059c377bad85b0d3a96bdd5b08188a4908819fb9b70b9c17a6e939b95222160a61d7bcfe1c9de73fcf0362d72d85013be5845e71ce4584e098948a2320c9bd4ef19af3d869fc5172b2c8dd98df3dad8cdc7287a329ef727df7c90d306e8db70e89e3f3080e79d3e4ddf19d0ddadadbdababbf575b7b4f388a94fae8d7bffd867efdf2b906cceb1fc4bc861df46f03fdf4f00e46feadc42ba42db98ccb45cb500ea30fc21bf790c15c5613441070dc4ab892b6633e41da1a8a589f00ef250fe0778de82bca4a461e89bb75903c40280c7f81be4a8e086bb824e3d951e33cfbdfb2a0209967501047a472f7f0f3f370578d624d9029699478a79e4a66ae81187f44145a5db2b45cb861ea8a9f11c967ee3ad1a3d28656d3f7d0b0c4902b3cc5ff0431b89440c61f98c71ba4a7c3dd67c9b0e4df6ae847937e56729438807a88f6933e2885801407fceaa9f7909aaa455e1c0b5449fd021cbc0b6da7a0ad1da9894e242449d4495d81e731b42d45b99c59d0df07f50694460d202d558312f00fa88aba8cf41c0754c2d1214f18db096d9d9c18047a837678a8bfc2f32f544dfd68da07c641764fe311ecda9d9cf9a89c7a82d4bc3e544984a12320191f0a88267e4142a86b9936221b69b94d48c5d0c3d4392b60cd7a78807eae2daa247b406fd0ce7ec5106110aa64e8806f363a80cec2ef7d3c0dbbe10c7c0eff83b021a28852620f7185f8855c42269375e45e728872a41651be540bd54b7d4f1938ab39119c5ace1ece03ee0aeecbdc2e6e1ff7179e3b2f927798efc05fc2cfe697f10ff28ff32ff007f80633a9d922b35cb32d66a7cd3e33fbdaec27736c3ed5dcc9dcdda4d395a80e59a042f0763c412bc6ba25ea015d620a4e7ea895d52b53c6c81c6ac6320163f69bca245a8cba4c650abcf29ea9cc81fbc7a7a63217d9e0b9a6320f45e3d5a6321ff1f11e53d90cd9e14e53f92528f79bca16e3ca53b003fe87a96c89bcc05cd7a002e0a30215a14d280ba95109b28373e862b807f7825234b464c23710e5434f268cb24311f02e001d64a27476b40fd2c0570d6d45a818ea73d9554a60d562f0c845f09b056b3323348010dd605601ca835666741e3c8ba0777475d7713bad857716ccc945a950f384998b59ba96434f140a8567f9b8d10b278d1f4ff1c49e58b6b518762d80317613563652ba1078677e3d9102a85d0c54a7fd1f778a819a1db4e6a38c4952dbc4ca26159e12a8a7427f2670cfcccf81b602b411dea312717b515a0b239892869dedc3ae6ba4be98a57eb2a4c756c883718b58fd197756b1e3197d45b1bb95a03276f7cc17b4e5c2371deaf950cb64e9d7bcd8cf8ed55f263b3b1085c0371c76cd64e537b672c884151640cb6459bb0365cc63378eb289fb8e49aa149e4dac8cd3e0cdf49499ecc8284715c823922d9700f776bf93458189c28d26fa26eee3c6da6bd6ff7396294ed3afa126f4473f2b11f36f2d21789a3be8301e30c00cc0000140f33ab09138f8ff522c9cfd22c1dbad912fc8cd15accd11641b8e09909b1c7c480c287116dc7929c0dffce0062008709200ad471740fe5331896c51020a0664e1043427220f4ca1b7d034f406e6a0bb949fa6a8c03cbd20b720df2d3db538f3257545a13ad358e669f2372d962d5620f4261ed19da39ad1ff0288d48e2c0a656e6473747265616d0a656e646f626a0a32352030206f626a0a3c3c2f4c656e67746820323038322f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789ced5a4b6f1b3710befb57acd33af53a35430edfd702bdf456c0b7ba9718108a221110c7ff1f9d95965cce902bc9b145384011c4abe5be66be79cff0eba00689ff6ea743304a84383c7cf9f82087876f83142a481d4139fc09de581903e04f1b0268ab876f0fdb8bdfeef0c1bbc78f1b392818ee36cbfb8c1b6c18eebefc757d2fa5c4ff6a54205cb45a814d6b301f353b9af9684730c228231d5cb34b8e1dcdf8f7dd1f17bfdf5dfc79f1f53057321aa5bcb3f4275265a204ce1548ce9592200c616c9d58bf3b7e1a4109138cf6965e989eb9f542830115c2feda138166bb3f537b6036a3f24286188cd9dffc38aa20a473f84df6e6f909a99e8f8f76d223b1b0fb191c4a7e52008332876818406af0c25508c10a4259dc631488ba5b14210b9c49d593f54f05424f253ee7913e0cb1624ddb23ac551aaca2203aefd89d8ab1aa669de9232ee47f4d5edbc3b251ba07e63bfa4e03fda961316f05662d2b983723b3fc84f4e378eb84363b03b92ef47e41def5407e4772377527776d2aff608fbca587063c034bd5f01c36623c2db054331d202bdfd6f2771983cc1747d652d928dd78d764b5ca092755562e096a8a22d61ab768a22b9f01a052063d02a601680f0a9880c08cb7ca0847a31da3100845adcf9b9318b787cd052c01b806aa0e438e7dd151c6e7f32d8385b3e7466f859a329d84b01f831706813359f8a3d6980da9257283ee18a183a6caa8e588de291accf6624a2d3069891e101f868e56bd4c2606116d8cb1749a41f810a5e339e413d118b3c6c22c480df4d82d7f00a584d784a5c5992aa24f8f2d9d4bba363b8f6d5bc3d1a4acd05ec9a8033750b86f7a5890bd10c024d92a8a0054960829a07872fcc4f924968e9e80bfc6f5e64e7b019171e74788b8ea42f2888ff7d441518fbd3d8b1f00f403a122d72ad4134bc8d53299393dcfa073e7985452d7f05b6a66b33836e3ad1158440655dfa90fe979f6b4c0b44337b5a5baae4d47681d667b165ac0265e933ff5d43965a079a81e4a3f71599ebcab2e4fcc7764d66b61c1c725a4fc34ba20b48d4b1680612318111d5ad56ee567c62d946a7535fd795fc8fe91dded4b0c7fc97f7e2cd4100f871d169f517b4fdd56b28674ccee6c87d5ee893159d8aaf1a5e0301f67387916b86d7e71b77a337ba5a97c7139a47c28bf7245ed5c9fd391358a2b0caaced4490d26593e88b216e991b8246aeae405711935964753e6cc13926cfb279318f798ed7e192f6d9c7ea5861d52386918d670b3867d19907401a158fa9c9760599a1e5a4e2ffeb9d89c5b7ad620649119426190a41698bdc46aceafa90fe58573af141b021aa3c16e698bb3d9ff6f692c63e56ace74c65bde3cd4ae975d8529590524bec906ed34b2d42ce59bfa484f039e9f81bfb0fa314198b6ca9d58b8f5aad22cd663127be84d5253fc5344c3d75a1f7689748562617154b66a7215d1ac389e59ddf668506133dca988b2345ae8b00728d754e3ddbf672700ad1c05a42da120db87c959c9258b9d376370a808760903b0bfad479162a70a1ac55ac3f66b07ccacd23f1e66d634a99dcbcf2a979a6de596977ddb664296b33a56a2173551a7947462d3e2080bb316d767c6417b60823d45fa221fd92bfceae2fdf3dbc8af314838cccb71b29b8bb2a3e831e058acd86c257a31624b57ed349cb4679a762ad8f9e5411125536961bcf6d977f426c0561769081e6902903a8877c997329476e779f76343570bbff58e11747380c093851b76b25593c30a08477053da1f26cfa5d023a564dfc32cc025d9cf4b4bb28fa53a8e75d0c2f7c9fe727a5ab2ff02370a480da680838e5cd37e6685da0cf2a97da2d406748b6c808a55b95a6c27b428ba04972522c6da02df68444ca2c4a76aa7c107c6a7a2ddf20cf598e5ade608980428bcd33631c975a93f877b780d4182ef66936fd3fa6a04ceab6b47fb37e0cc5e34da71bfbe2c65bf6edce2eaf393cbdaab3b77394c6aded625ab2b24ab5e1c1b6055ed4bace0d866a769ac75963d5e1523566250344ab759c9f9794a09cc340e8f8be24e263146ccc33448cd2751a6470f1203bbc1e214338692f2d6f0b4aa5df25482f6df567a0a97d5ec5e3b7abd966bf9be77ad50811515aab4f73a4b9e35c99e1667aa459c6c50f12d347dc67d56023ec67c86a280f10c5391263e4d4958d6a25b53b0dd2444f7621053f0e05dd5bd346d25698f67f643192bb212905ee1c0c31e3bd2f6e291e43e9f033baaea93695e646a92f60493e2e3b2d456fe5158eee8373db2386a8e56151d09babd8657bfac9fd79c188d6cefce328b639b5e58fd430753d5eed334ef969c84c69bcbb647b59568433eb7b6fba155a21509c8caec6b5bdf9fbe7475e073c58bb7dc08aab9ffcad48dc2c6f3dd6214777f785cfef81c056856de4c90ed57acb221174458ff2395d3addd2cdf57bd2d20e4a0d1a2ea6a454189471da73c69ceeafad92fe66da82334b5f025b91f58ca997b16ccffd0087375d0b864cb46d63a90fb0f547dccbcf3ee04fc4beaea36215b49e2b82d82853bc4eba273f57ea6e9c87216a07ab5e106c176d32bbebbbe89ff7bca04a357e781e5cad6240461a5a03aeac04bcca878ab56b2ecaddc0e730cac65ccd1be40d16a739489e7244e27eae8766d9704d5b97df0a162a9e4fae2f0d9531c5e09e563d4591cd41faf98cf2293e63eac03a16f4584ba79773b12bd46f43ca5c970b06fdf560fe636552b52570383a2791de62b701c8773a717abfd9c0fcc48b931160a71f3ba7d6c1ffdf4586e76cce79f97739ce0c77dfb3afd7efd8d2a4d3b0a4a4eaffcfe1160b169bd50a82ba26c8d646cacf7d4bb2a9adaa65612ad89ec0374ffeccbb78a31ebf97f2be92b4ce6d454b87bd0abca9738be3ec8df215f8b6da0c4cc7f3987f4a30a656e6473747265616d0a656e646f626a0a32362030206f626a0a3c3c2f4c656e677468203332302f4e20332f52616e67655b30203120302031203020315d2f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789c7d90bd4bc35014c54fac5a95aa831d1c1482162705d1c549a1957612a11fd2d62979e98790c4981729cedac1497110477511c4b98e76f00f100407511037d70a3a6889f73542aaa0f772b93f0ef7c2e100d293ce0cde290386e9d8c94454cee6f272f0190184d18b018c2a8c5b4ba9781a545ca970e6d83a7ed4db1d24b16fa7ca8aa96dbd5cade4e7a5daf67835137f5f3ec7ffd5a71538a3fd49136196ed00924c3c56712cc18bc461565634e22cf1a44d068977845ef2f848b0eaf185603b9d8c11d789e5521bab6d6ce89becdb83701f2a989914ed1e9a1170249140f48f9beed64d8c7a1a1079fdce81176767bcafd002d0f5e8baaf1340701f681eb8eec789eb364f81c00350dff0ffd78f81b906e97bbea61e0297bbc0f0bdaf45e86eb00ad4ae2dc5565a5280a6a3b80634ce80fe1c307443d1ae7e01e3e25fb10a656e6473747265616d0a656e646f626a0a32372030206f626a0a3c3c2f5469746c652850726f666f726d6120696e766f696365292f417574686f7228506173736572656c6c65292f4d6f644461746528443a32303236313132313030303030305a292f4372656174696f6e4461746528443a32303236313132313030303030305a293e3e0a656e646f626a0a32382030206f626a0a3c3c2f4c656e67746820343034312f547970652f4d657461646174612f537562747970652f584d4c3e3e0a73747265616d0a3c3f787061636b657420626567696e3d22efbbbf222069643d2257354d304d7043656869487a7265537a4e54637a6b633964223f3e3c783a786d706d65746120786d6c6e733a783d2261646f62653a6e733a6d6574612f2220783a786d70746b3d22786d702d777269746572223e3c7264663a52444620786d6c6e733a7264663d22687474703a2f2f7777772e77332e6f72672f313939392f30322f32322d7264662d73796e7461782d6e7323223e3c7264663a4465736372697074696f6e207264663a61626f75743d222220786d6c6e733a64633d22687474703a2f2f7075726c2e6f72672f64632f656c656d656e74732f312e312f222020786d6c6e733a786d703d22687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f222020786d6c6e733a73744576743d22687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f73547970652f5265736f757263654576656e7423222020786d6c6e733a786d704d4d3d22687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f6d6d2f222020786d6c6e733a786d705450673d22687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f742f70672f222020786d6c6e733a7064663d22687474703a2f2f6e732e61646f62652e636f6d2f7064662f312e332f222020786d6c6e733a7064666169643d22687474703a2f2f7777772e6169696d2e6f72672f706466612f6e732f69642f222020786d6c6e733a70646661457874656e73696f6e3d22687474703a2f2f7777772e6169696d2e6f72672f706466612f6e732f657874656e73696f6e2f222020786d6c6e733a70646661536368656d613d22687474703a2f2f7777772e6169696d2e6f72672f706466612f6e732f736368656d6123222020786d6c6e733a7064666150726f70657274793d22687474703a2f2f7777772e6169696d2e6f72672f706466612f6e732f70726f70657274792322203e3c64633a7469746c653e3c7264663a416c743e3c7264663a6c6920786d6c3a6c616e673d22782d64656661756c74223e50726f666f726d6120696e766f6963653c2f7264663a6c693e3c2f7264663a416c743e3c2f64633a7469746c653e3c64633a63726561746f723e3c7264663a5365713e3c7264663a6c693e506173736572656c6c653c2f7264663a6c693e3c2f7264663a5365713e3c2f64633a63726561746f723e3c64633a6c616e67756167653e3c7264663a4261673e3c7264663a6c693e656e3c2f7264663a6c693e3c2f7264663a4261673e3c2f64633a6c616e67756167653e3c786d703a4d6f64696679446174653e323032362d31312d32315430303a30303a30305a3c2f786d703a4d6f64696679446174653e3c786d703a437265617465446174653e323032362d31312d32315430303a30303a30305a3c2f786d703a437265617465446174653e3c786d704d4d3a486973746f72793e3c7264663a5365713e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c73744576743a616374696f6e3e73617665643c2f73744576743a616374696f6e3e3c73744576743a7768656e3e323032362d31312d32315430303a30303a30305a3c2f73744576743a7768656e3e3c73744576743a696e7374616e636549443e744f4d52457644673348374870565734366f2b5a73673d3d5f736f757263653c2f73744576743a696e7374616e636549443e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c73744576743a616374696f6e3e636f6e7665727465643c2f73744576743a616374696f6e3e3c73744576743a7768656e3e323032362d31312d32315430303a30303a30305a3c2f73744576743a7768656e3e3c73744576743a696e7374616e636549443e744f4d52457644673348374870565734366f2b5a73673d3d5f736f757263653c2f73744576743a696e7374616e636549443e3c2f7264663a6c693e3c2f7264663a5365713e3c2f786d704d4d3a486973746f72793e3c70646661457874656e73696f6e3a736368656d61733e3c7264663a4261673e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c70646661536368656d613a736368656d613e584d50204d65646961204d616e6167656d656e7420736368656d613c2f70646661536368656d613a736368656d613e3c70646661536368656d613a6e616d6573706163655552493e687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f6d6d2f3c2f70646661536368656d613a6e616d6573706163655552493e3c70646661536368656d613a7072656669783e786d704d4d3c2f70646661536368656d613a7072656669783e3c70646661536368656d613a70726f70657274793e3c7264663a5365713e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e696e7465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e55554944206261736564206964656e74696669657220666f7220737065636966696320696e6361726e6174696f6e206f66206120646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e496e7374616e636549443c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c2f7264663a5365713e3c2f70646661536368656d613a70726f70657274793e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c70646661536368656d613a736368656d613e41646f62652050444620736368656d613c2f70646661536368656d613a736368656d613e3c70646661536368656d613a6e616d6573706163655552493e687474703a2f2f6e732e61646f62652e636f6d2f7064662f312e332f3c2f70646661536368656d613a6e616d6573706163655552493e3c70646661536368656d613a7072656669783e7064663c2f70646661536368656d613a7072656669783e3c70646661536368656d613a70726f70657274793e3c7264663a5365713e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e65787465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e4b6579776f726473206173736f63696174656420776974682074686520646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e4b6579776f7264733c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e696e7465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e56657273696f6e206f6620746865205044462073706563696669636174696f6e20746f2077686963682074686520646f63756d656e7420636f6e666f726d733c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e50444656657273696f6e3c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e696e7465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e4e616d65206f6620746865206170706c69636174696f6e20746861742063726561746564207468652050444620646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e50726f64756365723c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e696e7465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e576865746865722074686520646f63756d656e7420686173206265656e20747261707065643c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e547261707065643c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c2f7264663a5365713e3c2f70646661536368656d613a70726f70657274793e3c2f7264663a6c693e3c2f7264663a4261673e3c2f70646661457874656e73696f6e3a736368656d61733e3c7064666169643a706172743e333c2f7064666169643a706172743e3c7064666169643a636f6e666f726d616e63653e423c2f7064666169643a636f6e666f726d616e63653e3c786d705450673a4e50616765733e313c2f786d705450673a4e50616765733e3c64633a666f726d61743e6170706c69636174696f6e2f7064663c2f64633a666f726d61743e3c786d704d4d3a496e7374616e636549443e744f4d52457644673348374870565734366f2b5a73673d3d3c2f786d704d4d3a496e7374616e636549443e3c786d704d4d3a446f63756d656e7449443e494873546e7666434f55476f36634c32417645322f773d3d3c2f786d704d4d3a446f63756d656e7449443e3c786d704d4d3a52656e646974696f6e436c6173733e70726f6f663c2f786d704d4d3a52656e646974696f6e436c6173733e3c7064663a50444656657273696f6e3e312e373c2f7064663a50444656657273696f6e3e3c2f7264663a4465736372697074696f6e3e3c2f7264663a5244463e3c2f783a786d706d6574613e3c3f787061636b657420656e643d2272223f3e0a656e6473747265616d0a656e646f626a0a32392030206f626a0a3c3c2f547970652f436174616c6f672f50616765732031203020522f4d65746164617461203238203020522f4f7574707574496e74656e74732033203020522f4c616e6728656e293e3e0a656e646f626a0a787265660a302033300a3030303030303030303020363535333520660d0a30303030303030303136203030303030206e0d0a30303030303030303638203030303030206e0d0a30303030303030323330203030303030206e0d0a30303030303030323533203030303030206e0d0a30303030303030323837203030303030206e0d0a30303030303030343031203030303030206e0d0a30303030303030353332203030303030206e0d0a30303030303031303537203030303030206e0d0a30303030303031323934203030303030206e0d0a30303030303031343330203030303030206e0d0a30303030303032313338203030303030206e0d0a30303030303032333739203030303030206e0d0a30303030303032353135203030303030206e0d0a30303030303033353630203030303030206e0d0a30303030303033373930203030303030206e0d0a30303030303033383934203030303030206e0d0a30303030303033393734203030303030206e0d0a30303030303034353038203030303030206e0d0a30303030303037313831203030303030206e0d0a30303030303037323632203030303030206e0d0a30303030303037383436203030303030206e0d0a30303030303131323631203030303030206e0d0a30303030303131333432203030303030206e0d0a30303030303132303232203030303030206e0d0a30303030303137313231203030303030206e0d0a30303030303139323733203030303030206e0d0a30303030303139363835203030303030206e0d0a30303030303139383038203030303030206e0d0a30303030303233393236203030303030206e0d0a747261696c65720a3c3c2f53697a652033302f526f6f74203239203020522f496e666f203237203020522f49445b28494873546e7666434f55476f36634c32417645322f773d3d2928744f4d52457644673348374870565734366f2b5a73673d3d295d3e3e0a7374617274787265660a32343031370a2525454f46', '83c9ed931831214cbd393d15848b0e5b2cf93e5aaaaf3a2a75897261fd5322f1', '', 2110881600000000, NULL, 0);
INSERT INTO parvis.invoices VALUES ('ivc_01m7yzmhg0qzq9gc6qh3x1k0fe', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 'invoice', 'FA-2026-0001', 1795262400000000, 1797854400000000, 'EUR', 4818, 964, 5782, 0, 0, NULL, '{"kind":"invoice","number":"FA-2026-0001","language":"fr","issued":20778,"due":20808,"from":20778,"to":20807,"seller":{"name":"Passerelle","is_business":true,"form":"SAS au capital de 10 000 €","register":"","street":"12 rue des Ponts","postcode":"75006","city":"Paris","country":"FR","siren":"732829320","vat_number":"FR44732829320","email":"billing@passerelle.example"},"buyer":{"name":"Acme SARL","is_business":true,"form":"","register":"","street":"1 rue Haute","postcode":"69001","city":"Lyon","country":"FR","siren":"404833048","vat_number":"FR83404833048","email":"compta@acme.example"},"lines":[{"title":"Professional","detail":"du 21 nov. 2026 12:00:00 au 21 déc. 2026 00:00:00 ; 2 548 800 secondes sur 2 592 000 à 49,00 €","quantity":1,"per":1,"unit":4818,"total":4818,"vat":{"category":"S","rate":2000},"basis":"share","price":{"minor":4900,"currency":"EUR"},"period":{"start":1795219200000000,"end":1797811200000000},"from":1795262400000000,"to":1797811200000000}],"totals":{"currency":"EUR","taxes":[{"treatment":{"category":"S","rate":2000},"base":4818,"tax":964}],"net":4818,"tax":964,"gross":5782},"corrects":null,"transfer":{"iban":"FR7630006000011234567890189","bic":"","holder":""},"notes":[{"note":"PMD","text":"Tout retard de paiement entraîne des pénalités au taux de trois fois le taux d’intérêt légal, exigibles sans rappel."},{"note":"PMT","text":"Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."},{"note":"AAB","text":"Pas d’escompte pour paiement anticipé."}],"brand":"Passerelle"}', '<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"><rsm:ExchangedDocumentContext><ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>S1</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext><rsm:ExchangedDocument><ram:ID>FA-2026-0001</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20261121</udt:DateTimeString></ram:IssueDateTime><ram:IncludedNote><ram:Content>Tout retard de paiement entraîne des pénalités au taux de trois fois le taux d’intérêt légal, exigibles sans rappel.</ram:Content><ram:SubjectCode>PMD</ram:SubjectCode></ram:IncludedNote><ram:IncludedNote><ram:Content>Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.</ram:Content><ram:SubjectCode>PMT</ram:SubjectCode></ram:IncludedNote><ram:IncludedNote><ram:Content>Pas d’escompte pour paiement anticipé.</ram:Content><ram:SubjectCode>AAB</ram:SubjectCode></ram:IncludedNote></rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:Name>Professional</ram:Name><ram:Description>du 21 nov. 2026 12:00:00 au 21 déc. 2026 00:00:00 ; 2 548 800 secondes sur 2 592 000 à 49,00 €</ram:Description></ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>48.18</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>48.18</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem><ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Passerelle</ram:Name><ram:Description>SAS au capital de 10 000 €</ram:Description><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">732829320</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:PostcodeCode>75006</ram:PostcodeCode><ram:LineOne>12 rue des Ponts</ram:LineOne><ram:CityName>Paris</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress><ram:URIUniversalCommunication><ram:URIID schemeID="0225">732829320</ram:URIID></ram:URIUniversalCommunication><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR44732829320</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty><ram:BuyerTradeParty><ram:Name>Acme SARL</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">404833048</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:PostcodeCode>69001</ram:PostcodeCode><ram:LineOne>1 rue Haute</ram:LineOne><ram:CityName>Lyon</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress><ram:URIUniversalCommunication><ram:URIID schemeID="0225">404833048</ram:URIID></ram:URIUniversalCommunication><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR83404833048</ram:ID></ram:SpecifiedTaxRegistration></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime><udt:DateTimeString format="102">20261121</udt:DateTimeString></ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery><ram:ApplicableHeaderTradeSettlement><ram:PaymentReference>FA-2026-0001</ram:PaymentReference><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>FR7630006000011234567890189</ram:IBANID><ram:AccountName></ram:AccountName></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans><ram:ApplicableTradeTax><ram:CalculatedAmount>9.64</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>48.18</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:BillingSpecifiedPeriod><ram:StartDateTime><udt:DateTimeString format="102">20261121</udt:DateTimeString></ram:StartDateTime><ram:EndDateTime><udt:DateTimeString format="102">20261220</udt:DateTimeString></ram:EndDateTime></ram:BillingSpecifiedPeriod><ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20261221</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms><ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>48.18</ram:LineTotalAmount><ram:TaxBasisTotalAmount>48.18</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">9.64</ram:TaxTotalAmount><ram:GrandTotalAmount>57.82</ram:GrandTotalAmount><ram:DuePayableAmount>57.82</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>', '\x255044462d312e370a25808080800a0a312030206f626a0a3c3c2f547970652f50616765732f436f756e7420312f4b6964735b3135203020525d3e3e0a656e646f626a0a322030206f626a0a3c3c2f547970652f4f7574707574496e74656e742f446573744f757470757450726f66696c65203238203020522f532f4754535f50444641312f4f7574707574436f6e646974696f6e4964656e74696669657228437573746f6d292f4f7574707574436f6e646974696f6e2873524742292f52656769737472794e616d6528292f496e666f28735247422076342e32293e3e0a656e646f626a0a332030206f626a0a5b32203020525d0a656e646f626a0a342030206f626a0a5b2f4943434261736564203238203020525d0a656e646f626a0a352030206f626a0a3c3c2f50726f635365745b2f5044462f546578742f496d616765432f496d616765425d2f436f6c6f7253706163653c3c2f63302034203020523e3e2f466f6e743c3c2f66302036203020522f66312039203020522f6632203132203020523e3e3e3e0a656e646f626a0a362030206f626a0a3c3c2f547970652f466f6e742f537562747970652f54797065302f42617365466f6e742f4157484752462b496e7465722d426f6c642f456e636f64696e672f4964656e746974792d482f44657363656e64616e74466f6e74735b37203020525d2f546f556e69636f6465203138203020523e3e0a656e646f626a0a372030206f626a0a3c3c2f547970652f466f6e742f537562747970652f434944466f6e7454797065322f42617365466f6e742f4157484752462b496e7465722d426f6c642f43494453797374656d496e666f3c3c2f52656769737472792841646f6265292f4f72646572696e67284964656e74697479292f537570706c656d656e7420303e3e2f466f6e7444657363726970746f722038203020522f445720302f434944546f4749444d61702f4964656e746974792f575b302030203635362e323520312031203634372e3934393220322032203538302e3536363420332033203536302e3035383620342034203539352e3730333120352035203430372e323236353620362036203237302e3939363120372037203538362e393134303620382038203538382e3337383920392039203336362e3231303934203130203130203632322e35353836203131203131203233362e38313634203132203132203734362e3538323033203133203133203436372e3737333434203134203134203632392e38383238203135203135203637342e33313634203136203136203634392e3431343036203137203137203433312e3135323334203138203138203736322e3230373033203139203139203538302e35363634203230203230203633302e33373131203231203231203630322e30353038203232203232203632322e30373033203233203233203538312e3534323937203234203234203333332e3938343338203235203235203635302e38373839203236203236203233362e38313634203237203237203638342e353730335d3e3e0a656e646f626a0a382030206f626a0a3c3c2f547970652f466f6e7444657363726970746f722f466f6e744e616d652f4157484752462b496e7465722d426f6c642f466c616773203133313037362f466f6e7442426f785b392e373635363235202d3230382e3030373831203732322e3635363235203930362e32355d2f4974616c6963416e676c6520302f417363656e74203936382e37352f44657363656e74202d3234312e32313039342f436170486569676874203732372e35333930362f5374656d56203136382e362f434944536574203137203020522f466f6e7446696c6532203139203020523e3e0a656e646f626a0a392030206f626a0a3c3c2f547970652f466f6e742f537562747970652f54797065302f42617365466f6e742f58424951584b2b496e7465722d53656d69426f6c642f456e636f64696e672f4964656e746974792d482f44657363656e64616e74466f6e74735b3130203020525d2f546f556e69636f6465203231203020523e3e0a656e646f626a0a31302030206f626a0a3c3c2f547970652f466f6e742f537562747970652f434944466f6e7454797065322f42617365466f6e742f58424951584b2b496e7465722d53656d69426f6c642f43494453797374656d496e666f3c3c2f52656769737472792841646f6265292f4f72646572696e67284964656e74697479292f537570706c656d656e7420303e3e2f466f6e7444657363726970746f72203131203020522f445720302f434944546f4749444d61702f4964656e746974792f575b302030203635362e323520312031203732322e313637393720322032203537342e323138373520332033203335332e303237333420342034203539312e3330383620352035203235312e393533313220362036203632342e303233343420372037203239332e3934353320382038203539312e3330383620392039203930302e33393036203130203130203236312e3731383735203131203131203534392e33313634203132203132203630382e38383637203133203133203631312e38313634203134203134203732372e3533393036203135203135203339362e3937323636203136203136203632352e34383833203137203137203236312e3731383735203138203138203538362e3931343036203139203139203634352e3031393533203230203230203630352e3436383735203231203231203631322e33303437203232203232203732372e3533393036203233203233203538322e3531393533203234203234203635302e33393036203235203235203635322e3334333735203236203236203536352e34323937203237203237203737322e39343932203238203238203536382e3834373636203239203239203636302e3135363235203330203330203732372e3533393036203331203331203932322e33363333203332203332203734352e3630353437203333203333203539312e33303836203334203334203632342e30323334345d3e3e0a656e646f626a0a31312030206f626a0a3c3c2f547970652f466f6e7444657363726970746f722f466f6e744e616d652f58424951584b2b496e7465722d53656d69426f6c642f466c616773203133313037362f466f6e7442426f785b392e373635363235202d3231352e3832303331203834392e31323131203934362e37373733345d2f4974616c6963416e676c6520302f417363656e74203936382e37352f44657363656e74202d3234312e32313039342f436170486569676874203732372e35333930362f5374656d56203134342e322f434944536574203230203020522f466f6e7446696c6532203232203020523e3e0a656e646f626a0a31322030206f626a0a3c3c2f547970652f466f6e742f537562747970652f54797065302f42617365466f6e742f435a584548412b496e7465722d526567756c61722f456e636f64696e672f4964656e746974792d482f44657363656e64616e74466f6e74735b3133203020525d2f546f556e69636f6465203234203020523e3e0a656e646f626a0a31332030206f626a0a3c3c2f547970652f466f6e742f537562747970652f434944466f6e7454797065322f42617365466f6e742f435a584548412b496e7465722d526567756c61722f43494453797374656d496e666f3c3c2f52656769737472792841646f6265292f4f72646572696e67284964656e74697479292f537570706c656d656e7420303e3e2f466f6e7444657363726970746f72203134203020522f445720302f434944546f4749444d61702f4964656e746974792f575b302030203635362e323520312031203630392e3836333320322032203430362e373338323820332033203238312e323520342034203539302e3832303320352035203539392e3630393420362036203536322e3031313720372037203238382e303835393420382038203633302e3835393420392039203632302e31313732203130203130203631322e33303437203131203131203538332e30303738203132203132203537312e3238393036203133203133203539312e33303836203134203134203536312e3532333434203135203135203337362e3436343834203136203136203538332e30303738203137203137203532372e3833323033203138203138203633382e36373139203139203139203332372e3134383434203230203230203536352e3931373937203231203231203539332e32363137203232203232203234322e31383735203233203233203539302e3333323033203234203234203634312e3630313536203235203235203638392e39343134203236203236203631322e33303437203237203237203234322e31383735203238203238203636362e35303339203239203239203236382e35353437203330203330203634332e35353437203331203331203630312e30373432203332203332203735332e3431373937203333203333203631372e36373538203334203334203631382e3635323334203335203335203632302e31313732203336203336203435352e35363634203337203337203634352e35303738203338203338203638392e39343134203339203339203634352e39393631203430203430203631322e33303437203431203431203631332e3238313235203432203432203936352e38323033203433203433203534352e3839383434203434203434203837352e3937363536203435203435203734332e3136343036203436203436203536352e34323937203437203437203536322e30313137203438203438203238382e3038353934203439203439203238312e3235203530203530203938312e39333336203531203531203337302e31313732203532203532203238382e3038353934203533203533203330312e37353738203534203534203536312e3532333434203535203535203733302e3436383735203536203536203238382e3038353934203537203537203635342e32393639203538203538203435392e3936303934203539203539203234322e31383735203630203630203236302e37343232203631203631203538332e30303738203632203632203238382e30383539345d3e3e0a656e646f626a0a31342030206f626a0a3c3c2f547970652f466f6e7444657363726970746f722f466f6e744e616d652f435a584548412b496e7465722d526567756c61722f466c616773203133313037362f466f6e7442426f785b2d33352e3135363235202d3231352e3832303331203930362e3235203930362e32355d2f4974616c6963416e676c6520302f417363656e74203936382e37352f44657363656e74202d3234312e32313039342f436170486569676874203732372e35333930362f5374656d562039352e342f434944536574203233203020522f466f6e7446696c6532203235203020523e3e0a656e646f626a0a31352030206f626a0a3c3c2f547970652f506167652f5265736f75726365732035203020522f4d65646961426f785b302030203539352e3238203834312e38395d2f506172656e742031203020522f436f6e74656e7473203236203020523e3e0a656e646f626a0a31362030206f626a0a3c3c2f547970652f46696c65737065632f46286661637475722d782e786d6c292f5546286661637475722d782e786d6c292f45463c3c2f46203237203020522f5546203237203020523e3e2f414652656c6174696f6e736869702f416c7465726e61746976652f4465736328466163747572652046412d323032362d30303031293e3e0a656e646f626a0a31372030206f626a0a3c3c2f4c656e6774682031322f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789cfbffffff3f0009f903fc0a656e6473747265616d0a656e646f626a0a31382030206f626a0a3c3c2f4c656e677468203436362f547970652f434d61702f46696c7465722f466c6174654465636f64652f574d6f646520303e3e0a73747265616d0a789c6d93cb6ee2301486f73cc59905125d308913206d5521d1005216bda85433eb101f9848c48e9c64c1db8feddfa1a3512d41f29dfb2f9f4c7fbc1fe61ba98f3c4f7fc6f4c19d1e4cc5f3fca56c27d3e9565743c3aa7f65962c476ff748add155c73de5c5b650756f430b555d06c963cc7721cf7caed55780eb41f9d0f5bab1cecfbabf58e30c06f23351216df3babf527c67437eb1e96aad1e4958d82999ebc60dd74da2d083a277dbf4609b9e6a254de84447d77722129275d507f2ff556355bae4c3b5ebb929d449538a2839b42192ec893eec6bd79b2bcdfc607724f904cf9b916c6a75a6d938ec3fcec3d0b617764352ecadaca47f464efc6bd9304541f0cd1a5492f8327d5e5b0e05a2df2f5a8e203062652d5d5b566c4a75e6c9536ccf9a9ef6f6ac5dc7fffc4986b4e3a9fa531a1f2e6c781c2fe3b5a7c4d34a80524f590a5ac0b7042de14b402bf87250e669b102ddc317aa3c206f01da8042cd674f499825479530cb16be2d68e7290dddf720e4891884ee02fa525411d0b7d881a06f17f2a02f0b14f43d80a02fc59c02fad20c047d09b40be84bef41d0b709359dbe24dee4fe6ac21db84b72bb78db8a6a30c66e8d5f45bf02eebe6bc5b79d6e75ebb2fccf7f0ce377e5e86dff175f0210e60a656e6473747265616d0a656e646f626a0a31392030206f626a0a3c3c2f4c656e67746820323937332f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789c9d570b54136716beffcc8440b4819424e85295100856de094990504dc2fb2d82601152020683f29204096a3556906e418ff86aa5d5565bb50aedb6b56eed1e74e9d6daba756bebdaa3a76bbb6ab5edba5a1fbb7ab49861ef4ce2b37bce9eb33399ccbdffe3deef3eff04080004801b68089ad7d051976a3a9a8823afe0e019bbcd3a576dabd806205a8a633a3b0ec8c3245b917f1ff9087ba3d3b5a26dec2ce44f21bfb4a1b9d63ae5c3d83e8031a5c81b1badae1648819bc86f403eacc9da682b3ff49c1d79dc4f1f6d697638cb1d7bcf0204ba717e654babadc5eed7db0510c4202f0411c966abe95b4223a27b0c2420030544412268c100590026854441640aad52af55c834b44421112ab51a826fa54ca3d5c894da286e5616c971dc129904e7f931ef8c6f94bee59941bdc3fa13e3c993ecf0a953c4681c1e1e05621c46c288dc280cbbd961b7d1e82646f73031ae5dcb0eb7b0d5fe676e81d1b8dc64246e5c8d6b08b70bdcb8c66d3cf39adbf89ad1584dc2aa8d678cc818abf10338df0dc09c151c8710008744a196cb65523f3fa542ab50eb74da24954aa9947453197b7e7e76f9b541f6059261e93018165bfe2638bee2fbf51bce2ebf696acdcb5b387d640a0005e9a3179948a601bd321520235ca5d2264da3f4d3282d2f28dccf4f18398dd2a827523209da2ba6f49c0ead98168a2999542e27fbe7efb666b4bf58626dd74f2e4a4e29d33dc65e9eb0ead3672bf67417b1e745a115cba9ac05a98fe9ccc6f1fad2b8987c79dec6e6aa65f993fd4592c808418259a94c8988ad793e3bbaa2cfe6097c39a928eeafc9d5860e51d05811ed1f61888b364c448b0b116502a28cf6628c8a94cb356aced6a8280eb14ea7412f840878c4082b24c4eb132ab5fbcbce6012226faa2cabcdcaf968fb6b8b8eafe9fc934bcade945867e6ce35151dd9bed57d565eb0de9e50586852c724074e56bcfa6cc3cba539abe6c44fcd999634252568b262a3ab694725a2284614edbcaf38149436e9711def19cc0485d0e72e19e715c4a6d30bc414d53170ababf3faeb4d07d716df99458febd5d6171436269bda0ab5654f0591a0d05547e4bd847af72dc2accb5c7d626de990ba7c4556f692a22e6ba779a2215a53d993cfe503e6fa04a61182f978cb34bcb921129f42899b848f9dd46709d149a5f9e1e94d4f31968fedf30502f6df427f437da6a7d32b810c62c6d098f398dd64903d2138fe4b1c8e78b3690e52015ee90afee9a64f78aa28abe755c1710f5b7ddb73087cf6cf43fb231fb63f441047f34878cb317b04629a72eebed1d5756377ed9bcf9506b1ff0850e9b2a26734eaf58d33a2b39355fe2424a8f4b9ddf23e420fbe4de8bea4ea17ca926232127f53d66fabed9f1daac98ed53cdd333709f3533a7a95fab3c08ec8d17a137a3a582191720ed68760ce87abb4d480a7be9fc4c4eb25d382a2d5b5b16fbec7582e5c20a291bf6b3501ccd9c0b16f6ce6b0bb47af334b190bc87d592ef189d1719482d660b210e7dbcf9098068bb1464f62d9f38c24669fd8766025f5a9a7d1be485f9f4b758f6c2721ab5f4254d8e1049fa1cfb89e020ea2200a5a454569fc28214d634748241eb29612b16f5d897e3a312da1e4c91f82e950cee1d4b11e9277e81376eff39e445271e50a8c8e422fd542abe96a3f214ce47a18626dc288f40b7e8049285b4bb016efe696c297e95c6e0b8532856c2915945e95986a4fcbb027b3a7bb2ef56fbdb4d2b46bf3596ad16972c5bc605e6a5a7552b23da7ef64dbc2c32b4ab61fe9fd6ecc0857f596d14b02216a08e47464844770b18cd0a899c765528a89badb467c31a5de1b626fae594344434364cc9ad5ec8d0395cbd3d29657ce719bcd6ee93e32ebfa3552fefb0fd83dd7aeb303fb3caef3afbff183abe3c21baf9f77f974315fa3ae70d0787dcf278eb762153e2d1aaec778edbaafdddb61a8c1852776d5946efdeeb7ebcff588d913c1edb36bbad345e10bd715771e73f5deda95eb4c373b73f596ac28739b347f3719f7972132f9cb06c7c74b8ae638bf5e6fb2242ef9a6f7c58b5dd7b33af2f35c595372abf5391d395c4e5421bccb1845a1b72a9402492475993d266207480e172de693eb64dc8fbe8e2b58872b43f91a2198f3ca388acf1c128771e7ba633729252723720b54938463fc49323bc096c6cf284f8df21b2bc41a12a73cbfd35e3234984a7d8e593058d0f7bbc50d87b7693c255c06f03dd84fe9a7426f71a7d6046807ce736ed6c27c88f5260715400957f9bc9bb82071a9af8a524a821f89959b44896505cb9e59fac512d7172be62c2b92055c2c5ca0d7cf2f2a68489edac05afc6028c662c4e3e68f7f6047bba6cd89f50c50eeb2976a6a3695956cacb3bd588ad64e62cb9877b1567e835af52172ec657aa208c67029910c56103185da5d1991a996a97efe6c25993e141efd4466a82ee21031b091e1f3b7b6a4da59e7b98020f1b4e454c6ea196a3aed727ddb48a58f4cace8cc96709ec79c7805fda9f2f573c5444a73df12616430f6209aef73e85aae913b375fe961c814da347f7a9ec39cd65690b6249cfd398b5ee56957f94fde526d1b5896d9735bbaf0f0f214ac385751d192746d6c022dbec376eb32b357bebf60d34f5da8370f2babd21b7107d162db969077a9064f1c23f1ac638e8aee8cc2481c179176b68d8cc05946084f8c1e1f09c4eec365f129be26e3613a5f33fcb9a3d7de3f7f10a850c6e3fd55093d1a26aa7f17cbae9fd537a77dc3aa8b9b36feb37b93f3e9bef20dac675741abd1ecc8cd7598a73bf38db553936b4da6dae4e4b9d2a683aeaa2df58101e3f72f76ecb3dbf73916ef1f1f1058bfa5ca75b0e99cbed668b619526c69c69a64ea95a44a436a855a5d916aa84c42e42958eb22444ea3d5787299840a3de19f38ea7ed7d6f9fae9dd4e20670ab2ee2419e8c2823b870cccc6d609a5f34d759b67cdda5c67aa2f0e75141d5978803dbd73278938e0fc8c3eb6650bfbd5f6edd4c17fc91395f5df0c0c7c53179e20bd664edb47caae626ff82083aba11d741df5a4f70c2a0956d03b669398fd38d4e0d9c0cd6e632e51663f257f42d18a60d2fc0591f73097889e3d82b3bde432ada6bee567f10ca0d59e0aeadbab5781fbedc980b95cf44bc03381a93780f607ee3ab7a87badefbde5f65e4f89748fff8fb896e6eb8bbb709f70987d1c40e6bcbdf7c66d9c8747ae490223c916c44337b303d2992550c81c8262da0c6e2a1adccc7b38be0f8aa99f41ca8c809b5cc0fe701b12e983d02b104193c00616811a2cb403aafcc67b6508c6e0beaf6012f30b5431bb208f1a847681162cfcdec590422d851da8771b2703dff3612d7c4f54a486ac247d64273943315434dec55405d5437d448b69253d93b6d0fdf4e78c900965229815787fc29c60be67bc7e99049d30165a30eae421cbbcbc18de467f10064f7de07ce5a5098890f3d214f843bf8fa6610a6cf7d10c48e1a88f16800ecef8683f9012b98f16422999e2a3fdc19f2cf3d101104656f9e83148eff4d1631fa01f23e1e4b08f16838efa09d2a019ede88056a8877960072784811a12f014d621558a23367ce7e0b9e944aa15e919f8dd8c3eb4412dbfda046df8b6e3582b38909fcc4b71a25407febf88c77b1ecae656b4410dc4e1ae6668c4516e75233ef1387b57fa930f6832e3ba06980b49b8278147648099500205f8181e58177b6fe58328ef8e95f1bc037534e36cd843d2bcb862d152ee4e023d624b408c35ff53fa2ce4c2c08a23731ff14e3def032b3e4ee4ad386f432bad482fc0b166a8c3efbb96c7dda366e20a8e6ae3779b78b95edc0e1ef7a31ebd2fa111d7c5f371f26acee4d7737129e1b539f1bce3b4dbee616bc0772df24dc8d978fc6df7f485f171b2f1bb73201fdf45a8d5c67beebee4fc8724c4e0c8a35e4e4464dc13f600b287f5def7d4227cea71d68a7e6fe067da7df9e2f56326faa398a79d687dd8af7cd1ec4358e7c3f7b09e383e2fe7fd9fbb7c3d8d3d0007e1bf5df80b0f7f79a5a3fdd998134598bf99500eb3b1c2220885ff8883613c567422564b0954c2383cf5032194d084810f880082c6d83b5aecb6a6b85aabc3266c6baa4f48302530196dadcd01f35aad8b6cb5cd8d35b09f8c76bdc3ac86ff003f14f4ca0a656e6473747265616d0a656e646f626a0a32302030206f626a0a3c3c2f4c656e6774682031312f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789cfbff1f08000ef604fc0a656e6473747265616d0a656e646f626a0a32312030206f626a0a3c3c2f4c656e677468203530302f547970652f434d61702f46696c7465722f466c6174654465636f64652f574d6f646520303e3e0a73747265616d0a789c6d934d6fa3301086eff915de43a4f4900513086d55456a099138f4434db57b26f6248b146c64e0907fbfb65f93565591f2f1ccbcf6cc6bc6f35f6ffbe5a3d4075aae7ec7ec9d7a3d1a41cbe2b9ee66f3f9568bb12535bc10499253b6bf679dd1a2a78115d5b652cd60a59512e751d2a4f949f244a7467d0a5c0d568cfda05b9bfc6886b30d2e1060be2756495bbc192e2cbeb1923f64fa46ab7bc62d944a16ba75cdf5b328d460d19b2dbab7458f8d92265462075777c613261b3104f2dfa2b52edde2fda51fa8add451b3155472ec8292d9277ab77ffbc15cd8c23776c3241d917935924ca34e6c3135fb25b91fbbee4cae4916fb2829e97f2367fea56e8945c1f0351a5c32fe19fab874143688fe3e6b3901478bc246faae16646a75a2d9436c9f0d7bd8d967e32a7ecbaf522c3b1cc5bfda7839b7f2384ed38da7c4d39a83569ef2904b91cb4099a72406ad910bcadc5212f33bd0adcf9581eea0dc821e4121f7847a2b5081dc0eb40595a0d25311aaefb02ef1c463287310fcad0b10fce56b10fc65d885c35f815e38fce570cbe12fc5b9f01c7ba24f0e7f5920f8cb422ff09786eaf097855de02fbf05c15f8613e4f097853ee12fc59925f097625d027f65a0e02ff62f3fbc6537066edaaf73274663ec5cfa61f743e626aa5174bd359deedc2afff1d76dbab98e5e77ff01a4e0242e0a656e6473747265616d0a656e646f626a0a32322030206f626a0a3c3c2f4c656e67746820333337332f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789c9d577b5cd3d7153ff7f74850341af2aad38f120204aaf24808883c4cb455c4270610440941c34b203cc223da16b43c3adcd06a65ce69818a6e5875adaeced6ae52dde6a6dd56e93addcbe9b6b6b3d54fb54e5b85fcb2737f092ab6db1f23fc72cfb9e7def3f89e73cffd0508008c816660616271b9bbe8b9d33fb98e337b00c6194a1cf67586d655fb917e1fe7e24b70426d09d2028c0f403eb4a4c2d578f888fc3cf23390ef2977aeb5cf2f98b71bf9f7905f51616fac8279701740168c7c70a5bdc2b1aabc6523f26600f64a95b3d6e5c8bfdd0d1044e59d55358eaa12c9775a917f0d79298c25694201fb95d48cde8d0739a8400b7a88051324c102008b56ae252aad499760d2aa8cac5c2b97ea4c4682a34e653419553a939e4a556194a34b5472948b733e897f96fdcab39c794d0820e68b1785814b9788d93c30e005621e40c28c9c17069a858166b3b999989b078879db3661a04a2808b8f21598cd4d163369c6d5b886d05dd08c6b9acd577a9acd3d667301092e305f3123632ec07f0006ba00781b3f88d14c02b06b4d5a437cbc292e3c5c47492e48a564381a03d329b493f23d17caca7ef37da1956cb94c525f7d55f8991023dcf9a4f6a34307ff59f3c951e1e827d784d78ff183f7a35021ea5eecbdc6c9b872442911e0e990f070535c2a9390ca984403211289549fca180d53190a854ec6e8a96d938c95ca189552ad26a7cb0e162e70ef5a61df903863a5d9624b96ddd2769caa5ad6dbb6e2ded8492b37a932ea2ce353162d9c343bdf149ba559d255697b263d3c20706268389fb02432c21c16bb7693392ce7a52a8f6a777446ecbbe6d2d496b141b2b16c40a8252ec612823e2abdb798237c09e6548139c43c28b472a5da68884fd04824ba907013b3d5d3da4db8b8a4a0a4a0c8e9ab227b0f71f9efbd47c60e7d90923886fbf5f8c09e970071cec5588bc45869a48c292e285e8c0c356aa5fe7055342a548dba650cd3d87ffbf94d377a8adedc9a315cc9ca37ccaecdce6e9c93b6393b71cd53f2cf276f3ea3e924cc8f0f136ec7dc8e0f77ac783d2e7febf28c76eb86b2ede95a4b74ecaaf64514e35cef75ae0ee15643f8a396d56a8d9196de0358475c400f98f0960b8d1b2f34af6b5aa408249c77a272c973dfcaaa4f4d69c8caa94f4e6e50b613e6c45b84b4cc5b1dc1ccbc1ff57ac46acb1ff2fa2a2a7a57add95752b2df46e3ed631b9800b4cb0258155ab62f878c3b8253799efde0f5fad0904c938403279e9d50920d74570780e42057059100b572a34247d3afd6f806b50a1d8ef37929d73da03afe3d56f184a33dddbd73da348df3fb2b1d3df9c270cdf2d4d5b1429935d1368bcb176eaf7b2e65d74beb5ae7e5f43feb9131e74a0ae26d733c73993f6415c7152df258a9477568be4f32093dc20c8104c2ef527f72d04f39666dbaaf3ef509627e102cbd9e566bbc0f49a9881d42a7d1a0974a898489ddf4cb26c56d4d9dada03a7dc9a997f7d49c6f6bfa69b5fa5f8a757956677ad63bddbb37fc5193dee988b2662c498c99238f0cd9b3b1645766daa6955149190b1363cd4111215df565bd796206af716de8c30498362a83f4ec49be963be7be9bcf3f7f735f1ffdeecb732725b9f3f21a92921a342f12f6d011c26337183a7248f0bcf841e181a2e2038585fb4b8a0e14fab1e7f2d08e1aeb1c9146f47de13d849d740ac3773955f4f16fd71eb209c3aea2a7cb53b1fcab11e2eb2fbe58f876bb2791e9ae6a4eae453c0dd8377aa53b104fb598611d09252e9f1596e72ae869c20cab8ca20d8d2a7c249bc3e3a67615a8e31513d37469b5162effa4bd94633fe703522b16782a291ac27cae01bd0cc3be0a16312753199a135ac9ba9047b2826d548eb9601f47a8bced6cd394bf04cd29cd706f572bd29fb5375fd8f8cc854d6b9b172b65de17aeefa4955e9f9dd3909cd220cc7faa2e7dd9b4b9d3ab1b3f88c89aedfee2f809a165ee9a883787ba779eb131bb3276af2febce5dd35d54bc3bcb171be9f4d53c4590c2e56f76845615f71d2e1f6f06b013ad02fd437813145a42ce0a0544fd5e68dc64cb14a3ee3c510af95cbea767fd25a7f3d27aa660e8159a1becc2dcfba8474351d31a7c55a67ba41bebe45dcccc573f6d745f3f246c254b1d9b52523617dde3079bffd6b9f572f35fe63fb36cd986a78664b4d2a9ae42313361feb357edcb8cf70b6e357aa8f6f762b9bfd1c5534ac71ab1acc7d41eb611ae0ef39e42f82f5965f40959e1cfda98b31e3b66ddb59cd93af40a516edf46fb8e987ff498de84504bb4f80967f4460923250abcc70c4c00b1324ae1cfc297fa4ce32c4346a817025939858b953492e877cf08bf730ddf27d5172f8e74cf4c31eba3baa7461ac58ee4d568c0bb432363474ec09a9ee7b2826e0746262f8dce6b4c4e6ecc8b5996f2e4d8db41594dbd0fce424cdee615c6e90b0c93edfb4b8b0fd8a7c4a5cf3466b6ac31a0451b5afc90ff98c6219e7cad586522d8a3cebef6616569345359f1f4f71ef66e9310a934b32333a77df13c7746ffc90b9d77f774df6c6705cfd8efb933dd962575c95bac7b9e4d6f1bd694ff76c7d21263bcdd3c7bb1493923e6f4cb2dbfaca83cfd4c41a93127317579cc8450e55cc736fbf3679dfedb582ad6c1e4ff5e0914eb87d55043d63b9a53533715dd6392842e3c85d5fc60e3c5cecec19abf26562e5d5e9d3c2463fa3cab47aacc88da7951b75cabea2281cc767e7068c255ace9626f137f0a1191a275ac668b51a35168f57a694828cd47a8d1ff36f0b58e34707347c13d2ffce8e91ffc5c3877ec1889fff919623a764c387fc67db2aceca47bc3dbebd7bf4d6e9daa15063e2c3c779c64dfbc45561e3f2ef4dfba29f4bff1b9fbb3fe573f736ff8ec60ffa71bd04783d8a5f2c5f889946835fe9394a02526a2c5cc608d49a4520339468475646a8d616944f9938b8cf5e409219f1c13fed9615816511eb1d0d0c1ec3bc7b4be93f5cae245fbb2def134fcc2537425ab67e1c29eac2b68c58a56ee201252bcbdb05a110bb9957b45300977b85b57af0e4de06e81cf177f8dd3334dd441e849500252ccd39e1b248c0484651b6619aca10448a8e72e3f387cdf255c38759acc70b192fb517ec425e751c34c11713295c5bb8e450db4e5e27b9011df75888e44b17a239696bc8b6c27932784e975e3e2c7e9f46132f204d921dc65384ea18c8e8a9c20dcf887706d426474b4464d3896457bdee9ed7b7626cedab1f785192cb91fc5dc8c79614f77dab2fd3fd8fca4672273f3c9a6dd3fcc98b7f7e52d06cf44bf37bc1dbd09f4e7dfffa155f0060914ee7816f1839e5d4c096afab6a7e19bee711dbc0cf4f47760133b20de25f8d661a57d5ebcc2c52b8b3669bd4e4e1eab930e41ae4c6f5abbf9fd8d8d175a6dd88cf1d563657d72527d4e767d0ab6e27c09bc19b17a5e8be07deb8420b45b5647780e33eb6cfb4b4af6ad59d55b51d1978711ece56e306192696207668d0a527cceb385bb410cc26f697cfd288df149ad0a23dbbf65f89c5fe8abfdc207b1d38c8b4f17fb2bcf3c1a2df32e3f7855a8bc2c145cc5d54ddc303922994457e31d84cd0083c38348d4a9b9b9a9737273b9e1ccd9c9566b5252268cdc0b58b3ac0fd70ec271f9b4af53199a85b9c19dd945b609c97780a53f5500fe5edfbecd3feebdf77b4f9ef260c03f90651159df1fee930e0841002ad7bddfdfad45393cf617c19b491a7f16bab85db098f90094dc49c865304b9c80e32ae8a3bc340e3a9827a08e73400ef737c8e53e820ec4c0c0cec411bb2eca3ab8a3a0e72351cf257c3ef6c9b97ec8e5e3c0c6cfc2b936e892444331f75d30f06960a572a91dbaf82f518636d01ec60f7bf1e9a73a706ca27a712c835df029919174fcb4919da4975c26d798e98c8d6963b63347596065ec4cd6cadad836f630fb3117cb15704eee28f711f7153f892fe0dd7c2bff2eff3e7f99bf231987d9f0e119012d300eaab01ac928447cbc0c8e208e841b83f43611534a1398829c8f6670cd213fcde2197fcb4f738face1211eaefb69094c21217e5a0a9924d54f074000d9eea7c74030d9eda703911ed139ee117a3c09217ff2d332886786f1d7a813e370430d94423194800b82d19f18fc4d198f5426ce38705c08952871e0aa60588edf4ec4d5016bc5d5167caf75e13a27ced7221f216a71a1d65a980dd1f82946dd74451d144214ee724205ced2d515f844a374447be4284b561c2b503a177794c33a58817c316a29073bcae350578ce869124aacb0049fa447f6cffcdafe6c71be16679cb82a7894069f8f33316afa898304f43306fd2dfc9f1a1ff5360bb960f4ac12e74723562ae262c7c785bc1de5540b8d613dce39a108bf47d0887a40adc01594aa13775b44bd3eff6b45ff1f47f9a1860a5c172de6ce6779beb8de25224aadb9a041b4ee78e05b398e6b91af44ce21fa5ff7c05eb0983b87b87b212cc671195a7588083ed4bc7894861938f338dab1e8197d821ff16cb4dd8748d5e3532ae6b910bfa9a4c15f433e1ce7231e1922edc2e883bf8685d3ef6191dfbfd176a2c45a2dfe3f77f9fba3f0061c866ffa8bc0470f4fc14a48c393b6007e8a5a97233ed998d10cdc9305e988602e1851670e84622cf1f83b231a6b2e0fab2e11ab6e3a54839530848508c2c1c531c535f67ac75a6745e118fbda3a974849eb2a4b638c3109002788b7f5356c8cff01d981b92d0a656e6473747265616d0a656e646f626a0a32332030206f626a0a3c3c2f4c656e6774682031332f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789cfbff1f027e00002cd508f10a656e6473747265616d0a656e646f626a0a32342030206f626a0a3c3c2f4c656e677468203631362f547970652f434d61702f46696c7465722f466c6174654465636f64652f574d6f646520303e3e0a73747265616d0a789c6d944d8fda301086effc0af780c41e68623b1fec6a850421481cf643cbaa3d436c6824e2444e72e0dfd7f63bb06dd548bbf07a2633efe3c19e7e7bdfcf57aa3deab9fc1eb30fddb7a3adf4bc78397493e974d35663a3cdf0aab5d2ea16ed9f5867dbaad7032b769b9da90797ba33d56554fa96f3bf94b53ed7e62bc1f760c5d80f6de3829ff570718b332cb0e089ed946b5e0f57163fb8941fdaf6756b9e1877a234aa681b6fae9f44d48345efaee9de353dd54659eac48ebeef840ba6ea6a2015fe578da3f42fefaffda09b9d39b54c224b8d1d6532f7441fee6b3fd82b9b05630f4ce913226f56695b9b339bddccfe11dc8f5d77d1de248bc3aa362a7c461efef5d0681611f07d952819ff5afabc769a0a443f5f5a75131c162bb7d277874adb8339ebc973ec9e257bdeba67e93bfe13cf045e3b9eaa5f071bd2b94b8f6329964109280e258312315412545642a5505ba82ca83c83caf11e652e5093aa3c4251e60a5512a87550e52354819884daa0430a5522463eb7888181c7882193832f47150ebe145e38f87274e7e0933914f82455015f06671c7c091838f852ea00be04ce38f872ea07beac80f27c225e91025f421dc0971211f8127811e04bb0bb82e687ee82e6b780029f444d01be35bc08f0a56017e04b4124c0272906be0c5e04f832ec92005f4235c19753779adf068af82806be04ec82e6079f127c023109be153a48f009ec84045f06d792e6b782a2f9ada1c05752159a1ff64c2efe7a8fe6075a093e010649bf4fecbcc4fc38b9065f4955c0b7cec321a4d3e68fa3bf75eee7bf1aad75f743b874c261f727bb36fa7e7b756de7df0a7fe1dabbdda05ebd6d7f03a884707d0a656e6473747265616d0a656e646f626a0a32352030206f626a0a3c3c2f4c656e67746820353232302f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789c9d59095c5357ba3fe72e2120a240165704a2206aa91242dc908425ec7b5064df89b20a844d962804aa0644ec2860a5e88cca54412bd1b668c1ae4ffbaad3b175e94c676aed8cd3a96da7636ba7457279dfbd0982b6fdbdf77bc173efd9cfffdbbf73451821648d748844b3f30b6bf2943c371fe8790121a1bf263733c7eb72d219a8df813e1f0d74889a1d5721249a03edc59aa28a6ad115e71fa1bd1e213cbbb0243bf36afb873b111247c0b8a128b3ba1465a01fa07d1bdacec59945b9c9fb9b3f8436ac21ff565a525ea17a21c31da1f99fc0f8f7a565b9a51a9e418fd0820fa06d856c70089341fe68a5007433913d122217e48e5621195a87821152bad8bb60a18b4c2297b908a5a4bd8bbd954426c5f09608a532a95022736747854bd8163b45680fe35c9f79c4d24bfe688a21ce307cacb8758bb974fb3656282e5d9a405871092a0a684da04b3ae6924ea1d06185ee1256747430974a990cfe9d1f9142d1a854601dcc8639985d85743047a7b8d3a753f4291419d839437147010d4506fc0336a11e84a868fa1e5a8450b90c6f2064de6e6e12571e4f28f1f6f1917a894442018f670584097bf0bfe28b578735c424d4079eafbdaed75fd5aeed6c668689d3bb88b949cf6d0f8a2af30daa57375f2e29b9a88ded7ed3c01cb33d0127c031441b7d1d388894f6127b09962d21da2ed8305d3890be3ee649bb320fdfff17cceb05240ba8422432cf933a4a2c00a0e1cd61c271c6013c57fa7ae3b697d28dadda185d18d16bcaa2d2987f1fda997aa1ddb496786547a7aa05114833f10595037bcd62e90a727503b21cd8cd1c840282e7eee5e3f3984c814844e476fd5da7fb7b57f73d9dee5ef7b64e95aa735b69874ad531a70353a74e631a38fce8f42966bce348c5ebc525a35aed4869f1eb152cf7403ba9502a0df4016562a9a3482406d0724729c69f3109ef7ce3265be8bf50b6e49b7798042acdb425ff6a46c6d57ce2e0a3a3ecdabe89eff020c668068750e6cde2036663f7d5d1d1aba1cce49e50809eda89afa84e90d2afd1e320f326587a08a1c04144b41cffb2aefecb63c7eed76dfff24451574c4c5711f7141871c2770ff0c6f3e799971e3c605e321e6fc7335e1fc133dbf732df8fbcce3c6c4796b3eae02c5724e5ce321fc689422cb1704dba8198d48d296eda111c375b5287bb53c2f7bed758ff6e83c3f05c4345d9b144dba5a5bb23751f35d6dded4aea50c7b627056a1357c5750802fbb0c3b577f0aa0f8b72ce6a3377b69886366c7eb6e1d38e3d9fb79e483a989afc9b44596a9532f160aa45a621a04722e4f6040f4462a9bd146c496247fc4cb2ca3d37ab6b6eee29d20539d81907050ec13b62f20c21c186fcad6daae0f639ed983afb32260d21c94e84fb98e7c0a2d4d02305237575af698a2f546847b74d4c70a7aa78229e1b9acd7981409c8358e9b1fd9ea0614ba6637122c4569ee4e4e952af0d845c6c474eea576c47d546f180ad57708a9c53afd2d569a15eb6a7449baa3b1f6bdab2e8f2d055cb43640bcd3ae6248f786655b8367e396b1f130fa885a06b22b3546440b400ce008a59f2eda53c1e3177dbc974e373da98c6b0738373bc47ed522fb611ef9a42c1285ad389de4747f1acc33ae064d2c43df20e6077476b2c7b790352b0fd49de59b9b3f2752284d3d82ab323adcc12c6b7b60ee44534f644e534f87a6ba262ca821d0696779ed9b87aaf7ed3cbb68eea1645ceee901961e99be729b705aed7cc8be929cea80e72b59969e7eac153657a7b85bbafc92b5f393fe670936951977bfcea17a3ea030fcd14ce9e41f2ddc3156ba3969abd0171832a468ee097eca54229a78062a145b6f6bd83b68b5ecc11c867f3158b631a43a8b45309f9043e47f003b411a6408b7c541c8d4fc847089ed6c56a5245cc52028b15db1144c5d1fb8d759f776d1e68538fbf4092eaa0e772733b22361ecaf32f8c120eceab7b0584449c3a8579cfaf6bba7928bc6b75f1c9ccec179373eb0636bb45ae59a9d685b07a5138f105f9219cbbdccc597739770230d6dd9de5b3c58eac380070bc586cb622625ef95085e0e41c7d8e764f6cfc70d7f38517aaca8fe4cefdadb8a030479f94f5fbaece92ff9a13d09ce191b23127686da4e38ac5072b33f6c707d5442f5b9f95a2da102e5ebaf86079567722603082571a044b11b3bc73b1d8a904089f340f177b2366063f2b2aba33c81cc419951d4ae5be2ae63dfa7ae34dbdfeb6ee446c5b62e29e98b11ba02b8289078496d640cc034928817b8e16b5938b614ff05bc446d348bfd137d85e265ab22058b2ef2895d6d3836d1e0d8707f1a92e1b9bee5d80280b102d31c780722c0324427c993860a2c8b74c05f422db132f8f7dcac62af03c4130cbcdc23ba913219db2682b774717a10bc969020892659abae9833afa555e547d78525b8c7a5f5a50fb8ab389e46c538794ef6988cc1bd005efb823c81f2af3d7ac533f9f96d1b56985ab88b87b8289745b15d67abe70ef9d1d60e17520b62a1e0916ae00cbe6a100025978b806b058733c14ba70c548ea4d6b8826533d7dbd9f21fa4dec525431710fb87d0f79fd1cf51332974cf925b1d889e408d877e4eb16ebb7f859dd9b728fa4c5b6c4188d979ffba263ffdd266a78e6797dc6be984cbdcf6fd6ef6b4e687c304f73a15e5d24f3af8e0e495a2b924a479e6f785da319da5654e557a48a4a97cdf298bd3a75afa6f6ed32909a3742742ca067f314e0b8144b308b8c8de48ec07c6f62e127c4e2cbccdb0b23e58b7da2e731575584890dc66445dcc3914b3f458c1b70dff1e36c34e865d2a8062e2a8354e2594be45c3f1778242cb9127bfc94d7ed1d143806ea8a0c376aaa6f18b6ee5439dae1d55bda82556d5bf30dc1216d4c1a0f0d3925871818d3cb6799f1f6d0d445a69789e5db46b515178a35afd5d58d1498ed1fc70105a4391b80d0cf250bd7215543dea0277f068e93a04f60df4a2b1739e68a27311903cd56cd6ae862d6f6170364ca33703c4c46aa02c62fcba8b2d015b9658ada374b4bdfac556ecbf2088f78bf7488f9f2f0612c1adaf61ef9d6be7dcc5ff6ef27065e5cea2b6965c6de18657e6a715deb7a3824f435bce9abaff1a6e1488b96e0b26928cb462651129c067dc159e1fc5fb7431790cd942d166043e55e7fff0eb045a287e9ba898be9eb551fe8f5ef97ff3ea871d3e6a6d0b11bc48ba6cc49fd0c85dd674cd74f17a1913498bc88c3a66ce216aba3f3fa19db7ef36c3a1e667348a418e294c493e0e206f624588d15da1bef10697302a3dde65bf38991bba6bf2d09cf0896d07c9abe3e1ebca4a2337ee3e1664fb2135424665dfdc986928b86a5e383b0733dc8a20a64e1fd0b360b29ed34d5b0923c4e1aac841603dede79574f5fe225ec4948dba78eed29a9a9d9a40f5356c746e813c857a8e68f9bf65c29d497a5b70637df13e49cad0cce972b2b2363b7ab8ef995458615fbcaf342b567734acf6f6d38e36a3b2beb405aeda51290059bc1d47039edb3c86f32c2813ec8a6ac711a88a79306c7a793889a83ffd811d11c5fa4abbca66fba56b5636b6c7354d33f0e647744ab3b53d23ad5519d39d1b5c181db63e3b60706d5090a2ed6a41d299cc55f305c5936940fdea77278017f56e191b49a8b05c794dae8f8c6d0d0c6f868ad9218f52b0b0f2ff6f52d0e0f2ff37b9c79fd732af372979ae3131b8425162ac44e04677c3cd26b5ab6cee24c6e8484eba2d85059f6bbcd9070ed8ad2dd6c6cf8bc3be5d5ae94f0f6f78a032b13bde2f7a624ed55c71a0439c6aaece616c6e8bb7955e3a77bf7fcbd95c441bdccb7d7de65ae7d58448cfaa456f96ffc4deae68329908201b29da42f29a1ff6ace3f95ae4ff0f1670cc41fa576a7a474a7a674252777a548d55e5e6aa97782975702e99bd49d92da939cdc939ad29d7480ed564ba56a6f9862891197cd31225ec66ab3c43e8bca639e19a197f5f78fdda497c19c29bfc6e6dbd8926f438d48347d7219af9b1febb3c427661e96be67ba0b8a6b886086477f8a202bc63c598bac8613ce713e7d167b06864b197bb1c1f672b0846ac2501ec9cc25cb181d3e879f3d44f1bf19676c4f307fc4a9a1d40ad8007c21e4140dd33250707e4248bceca7b9c49f65a0c75807281834da3d768927a6f9c239e0fc06e8eba68fa7f9c3234f7842c87b191515c6659a3233efdde59c8dc9a66b85390f96416c6615e3290cd975e7aa259d73826bb25a06ec1d837614b6dcacabbdb5a77087cad1fef4cebfb45952e2f6e0907646e5a7f14d738e92eb76df714e0c68fcfef4c0842138c569e891bee3958d4461eae9daaa73f945e74bcbcf64b31acb68ad14742f0a459b596c8bcd8916785b8a6587199ebb844b1426619a518a263dc362892b6576d9d46426f6347e4af029d37fbfbaf69f38eaa36b587e7dab28685785776daa357f5ecb36fd5072c185aa8c1df36d7a0314a1514ef1fd1368e014f3e06256d69b78c1704c77f5c2e59efb8ef56656c9d7576d8aabd8e055ca686befe34d9fdcc0715fd7eb3f67ee7615dc1a2a720edba0c86cfeacade5a3ed2a37b5a9687d52ce07bfadfbe770d196cbcc67e75f653e7b27cf69898dc1d16d2e111a75b8b2ba559ed0a64e399acdfa6225e8159b99b3de155b61a9d8a2977229966189bb25f25a29f16b9849bfbec7277a59daf26079fb3526159ffbe3ef64911ee91e2a9fe344d36e22f76375676060a7fa63d37ebd69f7a3b836a5b22dee1132c7435e0e55863c380f2e36fb52f1a44b7d7c459e5eeb3d8dedc4d9fa90da83a23982ad073767f6c1e52029bc689db12e5d59aea2d2c692abd61fa855d7faab5fda69b223beaed1f815079bdc8889d432dfeacd268525ced01b26e38c14be66b0770dc8844648bb9191f107a0bb7544f3982771dc9464894a8b61366d992d348e10672124deece76ecbcc46eeb63c0fac4f2e16b11c7ae2d2cce98bc1d3519e1432df99bb3f7b73f7e76fdf6684aee90dd12b554cc10bb4ddcc8898542ac7b445f3bef93a3df66873b9dc0e32391dd38d8fa30f282bb47ee2ce180328ee4d7cce7b487f0959d022f852e387022cdeebb1fbb2f82ff6e6c326e4a06ef87f19a7596f3323bd2920b0292d63877fc08ef4880deba3c2957e94c0d2b95339d5393e8b42bf1f47a45ffceeb8a8b85df1f1bbe0b53bbe694b4094ffd6adfe51015bc65d7e75288f4d26d81c1c9cd74dde1c886c024b0e6e6fb125cb3dc21ed85ffc497267ac422df0b27bc62d3e824dc21f1da5becbdce92fb4eea16d13621fc980437de82a1ea4299e3beb65d19fe0096f8ab4f0ee3d6a19e56ee11d3bb280f48011eeb6c8dd80edb81bb03feae06ec010ad680d4459ee063c9965719905399585c1bd526a4792b346991b274fe2e5a3dbaef4150846664796b484b6dc6e68bcad0f6d29899c3de258d07745309959f9379e2b8fac8859fa1cf3d3e808f353ab47b436a2cca80b60f1b3df4ca86580c58ac3024fd203f862b4c40e47b490cd08a7b2adc9202f59e2e265c9b926d32f898b9198fdc27f67079628557b52f33f39c31cc66983fb23f664c0a7a990989d11adfb18d0dd82a1a28cfa30073b2af1a8b6d4b8a5bf2533bc21a2cfaf3c32b30501a20ee279d2895ccbe3811728989898781564b596e3968243e83711c771ab8f3c84df35678af18e52b22ff1da0be421426ebaf20bdf18fc587a586a095f3c4886f3383a8930d8258f26882f7822c4073d90c055cc512871c7e297ef9ffc6aa89d26acf10ce6a1f5e9c9ec192c8d34db61af914a838f4e18d07a904ec41fb87c15f488743295117f80441fa303d4b7f83eeccc8e905247bce98d2b06e87263fec4c99a16622d8f64bd40fcb46f55ff91868549bdc3c268a16a95575090d72a15cced876526f34e2ca5fd862b6f4e6e84d8efbb14f27f984b76a6cf5aff10914008fcee56b67658de87c7c4a642c14bfcbf2036d32790f907ebac2e310ef0edb7624cfc1f0d8ca3a77e01b40287509fa11e52893208e03d358c7aa9f791866a443e4414eaa36d512df503947bd0f712944e2817604e034a224978b37d6b5021bd0019895e24a05a5116358a74f85b5447bd868cb42baaa0f5c81bd6f7425f2f9d80e09b1bf443a1fe808c202523f56f544f7d673e873c867642ce92c5aea197a36a761df505d2580dc3781a5c5a209fa01fc09a1628668c3a16b7d59fd13de207246031135b918ec547df46b51c0deb91911c441df8db89570911ea6331b3fd407f1e8b891d83fa01548bc0e1a2ade8103a0d7f37b03576c7beb81c8fe2318247f81139c479e226e940aac95af2307986bc4ffe40cda012a85aea3cf5366d4d8b69159d4aefa63fe2ade4d5f34ef3dee0dd01255c67b58b6fcbdfc0afe5efe3f7f13fe07fccffd87abd75a675b1f576eb56eb37acafdad8d838d838d9acb0596da3b449b0c9b429b6a9b7d96f7384937b106a46b6a81474193f213973db0e0d82bc3105f76d8e06731d231b6899eb04cce9b1d449b4122834d7298827b72d751abec83eb0d479681e5e6aa95b2135f6b7d4f9888f0f58ead6c819f75aea33a03e62a9db4eabcfc4aef8af96ba1df201b50e402540470d2a435b503ed2a00ae40cb7ff9510617ca0a6869e5c7887a26218c98559ce28069e25208f5c94cdcd56222dbc35d05786caa1bd94dba502762d476be1d6f22cecbb859ba185bcd8135695a022e8656717417916462777f79876521c3cf3614d21ca849637ac5cc9e15a0723f12812caba69b39f796afe74c44f8e6ce47acbe1d41298e3fcc4ce66a4cf00edec9f379203da95803aebff785202b49ca1b718e53cc5b52d1c6f32a154403b13c673817a767d01f495a03c784e72c4f3712d0e66b0352db75ac9ed6b465fcea17f9ad3533b14c1bc6739f9994f5671f35979c573a755a02aeef4dcc7d80ae19d0ded6268e572f8b58fcf73e6e497cbad0e4511f08e86537339fe4ded1cf1c40e2ba0e7695eaf02646c719e86ecc973a7385509650bc7e32c78b22355163d32f35105fc88e5ea1540bdf3cf785162419867c1f7e4399e9cbee6ff3f57597c39f33b6440bff40b8222840c87048471709fb087683e17fe67ad145027a240d09310e08d146d027b9f037cf3006d5b0cbc8dc604f04d0636b40a6e66f3d102d4043ab806bebb04a1302441c9607dcb01650a9a8549b0fe504c2127b04537c81596601a78f60ae07b0bf3d02d341bd2773eb6a682b4652556dae22d2b572a57da64971496147b666796e7ced0d4946a72cd756e58bad2cb3abf2cb33237bba428cbd223b7ceccd656703dafe209fd19aa0dfd0f3832ccf50a656e6473747265616d0a656e646f626a0a32362030206f626a0a3c3c2f4c656e67746820323039302f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789ced5b4b6fdc3610befb572876d3584dcc90c3779af650a097de0af856f762038ba2480cc4f1ff47875a91228794b48ebd8a0d1441566f89f3fae6e30cfda5131dc77f1761e39460ce77379fdfdff0eee66bc799705c7a100677c12acdbd03dcd5ce81d4b2fb7a737bf2db253e7879f77ec73b01dde56e7a9f329d76dde5e7bfceaf38e7f85ff40298f15a0ad0f11c8c5b49b66adcea1e1453427103e7e492215bd5ff7df9c7c9ef97277f9e7c59968a7b258435badcc55129cf814a059c4a253830950b667b6198e1424f83dccb753dfcde0fbfb7ab120999dee73973c0a5d8dfb1eba544c58567f627ee7a104c39256d54a418b5206c790c7cff00b94ab6200ed69d34dce28761d87506bd223887427f00af88f2446799a9b407447b82ba42ef195ac44c4e929c8158dcf606d8785743d5519fe3767f76372af008be029daf84957a45d8cadf85674584985e49e6553897fc8d3c2c320dc4a3fb8d2c8a0aa94c1a9d2f1a4cd8e0afde025a35b756f44ef43f120996581caa0803e81d93a80b27ca98bb23cad1f4135b987ed0ca61b62f9d75f70c4d2c796d6290bd65121408e70a93a2ad2f0c936a88e0f32af08e0cd7d40ec3d04b3bdc36bd64bbb82cef1943e56ef1c997e22801f08c29fd4415524775cade3027b59f12d83cecc3842247f018d1006d07487c4a6777cc3acf4d455c488ec9108c42de248fb8fa0e8814e4f28a79edbdcf41094800c8028147bf8c385d7a6285dee3b308cd9a492bb897eebc44e1a483cada0fa0208fd30270cbac2cb500aa1a8ecee2e8ba15b90045040fc0475f62b6960d909c0b221b7aa267e08d9bc8222189a35576d1ac47810b40b870d580a562da9b6cb872742a29cae345c0dc55aa8fa24920a690fd8562387f71a2be572e797942586860f375f59bee976a43752acd8c85963ac7009451d6c1053ae2d28ad0ac5739389ce60767d5e5abeb0de5d486593541f420c70fb930afc3cf8fbd418e98671949a1cae66a79937e5e922e0c9e04e96dd206419fe8d6710b45d4f7e1e7a7182cb3714493568c0a51cf7de3a5eabb31906cc299402a4d4a136ff34fbe2be3777ac956a457086654c567389da9b430e3ae408a406d2acc19afdd262dd66c610bb613a5ac188fe98566421a2bfc79112a94c9455ce1bdc01a91963ed62826ff13c9bbb660fca3444b5ce7008e7371d5c8360dd6c23794a9c15cee13fe90e45388cafa801181900d4fbdafe632fa983e3727cd8be22a71d0f37c653dc1be992cf42625915753f2c8ae6c2c15a10d4f944e27f99eafe48448a469b56ee4a079eef853e1a3bbecd9ad939edf6b65d853966b1ff662111f75323006e747c6f0b9c37865e0b2539fe229c9a753f8507678f2cfc9eed8e9572bfc2210627345ca1ba245d4ef5a08f88dc5dfc7c91094ea8d546d5192717531e0bbc6b0ebe2c8f5562cc84a9cc96b0f4d112025d2999a1f4e7eca0c330a7b47843b2a3d7a644d4b61d2b5dacab61113eaf716f952e86d4d0c6aa3017a8baab1a23d3e9bfbfdaabe9bb5f32e8aba0d3940f990bc7512c2b4622f4d1a647ff9efd107e00cd310d4990d60afce314195f8cd7b7c4081b6ae50e590e122f1dda6c0a738a632e56c63e425700ebb9b90718d738217a94cad9a5a4c35bf46c777881559f1575a244d5bd2234b13ca346bdf8809055125069df539af7d5e5d92b24aadb207ae9b27ae0eebaf3c612baeb8676968b363d51bda5b613b436baf2b8088cea9a7104da74fe7b54caa4205894eeeb1d63510b9a54453ebc5f0ceea2bb36558931f0c729df5804d8aa9a5c3c971fe9687438f1b2c2402de3804096702237701780402cac8c3a5d6a319120f9f4e4d3c1ca728781a8373cfc3a7c3c378f82350102ca23376b2a5a5fef2bac7537501e1f0eafac5fe2d9be6a04a8ae79d8392f6b19445b41f7ed667e375ce3f3ce29e797a169219e9544337ab717d9fc4fb2ed654e88e4f1c4baff76f41e6619d16e314c96e62072c0a789cf4b4c49a66b6a1953259a3f0a8d306ba3fc01eabd50e306ad4baa7503b9d4a50abd484bee9c9e9dc93e32defb00aa5db6e224dad4f28f2e9c839620702c84a04d43a6de68465549671e79d52c946bd708c1b93d616e66cee280b2a2b993556a871062d645bead881b2fd1408d86e0044bfb0441208fad1ceef0388f4e3968d28349d96e5e065b5e6f5d50c0b6aad93694ec74f1b662508ae0b7f592aa22c7d74a3350bca213e8b2abde52dfb7c5cb224f6e9ae8546e45e7f6e2b793cc693276e3058c4e78e4a5bef45e57c8f9958942f9256bc3bab9937e9f8fdca75da236a2e01caeaf611c8e902181ca2626250f904e6678d0fe63ce16c233304da87b3f0d20c268cd8940ba78721d6f37621d7fd8ab4a20a6fa3e6254bba0332948bba3fd045de0b33cd0fb316867eb385071ac7ebb5c80a246d26939aa7a54a1614bb447deac76e8bf7ceacda595ada502c957fd7b47135fab9eb65bbf26772135f1a2a9d104bb2c4b0ae1091f157dd6921db6f6e174516b43edcf9f6103dc3bc75535a32ad51d511b87c7f635dc9b7cbf1b1fcd2fc2ac55954f8a5ed26b224657dcb8274f8331dc271707d7174de56c54c6d8536d16bc720cdf6c4a1a07c7f9a7fd80de1068938e26823af5e352b4cef88a8ab51b2e687a1cb95e5645924e81a4d1630ec60ce3269bec4d272ae3e63bc99b89909dcf9b1ec5a23e06b227c238eae2ee87cac34cf3fb914d4215b39917d4f7d87f0c3baa3c099b56ab543166cf331fb1b2d8a4f2b8b2daab5560f0f8da74ffc158496597857bebacae1f6694bc8169bbff8582a6a8cc79fa663c794df578ee3fed32fdf683a8c0b049c2eee227ff9284aa5c9d290abe0b81dabcebffb2b19c44c103c7aa52c75f778f3ff0be31fdaf1e27aac52d63e591aaf5f94ecd056d53407fb0f6504b26f0a656e6473747265616d0a656e646f626a0a32372030206f626a0a3c3c2f4c656e67746820313534352f547970652f456d62656464656446696c652f46696c7465722f466c6174654465636f64652f537562747970652f74657874233246786d6c2f506172616d733c3c2f53697a6520353738302f4d6f644461746528443a32303236313132313030303030305a293e3e3e3e0a73747265616d0a789ccd585f93da36107fefa7d0f09ce03f701cd01c191f5c9a9b492e14b8bc2bb2e0d4b16522c937d0a74cbf45dff27a9d4efb1dca37b94fd29525c0601bb8cc65da19c6d8bbabd5eeeab77fec57af177184eea9902ce11735afeed610e52409199f5dd46e276f5eb66baf7b3fbc1232eef64522e5350f53a9c4f29adf278c5004cbb9ec02fba2960ade4df58f120a5742a798a86e8815ee4a8579884558aaa3ebb9b0ab55844f5434a2a9c49f221acc6682ceb0a297a9649c6ae5d344c458813f575c31b5ccabff1caad3d4ff9ce2884d190d07409e2ce73b46a6a76ab9e59f4bf5f4b2785e2dc81de633e025248d2957fd842bba50c0c57177edcf502404fec6734a8ca25de1210661aaa830abae07bdb1f7cab1b7e6e6db34fd94b29046b0f0f49d754808e5759a7629f75a9d86d7f55def7ccf9ca728768ec4a98cbb31e74df0d277fdd64bd7757321d1fffa20fa49487b8db66b381b8a592c654ae1c4e884c54082f3eeae9fc64a406a2083314818d7aff5f42e9ee7c3264549ebf49ec68cc449948634bc4994a5647e81039324554850051042214573cca8760c125309bcfa8b53a04a345f3d7000975a3d488453a470bad0d24a244c827d7089a8a53e7ef99d711014ab3f148a560f331cbd4074c1660c32482289b94402cfe734aa1b73d79664668dd34fbf50a2b2f00cdf0f8c449e685d2cf853ed2154001a736dbb8ee414338599004f9354a0a9c0603b78222849d27bb1f61d116cc985c07451d3458fbffd79dcfac973583fd486404ca924493c57d6ee8d3518ca0e61703cc7cc0982cbd3cc71aa802ef5daf93c5af6ef30e31381430a172ea11441fddbf5635ff01da4e0b5a2b1910aa44c0803806ed46bfe6e4e652b063d9b4cf6c93c9cb27c93efd9f6508dc29458d60d247c0f2853a84f60388e8cd68c9c090c20d682cd33afc214f91ee2c97d1de9cc439edf755df8e92c0046b87a2096939135e747e43f7ef9fbacd9866b1b9e25408beb2492707019aba3af5029d0ea2b6a765eb8ee3f5f0150c68cfce6f6c0aa5dd9b074003276001d8a6ec37043d55040dbb3abac06205890dd6131a3419ca4b0a0d9ae7b6d8ba23cdd86a75a937392294581015466980696b607b128a221f4c2ac91a214325663f4a2d66f41d9b338d815aadc7a5773913fa64a4539db02402b23bac51b58e3c55eedfe184cca6a771f40384bc432a38c6decf2b44c6a0494ed0e432a88ded877ebae6d08e50216ec15a6eda262eb90f6f17dc275dd5a8ed3d80c27db949a240a47c503df679521efe81ecef1603b4f28121bc7df52608a524c518083e1402357cb7c826329a9d0fc43e93d0ec63a93099e435788749df75ca433b33c1f771d845130fa206698b35f7351be1e2049eec0c8ebc1450d540178cf1b7edbef347c776f3a39a66a98c0741719c7c35040bddad2616c36403c3f73dd96d1b743df1cf9074e7b9e8f446a5af9103a84dc9ebae61a2c4342d9c80966053634db92001a3049c3b4335a779b35656b4099c1b7a3eb5bae3352e2a89fc4312437c9f909ecdda8f9fe59216a99506f737f48df16b77831a23306f37fd5017d0c6ae04db379f4880aaa9c6a005ea6cb0a540624a6681c8cdeed83f21b50d5749bed46032edf0355adce66903d80aa0c546f71aae82140bd5b26fc7f80a7bd787d4f3cb51b470fa71c4f05e438a796c25299dd3e1810056f886b5aaefa5edd6fd47c20241502deca9ff795a44cad738a4dcea9be9589ecb7f9215eea87119dd2cc9692b7b682881d6bb38f077de38369ed57b7a3753b2b320fb668bbc77b0ac3f3de9c71d62e1b3360013580e80b1a329588378c630e33701410621a7666c965709365d379ab012eb55ced97e7379a67adf376c7f5da1d6bb191b3a0c81498ac74ca29a7ecef3ccde3aab1a68f2392467ab6b79348a7de6aae07ab3dd64923da25964c16079e3cf9bf1ee5f4500ba9b2091eac624968310433967ad654dcd3a849573c7ce216be6e94955bece8738ebab8fb7e63a032a122b65019988f194fb6f050100a3a9d532ca982b72939cf307567f0c58b0c9c156bcad8eb75391ab2f576a99b1294aa5a2e917625ed173878930ff3d4b3f37adbb71fd1f679eb638108659f450b2b0abcc3e5a1327ece49a5dd39fa69c2a9faa4dcfb17f9c02d720a656e6473747265616d0a656e646f626a0a32382030206f626a0a3c3c2f4c656e677468203332302f4e20332f52616e67655b30203120302031203020315d2f46696c7465722f466c6174654465636f64653e3e0a73747265616d0a789c7d90bd4bc35014c54fac5a95aa831d1c1482162705d1c549a1957612a11fd2d62979e98790c4981729cedac1497110477511c4b98e76f00f100407511037d70a3a6889f73542aaa0f772b93f0ef7c2e100d293ce0cde290386e9d8c94454cee6f272f0190184d18b018c2a8c5b4ba9781a545ca970e6d83a7ed4db1d24b16fa7ca8aa96dbd5cade4e7a5daf67835137f5f3ec7ffd5a71538a3fd49136196ed00924c3c56712cc18bc461565634e22cf1a44d068977845ef2f848b0eaf185603b9d8c11d789e5521bab6d6ce89becdb83701f2a989914ed1e9a1170249140f48f9beed64d8c7a1a1079fdce81176767bcafd002d0f5e8baaf1340701f681eb8eec789eb364f81c00350dff0ffd78f81b906e97bbea61e0297bbc0f0bdaf45e86eb00ad4ae2dc5565a5280a6a3b80634ce80fe1c307443d1ae7e01e3e25fb10a656e6473747265616d0a656e646f626a0a32392030206f626a0a3c3c2f5469746c6528466163747572652046412d323032362d30303031292f417574686f7228506173736572656c6c65292f4d6f644461746528443a32303236313132313030303030305a292f4372656174696f6e4461746528443a32303236313132313030303030305a293e3e0a656e646f626a0a33302030206f626a0a3c3c2f4c656e67746820353835322f547970652f4d657461646174612f537562747970652f584d4c3e3e0a73747265616d0a3c3f787061636b657420626567696e3d22efbbbf222069643d2257354d304d7043656869487a7265537a4e54637a6b633964223f3e3c783a786d706d65746120786d6c6e733a783d2261646f62653a6e733a6d6574612f2220783a786d70746b3d22786d702d777269746572223e3c7264663a52444620786d6c6e733a7264663d22687474703a2f2f7777772e77332e6f72672f313939392f30322f32322d7264662d73796e7461782d6e7323223e3c7264663a4465736372697074696f6e207264663a61626f75743d222220786d6c6e733a64633d22687474703a2f2f7075726c2e6f72672f64632f656c656d656e74732f312e312f222020786d6c6e733a786d703d22687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f222020786d6c6e733a73744576743d22687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f73547970652f5265736f757263654576656e7423222020786d6c6e733a786d704d4d3d22687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f6d6d2f222020786d6c6e733a786d705450673d22687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f742f70672f222020786d6c6e733a7064663d22687474703a2f2f6e732e61646f62652e636f6d2f7064662f312e332f222020786d6c6e733a7064666169643d22687474703a2f2f7777772e6169696d2e6f72672f706466612f6e732f69642f222020786d6c6e733a70646661457874656e73696f6e3d22687474703a2f2f7777772e6169696d2e6f72672f706466612f6e732f657874656e73696f6e2f222020786d6c6e733a70646661536368656d613d22687474703a2f2f7777772e6169696d2e6f72672f706466612f6e732f736368656d6123222020786d6c6e733a7064666150726f70657274793d22687474703a2f2f7777772e6169696d2e6f72672f706466612f6e732f70726f70657274792322203e3c64633a7469746c653e3c7264663a416c743e3c7264663a6c6920786d6c3a6c616e673d22782d64656661756c74223e466163747572652046412d323032362d303030313c2f7264663a6c693e3c2f7264663a416c743e3c2f64633a7469746c653e3c64633a63726561746f723e3c7264663a5365713e3c7264663a6c693e506173736572656c6c653c2f7264663a6c693e3c2f7264663a5365713e3c2f64633a63726561746f723e3c64633a6c616e67756167653e3c7264663a4261673e3c7264663a6c693e66723c2f7264663a6c693e3c2f7264663a4261673e3c2f64633a6c616e67756167653e3c786d703a4d6f64696679446174653e323032362d31312d32315430303a30303a30305a3c2f786d703a4d6f64696679446174653e3c786d703a437265617465446174653e323032362d31312d32315430303a30303a30305a3c2f786d703a437265617465446174653e3c786d704d4d3a486973746f72793e3c7264663a5365713e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c73744576743a616374696f6e3e73617665643c2f73744576743a616374696f6e3e3c73744576743a7768656e3e323032362d31312d32315430303a30303a30305a3c2f73744576743a7768656e3e3c73744576743a696e7374616e636549443e6631752f67744c6863547a35347373623958636169513d3d5f736f757263653c2f73744576743a696e7374616e636549443e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c73744576743a616374696f6e3e636f6e7665727465643c2f73744576743a616374696f6e3e3c73744576743a7768656e3e323032362d31312d32315430303a30303a30305a3c2f73744576743a7768656e3e3c73744576743a696e7374616e636549443e6631752f67744c6863547a35347373623958636169513d3d5f736f757263653c2f73744576743a696e7374616e636549443e3c2f7264663a6c693e3c2f7264663a5365713e3c2f786d704d4d3a486973746f72793e3c70646661457874656e73696f6e3a736368656d61733e3c7264663a4261673e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c70646661536368656d613a736368656d613e4661637475722d58205044464120457874656e73696f6e20536368656d613c2f70646661536368656d613a736368656d613e3c70646661536368656d613a6e616d6573706163655552493e75726e3a6661637475722d783a706466613a43726f7373496e647573747279446f63756d656e743a696e766f6963653a317030233c2f70646661536368656d613a6e616d6573706163655552493e3c70646661536368656d613a7072656669783e66783c2f70646661536368656d613a7072656669783e3c70646661536368656d613a70726f70657274793e3c7264663a5365713e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a6e616d653e446f63756d656e7446696c654e616d653c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c7064666150726f70657274793a63617465676f72793e65787465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e546865206e616d65206f662074686520656d62656464656420584d4c20646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a6e616d653e446f63756d656e74547970653c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c7064666150726f70657274793a63617465676f72793e65787465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e5468652074797065206f66207468652068796272696420646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a6e616d653e56657273696f6e3c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c7064666150726f70657274793a63617465676f72793e65787465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e5468652076657273696f6e206f6620746865207374616e64617264206170706c79696e6720746f2074686520656d62656464656420584d4c20646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a6e616d653e436f6e666f726d616e63654c6576656c3c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c7064666150726f70657274793a63617465676f72793e65787465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e54686520636f6e666f726d616e6365206c6576656c206f662074686520656d62656464656420584d4c20646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c2f7264663a6c693e3c2f7264663a5365713e3c2f70646661536368656d613a70726f70657274793e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c70646661536368656d613a736368656d613e584d50204d65646961204d616e6167656d656e7420736368656d613c2f70646661536368656d613a736368656d613e3c70646661536368656d613a6e616d6573706163655552493e687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f6d6d2f3c2f70646661536368656d613a6e616d6573706163655552493e3c70646661536368656d613a7072656669783e786d704d4d3c2f70646661536368656d613a7072656669783e3c70646661536368656d613a70726f70657274793e3c7264663a5365713e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e696e7465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e55554944206261736564206964656e74696669657220666f7220737065636966696320696e6361726e6174696f6e206f66206120646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e496e7374616e636549443c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c2f7264663a5365713e3c2f70646661536368656d613a70726f70657274793e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c70646661536368656d613a736368656d613e41646f62652050444620736368656d613c2f70646661536368656d613a736368656d613e3c70646661536368656d613a6e616d6573706163655552493e687474703a2f2f6e732e61646f62652e636f6d2f7064662f312e332f3c2f70646661536368656d613a6e616d6573706163655552493e3c70646661536368656d613a7072656669783e7064663c2f70646661536368656d613a7072656669783e3c70646661536368656d613a70726f70657274793e3c7264663a5365713e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e65787465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e4b6579776f726473206173736f63696174656420776974682074686520646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e4b6579776f7264733c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e696e7465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e56657273696f6e206f6620746865205044462073706563696669636174696f6e20746f2077686963682074686520646f63756d656e7420636f6e666f726d733c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e50444656657273696f6e3c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e696e7465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e4e616d65206f6620746865206170706c69636174696f6e20746861742063726561746564207468652050444620646f63756d656e743c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e50726f64756365723c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c7264663a6c69207264663a7061727365547970653d225265736f75726365223e3c7064666150726f70657274793a63617465676f72793e696e7465726e616c3c2f7064666150726f70657274793a63617465676f72793e3c7064666150726f70657274793a6465736372697074696f6e3e576865746865722074686520646f63756d656e7420686173206265656e20747261707065643c2f7064666150726f70657274793a6465736372697074696f6e3e3c7064666150726f70657274793a6e616d653e547261707065643c2f7064666150726f70657274793a6e616d653e3c7064666150726f70657274793a76616c7565547970653e546578743c2f7064666150726f70657274793a76616c7565547970653e3c2f7264663a6c693e3c2f7264663a5365713e3c2f70646661536368656d613a70726f70657274793e3c2f7264663a6c693e3c2f7264663a4261673e3c2f70646661457874656e73696f6e3a736368656d61733e3c7064666169643a706172743e333c2f7064666169643a706172743e3c7064666169643a636f6e666f726d616e63653e423c2f7064666169643a636f6e666f726d616e63653e3c786d705450673a4e50616765733e313c2f786d705450673a4e50616765733e3c64633a666f726d61743e6170706c69636174696f6e2f7064663c2f64633a666f726d61743e3c786d704d4d3a496e7374616e636549443e6631752f67744c6863547a35347373623958636169513d3d3c2f786d704d4d3a496e7374616e636549443e3c786d704d4d3a446f63756d656e7449443e56676242582f536c6e36444a33714f39375a7a6471673d3d3c2f786d704d4d3a446f63756d656e7449443e3c786d704d4d3a52656e646974696f6e436c6173733e70726f6f663c2f786d704d4d3a52656e646974696f6e436c6173733e3c7064663a50444656657273696f6e3e312e373c2f7064663a50444656657273696f6e3e3c2f7264663a4465736372697074696f6e3e3c7264663a4465736372697074696f6e207264663a61626f75743d222220786d6c6e733a66783d2275726e3a6661637475722d783a706466613a43726f7373496e647573747279446f63756d656e743a696e766f6963653a31703023223e3c66783a446f63756d656e74547970653e494e564f4943453c2f66783a446f63756d656e74547970653e3c66783a446f63756d656e7446696c654e616d653e6661637475722d782e786d6c3c2f66783a446f63756d656e7446696c654e616d653e3c66783a56657273696f6e3e312e303c2f66783a56657273696f6e3e3c66783a436f6e666f726d616e63654c6576656c3e454e2031363933313c2f66783a436f6e666f726d616e63654c6576656c3e3c2f7264663a4465736372697074696f6e3e3c2f7264663a5244463e3c2f783a786d706d6574613e3c3f787061636b657420656e643d2272223f3e0a656e6473747265616d0a656e646f626a0a33312030206f626a0a3c3c2f547970652f436174616c6f672f50616765732031203020522f4d65746164617461203330203020522f4f7574707574496e74656e74732033203020522f4c616e67286672292f4e616d65733c3c2f456d62656464656446696c65733c3c2f4e616d65735b286661637475722d782e786d6c293136203020525d3e3e3e3e2f41465b3136203020525d3e3e0a656e646f626a0a787265660a302033320a3030303030303030303020363535333520660d0a30303030303030303136203030303030206e0d0a30303030303030303638203030303030206e0d0a30303030303030323330203030303030206e0d0a30303030303030323533203030303030206e0d0a30303030303030323837203030303030206e0d0a30303030303030343031203030303030206e0d0a30303030303030353332203030303030206e0d0a30303030303031313334203030303030206e0d0a30303030303031333731203030303030206e0d0a30303030303031353037203030303030206e0d0a30303030303032323330203030303030206e0d0a30303030303032343734203030303030206e0d0a30303030303032363130203030303030206e0d0a30303030303033373531203030303030206e0d0a30303030303033393839203030303030206e0d0a30303030303034303933203030303030206e0d0a30303030303034323431203030303030206e0d0a30303030303034333231203030303030206e0d0a30303030303034383734203030303030206e0d0a30303030303037393137203030303030206e0d0a30303030303037393936203030303030206e0d0a30303030303038353833203030303030206e0d0a30303030303132303236203030303030206e0d0a30303030303132313037203030303030206e0d0a30303030303132383130203030303030206e0d0a30303030303138313030203030303030206e0d0a30303030303230323630203030303030206e0d0a30303030303231393630203030303030206e0d0a30303030303232333732203030303030206e0d0a30303030303232343939203030303030206e0d0a30303030303238343238203030303030206e0d0a747261696c65720a3c3c2f53697a652033322f526f6f74203331203020522f496e666f203239203020522f49445b2856676242582f536c6e36444a33714f39375a7a6471673d3d29286631752f67744c6863547a35347373623958636169513d3d295d3e3e0a7374617274787265660a32383538360a2525454f46', '8d2c30924e93759818812ccc0b1ad0b9012cec587ad2456c55c6d3693a0fb219', '822c934b3883259ae49d270ddc147995f6fec7e1b8d7ffb31f5ee8d6c124aae6', 2110881600000000, 1795262400000000, 0);


--
-- Data for Name: job_steps; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg053pfkak8ngxa1wk1', 1, 'issue', 'done', 'a proforma: the billing contact is not complete', 1795262400000000, 1795262400000000);
INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg053pfkak8ngxa1wk1', 2, 'write', 'done', '', 1795262400000000, 1795262400000000);
INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg0mrz0r396qkyqwzj7', 1, 'issue', 'done', 'FA-2026-0001', 1795262400000000, 1795262400000000);
INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg0mrz0r396qkyqwzj7', 2, 'write', 'done', '', 1795262400000000, 1795262400000000);
INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg051vvggc46863rf7w', 1, 'issue', 'done', 'nothing is owed', 1795262400000000, 1795262400000000);
INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg051vvggc46863rf7w', 2, 'write', 'done', '', 1795262400000000, 1795262400000000);


--
-- Data for Name: jobs; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.jobs VALUES ('job_01m7yzmhg01w8xqknf4h2rz6zp', '{"tenant":"ten_01m7yzmhg0709dy6rve52prp87"}', 1, 1795262400000000, 0, NULL, 1795262400000000, 'bring-back-events', 'job_01m7yzmhg01w8xqknf4h2rz6zp', 'ten_01m7yzmhg0709dy6rve52prp87', 1, 0, 'done', 1, 0, false, NULL, '', NULL, NULL, NULL, NULL, 1795262400000000, 1795262400000000, 1795262400000000);
INSERT INTO parvis.jobs VALUES ('job_01m7yzmhg001ghjx5fcptjmf30', '{"tenant":"ten_01m7yzmhg0pnrrzmjjym924z6q"}', 1, 1795262400000000, 0, NULL, 1795262400000000, 'bring-back-events', 'job_01m7yzmhg001ghjx5fcptjmf30', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 1, 0, 'done', 1, 0, false, NULL, '', NULL, NULL, NULL, NULL, 1795262400000000, 1795262400000000, 1795262400000000);
INSERT INTO parvis.jobs VALUES ('job_01m7yzmhg0mrz0r396qkyqwzj7', '{"tenant":"ten_01m7yzmhg0pnrrzmjjym924z6q"}', 1, 1795262400000000, 0, NULL, 1795262400000000, 'bill-tenant', 'job_01m7yzmhg0mrz0r396qkyqwzj7', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 1, 2, 'done', 1, 0, false, NULL, '', NULL, NULL, NULL, NULL, 1795262400000000, 1795262400000000, 1795262400000000);
INSERT INTO parvis.jobs VALUES ('job_01m7yzmhg053pfkak8ngxa1wk1', '{"tenant":"ten_01m7yzmhg0709dy6rve52prp87"}', 1, 1795262400000000, 0, NULL, 1795262400000000, 'bill-tenant', 'ten_01m7yzmhg0709dy6rve52prp87:1795262400000000:498684', 'ten_01m7yzmhg0709dy6rve52prp87', 1, 0, 'done', 1, 0, false, NULL, '', NULL, NULL, NULL, NULL, 1795262400000000, 1795262400000000, 1795262400000000);
INSERT INTO parvis.jobs VALUES ('job_01m7yzmhg051vvggc46863rf7w', '{"tenant":"ten_01m7yzmhg0pnrrzmjjym924z6q"}', 1, 1795262400000000, 0, NULL, 1795262400000000, 'bill-tenant', 'ten_01m7yzmhg0pnrrzmjjym924z6q:1795262400000000:498684', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 1, 3, 'done', 1, 0, false, NULL, '', NULL, NULL, NULL, NULL, 1795262400000000, 1795262400000000, 1795262400000000);


--
-- Data for Name: limit_requests; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: logos; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: mail_problems; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: mailed_links; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.mailed_links VALUES ('2d05e5899e0e6c5375772d9d1503fbb0cbfc1b4be3bbb4e69938f586989785fb', 'sign-up', 'sgn_01m7yzmhg02sh7xnev9xex38yp', 'used', 1795262400000000, 1795348800000000);
INSERT INTO parvis.mailed_links VALUES ('57ca2549410d56e3d576cdf1092ca591cd3ca0bbeeb71be71b26e05d0a5d1837', 'sign-up', 'sgn_01m7yzmhg038nhfk1fsfbv6tfp', 'used', 1795262400000000, 1795348800000000);


--
-- Data for Name: memberships; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 'acc_01m7yzmhg0mdyk38sma7yqta59', 1795262400000000, 0, '{}');
INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, 1, '{}');
INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 'acc_01m7yzmhg08t9pst1e19sxnky5', 1795262400000000, 0, '{}');


--
-- Data for Name: metered_events; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: metered_windows; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: migrations; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.migrations VALUES (1, 'accounts');
INSERT INTO parvis.migrations VALUES (2, 'tenants');
INSERT INTO parvis.migrations VALUES (3, 'teams');
INSERT INTO parvis.migrations VALUES (4, 'identities');
INSERT INTO parvis.migrations VALUES (5, 'second factors');
INSERT INTO parvis.migrations VALUES (6, 'done requests');
INSERT INTO parvis.migrations VALUES (7, 'frozen events');
INSERT INTO parvis.migrations VALUES (8, 'mailboxes');
INSERT INTO parvis.migrations VALUES (9, 'closed spaces');
INSERT INTO parvis.migrations VALUES (10, 'proofs');
INSERT INTO parvis.migrations VALUES (11, 'key invitations');
INSERT INTO parvis.migrations VALUES (12, 'mail problems');
INSERT INTO parvis.migrations VALUES (13, 'secret keys');
INSERT INTO parvis.migrations VALUES (14, 'sign up zone');
INSERT INTO parvis.migrations VALUES (15, 'jobs');
INSERT INTO parvis.migrations VALUES (16, 'audit columns');
INSERT INTO parvis.migrations VALUES (17, 'bindings by role');
INSERT INTO parvis.migrations VALUES (18, 'webhooks');
INSERT INTO parvis.migrations VALUES (19, 'servers');
INSERT INTO parvis.migrations VALUES (20, 'catalogue');
INSERT INTO parvis.migrations VALUES (21, 'operators');
INSERT INTO parvis.migrations VALUES (22, 'billing');
INSERT INTO parvis.migrations VALUES (23, 'consents');
INSERT INTO parvis.migrations VALUES (24, 'announcements');
INSERT INTO parvis.migrations VALUES (25, 'subscription changes');
INSERT INTO parvis.migrations VALUES (26, 'operator keys');
INSERT INTO parvis.migrations VALUES (27, 'reminders');
INSERT INTO parvis.migrations VALUES (28, 'usage');
INSERT INTO parvis.migrations VALUES (29, 'metered events');
INSERT INTO parvis.migrations VALUES (30, 'contacts');
INSERT INTO parvis.migrations VALUES (31, 'payments');
INSERT INTO parvis.migrations VALUES (32, 'support');
INSERT INTO parvis.migrations VALUES (33, 'availability');
INSERT INTO parvis.migrations VALUES (34, 'billed elsewhere');
INSERT INTO parvis.migrations VALUES (35, 'invoice handovers');
INSERT INTO parvis.migrations VALUES (36, 'member places');
INSERT INTO parvis.migrations VALUES (37, 'metered retention');
INSERT INTO parvis.migrations VALUES (38, 'brands');
INSERT INTO parvis.migrations VALUES (39, 'own limits');
INSERT INTO parvis.migrations VALUES (40, 'refunds');
INSERT INTO parvis.migrations VALUES (41, 'payment methods');
INSERT INTO parvis.migrations VALUES (42, 'own hosts');


--
-- Data for Name: operator_keys; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: operator_links; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: operators; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: overrides; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: passkeys; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: password_resets; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: payment_methods; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: payment_setups; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: plan_quotes; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: plan_versions; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.plan_versions VALUES ('pvn_00000000000000000000000001', 'starter', 1, 'published', '{"members":6,"guests":5,"domains":1,"networks":1,"policy-agents":1,"unpinned-agents":false,
        "retention-days":7,"advanced-search":false,"agent-records":250000,"events":500000,
        "stored-bytes":5000000000,"actions":1000,"agents":["nox"],"integrations":2,
        "integration-kinds":["slack","jira"],"custom-integrations":false,"reports":false,"support":"none",
        "availability":0,"white-label":false,"on-premise":false}', 0, 0, 'EUR', 0, 0, 0, NULL);
INSERT INTO parvis.plan_versions VALUES ('pvn_00000000000000000000000002', 'professional', 1, 'published', '{"members":26,"guests":25,"domains":25,"networks":25,"policy-agents":10,"unpinned-agents":true,
        "retention-days":90,"advanced-search":true,"agent-records":2500000,"events":50000000,
        "stored-bytes":500000000000,"actions":10000,"agents":["nox","atlas","cirrus"],
        "integrations":"unlimited","integration-kinds":["any"],"custom-integrations":false,"reports":true,
        "support":"priority","availability":0,"white-label":false,"on-premise":false}', 4900, 49000, 'EUR', 0, 0, 0, NULL);
INSERT INTO parvis.plan_versions VALUES ('pvn_00000000000000000000000003', 'enterprise', 1, 'published', '{"members":"unlimited","guests":"unlimited","domains":"unlimited","networks":"unlimited",
        "policy-agents":"unlimited","unpinned-agents":true,"retention-days":400,"advanced-search":true,
        "agent-records":25000000,"events":500000000,"stored-bytes":10000000000000,"actions":"unlimited",
        "agents":["nox","atlas","cirrus"],"integrations":"unlimited","integration-kinds":["any"],
        "custom-integrations":true,"reports":true,"support":"dedicated","availability":9950,
        "white-label":true,"on-premise":true}', NULL, NULL, 'EUR', 0, 0, 0, NULL);
INSERT INTO parvis.plan_versions VALUES ('pvn_00000000000000000000000004', 'free', 1, 'published', '{"members":1,"guests":1,"domains":1,"networks":1,"policy-agents":1,"unpinned-agents":false,
        "retention-days":7,"advanced-search":false,"agent-records":250000,"events":500000,
        "stored-bytes":5000000000,"actions":0,"agents":[],"integrations":0,"integration-kinds":[],
        "custom-integrations":false,"reports":false,"support":"none","availability":0,"white-label":false,
        "on-premise":false}', 0, 0, 'EUR', 0, 0, 0, NULL);
INSERT INTO parvis.plan_versions VALUES ('pvn_00000000000000000000000005', 'solo', 1, 'published', '{"members":1,"guests":1,"domains":3,"networks":3,"policy-agents":2,"unpinned-agents":true,
        "retention-days":30,"advanced-search":false,"agent-records":500000,"events":2000000,
        "stored-bytes":50000000000,"actions":2000,"agents":["nox"],"integrations":3,
        "integration-kinds":["any"],"custom-integrations":false,"reports":false,"support":"e-mail",
        "availability":0,"white-label":false,"on-premise":false}', 1900, 19000, 'EUR', 0, 0, 0, NULL);
INSERT INTO parvis.plan_versions VALUES ('pvn_00000000000000000000000006', 'pro', 1, 'published', '{"members":1,"guests":3,"domains":25,"networks":25,"policy-agents":10,"unpinned-agents":true,
        "retention-days":90,"advanced-search":true,"agent-records":2500000,"events":50000000,
        "stored-bytes":500000000000,"actions":10000,"agents":["nox","atlas"],"integrations":10,
        "integration-kinds":["any"],"custom-integrations":false,"reports":true,"support":"priority",
        "availability":0,"white-label":false,"on-premise":false}', 4900, 49000, 'EUR', 0, 0, 0, NULL);
INSERT INTO parvis.plan_versions VALUES ('pvn_00000000000000000000000007', 'freelance-enterprise', 1, 'published', '{"members":"unlimited","guests":"unlimited","domains":"unlimited","networks":"unlimited",
        "policy-agents":"unlimited","unpinned-agents":true,"retention-days":400,"advanced-search":true,
        "agent-records":25000000,"events":500000000,"stored-bytes":10000000000000,"actions":"unlimited",
        "agents":["nox","atlas","cirrus"],"integrations":"unlimited","integration-kinds":["any"],
        "custom-integrations":false,"reports":true,"support":"dedicated","availability":9950,
        "white-label":true,"on-premise":false}', 9900, 99000, 'EUR', 0, 0, 0, NULL);


--
-- Data for Name: plans; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.plans VALUES ('starter', 'company', 'Starter', 'Starter', 1, true, 'starter');
INSERT INTO parvis.plans VALUES ('professional', 'company', 'Professional', 'Professional', 2, false, 'professional');
INSERT INTO parvis.plans VALUES ('enterprise', 'company', 'Enterprise', 'Enterprise', 3, false, 'enterprise');
INSERT INTO parvis.plans VALUES ('free', 'personal', 'Free', 'Free', 1, true, 'starter');
INSERT INTO parvis.plans VALUES ('solo', 'personal', 'Solo', 'Solo', 2, false, 'professional');
INSERT INTO parvis.plans VALUES ('pro', 'personal', 'Pro', 'Pro', 3, false, 'professional');
INSERT INTO parvis.plans VALUES ('freelance-enterprise', 'personal', 'Freelance Enterprise', 'Freelance Enterprise', 4, false, 'enterprise');


--
-- Data for Name: provider_flows; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: rate_limits; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.rate_limits VALUES ('mail-to:eff90234b5c0d7bb3000e7e2faa01214ffecef55617da623def7482021cc124f', 1795263300000000);
INSERT INTO parvis.rate_limits VALUES ('sign-up:eff90234b5c0d7bb3000e7e2faa01214ffecef55617da623def7482021cc124f', 1795263000000000);
INSERT INTO parvis.rate_limits VALUES ('confirm:sgn_01m7yzmhg02sh7xnev9xex38yp', 1795262410000000);
INSERT INTO parvis.rate_limits VALUES ('share-links:ten_01m7yzmhg0709dy6rve52prp87', 1795262460000000);
INSERT INTO parvis.rate_limits VALUES ('invite:ten_01m7yzmhg0709dy6rve52prp87:87b7f97e70f0518a0ec14009e2f87ccc8ca8483733c08affd9da400dec9fca00', 1795266000000000);
INSERT INTO parvis.rate_limits VALUES ('invite:87b7f97e70f0518a0ec14009e2f87ccc8ca8483733c08affd9da400dec9fca00', 1795264200000000);
INSERT INTO parvis.rate_limits VALUES ('mail-to:87b7f97e70f0518a0ec14009e2f87ccc8ca8483733c08affd9da400dec9fca00', 1795263300000000);
INSERT INTO parvis.rate_limits VALUES ('invite:ten_01m7yzmhg0709dy6rve52prp87', 1795262410000000);
INSERT INTO parvis.rate_limits VALUES ('sign-in:453d55bb2e4efeb1ccc7b1e346fde74ad45ab235a223af151f9a95505c8246c0', 1795262405000000);
INSERT INTO parvis.rate_limits VALUES ('sign-in:192.0.2.10', 1795262405000000);
INSERT INTO parvis.rate_limits VALUES ('mail-to:a3c4ed6247acc2e00046cbe3b613429f0ca0cb4cc36c98df332e7e90fd9e297d', 1795263300000000);
INSERT INTO parvis.rate_limits VALUES ('mail-from:192.0.2.10', 1795262460000000);
INSERT INTO parvis.rate_limits VALUES ('sign-up:192.0.2.10', 1795262420000000);
INSERT INTO parvis.rate_limits VALUES ('sign-up:a3c4ed6247acc2e00046cbe3b613429f0ca0cb4cc36c98df332e7e90fd9e297d', 1795263000000000);
INSERT INTO parvis.rate_limits VALUES ('confirm:192.0.2.10', 1795262410000000);
INSERT INTO parvis.rate_limits VALUES ('confirm:sgn_01m7yzmhg038nhfk1fsfbv6tfp', 1795262410000000);
INSERT INTO parvis.rate_limits VALUES ('mail-to:02f48950aef98bc31f38649b55e44116df7c641ac9c0c8f583a90a233d35736c', 1795263300000000);
INSERT INTO parvis.rate_limits VALUES ('mail-from-members:192.0.2.10', 1795262420000000);
INSERT INTO parvis.rate_limits VALUES ('mails', 1795262404000000);
INSERT INTO parvis.rate_limits VALUES ('contact:ten_01m7yzmhg0pnrrzmjjym924z6q', 1795263300000000);


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.recovery_codes VALUES ('c131f86a31574dbb00e32e4fab40799cac67688c178e878ad1fafd3db9097097', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('3847fca75059171ca51b4ed645511239b8577fa2764cc954e62e02567aa02473', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('cbba1907b90ac30a2a3e91e26ee2c1bb3354df2f346ddc61c1b38c50a29ad093', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('79556361f9d965262cca4c8a27626d1f95779d282b268c3c81570037d0c00738', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('34f597f9f8461d830bd556a605e6ac09b5ff5d2789deda470293c91ab465f707', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('31156243fa922c76694b2bdef3259207dd647051df4c77a57be3d07fdb14276b', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('95ea3fb5ccdb98cfaa8396f6a2a694154ef8eca350a7eb0dd3ea3b1cce6f6b81', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('2c1a5805a0af33b56702a41a05f31e48e905cea27ccd075edaab13337c52159a', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('591c409ae682364c43d381c1ebfa6c09b0e2c00c5f524cb02ece56c0ee0d65c7', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('7f1f5b8db3917204de5818d98321e8a33ee0dd0fd08972c89a663a91f754c08f', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', 1795262400000000, NULL);


--
-- Data for Name: refunds; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: roles; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.roles VALUES ('rol_01m7yzmhg070zjhnxnd7cyth08', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 'Looks at everything', 'looks at everything', '', 'view-overview view-events view-mail-flow view-policy-agents', 1795262400000000);
INSERT INTO parvis.roles VALUES ('rol_01m7yzmhg0z4c018d5q3q7ecb8', 'ten_01m7yzmhg0pnrrzmjjym924z6q', 'Looks at the mail flow', 'looks at the mail flow', '', 'view-mail-flow', 1795262400000000);


--
-- Data for Name: schedules; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: secret_keys; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.secret_keys VALUES ('', '', 0);


--
-- Data for Name: servers; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: sessions; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg04g1n20mw734acka2', '76f2a7206e37c9a3773e950000719217deaa425218654a998101384a979091c8', 'acc_01m7yzmhg0mdyk38sma7yqta59', '192.0.2.10', 'a browser', 1795262400000000, 1795262400000000, 1796472000000000, 'mail', NULL, NULL, 1795262400000000, NULL, NULL, NULL, false);
INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg0ty54mnq88snhq6e8', '8777546c6835065fda8dcda1e2bd2cd9d43b94c603ec48ad485fd04b30fa7b39', 'acc_01m7yzmhg0ceeyz712s2hc9zvh', '192.0.2.10', 'a browser', 1795262400000000, 1795262400000000, 1796472000000000, 'password', NULL, 1795262400000000, 1795262400000000, NULL, NULL, NULL, false);
INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg0ytp06m6dvaqa9sgg', 'f643c33e79b30d1d880f4d644c5b145d4e5910cc9c71c9b370288f31c8560b39', 'acc_01m7yzmhg08t9pst1e19sxnky5', '192.0.2.10', 'a browser', 1795262400000000, 1795262400000000, 1796472000000000, 'mail', NULL, NULL, 1795262400000000, NULL, NULL, NULL, false);


--
-- Data for Name: sign_ups; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.sign_ups VALUES ('sgn_01m7yzmhg02sh7xnev9xex38yp', 'ann@example.test', 'ann@example.test', '$argon2id$v=19$m=19456,t=2,p=1$xFWGPsob+mp4trYjV7915g$mKEM4DETIht8GyM3voDmLh32rCSqVwB+969Ti6NKyNY', 'Kept', 'kept', 'company', 'en', NULL, '2d05e5899e0e6c5375772d9d1503fbb0cbfc1b4be3bbb4e69938f586989785fb', NULL, 0, 1795262400000000, 1795262400000000, 1795348800000000, 1795262400000000, '6b065fb2e58f809a6a096fee99cc75d22e264244d1a987ee377939627869d312', '192.0.2.10', 'a browser', NULL, NULL, '', '');
INSERT INTO parvis.sign_ups VALUES ('sgn_01m7yzmhg038nhfk1fsfbv6tfp', 'gil@example.test', 'gil@example.test', '$argon2id$v=19$m=19456,t=2,p=1$NhkeOrZ+ES+8vvOyQdl/mQ$p7y6nIApUNkgr53361144gI4MZZFBQbDoKI+syHyt5o', 'Wide', 'wide', 'company', 'en', NULL, '57ca2549410d56e3d576cdf1092ca591cd3ca0bbeeb71be71b26e05d0a5d1837', NULL, 0, 1795262400000000, 1795262400000000, 1795348800000000, 1795262400000000, 'dca0a86830c99c5f6c9ee33d9915808411b8702db593ceb51d48b1130d2ee5fe', '192.0.2.10', 'a browser', NULL, NULL, '', '');


--
-- Data for Name: subscriptions; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.subscriptions VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 'month', 20778, 1795348800000000, 1795262400000000, 2, NULL, NULL, NULL, NULL, false, '');
INSERT INTO parvis.subscriptions VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 'month', 20778, 1797811200000000, 1795262400000000, 2, NULL, NULL, NULL, NULL, false, '');


--
-- Data for Name: support_messages; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: support_questions; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: tenant_providers; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: tenants; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.tenants VALUES ('ten_01m7yzmhg0709dy6rve52prp87', 'kept', 'Kept', 'company', 'UTC', 'postgres:ten_01m7yzmhg0709dy6rve52prp87', 'ready', 1795262400000000, false, '', NULL, NULL, NULL, 'pvn_00000000000000000000000002', '', NULL, '', NULL, NULL, false, 9223372036854775807, '', '', '', '');
INSERT INTO parvis.tenants VALUES ('ten_01m7yzmhg0pnrrzmjjym924z6q', 'wide', 'Wide', 'company', 'UTC', 'postgres:ten_01m7yzmhg0pnrrzmjjym924z6q', 'ready', 1795262400000000, false, '', NULL, NULL, NULL, 'pvn_00000000000000000000000002', '', NULL, '', NULL, NULL, false, 9223372036854775807, '', '', '', '');


--
-- Data for Name: usage_alerts; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: usage_days; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: usage_keys; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: usage_watchers; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: webhook_deliveries; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: webhook_rests; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: webhook_tries; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: agent_openings; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: agent_warnings; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: allowances; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.allowances VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 1795262400241920, 1795262400033783);


--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.api_keys VALUES ('key_01m7yzmhg02wbqtbkvz6cpbvj8', 'reports', 'view-events', 'tenant', '', 'pvk_…mjq8', 'a6d433b412a76a510e7e247e04cc8a9c2598ded9c113b7596b7b71e714cd267a', '', '', NULL, 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', NULL, NULL, '', 1795262400000000, NULL);


--
-- Data for Name: audit_heads; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_heads VALUES ('', 0, 8, '642d5408730fc5242f63c94c32db4153c147b2773dd6da27e2851b844580bbd2', 'ed904544', '6f568b70a52bc8027702565775b65fdb21dee2a0327bda0b110619c7135d136d');


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_log VALUES (1, 1795262400000000, '', 'job', 'tenants.prepare', 'ten_01m7yzmhg0709dy6rve52prp87', NULL, NULL, '', '', '', '27d9188f16fa1a5574212d83d978d94f7fbb735d75ded124babe969344020d1c', NULL, NULL, '', 2, 'ed904544', 'job', '', '', '', '', '', 'allowed', 'tenant', 'Kept');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_log VALUES (2, 1795262400000000, '', 'page', 'domains.add', 'dom_01m7yzmhg0qjj9c626mj7k1nej', NULL, '{"enabled":true,"kind":"local","name":"own.test"}', 'request-1', '192.0.2.10', '27d9188f16fa1a5574212d83d978d94f7fbb735d75ded124babe969344020d1c', '0897bfcb48a5230e92a85ca40a33e8b631048fd08ffd7294db535a042239ef43', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '', '', '', 'allowed', 'domain', 'own.test');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_log VALUES (3, 1795262400000000, '', 'page', 'networks.add', 'net_01m7yzmhg01714sc5am21jrj7r', NULL, '{"cidr":"192.0.2.0/24","enabled":true,"label":"office"}', 'request-1', '192.0.2.10', '0897bfcb48a5230e92a85ca40a33e8b631048fd08ffd7294db535a042239ef43', '03e79de9f984512097dbd11ef34f4d66eb707c3ce60c84f0ab863e42d77c6f92', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '', '', '', 'allowed', 'network', '192.0.2.0/24');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_log VALUES (4, 1795262400000000, '', 'page', 'environments.add', 'env_01m7yzmhg0j7vf2x6vd2xtp247', NULL, '{"name":"test bed"}', 'request-1', '192.0.2.10', '03e79de9f984512097dbd11ef34f4d66eb707c3ce60c84f0ab863e42d77c6f92', '7680b62f6284ee2d5f4a9a98f98e331a987f113e12b1dfcb7d798c11b94367a0', NULL, '{"permission":"manage-environments","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '', '', '', 'allowed', 'environment', 'test bed');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_log VALUES (5, 1795262400000000, '', 'page', 'policy-agents.enrol', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', NULL, '{"address":"","environment":null,"key":"pva_…ncnb","name":"mx1","pinned":false,"time_zone":"UTC"}', 'request-1', '192.0.2.10', '7680b62f6284ee2d5f4a9a98f98e331a987f113e12b1dfcb7d798c11b94367a0', '69b49571e30477f3f0c3feb83c2b58521e2158b594a222fc131952c985d8649e', NULL, '{"permission":"manage-policy-agents","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","usage":{"quota":"policy-agents","limit":10,"used":0},"changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '', '', '', 'allowed', 'policy-agent', 'mx1');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_log VALUES (6, 1795262400000000, '', 'agent', 'policy-agents.contact', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', NULL, '{"name":"mx1","version":"0.1.0"}', '', '203.0.113.5', '69b49571e30477f3f0c3feb83c2b58521e2158b594a222fc131952c985d8649e', 'a2469c08528cd84f9d265428653d2ba8fcfc5912aef641b1219f087f4d3844ea', NULL, NULL, '', 2, 'ed904544', 'policy-agent', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'mx1', '', '', '', 'allowed', 'policy-agent', 'mx1');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_log VALUES (7, 1795262400000000, '', 'page', 'api-keys.create', 'key_01m7yzmhg02wbqtbkvz6cpbvj8', NULL, '{"expires_at":null,"key":"pvk_…mjq8","name":"reports","networks":"","permissions":["view-events"],"scope":"tenant"}', 'request-1', '192.0.2.10', 'a2469c08528cd84f9d265428653d2ba8fcfc5912aef641b1219f087f4d3844ea', '547f1ef723b788bb773fa7f8ae0f7935aa2a955a7e4ff232aa9a833bc6ae2eaf', NULL, '{"permission":"manage-api-keys","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '', '', '', 'allowed', 'api-key', 'reports');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.audit_log VALUES (8, 1795262400000000, '', 'page', 'share-links.create', 'shr_01m7yzmhg0ayrqw0623nmktd5y', NULL, '{"days":30,"has_password":false,"kind":"live","name":"Board","shows":{"domain":"","from":"","host":"","measure":"","range":"24h","to":""},"view_limit":null}', 'request-1', '192.0.2.10', '547f1ef723b788bb773fa7f8ae0f7935aa2a955a7e4ff232aa9a833bc6ae2eaf', '642d5408730fc5242f63c94c32db4153c147b2773dd6da27e2851b844580bbd2', NULL, '{"permission":"manage-sharing","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '', '', '', 'allowed', 'share-link', 'Board');


--
-- Data for Name: counting; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.counting VALUES (1, '');


--
-- Data for Name: days; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.days VALUES (20778, 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'inbound', 'own.test', 6, 6, 6);


--
-- Data for Name: domains; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.domains VALUES ('dom_01m7yzmhg0qjj9c626mj7k1nej', 'own.test', 'local', true, 1795262400000000, 0);


--
-- Data for Name: done_steps; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: environments; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.environments VALUES ('env_01m7yzmhg0j7vf2x6vd2xtp247', 'test bed', 'test bed', 1795262400000000);


--
-- Data for Name: events; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.events VALUES ('evt_01m7yzmhg0ewdkef9b03tt13s8', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 1795262400000000, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm0', 0, '', '', '', '{"at":1795262400000000,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m0"}');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.events VALUES ('evt_01m7yzmhg0ewdkef9b03tt13s9', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 1795262400000001, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm1', 0, '', '', '', '{"at":1795262400000001,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m1"}');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.events VALUES ('evt_01m7yzmhg0ewdkef9b03tt13sa', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 1795262400000002, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm2', 0, '', '', '', '{"at":1795262400000002,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m2"}');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.events VALUES ('evt_01m7yzmhg0ewdkef9b03tt13sb', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 1795262400000003, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm3', 0, '', '', '', '{"at":1795262400000003,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m3"}');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.events VALUES ('evt_01m7yzmhg0ewdkef9b03tt13sc', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 1795262400000004, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm4', 0, '', '', '', '{"at":1795262400000004,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m4"}');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.events VALUES ('evt_01m7yzmhg0ewdkef9b03tt13sd', 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 1795262400000005, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm5', 0, '', '', '', '{"at":1795262400000005,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m5"}');


--
-- Data for Name: gaps; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: held_records; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: idempotent_requests; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: messages; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.messages VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 'm0', 1795262400000000, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.messages VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 'm1', 1795262400000001, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.messages VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 'm2', 1795262400000002, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.messages VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 'm3', 1795262400000003, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.messages VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 'm4', 1795262400000004, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.messages VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 'm5', 1795262400000005, 1795262400000000, 'inbound', 'own.test', 1, 1);


--
-- Data for Name: migrations; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (1, 'mail flow');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (2, 'events');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (3, 'audit decisions');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (4, 'environments');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (5, 'api keys');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (6, 'share links');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (7, 'share link keys');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (8, 'bounded numbers');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (9, 'agent runs');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (10, 'link keys');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (11, 'outbox');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (12, 'audit columns');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (13, 'events by agent');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (14, 'usage');
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.migrations VALUES (15, 'freezing');


--
-- Data for Name: networks; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.networks VALUES ('net_01m7yzmhg01714sc5am21jrj7r', '192.0.2.0/24', 'office', true, 1795262400000000, 0);


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: policy_agents; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.policy_agents VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 'mx1', 'UTC', '', false, 'pva_…ncnb', 'c601a6cbb9c27cd6553b6d1da04aa7e7bc89d7ffe08e07e42277166632d19121', 'active', '0.1.0', '203.0.113.5', 1795262400000000, NULL, 0, 0, 1795262400000000, 1795262400000000, NULL, '', 0, 0, 0);


--
-- Data for Name: quarters; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.quarters VALUES (1795262400000000, 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'inbound', 'own.test', 6, 6, 6);


--
-- Data for Name: rejected_records; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: reservations; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: share_link_opens; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: share_links; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.share_links VALUES ('shr_01m7yzmhg0ayrqw0623nmktd5y', 'Board', 'live', '{"range":"24h","from":"","to":"","host":"","domain":"","measure":""}', NULL, 'dfae859fff2a5cef448a8a97f339aa7ef567fc76063319c55574631791835605', NULL, NULL, 0, 0, 'acc_01m7yzmhg0mdyk38sma7yqta59', 'tenant', '', 1795262400000000, 1797854400000000, NULL, NULL, 'person', 'acc_01m7yzmhg0mdyk38sma7yqta59', 'ann@example.test', '');


--
-- Data for Name: spool_runs; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--



--
-- Data for Name: spools; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.spools VALUES ('agt_01m7yzmhg0q3p9vvaxy1negpbe', 'spool-1', 6, 0, '8fd334296cdd7c0ce6f7c1748f761327dcecb4fc3caae5fb2158de48abf45d1d');


--
-- Data for Name: top_days; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.top_days VALUES ('sender-domain', 20778, 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'own.test', 'sender.test', 6);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.top_days VALUES ('recipient-domain', 20778, 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'own.test', 'own.test', 6);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.top_days VALUES ('client-address', 20778, 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'own.test', '198.51.100.7', 6);


--
-- Data for Name: top_hours; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.top_hours VALUES ('sender-domain', 1795262400000000, 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'own.test', 'sender.test', 6);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.top_hours VALUES ('recipient-domain', 1795262400000000, 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'own.test', 'own.test', 6);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.top_hours VALUES ('client-address', 1795262400000000, 'agt_01m7yzmhg0q3p9vvaxy1negpbe', 'own.test', '198.51.100.7', 6);


--
-- Data for Name: usage_counters; Type: TABLE DATA; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.usage_counters VALUES ('stored-bytes', '', 0, 9007199254740992, 870, 0, 0);
INSERT INTO ten_01m7yzmhg0709dy6rve52prp87.usage_counters VALUES ('events', '', 1795219200000000, 1795305600000000, 6, 0, 0);


--
-- Data for Name: agent_openings; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: agent_warnings; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: allowances; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.allowances VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 1795262400241920, 1795262400033986);


--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.api_keys VALUES ('key_01m7yzmhg0wxm9f75j8tj829qz', 'all of viewer', 'view-overview view-events view-mail-flow view-policy-agents', 'tenant', '', 'pvk_…5s5k', '2908bd7a64324bd084e93497ff7e4e2a73de5927e2ebaf25f07d49d84978fb35', '', '', NULL, 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', NULL, NULL, '', 1795262400000000, NULL);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.api_keys VALUES ('key_01m7yzmhg05ehsencfxk3srk71', 'mail flow', 'view-mail-flow', 'tenant', '', 'pvk_…vt5b', 'eb76e37ee04ce9beb3600e2142bb576ff32a677f90fd0b934aaf1bd50bb3b9b8', '', '', NULL, 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', NULL, NULL, '', 1795262400000000, NULL);


--
-- Data for Name: audit_heads; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_heads VALUES ('', 0, 8, '4d92c2c8d9f6b98ea000b7cbc5fd8b1be9d804c4cea202019e26b1b02416a643', 'ed904544', 'cdf15a61c2dfcfd5295e13a7a1f8f5715a3090cf16d8ad3c8b83ffdbcc7be945');


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log VALUES (1, 1795262400000000, '', 'job', 'tenants.prepare', 'ten_01m7yzmhg0pnrrzmjjym924z6q', NULL, NULL, '', '', '', '2d493e18e174e17acfcc77dc8bee01bfd743690b17ba618ebe27e0ea6602ef27', NULL, NULL, '', 2, 'ed904544', 'job', '', '', '', '', '', 'allowed', 'tenant', 'Wide');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log VALUES (2, 1795262400000000, '', 'page', 'domains.add', 'dom_01m7yzmhg03c19376d52e11b0d', NULL, '{"enabled":true,"kind":"local","name":"wide.test"}', 'request-1', '192.0.2.10', '2d493e18e174e17acfcc77dc8bee01bfd743690b17ba618ebe27e0ea6602ef27', 'b576c06066e151372058e726367acd4918a649bd80165e88d08e3d9cb196ca00', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'allowed', 'domain', 'wide.test');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log VALUES (3, 1795262400000000, '', 'page', 'networks.add', 'net_01m7yzmhg0q90yghd5ht2gf1mk', NULL, '{"cidr":"192.0.2.0/24","enabled":true,"label":"office"}', 'request-1', '192.0.2.10', 'b576c06066e151372058e726367acd4918a649bd80165e88d08e3d9cb196ca00', '1f2cfd553f6da0fa62ae67302e3a3a72939e7afdf70a4840c554e18a76fdb0cb', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'allowed', 'network', '192.0.2.0/24');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log VALUES (4, 1795262400000000, '', 'page', 'environments.add', 'env_01m7yzmhg0kppjqbxee2h1q1j3', NULL, '{"name":"test bed"}', 'request-1', '192.0.2.10', '1f2cfd553f6da0fa62ae67302e3a3a72939e7afdf70a4840c554e18a76fdb0cb', 'e5b8c1b61d317e2aa3ea1e1ab4bb1ddcd81f7cf816480e62f4ba3cedfe9a1421', NULL, '{"permission":"manage-environments","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'allowed', 'environment', 'test bed');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log VALUES (5, 1795262400000000, '', 'page', 'policy-agents.enrol', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', NULL, '{"address":"","environment":null,"key":"pva_…je8b","name":"mx1","pinned":false,"time_zone":"UTC"}', 'request-1', '192.0.2.10', 'e5b8c1b61d317e2aa3ea1e1ab4bb1ddcd81f7cf816480e62f4ba3cedfe9a1421', '8de3a748132b3ea5a20904acbba8e8369e292d431ac54d0b9431306f73b8f48a', NULL, '{"permission":"manage-policy-agents","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","usage":{"quota":"policy-agents","limit":10,"used":0},"changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'allowed', 'policy-agent', 'mx1');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log VALUES (6, 1795262400000000, '', 'agent', 'policy-agents.contact', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', NULL, '{"name":"mx1","version":"0.1.0"}', '', '203.0.113.5', '8de3a748132b3ea5a20904acbba8e8369e292d431ac54d0b9431306f73b8f48a', 'f98cb3304e5af249e70e5df6e264b1a71deab7e714cf6bdd933f7c8c940c4c68', NULL, NULL, '', 2, 'ed904544', 'policy-agent', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'mx1', '', '', '', 'allowed', 'policy-agent', 'mx1');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log VALUES (7, 1795262400000000, '', 'page', 'api-keys.create', 'key_01m7yzmhg0wxm9f75j8tj829qz', NULL, '{"expires_at":null,"key":"pvk_…5s5k","name":"all of viewer","networks":"","permissions":["view-overview","view-events","view-mail-flow","view-policy-agents"],"scope":"tenant"}', 'request-1', '192.0.2.10', 'f98cb3304e5af249e70e5df6e264b1a71deab7e714cf6bdd933f7c8c940c4c68', '396be51350f2ad6fc9a2dc2704ad26e016cf0c0db16687abd78917ef1db48ce3', NULL, '{"permission":"manage-api-keys","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'allowed', 'api-key', 'all of viewer');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log VALUES (8, 1795262400000000, '', 'page', 'api-keys.create', 'key_01m7yzmhg05ehsencfxk3srk71', NULL, '{"expires_at":null,"key":"pvk_…vt5b","name":"mail flow","networks":"","permissions":["view-mail-flow"],"scope":"tenant"}', 'request-1', '192.0.2.10', '396be51350f2ad6fc9a2dc2704ad26e016cf0c0db16687abd78917ef1db48ce3', '4d92c2c8d9f6b98ea000b7cbc5fd8b1be9d804c4cea202019e26b1b02416a643', NULL, '{"permission":"manage-api-keys","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'ed904544', 'person', 'acc_01m7yzmhg08t9pst1e19sxnky5', 'gil@example.test', '', '', '', 'allowed', 'api-key', 'mail flow');


--
-- Data for Name: counting; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.counting VALUES (1, '');


--
-- Data for Name: days; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.days VALUES (20778, 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'inbound', 'wide.test', 6, 6, 6);


--
-- Data for Name: domains; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.domains VALUES ('dom_01m7yzmhg03c19376d52e11b0d', 'wide.test', 'local', true, 1795262400000000, 0);


--
-- Data for Name: done_steps; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: environments; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.environments VALUES ('env_01m7yzmhg0kppjqbxee2h1q1j3', 'test bed', 'test bed', 1795262400000000);


--
-- Data for Name: events; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.events VALUES ('evt_01m7yzmhg050c7967e01j6xaa5', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 1795262400000000, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'wide.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@wide.test', 'wide.test', 0, '', 'm0', 0, '', '', '', '{"at":1795262400000000,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@wide.test","instance":"m0"}');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.events VALUES ('evt_01m7yzmhg050c7967e01j6xaa6', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 1795262400000001, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'wide.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@wide.test', 'wide.test', 0, '', 'm1', 0, '', '', '', '{"at":1795262400000001,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@wide.test","instance":"m1"}');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.events VALUES ('evt_01m7yzmhg050c7967e01j6xaa7', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 1795262400000002, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'wide.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@wide.test', 'wide.test', 0, '', 'm2', 0, '', '', '', '{"at":1795262400000002,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@wide.test","instance":"m2"}');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.events VALUES ('evt_01m7yzmhg050c7967e01j6xaa8', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 1795262400000003, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'wide.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@wide.test', 'wide.test', 0, '', 'm3', 0, '', '', '', '{"at":1795262400000003,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@wide.test","instance":"m3"}');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.events VALUES ('evt_01m7yzmhg050c7967e01j6xaa9', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 1795262400000004, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'wide.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@wide.test', 'wide.test', 0, '', 'm4', 0, '', '', '', '{"at":1795262400000004,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@wide.test","instance":"m4"}');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.events VALUES ('evt_01m7yzmhg050c7967e01j6xaaa', 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 1795262400000005, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'wide.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@wide.test', 'wide.test', 0, '', 'm5', 0, '', '', '', '{"at":1795262400000005,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@wide.test","instance":"m5"}');


--
-- Data for Name: gaps; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: held_records; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: idempotent_requests; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: messages; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.messages VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 'm0', 1795262400000000, 1795262400000000, 'inbound', 'wide.test', 1, 1);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.messages VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 'm1', 1795262400000001, 1795262400000000, 'inbound', 'wide.test', 1, 1);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.messages VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 'm2', 1795262400000002, 1795262400000000, 'inbound', 'wide.test', 1, 1);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.messages VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 'm3', 1795262400000003, 1795262400000000, 'inbound', 'wide.test', 1, 1);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.messages VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 'm4', 1795262400000004, 1795262400000000, 'inbound', 'wide.test', 1, 1);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.messages VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 'm5', 1795262400000005, 1795262400000000, 'inbound', 'wide.test', 1, 1);


--
-- Data for Name: migrations; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (1, 'mail flow');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (2, 'events');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (3, 'audit decisions');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (4, 'environments');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (5, 'api keys');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (6, 'share links');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (7, 'share link keys');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (8, 'bounded numbers');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (9, 'agent runs');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (10, 'link keys');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (11, 'outbox');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (12, 'audit columns');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (13, 'events by agent');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (14, 'usage');
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.migrations VALUES (15, 'freezing');


--
-- Data for Name: networks; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.networks VALUES ('net_01m7yzmhg0q90yghd5ht2gf1mk', '192.0.2.0/24', 'office', true, 1795262400000000, 0);


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: policy_agents; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 'mx1', 'UTC', '', false, 'pva_…je8b', 'd54393954d93b02c6f93cf63bdfbcd7b7b46e001f6ec362bb36eaf074e90dc04', 'active', '0.1.0', '203.0.113.5', 1795262400000000, NULL, 0, 0, 1795262400000000, 1795262400000000, NULL, '', 0, 0, 0);


--
-- Data for Name: quarters; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.quarters VALUES (1795262400000000, 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'inbound', 'wide.test', 6, 6, 6);


--
-- Data for Name: rejected_records; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: reservations; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: share_link_opens; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: share_links; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: spool_runs; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--



--
-- Data for Name: spools; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.spools VALUES ('agt_01m7yzmhg0vc8ctrp559b9f6ak', 'spool-1', 6, 0, 'f4de4141266411203e4411bcc1be978597407dc4c062fdd6a010c015bb726e8e');


--
-- Data for Name: top_days; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.top_days VALUES ('sender-domain', 20778, 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'wide.test', 'sender.test', 6);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.top_days VALUES ('recipient-domain', 20778, 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'wide.test', 'wide.test', 6);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.top_days VALUES ('client-address', 20778, 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'wide.test', '198.51.100.7', 6);


--
-- Data for Name: top_hours; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.top_hours VALUES ('sender-domain', 1795262400000000, 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'wide.test', 'sender.test', 6);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.top_hours VALUES ('recipient-domain', 1795262400000000, 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'wide.test', 'wide.test', 6);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.top_hours VALUES ('client-address', 1795262400000000, 'agt_01m7yzmhg0vc8ctrp559b9f6ak', 'wide.test', '198.51.100.7', 6);


--
-- Data for Name: usage_counters; Type: TABLE DATA; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.usage_counters VALUES ('stored-bytes', '', 0, 9007199254740992, 876, 0, 0);
INSERT INTO ten_01m7yzmhg0pnrrzmjjym924z6q.usage_counters VALUES ('events', '', 1795219200000000, 1795305600000000, 6, 0, 0);


--
-- Name: accounts accounts_email_key_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.accounts
    ADD CONSTRAINT accounts_email_key_key UNIQUE (email_key);


--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);


--
-- Name: announcements announcements_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.announcements
    ADD CONSTRAINT announcements_pkey PRIMARY KEY (id);


--
-- Name: arrivals arrivals_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.arrivals
    ADD CONSTRAINT arrivals_pkey PRIMARY KEY (secret_hash);


--
-- Name: audit_heads audit_heads_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (chain);


--
-- Name: audit_keys audit_keys_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.audit_keys
    ADD CONSTRAINT audit_keys_pkey PRIMARY KEY (id);


--
-- Name: audit_log audit_log_pkey1; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.audit_log
    ADD CONSTRAINT audit_log_pkey1 PRIMARY KEY (chain, number);


--
-- Name: authenticators authenticators_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.authenticators
    ADD CONSTRAINT authenticators_pkey PRIMARY KEY (id);


--
-- Name: availability_hours availability_hours_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.availability_hours
    ADD CONSTRAINT availability_hours_pkey PRIMARY KEY (part, hour);


--
-- Name: billing_contacts billing_contacts_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.billing_contacts
    ADD CONSTRAINT billing_contacts_pkey PRIMARY KEY (tenant_id, kind);


--
-- Name: billing_items billing_items_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.billing_items
    ADD CONSTRAINT billing_items_pkey PRIMARY KEY (id);


--
-- Name: billing_periods billing_periods_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.billing_periods
    ADD CONSTRAINT billing_periods_pkey PRIMARY KEY (tenant_id, starts_at);


--
-- Name: bindings bindings_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.bindings
    ADD CONSTRAINT bindings_pkey PRIMARY KEY (tenant_id, account_id, role, scope);


--
-- Name: challenges challenges_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.challenges
    ADD CONSTRAINT challenges_pkey PRIMARY KEY (token_hash);


--
-- Name: checkouts checkouts_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.checkouts
    ADD CONSTRAINT checkouts_pkey PRIMARY KEY (id);


--
-- Name: collections collections_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.collections
    ADD CONSTRAINT collections_pkey PRIMARY KEY (invoice_id);


--
-- Name: consents consents_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.consents
    ADD CONSTRAINT consents_pkey PRIMARY KEY (id);


--
-- Name: devices devices_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (account_id, token_hash);


--
-- Name: done_requests done_requests_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.done_requests
    ADD CONSTRAINT done_requests_pkey PRIMARY KEY (key_id, name);


--
-- Name: email_domains email_domains_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.email_domains
    ADD CONSTRAINT email_domains_pkey PRIMARY KEY (tenant_id, name);


--
-- Name: feature_rates feature_rates_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.feature_rates
    ADD CONSTRAINT feature_rates_pkey PRIMARY KEY (feature);


--
-- Name: features features_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.features
    ADD CONSTRAINT features_pkey PRIMARY KEY (key);


--
-- Name: identities identities_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.identities
    ADD CONSTRAINT identities_pkey PRIMARY KEY (id);


--
-- Name: identities identities_provider_id_issuer_subject_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.identities
    ADD CONSTRAINT identities_provider_id_issuer_subject_key UNIQUE (provider_id, issuer, subject);


--
-- Name: invitations invitations_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);


--
-- Name: invitations invitations_token_hash_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invitations
    ADD CONSTRAINT invitations_token_hash_key UNIQUE (token_hash);


--
-- Name: invoice_handovers invoice_handovers_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invoice_handovers
    ADD CONSTRAINT invoice_handovers_pkey PRIMARY KEY (invoice_id);


--
-- Name: invoice_numbers invoice_numbers_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invoice_numbers
    ADD CONSTRAINT invoice_numbers_pkey PRIMARY KEY (series, year);


--
-- Name: invoice_payments invoice_payments_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invoice_payments
    ADD CONSTRAINT invoice_payments_pkey PRIMARY KEY (id);


--
-- Name: invoice_reminders invoice_reminders_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invoice_reminders
    ADD CONSTRAINT invoice_reminders_pkey PRIMARY KEY (invoice_id, step);


--
-- Name: invoices invoices_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);


--
-- Name: job_steps job_steps_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.job_steps
    ADD CONSTRAINT job_steps_pkey PRIMARY KEY (job_id, number);


--
-- Name: jobs jobs_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);


--
-- Name: limit_requests limit_requests_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.limit_requests
    ADD CONSTRAINT limit_requests_pkey PRIMARY KEY (id);


--
-- Name: logos logos_key_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.logos
    ADD CONSTRAINT logos_key_key UNIQUE (key);


--
-- Name: logos logos_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.logos
    ADD CONSTRAINT logos_pkey PRIMARY KEY (tenant_id);


--
-- Name: mail_problems mail_problems_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.mail_problems
    ADD CONSTRAINT mail_problems_pkey PRIMARY KEY (place);


--
-- Name: mailed_links mailed_links_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.mailed_links
    ADD CONSTRAINT mailed_links_pkey PRIMARY KEY (token_hash);


--
-- Name: memberships memberships_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (tenant_id, account_id);


--
-- Name: metered_events metered_events_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.metered_events
    ADD CONSTRAINT metered_events_pkey PRIMARY KEY (tenant_id, name);


--
-- Name: metered_windows metered_windows_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.metered_windows
    ADD CONSTRAINT metered_windows_pkey PRIMARY KEY (tenant_id, feature, starts_at);


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


--
-- Name: operator_keys operator_keys_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.operator_keys
    ADD CONSTRAINT operator_keys_pkey PRIMARY KEY (id);


--
-- Name: operator_links operator_links_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.operator_links
    ADD CONSTRAINT operator_links_pkey PRIMARY KEY (token_hash);


--
-- Name: operators operators_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.operators
    ADD CONSTRAINT operators_pkey PRIMARY KEY (account_id);


--
-- Name: overrides overrides_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.overrides
    ADD CONSTRAINT overrides_pkey PRIMARY KEY (id);


--
-- Name: passkeys passkeys_credential_id_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.passkeys
    ADD CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id);


--
-- Name: passkeys passkeys_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (id);


--
-- Name: password_resets password_resets_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.password_resets
    ADD CONSTRAINT password_resets_pkey PRIMARY KEY (token_hash);


--
-- Name: payment_methods payment_methods_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.payment_methods
    ADD CONSTRAINT payment_methods_pkey PRIMARY KEY (tenant_id);


--
-- Name: payment_setups payment_setups_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.payment_setups
    ADD CONSTRAINT payment_setups_pkey PRIMARY KEY (id);


--
-- Name: plan_quotes plan_quotes_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.plan_quotes
    ADD CONSTRAINT plan_quotes_pkey PRIMARY KEY (id);


--
-- Name: plan_versions plan_versions_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.plan_versions
    ADD CONSTRAINT plan_versions_pkey PRIMARY KEY (id);


--
-- Name: plan_versions plan_versions_plan_number_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.plan_versions
    ADD CONSTRAINT plan_versions_plan_number_key UNIQUE (plan, number);


--
-- Name: plans plans_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.plans
    ADD CONSTRAINT plans_pkey PRIMARY KEY (key);


--
-- Name: provider_flows provider_flows_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.provider_flows
    ADD CONSTRAINT provider_flows_pkey PRIMARY KEY (secret_hash);


--
-- Name: rate_limits rate_limits_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);


--
-- Name: recovery_codes recovery_codes_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (code_hash);


--
-- Name: refunds refunds_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (id);


--
-- Name: roles roles_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.roles
    ADD CONSTRAINT roles_pkey PRIMARY KEY (id);


--
-- Name: roles roles_tenant_id_name_key_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.roles
    ADD CONSTRAINT roles_tenant_id_name_key_key UNIQUE (tenant_id, name_key);


--
-- Name: schedules schedules_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.schedules
    ADD CONSTRAINT schedules_pkey PRIMARY KEY (name);


--
-- Name: secret_keys secret_keys_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.secret_keys
    ADD CONSTRAINT secret_keys_pkey PRIMARY KEY (id);


--
-- Name: servers servers_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.servers
    ADD CONSTRAINT servers_pkey PRIMARY KEY (id);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);


--
-- Name: sessions sessions_token_hash_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.sessions
    ADD CONSTRAINT sessions_token_hash_key UNIQUE (token_hash);


--
-- Name: sign_ups sign_ups_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.sign_ups
    ADD CONSTRAINT sign_ups_pkey PRIMARY KEY (id);


--
-- Name: sign_ups sign_ups_token_hash_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.sign_ups
    ADD CONSTRAINT sign_ups_token_hash_key UNIQUE (token_hash);


--
-- Name: subscriptions subscriptions_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.subscriptions
    ADD CONSTRAINT subscriptions_pkey PRIMARY KEY (tenant_id);


--
-- Name: support_messages support_messages_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.support_messages
    ADD CONSTRAINT support_messages_pkey PRIMARY KEY (question_id, number);


--
-- Name: support_questions support_questions_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.support_questions
    ADD CONSTRAINT support_questions_pkey PRIMARY KEY (id);


--
-- Name: tenant_providers tenant_providers_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.tenant_providers
    ADD CONSTRAINT tenant_providers_pkey PRIMARY KEY (id);


--
-- Name: tenant_providers tenant_providers_tenant_id_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.tenant_providers
    ADD CONSTRAINT tenant_providers_tenant_id_key UNIQUE (tenant_id);


--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);


--
-- Name: tenants tenants_slug_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.tenants
    ADD CONSTRAINT tenants_slug_key UNIQUE (slug);


--
-- Name: usage_alerts usage_alerts_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.usage_alerts
    ADD CONSTRAINT usage_alerts_pkey PRIMARY KEY (tenant_id, meter, starts_at, step);


--
-- Name: usage_days usage_days_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.usage_days
    ADD CONSTRAINT usage_days_pkey PRIMARY KEY (tenant_id, meter, day);


--
-- Name: usage_keys usage_keys_key_hash_key; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.usage_keys
    ADD CONSTRAINT usage_keys_key_hash_key UNIQUE (key_hash);


--
-- Name: usage_keys usage_keys_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.usage_keys
    ADD CONSTRAINT usage_keys_pkey PRIMARY KEY (id);


--
-- Name: usage_watchers usage_watchers_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.usage_watchers
    ADD CONSTRAINT usage_watchers_pkey PRIMARY KEY (tenant_id);


--
-- Name: webhook_deliveries webhook_deliveries_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id);


--
-- Name: webhook_rests webhook_rests_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.webhook_rests
    ADD CONSTRAINT webhook_rests_pkey PRIMARY KEY (tenant_id, host);


--
-- Name: webhook_tries webhook_tries_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.webhook_tries
    ADD CONSTRAINT webhook_tries_pkey PRIMARY KEY (delivery_id, number);


--
-- Name: agent_openings agent_openings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.agent_openings
    ADD CONSTRAINT agent_openings_pkey PRIMARY KEY (agent_id, opening);


--
-- Name: agent_warnings agent_warnings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.agent_warnings
    ADD CONSTRAINT agent_warnings_pkey PRIMARY KEY (agent_id, kind, about);


--
-- Name: allowances allowances_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.allowances
    ADD CONSTRAINT allowances_pkey PRIMARY KEY (agent_id);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: audit_heads audit_heads_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (chain);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (number);


--
-- Name: counting counting_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.counting
    ADD CONSTRAINT counting_pkey PRIMARY KEY (id);


--
-- Name: days days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.days
    ADD CONSTRAINT days_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: domains domains_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.domains
    ADD CONSTRAINT domains_name_key UNIQUE (name);


--
-- Name: domains domains_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.domains
    ADD CONSTRAINT domains_pkey PRIMARY KEY (id);


--
-- Name: done_steps done_steps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.done_steps
    ADD CONSTRAINT done_steps_pkey PRIMARY KEY (job_id, step);


--
-- Name: environments environments_name_key_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.environments
    ADD CONSTRAINT environments_name_key_key UNIQUE (name_key);


--
-- Name: environments environments_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.environments
    ADD CONSTRAINT environments_pkey PRIMARY KEY (id);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);


--
-- Name: gaps gaps_new_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.gaps
    ADD CONSTRAINT gaps_new_pkey PRIMARY KEY (agent_id, cause, from_at);


--
-- Name: held_records held_records_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.held_records
    ADD CONSTRAINT held_records_pkey PRIMARY KEY (id);


--
-- Name: idempotent_requests idempotent_requests_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.idempotent_requests
    ADD CONSTRAINT idempotent_requests_pkey PRIMARY KEY (key_id, name);


--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (agent_id, instance);


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


--
-- Name: networks networks_cidr_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.networks
    ADD CONSTRAINT networks_cidr_key UNIQUE (cidr);


--
-- Name: networks networks_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.networks
    ADD CONSTRAINT networks_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: policy_agents policy_agents_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.policy_agents
    ADD CONSTRAINT policy_agents_name_key UNIQUE (name);


--
-- Name: policy_agents policy_agents_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.policy_agents
    ADD CONSTRAINT policy_agents_pkey PRIMARY KEY (id);


--
-- Name: quarters quarters_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.quarters
    ADD CONSTRAINT quarters_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: rejected_records rejected_records_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.rejected_records
    ADD CONSTRAINT rejected_records_pkey PRIMARY KEY (agent_id, spool, seq);


--
-- Name: reservations reservations_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.reservations
    ADD CONSTRAINT reservations_pkey PRIMARY KEY (id);


--
-- Name: share_link_opens share_link_opens_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.share_link_opens
    ADD CONSTRAINT share_link_opens_pkey PRIMARY KEY (link_id, number);


--
-- Name: share_links share_links_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.share_links
    ADD CONSTRAINT share_links_pkey PRIMARY KEY (id);


--
-- Name: spool_runs spool_runs_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.spool_runs
    ADD CONSTRAINT spool_runs_pkey PRIMARY KEY (agent_id, spool, run);


--
-- Name: spools spools_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.spools
    ADD CONSTRAINT spools_pkey PRIMARY KEY (agent_id, spool);


--
-- Name: top_days top_days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.top_days
    ADD CONSTRAINT top_days_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: top_hours top_hours_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.top_hours
    ADD CONSTRAINT top_hours_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: usage_counters usage_counters_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.usage_counters
    ADD CONSTRAINT usage_counters_pkey PRIMARY KEY (meter, who, starts_at);


--
-- Name: agent_openings agent_openings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.agent_openings
    ADD CONSTRAINT agent_openings_pkey PRIMARY KEY (agent_id, opening);


--
-- Name: agent_warnings agent_warnings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.agent_warnings
    ADD CONSTRAINT agent_warnings_pkey PRIMARY KEY (agent_id, kind, about);


--
-- Name: allowances allowances_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.allowances
    ADD CONSTRAINT allowances_pkey PRIMARY KEY (agent_id);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: audit_heads audit_heads_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (chain);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (number);


--
-- Name: counting counting_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.counting
    ADD CONSTRAINT counting_pkey PRIMARY KEY (id);


--
-- Name: days days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.days
    ADD CONSTRAINT days_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: domains domains_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.domains
    ADD CONSTRAINT domains_name_key UNIQUE (name);


--
-- Name: domains domains_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.domains
    ADD CONSTRAINT domains_pkey PRIMARY KEY (id);


--
-- Name: done_steps done_steps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.done_steps
    ADD CONSTRAINT done_steps_pkey PRIMARY KEY (job_id, step);


--
-- Name: environments environments_name_key_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.environments
    ADD CONSTRAINT environments_name_key_key UNIQUE (name_key);


--
-- Name: environments environments_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.environments
    ADD CONSTRAINT environments_pkey PRIMARY KEY (id);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);


--
-- Name: gaps gaps_new_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.gaps
    ADD CONSTRAINT gaps_new_pkey PRIMARY KEY (agent_id, cause, from_at);


--
-- Name: held_records held_records_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.held_records
    ADD CONSTRAINT held_records_pkey PRIMARY KEY (id);


--
-- Name: idempotent_requests idempotent_requests_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.idempotent_requests
    ADD CONSTRAINT idempotent_requests_pkey PRIMARY KEY (key_id, name);


--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (agent_id, instance);


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


--
-- Name: networks networks_cidr_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.networks
    ADD CONSTRAINT networks_cidr_key UNIQUE (cidr);


--
-- Name: networks networks_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.networks
    ADD CONSTRAINT networks_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: policy_agents policy_agents_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents
    ADD CONSTRAINT policy_agents_name_key UNIQUE (name);


--
-- Name: policy_agents policy_agents_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents
    ADD CONSTRAINT policy_agents_pkey PRIMARY KEY (id);


--
-- Name: quarters quarters_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.quarters
    ADD CONSTRAINT quarters_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: rejected_records rejected_records_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.rejected_records
    ADD CONSTRAINT rejected_records_pkey PRIMARY KEY (agent_id, spool, seq);


--
-- Name: reservations reservations_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.reservations
    ADD CONSTRAINT reservations_pkey PRIMARY KEY (id);


--
-- Name: share_link_opens share_link_opens_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.share_link_opens
    ADD CONSTRAINT share_link_opens_pkey PRIMARY KEY (link_id, number);


--
-- Name: share_links share_links_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.share_links
    ADD CONSTRAINT share_links_pkey PRIMARY KEY (id);


--
-- Name: spool_runs spool_runs_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.spool_runs
    ADD CONSTRAINT spool_runs_pkey PRIMARY KEY (agent_id, spool, run);


--
-- Name: spools spools_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.spools
    ADD CONSTRAINT spools_pkey PRIMARY KEY (agent_id, spool);


--
-- Name: top_days top_days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.top_days
    ADD CONSTRAINT top_days_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: top_hours top_hours_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.top_hours
    ADD CONSTRAINT top_hours_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: usage_counters usage_counters_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.usage_counters
    ADD CONSTRAINT usage_counters_pkey PRIMARY KEY (meter, who, starts_at);


--
-- Name: accounts_address_key; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX accounts_address_key ON parvis.accounts USING btree (address_key);


--
-- Name: announcements_until; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX announcements_until ON parvis.announcements USING btree (until_at);


--
-- Name: arrivals_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX arrivals_expires_at ON parvis.arrivals USING btree (expires_at);


--
-- Name: audit_log_action; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX audit_log_action ON parvis.audit_log USING btree (tenant_id, action, at, number);


--
-- Name: audit_log_actor; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX audit_log_actor ON parvis.audit_log USING btree (tenant_id, actor_id, at, number);


--
-- Name: audit_log_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX audit_log_at ON parvis.audit_log USING btree (tenant_id, at, number);


--
-- Name: audit_log_outcome; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX audit_log_outcome ON parvis.audit_log USING btree (tenant_id, outcome, at, number);


--
-- Name: audit_log_request_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX audit_log_request_id ON parvis.audit_log USING btree (request_id);


--
-- Name: authenticators_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX authenticators_account_id ON parvis.authenticators USING btree (account_id);


--
-- Name: billing_contacts_token_hash; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX billing_contacts_token_hash ON parvis.billing_contacts USING btree (token_hash) WHERE (token_hash <> ''::text);


--
-- Name: billing_items_tenant_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX billing_items_tenant_id ON parvis.billing_items USING btree (tenant_id, opened_at);


--
-- Name: bindings_ends_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX bindings_ends_at ON parvis.bindings USING btree (ends_at);


--
-- Name: bindings_role; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX bindings_role ON parvis.bindings USING btree (tenant_id, scope, role);


--
-- Name: challenges_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX challenges_expires_at ON parvis.challenges USING btree (expires_at);


--
-- Name: checkouts_invoice_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX checkouts_invoice_id ON parvis.checkouts USING btree (invoice_id, created_at);


--
-- Name: consents_account; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX consents_account ON parvis.consents USING btree (account_id, tenant_id, ends_at);


--
-- Name: consents_tenant; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX consents_tenant ON parvis.consents USING btree (tenant_id, asked_at);


--
-- Name: done_requests_begun_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX done_requests_begun_at ON parvis.done_requests USING btree (begun_at);


--
-- Name: email_domains_verified; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX email_domains_verified ON parvis.email_domains USING btree (name) WHERE (verified_at IS NOT NULL);


--
-- Name: identities_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX identities_account_id ON parvis.identities USING btree (account_id);


--
-- Name: invitations_tenant_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX invitations_tenant_id ON parvis.invitations USING btree (tenant_id, email_key);


--
-- Name: invoice_handovers_state; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX invoice_handovers_state ON parvis.invoice_handovers USING btree (state, invoice_id);


--
-- Name: invoice_payments_invoice_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX invoice_payments_invoice_id ON parvis.invoice_payments USING btree (invoice_id, noted_at);


--
-- Name: invoice_payments_provider_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX invoice_payments_provider_id ON parvis.invoice_payments USING btree (provider_id) WHERE (provider_id <> ''::text);


--
-- Name: invoices_due_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX invoices_due_at ON parvis.invoices USING btree (due_at, id) WHERE ((kind = 'invoice'::text) AND ((paid + credited) < gross));


--
-- Name: invoices_number; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX invoices_number ON parvis.invoices USING btree (number) WHERE (number <> ''::text);


--
-- Name: invoices_tenant_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX invoices_tenant_id ON parvis.invoices USING btree (tenant_id, issued_at, id);


--
-- Name: jobs_changed; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX jobs_changed ON parvis.jobs USING btree (changed_at, id);


--
-- Name: jobs_kind_key; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX jobs_kind_key ON parvis.jobs USING btree (kind, key);


--
-- Name: jobs_next; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX jobs_next ON parvis.jobs USING btree (state, priority, turn, run_at);


--
-- Name: jobs_tenant; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX jobs_tenant ON parvis.jobs USING btree (tenant_id, state, kind);


--
-- Name: limit_requests_state; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX limit_requests_state ON parvis.limit_requests USING btree (state, asked_at);


--
-- Name: limit_requests_tenant_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX limit_requests_tenant_id ON parvis.limit_requests USING btree (tenant_id, asked_at);


--
-- Name: mail_problems_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX mail_problems_at ON parvis.mail_problems USING btree (at);


--
-- Name: mailed_links_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX mailed_links_expires_at ON parvis.mailed_links USING btree (expires_at);


--
-- Name: mailed_links_target; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX mailed_links_target ON parvis.mailed_links USING btree (target);


--
-- Name: memberships_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX memberships_account_id ON parvis.memberships USING btree (account_id);


--
-- Name: metered_events_age; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX metered_events_age ON parvis.metered_events USING btree (at);


--
-- Name: metered_events_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX metered_events_at ON parvis.metered_events USING btree (tenant_id, feature, at);


--
-- Name: operator_keys_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX operator_keys_account_id ON parvis.operator_keys USING btree (account_id);


--
-- Name: overrides_live; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX overrides_live ON parvis.overrides USING btree (tenant_id, feature) WHERE (ended_at IS NULL);


--
-- Name: passkeys_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX passkeys_account_id ON parvis.passkeys USING btree (account_id);


--
-- Name: payment_setups_tenant_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX payment_setups_tenant_id ON parvis.payment_setups USING btree (tenant_id, created_at);


--
-- Name: plan_quotes_ends_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX plan_quotes_ends_at ON parvis.plan_quotes USING btree (ends_at);


--
-- Name: provider_flows_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX provider_flows_expires_at ON parvis.provider_flows USING btree (expires_at);


--
-- Name: recovery_codes_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX recovery_codes_account_id ON parvis.recovery_codes USING btree (account_id);


--
-- Name: refunds_invoice_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX refunds_invoice_id ON parvis.refunds USING btree (invoice_id, asked_at);


--
-- Name: refunds_provider_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX refunds_provider_id ON parvis.refunds USING btree (provider_id) WHERE (provider_id <> ''::text);


--
-- Name: sessions_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX sessions_account_id ON parvis.sessions USING btree (account_id);


--
-- Name: sessions_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX sessions_expires_at ON parvis.sessions USING btree (expires_at);


--
-- Name: sign_ups_email_key; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX sign_ups_email_key ON parvis.sign_ups USING btree (email_key);


--
-- Name: sign_ups_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX sign_ups_expires_at ON parvis.sign_ups USING btree (expires_at);


--
-- Name: subscriptions_due_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX subscriptions_due_at ON parvis.subscriptions USING btree (due_at, tenant_id);


--
-- Name: subscriptions_pending_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX subscriptions_pending_at ON parvis.subscriptions USING btree (pending_at, tenant_id);


--
-- Name: support_questions_state; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX support_questions_state ON parvis.support_questions USING btree (state, level, since);


--
-- Name: support_questions_tenant_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX support_questions_tenant_id ON parvis.support_questions USING btree (tenant_id, asked_at);


--
-- Name: tenants_by_brand_host; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX tenants_by_brand_host ON parvis.tenants USING btree (brand_host) WHERE (brand_host <> ''::text);


--
-- Name: tenants_plan_version_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX tenants_plan_version_id ON parvis.tenants USING btree (plan_version_id);


--
-- Name: tenants_ranked_until; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX tenants_ranked_until ON parvis.tenants USING btree (ranked_until);


--
-- Name: webhook_deliveries_created; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX webhook_deliveries_created ON parvis.webhook_deliveries USING btree (created_at, id);


--
-- Name: webhook_deliveries_key; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX webhook_deliveries_key ON parvis.webhook_deliveries USING btree (webhook, COALESCE(tenant_id, ''::text), receiver, key);


--
-- Name: webhook_deliveries_tenant; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX webhook_deliveries_tenant ON parvis.webhook_deliveries USING btree (tenant_id, created_at, id);


--
-- Name: audit_log_action; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX audit_log_action ON ten_01m7yzmhg0709dy6rve52prp87.audit_log USING btree (action, at, number);


--
-- Name: audit_log_actor; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX audit_log_actor ON ten_01m7yzmhg0709dy6rve52prp87.audit_log USING btree (actor_id, at, number);


--
-- Name: audit_log_at; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX audit_log_at ON ten_01m7yzmhg0709dy6rve52prp87.audit_log USING btree (at, number);


--
-- Name: audit_log_outcome; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX audit_log_outcome ON ten_01m7yzmhg0709dy6rve52prp87.audit_log USING btree (outcome, at, number);


--
-- Name: audit_log_request_id; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX audit_log_request_id ON ten_01m7yzmhg0709dy6rve52prp87.audit_log USING btree (request_id);


--
-- Name: done_steps_at; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX done_steps_at ON ten_01m7yzmhg0709dy6rve52prp87.done_steps USING btree (at);


--
-- Name: events_agent_at; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX events_agent_at ON ten_01m7yzmhg0709dy6rve52prp87.events USING btree (agent_id, at, id);


--
-- Name: events_agent_received_at; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX events_agent_received_at ON ten_01m7yzmhg0709dy6rve52prp87.events USING btree (agent_id, received_at);


--
-- Name: events_at; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX events_at ON ten_01m7yzmhg0709dy6rve52prp87.events USING btree (at, id);


--
-- Name: gaps_to_at; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX gaps_to_at ON ten_01m7yzmhg0709dy6rve52prp87.gaps USING btree (to_at);


--
-- Name: held_records_agent_id; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX held_records_agent_id ON ten_01m7yzmhg0709dy6rve52prp87.held_records USING btree (agent_id, at);


--
-- Name: idempotent_requests_begun_at; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX idempotent_requests_begun_at ON ten_01m7yzmhg0709dy6rve52prp87.idempotent_requests USING btree (begun_at);


--
-- Name: messages_seen_at; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX messages_seen_at ON ten_01m7yzmhg0709dy6rve52prp87.messages USING btree (seen_at);


--
-- Name: policy_agents_environment_id; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX policy_agents_environment_id ON ten_01m7yzmhg0709dy6rve52prp87.policy_agents USING btree (environment_id);


--
-- Name: reservations_meter; Type: INDEX; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

CREATE INDEX reservations_meter ON ten_01m7yzmhg0709dy6rve52prp87.reservations USING btree (meter, starts_at, expires_at);


--
-- Name: audit_log_action; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX audit_log_action ON ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log USING btree (action, at, number);


--
-- Name: audit_log_actor; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX audit_log_actor ON ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log USING btree (actor_id, at, number);


--
-- Name: audit_log_at; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX audit_log_at ON ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log USING btree (at, number);


--
-- Name: audit_log_outcome; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX audit_log_outcome ON ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log USING btree (outcome, at, number);


--
-- Name: audit_log_request_id; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX audit_log_request_id ON ten_01m7yzmhg0pnrrzmjjym924z6q.audit_log USING btree (request_id);


--
-- Name: done_steps_at; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX done_steps_at ON ten_01m7yzmhg0pnrrzmjjym924z6q.done_steps USING btree (at);


--
-- Name: events_agent_at; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX events_agent_at ON ten_01m7yzmhg0pnrrzmjjym924z6q.events USING btree (agent_id, at, id);


--
-- Name: events_agent_received_at; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX events_agent_received_at ON ten_01m7yzmhg0pnrrzmjjym924z6q.events USING btree (agent_id, received_at);


--
-- Name: events_at; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX events_at ON ten_01m7yzmhg0pnrrzmjjym924z6q.events USING btree (at, id);


--
-- Name: gaps_to_at; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX gaps_to_at ON ten_01m7yzmhg0pnrrzmjjym924z6q.gaps USING btree (to_at);


--
-- Name: held_records_agent_id; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX held_records_agent_id ON ten_01m7yzmhg0pnrrzmjjym924z6q.held_records USING btree (agent_id, at);


--
-- Name: idempotent_requests_begun_at; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX idempotent_requests_begun_at ON ten_01m7yzmhg0pnrrzmjjym924z6q.idempotent_requests USING btree (begun_at);


--
-- Name: messages_seen_at; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX messages_seen_at ON ten_01m7yzmhg0pnrrzmjjym924z6q.messages USING btree (seen_at);


--
-- Name: policy_agents_environment_id; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX policy_agents_environment_id ON ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents USING btree (environment_id);


--
-- Name: reservations_meter; Type: INDEX; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

CREATE INDEX reservations_meter ON ten_01m7yzmhg0pnrrzmjjym924z6q.reservations USING btree (meter, starts_at, expires_at);


--
-- Name: announcements announcements_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.announcements
    ADD CONSTRAINT announcements_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: authenticators authenticators_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.authenticators
    ADD CONSTRAINT authenticators_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: bindings bindings_tenant_id_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.bindings
    ADD CONSTRAINT bindings_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES parvis.memberships(tenant_id, account_id) ON DELETE CASCADE;


--
-- Name: challenges challenges_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.challenges
    ADD CONSTRAINT challenges_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: checkouts checkouts_invoice_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.checkouts
    ADD CONSTRAINT checkouts_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES parvis.invoices(id);


--
-- Name: collections collections_invoice_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.collections
    ADD CONSTRAINT collections_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES parvis.invoices(id);


--
-- Name: consents consents_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.consents
    ADD CONSTRAINT consents_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: devices devices_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.devices
    ADD CONSTRAINT devices_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: email_domains email_domains_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.email_domains
    ADD CONSTRAINT email_domains_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: feature_rates feature_rates_feature_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.feature_rates
    ADD CONSTRAINT feature_rates_feature_fkey FOREIGN KEY (feature) REFERENCES parvis.features(key);


--
-- Name: identities identities_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.identities
    ADD CONSTRAINT identities_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: invitations invitations_invited_by_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invitations
    ADD CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: invitations invitations_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invitations
    ADD CONSTRAINT invitations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: invoice_handovers invoice_handovers_invoice_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invoice_handovers
    ADD CONSTRAINT invoice_handovers_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES parvis.invoices(id);


--
-- Name: invoice_payments invoice_payments_invoice_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invoice_payments
    ADD CONSTRAINT invoice_payments_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES parvis.invoices(id);


--
-- Name: invoice_reminders invoice_reminders_invoice_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.invoice_reminders
    ADD CONSTRAINT invoice_reminders_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES parvis.invoices(id);


--
-- Name: job_steps job_steps_job_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.job_steps
    ADD CONSTRAINT job_steps_job_id_fkey FOREIGN KEY (job_id) REFERENCES parvis.jobs(id) ON DELETE CASCADE;


--
-- Name: limit_requests limit_requests_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.limit_requests
    ADD CONSTRAINT limit_requests_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: logos logos_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.logos
    ADD CONSTRAINT logos_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id);


--
-- Name: memberships memberships_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.memberships
    ADD CONSTRAINT memberships_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: memberships memberships_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.memberships
    ADD CONSTRAINT memberships_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: operator_keys operator_keys_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.operator_keys
    ADD CONSTRAINT operator_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: operators operators_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.operators
    ADD CONSTRAINT operators_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: overrides overrides_feature_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.overrides
    ADD CONSTRAINT overrides_feature_fkey FOREIGN KEY (feature) REFERENCES parvis.features(key);


--
-- Name: overrides overrides_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.overrides
    ADD CONSTRAINT overrides_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: passkeys passkeys_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.passkeys
    ADD CONSTRAINT passkeys_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: password_resets password_resets_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.password_resets
    ADD CONSTRAINT password_resets_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: plan_quotes plan_quotes_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.plan_quotes
    ADD CONSTRAINT plan_quotes_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: plan_quotes plan_quotes_version_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.plan_quotes
    ADD CONSTRAINT plan_quotes_version_id_fkey FOREIGN KEY (version_id) REFERENCES parvis.plan_versions(id);


--
-- Name: plan_versions plan_versions_plan_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.plan_versions
    ADD CONSTRAINT plan_versions_plan_fkey FOREIGN KEY (plan) REFERENCES parvis.plans(key);


--
-- Name: plans plans_company_plan_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.plans
    ADD CONSTRAINT plans_company_plan_fkey FOREIGN KEY (company_plan) REFERENCES parvis.plans(key);


--
-- Name: provider_flows provider_flows_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.provider_flows
    ADD CONSTRAINT provider_flows_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: recovery_codes recovery_codes_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.recovery_codes
    ADD CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: refunds refunds_invoice_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.refunds
    ADD CONSTRAINT refunds_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES parvis.invoices(id);


--
-- Name: refunds refunds_payment_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.refunds
    ADD CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES parvis.invoice_payments(id);


--
-- Name: roles roles_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.roles
    ADD CONSTRAINT roles_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: sessions sessions_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: sign_ups sign_ups_account_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.sign_ups
    ADD CONSTRAINT sign_ups_account_id_fkey FOREIGN KEY (account_id) REFERENCES parvis.accounts(id) ON DELETE CASCADE;


--
-- Name: subscriptions subscriptions_pending_version_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.subscriptions
    ADD CONSTRAINT subscriptions_pending_version_id_fkey FOREIGN KEY (pending_version_id) REFERENCES parvis.plan_versions(id);


--
-- Name: support_messages support_messages_question_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.support_messages
    ADD CONSTRAINT support_messages_question_id_fkey FOREIGN KEY (question_id) REFERENCES parvis.support_questions(id) ON DELETE CASCADE;


--
-- Name: support_questions support_questions_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.support_questions
    ADD CONSTRAINT support_questions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: tenant_providers tenant_providers_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.tenant_providers
    ADD CONSTRAINT tenant_providers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: tenants tenants_plan_version_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.tenants
    ADD CONSTRAINT tenants_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES parvis.plan_versions(id);


--
-- Name: usage_alerts usage_alerts_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.usage_alerts
    ADD CONSTRAINT usage_alerts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: usage_watchers usage_watchers_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.usage_watchers
    ADD CONSTRAINT usage_watchers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: webhook_tries webhook_tries_delivery_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.webhook_tries
    ADD CONSTRAINT webhook_tries_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES parvis.webhook_deliveries(id) ON DELETE CASCADE;


--
-- Name: agent_openings agent_openings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.agent_openings
    ADD CONSTRAINT agent_openings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: agent_warnings agent_warnings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.agent_warnings
    ADD CONSTRAINT agent_warnings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: allowances allowances_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.allowances
    ADD CONSTRAINT allowances_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: days days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.days
    ADD CONSTRAINT days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: events events_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.events
    ADD CONSTRAINT events_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: gaps gaps_new_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.gaps
    ADD CONSTRAINT gaps_new_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: held_records held_records_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.held_records
    ADD CONSTRAINT held_records_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: idempotent_requests idempotent_requests_key_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.idempotent_requests
    ADD CONSTRAINT idempotent_requests_key_id_fkey FOREIGN KEY (key_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.api_keys(id);


--
-- Name: messages messages_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.messages
    ADD CONSTRAINT messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: policy_agents policy_agents_environment_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.policy_agents
    ADD CONSTRAINT policy_agents_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.environments(id);


--
-- Name: quarters quarters_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.quarters
    ADD CONSTRAINT quarters_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: rejected_records rejected_records_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.rejected_records
    ADD CONSTRAINT rejected_records_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: share_link_opens share_link_opens_link_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.share_link_opens
    ADD CONSTRAINT share_link_opens_link_id_fkey FOREIGN KEY (link_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.share_links(id) ON DELETE CASCADE;


--
-- Name: spool_runs spool_runs_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.spool_runs
    ADD CONSTRAINT spool_runs_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: spools spools_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.spools
    ADD CONSTRAINT spools_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: top_days top_days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.top_days
    ADD CONSTRAINT top_days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: top_hours top_hours_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0709dy6rve52prp87; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0709dy6rve52prp87.top_hours
    ADD CONSTRAINT top_hours_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0709dy6rve52prp87.policy_agents(id);


--
-- Name: agent_openings agent_openings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.agent_openings
    ADD CONSTRAINT agent_openings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: agent_warnings agent_warnings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.agent_warnings
    ADD CONSTRAINT agent_warnings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: allowances allowances_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.allowances
    ADD CONSTRAINT allowances_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: days days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.days
    ADD CONSTRAINT days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: events events_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.events
    ADD CONSTRAINT events_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: gaps gaps_new_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.gaps
    ADD CONSTRAINT gaps_new_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: held_records held_records_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.held_records
    ADD CONSTRAINT held_records_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: idempotent_requests idempotent_requests_key_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.idempotent_requests
    ADD CONSTRAINT idempotent_requests_key_id_fkey FOREIGN KEY (key_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.api_keys(id);


--
-- Name: messages messages_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.messages
    ADD CONSTRAINT messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: policy_agents policy_agents_environment_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents
    ADD CONSTRAINT policy_agents_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.environments(id);


--
-- Name: quarters quarters_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.quarters
    ADD CONSTRAINT quarters_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: rejected_records rejected_records_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.rejected_records
    ADD CONSTRAINT rejected_records_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: share_link_opens share_link_opens_link_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.share_link_opens
    ADD CONSTRAINT share_link_opens_link_id_fkey FOREIGN KEY (link_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.share_links(id) ON DELETE CASCADE;


--
-- Name: spool_runs spool_runs_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.spool_runs
    ADD CONSTRAINT spool_runs_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: spools spools_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.spools
    ADD CONSTRAINT spools_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: top_days top_days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.top_days
    ADD CONSTRAINT top_days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- Name: top_hours top_hours_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0pnrrzmjjym924z6q; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0pnrrzmjjym924z6q.top_hours
    ADD CONSTRAINT top_hours_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0pnrrzmjjym924z6q.policy_agents(id);


--
-- PostgreSQL database dump complete
--


