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
-- Name: ten_01m7yzmhg016h5xed7hw6nv8pc; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA ten_01m7yzmhg016h5xed7hw6nv8pc;


--
-- Name: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA ten_01m7yzmhg01gtaj6mkmx6qx3e6;


--
-- Name: ten_01m7yzmhg0mk729s9qf3d5zj3p; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA ten_01m7yzmhg0mk729s9qf3d5zj3p;


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
    created_at bigint NOT NULL
);


--
-- Name: migrations; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.migrations (
    number bigint NOT NULL,
    name text NOT NULL
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
    only_tenant text
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
    CONSTRAINT sign_ups_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'personal'::text]))),
    CONSTRAINT sign_ups_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text])))
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
    plan text NOT NULL,
    time_zone text NOT NULL,
    location text NOT NULL,
    state text NOT NULL,
    created_at bigint NOT NULL,
    requires_second_factor boolean DEFAULT false NOT NULL,
    email_domains text DEFAULT ''::text NOT NULL,
    frozen_before bigint,
    frozen_days bigint,
    closed_at bigint,
    CONSTRAINT tenants_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'personal'::text]))),
    CONSTRAINT tenants_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'ready'::text])))
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
-- Name: agent_openings; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.agent_openings (
    agent_id text NOT NULL,
    opening text NOT NULL,
    returns bigint DEFAULT 0 NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: agent_warnings; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.agent_warnings (
    agent_id text NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    detail text NOT NULL,
    times bigint NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL
);


--
-- Name: allowances; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.allowances (
    agent_id text NOT NULL,
    records_until bigint NOT NULL,
    bytes_until bigint NOT NULL
);


--
-- Name: api_keys; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.api_keys (
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
-- Name: audit_heads; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.audit_heads (
    chain text NOT NULL,
    base bigint NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    key_id text DEFAULT ''::text NOT NULL,
    seal text DEFAULT ''::text NOT NULL
);


--
-- Name: audit_log; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log (
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
-- Name: counting; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.counting (
    id bigint NOT NULL,
    time_zone text NOT NULL,
    CONSTRAINT counting_id_check CHECK ((id = 1))
);


--
-- Name: days; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.days (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: domains; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.domains (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT domains_kind_check CHECK ((kind = ANY (ARRAY['local'::text, 'relay'::text])))
);


--
-- Name: done_steps; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.done_steps (
    job_id text NOT NULL,
    step text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: environments; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.environments (
    id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.events (
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
-- Name: gaps; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.gaps (
    agent_id text NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    cause text NOT NULL,
    lost bigint DEFAULT 0 NOT NULL,
    CONSTRAINT gaps_cause_check CHECK ((cause = ANY (ARRAY['stopped'::text, 'paused'::text, 'spool-full'::text])))
);


--
-- Name: idempotent_requests; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.idempotent_requests (
    key_id text NOT NULL,
    name text NOT NULL,
    request_hash text NOT NULL,
    is_done boolean DEFAULT false NOT NULL,
    status bigint,
    answer text,
    begun_at bigint NOT NULL
);


--
-- Name: messages; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.messages (
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
-- Name: migrations; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.migrations (
    number bigint NOT NULL,
    name text NOT NULL
);


--
-- Name: networks; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.networks (
    id text NOT NULL,
    cidr text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.outbox (
    id text NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: policy_agents; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents (
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
    CONSTRAINT policy_agents_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'revoked'::text])))
);


--
-- Name: quarters; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.quarters (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: rejected_records; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.rejected_records (
    agent_id text NOT NULL,
    spool text NOT NULL,
    seq bigint NOT NULL,
    reason text NOT NULL,
    record text NOT NULL,
    received_at bigint NOT NULL
);


--
-- Name: share_link_opens; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.share_link_opens (
    link_id text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    address text NOT NULL,
    outcome text NOT NULL
);


--
-- Name: share_links; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.share_links (
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
-- Name: spool_runs; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.spool_runs (
    agent_id text NOT NULL,
    spool text NOT NULL,
    run text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: spools; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.spools (
    agent_id text NOT NULL,
    spool text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL
);


--
-- Name: top_days; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.top_days (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_days_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: top_hours; Type: TABLE; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE TABLE ten_01m7yzmhg016h5xed7hw6nv8pc.top_hours (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_hours_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: agent_openings; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.agent_openings (
    agent_id text NOT NULL,
    opening text NOT NULL,
    returns bigint DEFAULT 0 NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: agent_warnings; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.agent_warnings (
    agent_id text NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    detail text NOT NULL,
    times bigint NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL
);


--
-- Name: allowances; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.allowances (
    agent_id text NOT NULL,
    records_until bigint NOT NULL,
    bytes_until bigint NOT NULL
);


--
-- Name: api_keys; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.api_keys (
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
-- Name: audit_heads; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_heads (
    chain text NOT NULL,
    base bigint NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    key_id text DEFAULT ''::text NOT NULL,
    seal text DEFAULT ''::text NOT NULL
);


--
-- Name: audit_log; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log (
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
-- Name: counting; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.counting (
    id bigint NOT NULL,
    time_zone text NOT NULL,
    CONSTRAINT counting_id_check CHECK ((id = 1))
);


--
-- Name: days; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.days (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: domains; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.domains (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT domains_kind_check CHECK ((kind = ANY (ARRAY['local'::text, 'relay'::text])))
);


--
-- Name: done_steps; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.done_steps (
    job_id text NOT NULL,
    step text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: environments; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.environments (
    id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.events (
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
-- Name: gaps; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.gaps (
    agent_id text NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    cause text NOT NULL,
    lost bigint DEFAULT 0 NOT NULL,
    CONSTRAINT gaps_cause_check CHECK ((cause = ANY (ARRAY['stopped'::text, 'paused'::text, 'spool-full'::text])))
);


--
-- Name: idempotent_requests; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.idempotent_requests (
    key_id text NOT NULL,
    name text NOT NULL,
    request_hash text NOT NULL,
    is_done boolean DEFAULT false NOT NULL,
    status bigint,
    answer text,
    begun_at bigint NOT NULL
);


--
-- Name: messages; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.messages (
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
-- Name: migrations; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations (
    number bigint NOT NULL,
    name text NOT NULL
);


--
-- Name: networks; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.networks (
    id text NOT NULL,
    cidr text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.outbox (
    id text NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: policy_agents; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents (
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
    CONSTRAINT policy_agents_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'revoked'::text])))
);


--
-- Name: quarters; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.quarters (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: rejected_records; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.rejected_records (
    agent_id text NOT NULL,
    spool text NOT NULL,
    seq bigint NOT NULL,
    reason text NOT NULL,
    record text NOT NULL,
    received_at bigint NOT NULL
);


--
-- Name: share_link_opens; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.share_link_opens (
    link_id text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    address text NOT NULL,
    outcome text NOT NULL
);


--
-- Name: share_links; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.share_links (
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
-- Name: spool_runs; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.spool_runs (
    agent_id text NOT NULL,
    spool text NOT NULL,
    run text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: spools; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.spools (
    agent_id text NOT NULL,
    spool text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL
);


--
-- Name: top_days; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.top_days (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_days_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: top_hours; Type: TABLE; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE TABLE ten_01m7yzmhg01gtaj6mkmx6qx3e6.top_hours (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_hours_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: agent_openings; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.agent_openings (
    agent_id text NOT NULL,
    opening text NOT NULL,
    returns bigint DEFAULT 0 NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: agent_warnings; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.agent_warnings (
    agent_id text NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    detail text NOT NULL,
    times bigint NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL
);


--
-- Name: allowances; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.allowances (
    agent_id text NOT NULL,
    records_until bigint NOT NULL,
    bytes_until bigint NOT NULL
);


--
-- Name: api_keys; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.api_keys (
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
-- Name: audit_heads; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_heads (
    chain text NOT NULL,
    base bigint NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    key_id text DEFAULT ''::text NOT NULL,
    seal text DEFAULT ''::text NOT NULL
);


--
-- Name: audit_log; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log (
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
-- Name: counting; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.counting (
    id bigint NOT NULL,
    time_zone text NOT NULL,
    CONSTRAINT counting_id_check CHECK ((id = 1))
);


--
-- Name: days; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.days (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: domains; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.domains (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT domains_kind_check CHECK ((kind = ANY (ARRAY['local'::text, 'relay'::text])))
);


--
-- Name: done_steps; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.done_steps (
    job_id text NOT NULL,
    step text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: environments; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.environments (
    id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.events (
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
-- Name: gaps; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.gaps (
    agent_id text NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    cause text NOT NULL,
    lost bigint DEFAULT 0 NOT NULL,
    CONSTRAINT gaps_cause_check CHECK ((cause = ANY (ARRAY['stopped'::text, 'paused'::text, 'spool-full'::text])))
);


--
-- Name: idempotent_requests; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.idempotent_requests (
    key_id text NOT NULL,
    name text NOT NULL,
    request_hash text NOT NULL,
    is_done boolean DEFAULT false NOT NULL,
    status bigint,
    answer text,
    begun_at bigint NOT NULL
);


--
-- Name: messages; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.messages (
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
-- Name: migrations; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations (
    number bigint NOT NULL,
    name text NOT NULL
);


--
-- Name: networks; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.networks (
    id text NOT NULL,
    cidr text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.outbox (
    id text NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: policy_agents; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents (
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
    CONSTRAINT policy_agents_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'revoked'::text])))
);


--
-- Name: quarters; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.quarters (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: rejected_records; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.rejected_records (
    agent_id text NOT NULL,
    spool text NOT NULL,
    seq bigint NOT NULL,
    reason text NOT NULL,
    record text NOT NULL,
    received_at bigint NOT NULL
);


--
-- Name: share_link_opens; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.share_link_opens (
    link_id text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    address text NOT NULL,
    outcome text NOT NULL
);


--
-- Name: share_links; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.share_links (
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
-- Name: spool_runs; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.spool_runs (
    agent_id text NOT NULL,
    spool text NOT NULL,
    run text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: spools; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.spools (
    agent_id text NOT NULL,
    spool text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL,
    last_hash text DEFAULT ''::text NOT NULL
);


--
-- Name: top_days; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.top_days (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_days_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: top_hours; Type: TABLE; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE TABLE ten_01m7yzmhg0mk729s9qf3d5zj3p.top_hours (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_hours_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', 'ann@example.test', '$argon2id$v=19$m=19456,t=2,p=1$wCH3ZbFHuXQjMDr9mTzs0Q$P1/GHR0P01eFtcvqMRhDb0iKkEoyHQB8tUmVo7Wf5IU', 'en', false, 1795262400000000, NULL, 'ann@example.test');
INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg0c139cx67900mwkwv', 'bea@example.test', 'bea@example.test', '$argon2id$v=19$m=19456,t=2,p=1$wCH3ZbFHuXQjMDr9mTzs0Q$P1/GHR0P01eFtcvqMRhDb0iKkEoyHQB8tUmVo7Wf5IU', 'en', false, 1795262400000000, NULL, 'bea@example.test');
INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg0g9bec4eqhfdgf1wp', 'dan@example.test', 'dan@example.test', '$argon2id$v=19$m=19456,t=2,p=1$wCH3ZbFHuXQjMDr9mTzs0Q$P1/GHR0P01eFtcvqMRhDb0iKkEoyHQB8tUmVo7Wf5IU', 'en', false, 1795262400000000, NULL, 'dan@example.test');
INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg0rnhf1nx2khh2gn5a', 'fay@example.test', 'fay@example.test', '$argon2id$v=19$m=19456,t=2,p=1$wCH3ZbFHuXQjMDr9mTzs0Q$P1/GHR0P01eFtcvqMRhDb0iKkEoyHQB8tUmVo7Wf5IU', 'en', false, 1795262400000000, NULL, 'fay@example.test');


--
-- Data for Name: arrivals; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: audit_heads; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.audit_heads VALUES ('ten_01m7yzmhg0mk729s9qf3d5zj3p', 0, 2, '217d88fa412e5e6517ca6013d963077681ebba91ded38ae3262c015588f4e006', 'f6db1f27', 'e7d236f6dd4e6d6a910f3d2dedfb59121f1ccc3c4a2ec60b031a2a664bf0f6d3');
INSERT INTO parvis.audit_heads VALUES ('', 0, 3, 'dd4b1b7abe29e106ae9ee6944c5790caa9f08a1ec7ff6e686b46753bb1ed3407', 'f6db1f27', '6acbd2107a314f017680b9714d539b7ed7ac4493122a84d89bf6f8a0489af5d8');
INSERT INTO parvis.audit_heads VALUES ('ten_01m7yzmhg01gtaj6mkmx6qx3e6', 3, 5, 'f80eb8ff6af4e7ff53794e110e1777e44b5f00ad4c73e40f80d0818499c286a3', 'f6db1f27', '9f073f16760269a72e19f28822482643d2f9f6026833fb9a1698295a0a59d86e');
INSERT INTO parvis.audit_heads VALUES ('ten_01m7yzmhg016h5xed7hw6nv8pc', 3, 5, 'e66c4630ad0f639005c859bbc2513e1749d16ba2b814f1e8a5a476cc3771f077', 'f6db1f27', '945b64a163669fd8056f9069735fd4db08baf800eb89877d35bd2d4a49c799cf');


--
-- Data for Name: audit_keys; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0mk729s9qf3d5zj3p', 1, 2, 'f6db1f27', 1795262400000000, '', 'command-line', '', '', '', '', '', 'cli', 'tenants.create', 'allowed', 'ten_01m7yzmhg0mk729s9qf3d5zj3p', 'tenant', 'Kept', NULL, '{"kind":"company","name":"Kept","owner":"acc_01m7yzmhg07pbjwg6c6v1dnwy0","plan":"professional","slug":"kept"}', '', '', 'ten_01m7yzmhg0mk729s9qf3d5zj3p', NULL, '', '1b79781d5bb2c108fff74cc976f8b25fc6358295285f3cb1b7150e4e577dfe47');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg0mk729s9qf3d5zj3p', 2, 2, 'f6db1f27', 1795262400000000, '', 'person', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', '', '', '', 'page', 'invitations.send', 'allowed', 'inv_01m7yzmhg0705ycc492trpymcv', 'invitation', 'cal@example.test', NULL, '{"email":"cal@example.test","given":{"ends_at":null,"role":"viewer","scope":"tenant"},"replaces_older":false}', 'request-1', '192.0.2.10', 'ten_01m7yzmhg0mk729s9qf3d5zj3p', '{"permission":"manage-team","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '1b79781d5bb2c108fff74cc976f8b25fc6358295285f3cb1b7150e4e577dfe47', '217d88fa412e5e6517ca6013d963077681ebba91ded38ae3262c015588f4e006');
INSERT INTO parvis.audit_log VALUES ('', 1, 2, 'f6db1f27', 1795262400000000, '', 'person', 'acc_01m7yzmhg0c139cx67900mwkwv', 'bea@example.test', '', '', '', 'page', 'authenticators.enrol', 'allowed', 'acc_01m7yzmhg0c139cx67900mwkwv', 'account', 'bea@example.test', NULL, NULL, 'request-1', '192.0.2.10', NULL, NULL, '', '50b108f2f802cd49c38143fb3f6122d2871bb121ddeab37558ce7df0e5628c75');
INSERT INTO parvis.audit_log VALUES ('', 2, 2, 'f6db1f27', 1795262400000000, '', 'person', 'acc_01m7yzmhg0c139cx67900mwkwv', 'bea@example.test', '', '', '', 'page', 'authenticators.confirm', 'allowed', 'acc_01m7yzmhg0c139cx67900mwkwv', 'account', 'bea@example.test', NULL, NULL, 'request-1', '192.0.2.10', NULL, NULL, '50b108f2f802cd49c38143fb3f6122d2871bb121ddeab37558ce7df0e5628c75', 'ec972b792218623a5a0d2bbb0a382ab89a3488dc86fb4e1985e33bdf9779f3a1');
INSERT INTO parvis.audit_log VALUES ('', 3, 2, 'f6db1f27', 1795262400000000, '', 'person', 'acc_01m7yzmhg0c139cx67900mwkwv', 'bea@example.test', '', '', '', 'page', 'recovery-codes.renew', 'allowed', 'acc_01m7yzmhg0c139cx67900mwkwv', 'account', '', NULL, NULL, 'request-1', '192.0.2.10', NULL, NULL, 'ec972b792218623a5a0d2bbb0a382ab89a3488dc86fb4e1985e33bdf9779f3a1', 'dd4b1b7abe29e106ae9ee6944c5790caa9f08a1ec7ff6e686b46753bb1ed3407');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg01gtaj6mkmx6qx3e6', 4, 2, 'f6db1f27', 1795262400000000, '', 'command-line', '', '', '', '', '', 'cli', 'tenants.create', 'allowed', 'ten_01m7yzmhg01gtaj6mkmx6qx3e6', 'tenant', 'Above', NULL, '{"kind":"company","name":"Above","owner":"acc_01m7yzmhg0g9bec4eqhfdgf1wp","plan":"professional","slug":"above"}', '', '', 'ten_01m7yzmhg01gtaj6mkmx6qx3e6', NULL, '', '780119083150d35837a118a47b7b17dc41ab8c3b45c2ef3f2d89fd73425278be');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg01gtaj6mkmx6qx3e6', 5, 2, 'f6db1f27', 1795262400000000, '', 'command-line', '', '', '', '', '', 'cli', 'tenants.set-plan', 'allowed', 'ten_01m7yzmhg01gtaj6mkmx6qx3e6', 'tenant', 'Above', '{"plan":"professional"}', '{"frozen_until":1803038400000000,"plan":"starter"}', '', '', 'ten_01m7yzmhg01gtaj6mkmx6qx3e6', NULL, '780119083150d35837a118a47b7b17dc41ab8c3b45c2ef3f2d89fd73425278be', 'f80eb8ff6af4e7ff53794e110e1777e44b5f00ad4c73e40f80d0818499c286a3');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg016h5xed7hw6nv8pc', 4, 2, 'f6db1f27', 1795262400000000, '', 'command-line', '', '', '', '', '', 'cli', 'tenants.create', 'allowed', 'ten_01m7yzmhg016h5xed7hw6nv8pc', 'tenant', 'Shut', NULL, '{"kind":"company","name":"Shut","owner":"acc_01m7yzmhg0rnhf1nx2khh2gn5a","plan":"free","slug":"shut"}', '', '', 'ten_01m7yzmhg016h5xed7hw6nv8pc', NULL, '', '9f12f85851258b1f2f233619249f76851284da9f8dee54c8a371024a9940fa98');
INSERT INTO parvis.audit_log VALUES ('ten_01m7yzmhg016h5xed7hw6nv8pc', 5, 2, 'f6db1f27', 1795262400000000, '', 'person', 'acc_01m7yzmhg0rnhf1nx2khh2gn5a', 'fay@example.test', '', '', '', 'page', 'tenants.close', 'allowed', 'ten_01m7yzmhg016h5xed7hw6nv8pc', 'tenant', 'Shut', '{"closed_at":null}', '{"closed_at":1795262400000000}', 'request-1', '192.0.2.10', 'ten_01m7yzmhg016h5xed7hw6nv8pc', '{"permission":"manage-owners","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '9f12f85851258b1f2f233619249f76851284da9f8dee54c8a371024a9940fa98', 'e66c4630ad0f639005c859bbc2513e1749d16ba2b814f1e8a5a476cc3771f077');


--
-- Data for Name: authenticators; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.authenticators VALUES ('fac_01m7yzmhg07jdtnpg3desg73yb', 'acc_01m7yzmhg0c139cx67900mwkwv', 'f6db1f27.d27a61e53bd224c526f8da8c61b7c300c828ec7f844d5efb73b4d61a62ed8eac7f3d32c9878c8533af95d3edc098c750681fcb75f7e90660e066fe14', 1795262400000000, 59842080, 1795262400000000, 0);


--
-- Data for Name: bindings; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg0mk729s9qf3d5zj3p', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'owner', 'tenant', NULL, 1795262400000000);
INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg0mk729s9qf3d5zj3p', 'acc_01m7yzmhg0c139cx67900mwkwv', 'admin', 'tenant', NULL, 1795262400000000);
INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg01gtaj6mkmx6qx3e6', 'acc_01m7yzmhg0g9bec4eqhfdgf1wp', 'owner', 'tenant', NULL, 1795262400000000);
INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg016h5xed7hw6nv8pc', 'acc_01m7yzmhg0rnhf1nx2khh2gn5a', 'owner', 'tenant', NULL, 1795262400000000);


--
-- Data for Name: challenges; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: devices; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: done_requests; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: email_domains; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: identities; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: invitations; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.invitations VALUES ('inv_01m7yzmhg0705ycc492trpymcv', 'ten_01m7yzmhg0mk729s9qf3d5zj3p', 'cal@example.test', 'cal@example.test', 'viewer', 'tenant', NULL, 'en', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ec0d4b2940835716e0c07252746a6c378309ba730752d15dbf4a54928d28118d', 1795262400000000, 1795262400000000, 1795867200000000, 'open', 1795262400000000, NULL);


--
-- Data for Name: job_steps; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg0zz404957hpfktg8y', 1, 'refuse-changes', 'done', '', 1795262400000000, 1795262400000000);
INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg0zz404957hpfktg8y', 2, 'note-in-space', 'done', '', 1795262400000000, 1795262400000000);
INSERT INTO parvis.job_steps VALUES ('job_01m7yzmhg0zz404957hpfktg8y', 3, 'tell-owners', 'done', '1', 1795262400000000, 1795262400000000);


--
-- Data for Name: jobs; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.jobs VALUES ('job_01m7yzmhg0zz404957hpfktg8y', '{"tenant":"ten_01m7yzmhg016h5xed7hw6nv8pc","closed_at":1795262400000000,"by":"fay@example.test"}', 1, 1795262400000000, 0, NULL, 1795262400000000, 'close-tenant', 'job_01m7yzmhg0zz404957hpfktg8y', 'ten_01m7yzmhg016h5xed7hw6nv8pc', 0, 0, 'done', 1, 0, false, 'acc_01m7yzmhg0rnhf1nx2khh2gn5a', 'fay@example.test', NULL, NULL, NULL, NULL, 1795262400000000, 1795262400000000, 1795262400000000);


--
-- Data for Name: mail_problems; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: mailed_links; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: memberships; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg0mk729s9qf3d5zj3p', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 1795262400000000);
INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg0mk729s9qf3d5zj3p', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000);
INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg01gtaj6mkmx6qx3e6', 'acc_01m7yzmhg0g9bec4eqhfdgf1wp', 1795262400000000);
INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg016h5xed7hw6nv8pc', 'acc_01m7yzmhg0rnhf1nx2khh2gn5a', 1795262400000000);


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


--
-- Data for Name: passkeys; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: password_resets; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: provider_flows; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: rate_limits; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.rate_limits VALUES ('share-links:ten_01m7yzmhg0mk729s9qf3d5zj3p', 1795262460000000);
INSERT INTO parvis.rate_limits VALUES ('invite:ten_01m7yzmhg0mk729s9qf3d5zj3p:87b7f97e70f0518a0ec14009e2f87ccc8ca8483733c08affd9da400dec9fca00', 1795266000000000);
INSERT INTO parvis.rate_limits VALUES ('invite:87b7f97e70f0518a0ec14009e2f87ccc8ca8483733c08affd9da400dec9fca00', 1795264200000000);
INSERT INTO parvis.rate_limits VALUES ('mail-to:87b7f97e70f0518a0ec14009e2f87ccc8ca8483733c08affd9da400dec9fca00', 1795263300000000);
INSERT INTO parvis.rate_limits VALUES ('mail-from-members:192.0.2.10', 1795262410000000);
INSERT INTO parvis.rate_limits VALUES ('mails', 1795262401000000);
INSERT INTO parvis.rate_limits VALUES ('invite:ten_01m7yzmhg0mk729s9qf3d5zj3p', 1795262410000000);


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.recovery_codes VALUES ('78ae0c7375dd5af4440300ed881df06f3957eaad3b91f21c431c05ecfcc338af', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('ad8bf4e10243f2cc03971ebebfd40524ff04e7d9b9e4dd48236bd6ed2a8ed037', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('db568198a00d3b34e943aaefa845bde4880947f00ba1ece319f7aac351244be0', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('10f767897190e0733351e34275201a4277c768145a5c8182559583f6524e6de6', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('4f8d4eadf8d1f81180baf1eb198896c5296821bafc9442dc8eb3c39915b0e17f', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('f1342c376cf3532536822d33ba8cdb779d0cae919817b01bafda355bc86fb7af', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('0da622c1937a06cfe5fd657175988747783b85f32ef7907bda2d594d3bd0b36a', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('969be0a50d9877e4e5f45af505c66cdea79c9d0bc5bdcd6ede249d53e28337d6', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('08e4fe5205209652c42fe3da9e3b237fda1cad730cdb0dcdfbf0e92f9d38d66c', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('52f80207d0616fb9f87a32022c4639669f96583016fba8e518af1e3a47a6144b', 'acc_01m7yzmhg0c139cx67900mwkwv', 1795262400000000, NULL);


--
-- Data for Name: roles; Type: TABLE DATA; Schema: parvis; Owner: -
--



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

INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg0we1jt38sr6q6fvdd', 'e69d9523c5e87c0d8f2b301fadb4d3d45b34a6e548ab7335f9fcb0fe3e25e0d5', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', '', '', 1795262400000000, 1795262400000000, 1795348800000000, 'password', NULL, NULL, 1795262400000000, NULL, NULL, NULL);
INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg0ymma3hp54f0my3a0', 'f16de744141c8912fc5bf2cc7e2f7da8a92e60f88cbfcd4500eb73ed1294912c', 'acc_01m7yzmhg0c139cx67900mwkwv', '', '', 1795262400000000, 1795262400000000, 1795348800000000, 'password', NULL, 1795262400000000, 1795262400000000, NULL, NULL, NULL);
INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg0hrpsrh7gdxcgdxs9', '742a81db0171bbdb8e6fb2fb3317ae0575f2c9d92bce8bc9566c302b739fc0e4', 'acc_01m7yzmhg0g9bec4eqhfdgf1wp', '', '', 1795262400000000, 1795262400000000, 1795348800000000, 'password', NULL, NULL, 1795262400000000, NULL, NULL, NULL);
INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg0pqggwdq1xjq469va', 'eaae85085ac448a6a7571930001699d1beba24f064d2292c235b8c0b8ac18b8b', 'acc_01m7yzmhg0rnhf1nx2khh2gn5a', '', '', 1795262400000000, 1795262400000000, 1795348800000000, 'password', NULL, NULL, 1795262400000000, NULL, NULL, NULL);


--
-- Data for Name: sign_ups; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: tenant_providers; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: tenants; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.tenants VALUES ('ten_01m7yzmhg0mk729s9qf3d5zj3p', 'kept', 'Kept', 'company', 'professional', 'UTC', 'postgres:ten_01m7yzmhg0mk729s9qf3d5zj3p', 'ready', 1795262400000000, false, '', NULL, NULL, NULL);
INSERT INTO parvis.tenants VALUES ('ten_01m7yzmhg01gtaj6mkmx6qx3e6', 'above', 'Above', 'company', 'starter', 'UTC', 'postgres:ten_01m7yzmhg01gtaj6mkmx6qx3e6', 'ready', 1795262400000000, false, '', 1795262400000000, 90, NULL);
INSERT INTO parvis.tenants VALUES ('ten_01m7yzmhg016h5xed7hw6nv8pc', 'shut', 'Shut', 'company', 'free', 'UTC', 'postgres:ten_01m7yzmhg016h5xed7hw6nv8pc', 'ready', 1795262400000000, false, '', NULL, NULL, 1795262400000000);


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
-- Data for Name: agent_openings; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: agent_warnings; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: allowances; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: audit_heads; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.audit_heads VALUES ('', 0, 2, 'a386503365382977ff15011dfa61ddd0625c97c1a5abe25e93a7cef2e3bdf620', 'f6db1f27', '88c2eda308be0e89c5a461718195d0c98d85707eef2d522debebfc295d4693b8');


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log VALUES (1, 1795262400000000, '', 'job', 'tenants.prepare', 'ten_01m7yzmhg016h5xed7hw6nv8pc', NULL, NULL, '', '', '', '0f81325fea2464371f7d20f0887c7c65fb3f9f907f753e10a1e0ec15f1cc9cfb', NULL, NULL, '', 2, 'f6db1f27', 'job', '', '', '', '', '', 'allowed', 'tenant', 'Shut');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log VALUES (2, 1795262400000000, '', 'job', 'tenants.close', 'ten_01m7yzmhg016h5xed7hw6nv8pc', '{"closed_at":null}', '{"closed_at":1795262400000000}', '', '', '0f81325fea2464371f7d20f0887c7c65fb3f9f907f753e10a1e0ec15f1cc9cfb', 'a386503365382977ff15011dfa61ddd0625c97c1a5abe25e93a7cef2e3bdf620', NULL, '{"permission":"manage-owners","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'job', 'job_01m7yzmhg0zz404957hpfktg8y', 'close-tenant', 'person', 'acc_01m7yzmhg0rnhf1nx2khh2gn5a', 'fay@example.test', 'allowed', 'tenant', 'Shut');


--
-- Data for Name: counting; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.counting VALUES (1, '');


--
-- Data for Name: days; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: domains; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: done_steps; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.done_steps VALUES ('job_01m7yzmhg0zz404957hpfktg8y', 'tenants.close', 1795262400000000);


--
-- Data for Name: environments; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: events; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: gaps; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: idempotent_requests; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: messages; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: migrations; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (1, 'mail flow');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (2, 'events');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (3, 'audit decisions');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (4, 'environments');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (5, 'api keys');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (6, 'share links');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (7, 'share link keys');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (8, 'bounded numbers');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (9, 'agent runs');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (10, 'link keys');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (11, 'outbox');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (12, 'audit columns');
INSERT INTO ten_01m7yzmhg016h5xed7hw6nv8pc.migrations VALUES (13, 'events by agent');


--
-- Data for Name: networks; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: outbox; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: policy_agents; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: quarters; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: rejected_records; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: share_link_opens; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: share_links; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: spool_runs; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: spools; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: top_days; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: top_hours; Type: TABLE DATA; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--



--
-- Data for Name: agent_openings; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: agent_warnings; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: allowances; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: audit_heads; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_heads VALUES ('', 0, 4, 'f86ff2529ab20f1486d2512d5e409ca1f27badf6812343ed5aeb7526b5871994', 'f6db1f27', '2fb87ea21cf5fe88fcdfec91dbd30a3ecb7564085947d2dc466a1755471e419b');


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log VALUES (1, 1795262400000000, '', 'job', 'tenants.prepare', 'ten_01m7yzmhg01gtaj6mkmx6qx3e6', NULL, NULL, '', '', '', 'b866f1191402b4e70aa62e664fb5201d9ca0855206afd8a416759e34d044121f', NULL, NULL, '', 2, 'f6db1f27', 'job', '', '', '', '', '', 'allowed', 'tenant', 'Above');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log VALUES (2, 1795262400000000, '', 'page', 'domains.add', 'dom_01m7yzmhg0r1c1yk0kdnx8axq9', NULL, '{"enabled":true,"kind":"local","name":"one.test"}', 'request-1', '192.0.2.10', 'b866f1191402b4e70aa62e664fb5201d9ca0855206afd8a416759e34d044121f', '6258cc01a7c5a13a5faeb8ba9e8c2266fc6b108d5fbe3e87ae93365383421784', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg0g9bec4eqhfdgf1wp', 'dan@example.test', '', '', '', 'allowed', 'domain', 'one.test');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log VALUES (3, 1795262400000000, '', 'page', 'domains.add', 'dom_01m7yzmhg0h1m88hjqggap7wn0', NULL, '{"enabled":true,"kind":"local","name":"two.test"}', 'request-1', '192.0.2.10', '6258cc01a7c5a13a5faeb8ba9e8c2266fc6b108d5fbe3e87ae93365383421784', 'c5b354fd5ad4e329f23c6b0b56bc04e0a721540d64724b39e50ee8c2879f2196', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg0g9bec4eqhfdgf1wp', 'dan@example.test', '', '', '', 'allowed', 'domain', 'two.test');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log VALUES (4, 1795262400000000, '', 'page', 'domains.add', 'dom_01m7yzmhg0dx5nb8dqxt1zv6e4', NULL, '{"enabled":true,"kind":"local","name":"three.test"}', 'request-1', '192.0.2.10', 'c5b354fd5ad4e329f23c6b0b56bc04e0a721540d64724b39e50ee8c2879f2196', 'f86ff2529ab20f1486d2512d5e409ca1f27badf6812343ed5aeb7526b5871994', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg0g9bec4eqhfdgf1wp', 'dan@example.test', '', '', '', 'allowed', 'domain', 'three.test');


--
-- Data for Name: counting; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.counting VALUES (1, '');


--
-- Data for Name: days; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: domains; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.domains VALUES ('dom_01m7yzmhg0r1c1yk0kdnx8axq9', 'one.test', 'local', true, 1795262400000000);
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.domains VALUES ('dom_01m7yzmhg0h1m88hjqggap7wn0', 'two.test', 'local', true, 1795262400000000);
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.domains VALUES ('dom_01m7yzmhg0dx5nb8dqxt1zv6e4', 'three.test', 'local', true, 1795262400000000);


--
-- Data for Name: done_steps; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: environments; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: events; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: gaps; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: idempotent_requests; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: messages; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: migrations; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (1, 'mail flow');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (2, 'events');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (3, 'audit decisions');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (4, 'environments');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (5, 'api keys');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (6, 'share links');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (7, 'share link keys');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (8, 'bounded numbers');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (9, 'agent runs');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (10, 'link keys');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (11, 'outbox');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (12, 'audit columns');
INSERT INTO ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations VALUES (13, 'events by agent');


--
-- Data for Name: networks; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: outbox; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: policy_agents; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: quarters; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: rejected_records; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: share_link_opens; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: share_links; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: spool_runs; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: spools; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: top_days; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: top_hours; Type: TABLE DATA; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--



--
-- Data for Name: agent_openings; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: agent_warnings; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: allowances; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.allowances VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 1795262400241920, 1795262400033783);


--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.api_keys VALUES ('key_01m7yzmhg0cfqggvrkndyb250t', 'reports', 'view-events', 'tenant', '', 'pvk_…bzsh', '8714dba8e08c0a1294b3f999028a851450d6d73c349a89c91a8b8926f6eae7a2', '', '', NULL, 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', NULL, NULL, '', 1795262400000000, NULL);


--
-- Data for Name: audit_heads; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_heads VALUES ('', 0, 8, '45f26a6b48093be3a40118c465356f43241451d71cd61be518b012a880968584', 'f6db1f27', '885218843cd010e62d4a714927b790582f3dbcbee391be3a4cf9299cef5004ef');


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log VALUES (1, 1795262400000000, '', 'job', 'tenants.prepare', 'ten_01m7yzmhg0mk729s9qf3d5zj3p', NULL, NULL, '', '', '', '35fb0156a9ff3070dcfa78d42883b6742ede3857930e00195341d915e74d2887', NULL, NULL, '', 2, 'f6db1f27', 'job', '', '', '', '', '', 'allowed', 'tenant', 'Kept');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log VALUES (2, 1795262400000000, '', 'page', 'domains.add', 'dom_01m7yzmhg0dmykz0m1e6bs01x3', NULL, '{"enabled":true,"kind":"local","name":"own.test"}', 'request-1', '192.0.2.10', '35fb0156a9ff3070dcfa78d42883b6742ede3857930e00195341d915e74d2887', '79b23cde7607eded53344fa34d3ea3c0310f56716f8e1ab36d6aacd812aeefe2', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', '', '', '', 'allowed', 'domain', 'own.test');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log VALUES (3, 1795262400000000, '', 'page', 'networks.add', 'net_01m7yzmhg0rrhybm4hvkwrswxe', NULL, '{"cidr":"192.0.2.0/24","enabled":true,"label":"Office"}', 'request-1', '192.0.2.10', '79b23cde7607eded53344fa34d3ea3c0310f56716f8e1ab36d6aacd812aeefe2', '37557b83a4ec0c603b6946bc5d37f3568e050ba4e795267daa7ae676cc56ed1e', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', '', '', '', 'allowed', 'network', '192.0.2.0/24');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log VALUES (4, 1795262400000000, '', 'page', 'environments.add', 'env_01m7yzmhg0cxbfxxr37a1e5n55', NULL, '{"name":"Live"}', 'request-1', '192.0.2.10', '37557b83a4ec0c603b6946bc5d37f3568e050ba4e795267daa7ae676cc56ed1e', '9d7c5d20913d48b7b80b57c40bbc8e65be9a8b24d5bdc8e73efa7e979c48cc7d', NULL, '{"permission":"manage-environments","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', '', '', '', 'allowed', 'environment', 'Live');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log VALUES (5, 1795262400000000, '', 'page', 'policy-agents.enrol', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', NULL, '{"address":"","environment":null,"key":"pva_…ynw4","name":"mx1","pinned":false,"time_zone":"UTC"}', 'request-1', '192.0.2.10', '9d7c5d20913d48b7b80b57c40bbc8e65be9a8b24d5bdc8e73efa7e979c48cc7d', '0b0ddaebad3df63b8d89ecde7db43d9fe45e353b7ba6a96d32b95099f6acadf6', NULL, '{"permission":"manage-policy-agents","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","usage":{"quota":"policy-agents","limit":10,"used":0},"changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', '', '', '', 'allowed', 'policy-agent', 'mx1');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log VALUES (6, 1795262400000000, '', 'agent', 'policy-agents.contact', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', NULL, '{"name":"mx1","version":"0.1.0"}', '', '203.0.113.5', '0b0ddaebad3df63b8d89ecde7db43d9fe45e353b7ba6a96d32b95099f6acadf6', '44b0b440d863247fb7d0d1026138889c52411679bf08dfdef1584fa163917e32', NULL, NULL, '', 2, 'f6db1f27', 'policy-agent', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'mx1', '', '', '', 'allowed', 'policy-agent', 'mx1');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log VALUES (7, 1795262400000000, '', 'page', 'api-keys.create', 'key_01m7yzmhg0cfqggvrkndyb250t', NULL, '{"expires_at":null,"key":"pvk_…bzsh","name":"reports","networks":"","permissions":["view-events"],"scope":"tenant"}', 'request-1', '192.0.2.10', '44b0b440d863247fb7d0d1026138889c52411679bf08dfdef1584fa163917e32', '1dcf59a43bc928d7f2c943e81aafec0e0f7a80d01c9f17d50aabac19d2d81892', NULL, '{"permission":"manage-api-keys","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', '', '', '', 'allowed', 'api-key', 'reports');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log VALUES (8, 1795262400000000, '', 'page', 'share-links.create', 'shr_01m7yzmhg0ykws7b8zmrj58k8y', NULL, '{"days":90,"has_password":false,"kind":"live","name":"For the board","shows":{"domain":"","from":"","host":"","measure":"","range":"24h","to":""},"view_limit":null}', 'request-1', '192.0.2.10', '1dcf59a43bc928d7f2c943e81aafec0e0f7a80d01c9f17d50aabac19d2d81892', '45f26a6b48093be3a40118c465356f43241451d71cd61be518b012a880968584', NULL, '{"permission":"manage-sharing","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}', '', 2, 'f6db1f27', 'person', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', '', '', '', 'allowed', 'share-link', 'For the board');


--
-- Data for Name: counting; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.counting VALUES (1, '');


--
-- Data for Name: days; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.days VALUES (20778, 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'inbound', 'own.test', 6, 6, 6);


--
-- Data for Name: domains; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.domains VALUES ('dom_01m7yzmhg0dmykz0m1e6bs01x3', 'own.test', 'local', true, 1795262400000000);


--
-- Data for Name: done_steps; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: environments; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.environments VALUES ('env_01m7yzmhg0cxbfxxr37a1e5n55', 'Live', 'live', 1795262400000000);


--
-- Data for Name: events; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.events VALUES ('evt_01m7yzmhg0f2q3d32t00m0zpp9', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 1795262400000000, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm0', 0, '', '', '', '{"at":1795262400000000,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m0"}');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.events VALUES ('evt_01m7yzmhg0f2q3d32t00m0zppa', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 1795262400000001, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm1', 0, '', '', '', '{"at":1795262400000001,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m1"}');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.events VALUES ('evt_01m7yzmhg0f2q3d32t00m0zppb', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 1795262400000002, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm2', 0, '', '', '', '{"at":1795262400000002,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m2"}');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.events VALUES ('evt_01m7yzmhg0f2q3d32t00m0zppc', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 1795262400000003, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm3', 0, '', '', '', '{"at":1795262400000003,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m3"}');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.events VALUES ('evt_01m7yzmhg0f2q3d32t00m0zppd', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 1795262400000004, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm4', 0, '', '', '', '{"at":1795262400000004,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m4"}');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.events VALUES ('evt_01m7yzmhg0f2q3d32t00m0zppe', 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 1795262400000005, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm5', 0, '', '', '', '{"at":1795262400000005,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m5"}');


--
-- Data for Name: gaps; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: idempotent_requests; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: messages; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.messages VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'm0', 1795262400000000, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.messages VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'm1', 1795262400000001, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.messages VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'm2', 1795262400000002, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.messages VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'm3', 1795262400000003, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.messages VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'm4', 1795262400000004, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.messages VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'm5', 1795262400000005, 1795262400000000, 'inbound', 'own.test', 1, 1);


--
-- Data for Name: migrations; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (1, 'mail flow');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (2, 'events');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (3, 'audit decisions');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (4, 'environments');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (5, 'api keys');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (6, 'share links');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (7, 'share link keys');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (8, 'bounded numbers');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (9, 'agent runs');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (10, 'link keys');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (11, 'outbox');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (12, 'audit columns');
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations VALUES (13, 'events by agent');


--
-- Data for Name: networks; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.networks VALUES ('net_01m7yzmhg0rrhybm4hvkwrswxe', '192.0.2.0/24', 'Office', true, 1795262400000000);


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: policy_agents; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'mx1', 'UTC', '', false, 'pva_…ynw4', 'fcd408b02be22494ee08ede6b016fb28757523fbd9bcb3f11e09ca7a091c2cfe', 'active', '0.1.0', '203.0.113.5', 1795262400000000, NULL, 0, 0, 1795262400000000, 1795262400000000, NULL, '', 0, 0);


--
-- Data for Name: quarters; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.quarters VALUES (1795262400000000, 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'inbound', 'own.test', 6, 6, 6);


--
-- Data for Name: rejected_records; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: share_link_opens; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: share_links; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.share_links VALUES ('shr_01m7yzmhg0ykws7b8zmrj58k8y', 'For the board', 'live', '{"range":"24h","from":"","to":"","host":"","domain":"","measure":""}', NULL, '3f4bb2fc30106d8ecc2087f06e712d97124bb832252ef5921119888e9a86f1af', NULL, NULL, 0, 0, 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'tenant', '', 1795262400000000, 1803038400000000, NULL, NULL, 'person', 'acc_01m7yzmhg07pbjwg6c6v1dnwy0', 'ann@example.test', '');


--
-- Data for Name: spool_runs; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--



--
-- Data for Name: spools; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.spools VALUES ('agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'spool-1', 6, 0, '8fd334296cdd7c0ce6f7c1748f761327dcecb4fc3caae5fb2158de48abf45d1d');


--
-- Data for Name: top_days; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.top_days VALUES ('sender-domain', 20778, 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'own.test', 'sender.test', 6);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.top_days VALUES ('recipient-domain', 20778, 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'own.test', 'own.test', 6);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.top_days VALUES ('client-address', 20778, 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'own.test', '198.51.100.7', 6);


--
-- Data for Name: top_hours; Type: TABLE DATA; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.top_hours VALUES ('sender-domain', 1795262400000000, 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'own.test', 'sender.test', 6);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.top_hours VALUES ('recipient-domain', 1795262400000000, 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'own.test', 'own.test', 6);
INSERT INTO ten_01m7yzmhg0mk729s9qf3d5zj3p.top_hours VALUES ('client-address', 1795262400000000, 'agt_01m7yzmhg0b9vj8njhjfp8pk2x', 'own.test', '198.51.100.7', 6);


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
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


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
-- Name: agent_openings agent_openings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.agent_openings
    ADD CONSTRAINT agent_openings_pkey PRIMARY KEY (agent_id, opening);


--
-- Name: agent_warnings agent_warnings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.agent_warnings
    ADD CONSTRAINT agent_warnings_pkey PRIMARY KEY (agent_id, kind, about);


--
-- Name: allowances allowances_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.allowances
    ADD CONSTRAINT allowances_pkey PRIMARY KEY (agent_id);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: audit_heads audit_heads_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (chain);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (number);


--
-- Name: counting counting_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.counting
    ADD CONSTRAINT counting_pkey PRIMARY KEY (id);


--
-- Name: days days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.days
    ADD CONSTRAINT days_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: domains domains_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.domains
    ADD CONSTRAINT domains_name_key UNIQUE (name);


--
-- Name: domains domains_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.domains
    ADD CONSTRAINT domains_pkey PRIMARY KEY (id);


--
-- Name: done_steps done_steps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.done_steps
    ADD CONSTRAINT done_steps_pkey PRIMARY KEY (job_id, step);


--
-- Name: environments environments_name_key_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.environments
    ADD CONSTRAINT environments_name_key_key UNIQUE (name_key);


--
-- Name: environments environments_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.environments
    ADD CONSTRAINT environments_pkey PRIMARY KEY (id);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);


--
-- Name: gaps gaps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.gaps
    ADD CONSTRAINT gaps_pkey PRIMARY KEY (agent_id, cause, from_at);


--
-- Name: idempotent_requests idempotent_requests_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.idempotent_requests
    ADD CONSTRAINT idempotent_requests_pkey PRIMARY KEY (key_id, name);


--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (agent_id, instance);


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


--
-- Name: networks networks_cidr_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.networks
    ADD CONSTRAINT networks_cidr_key UNIQUE (cidr);


--
-- Name: networks networks_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.networks
    ADD CONSTRAINT networks_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: policy_agents policy_agents_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents
    ADD CONSTRAINT policy_agents_name_key UNIQUE (name);


--
-- Name: policy_agents policy_agents_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents
    ADD CONSTRAINT policy_agents_pkey PRIMARY KEY (id);


--
-- Name: quarters quarters_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.quarters
    ADD CONSTRAINT quarters_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: rejected_records rejected_records_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.rejected_records
    ADD CONSTRAINT rejected_records_pkey PRIMARY KEY (agent_id, spool, seq);


--
-- Name: share_link_opens share_link_opens_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.share_link_opens
    ADD CONSTRAINT share_link_opens_pkey PRIMARY KEY (link_id, number);


--
-- Name: share_links share_links_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.share_links
    ADD CONSTRAINT share_links_pkey PRIMARY KEY (id);


--
-- Name: spool_runs spool_runs_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.spool_runs
    ADD CONSTRAINT spool_runs_pkey PRIMARY KEY (agent_id, spool, run);


--
-- Name: spools spools_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.spools
    ADD CONSTRAINT spools_pkey PRIMARY KEY (agent_id, spool);


--
-- Name: top_days top_days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.top_days
    ADD CONSTRAINT top_days_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: top_hours top_hours_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.top_hours
    ADD CONSTRAINT top_hours_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: agent_openings agent_openings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.agent_openings
    ADD CONSTRAINT agent_openings_pkey PRIMARY KEY (agent_id, opening);


--
-- Name: agent_warnings agent_warnings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.agent_warnings
    ADD CONSTRAINT agent_warnings_pkey PRIMARY KEY (agent_id, kind, about);


--
-- Name: allowances allowances_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.allowances
    ADD CONSTRAINT allowances_pkey PRIMARY KEY (agent_id);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: audit_heads audit_heads_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (chain);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (number);


--
-- Name: counting counting_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.counting
    ADD CONSTRAINT counting_pkey PRIMARY KEY (id);


--
-- Name: days days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.days
    ADD CONSTRAINT days_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: domains domains_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.domains
    ADD CONSTRAINT domains_name_key UNIQUE (name);


--
-- Name: domains domains_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.domains
    ADD CONSTRAINT domains_pkey PRIMARY KEY (id);


--
-- Name: done_steps done_steps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.done_steps
    ADD CONSTRAINT done_steps_pkey PRIMARY KEY (job_id, step);


--
-- Name: environments environments_name_key_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.environments
    ADD CONSTRAINT environments_name_key_key UNIQUE (name_key);


--
-- Name: environments environments_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.environments
    ADD CONSTRAINT environments_pkey PRIMARY KEY (id);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);


--
-- Name: gaps gaps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.gaps
    ADD CONSTRAINT gaps_pkey PRIMARY KEY (agent_id, cause, from_at);


--
-- Name: idempotent_requests idempotent_requests_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.idempotent_requests
    ADD CONSTRAINT idempotent_requests_pkey PRIMARY KEY (key_id, name);


--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (agent_id, instance);


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


--
-- Name: networks networks_cidr_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.networks
    ADD CONSTRAINT networks_cidr_key UNIQUE (cidr);


--
-- Name: networks networks_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.networks
    ADD CONSTRAINT networks_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: policy_agents policy_agents_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents
    ADD CONSTRAINT policy_agents_name_key UNIQUE (name);


--
-- Name: policy_agents policy_agents_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents
    ADD CONSTRAINT policy_agents_pkey PRIMARY KEY (id);


--
-- Name: quarters quarters_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.quarters
    ADD CONSTRAINT quarters_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: rejected_records rejected_records_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.rejected_records
    ADD CONSTRAINT rejected_records_pkey PRIMARY KEY (agent_id, spool, seq);


--
-- Name: share_link_opens share_link_opens_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.share_link_opens
    ADD CONSTRAINT share_link_opens_pkey PRIMARY KEY (link_id, number);


--
-- Name: share_links share_links_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.share_links
    ADD CONSTRAINT share_links_pkey PRIMARY KEY (id);


--
-- Name: spool_runs spool_runs_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.spool_runs
    ADD CONSTRAINT spool_runs_pkey PRIMARY KEY (agent_id, spool, run);


--
-- Name: spools spools_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.spools
    ADD CONSTRAINT spools_pkey PRIMARY KEY (agent_id, spool);


--
-- Name: top_days top_days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.top_days
    ADD CONSTRAINT top_days_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: top_hours top_hours_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.top_hours
    ADD CONSTRAINT top_hours_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: agent_openings agent_openings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.agent_openings
    ADD CONSTRAINT agent_openings_pkey PRIMARY KEY (agent_id, opening);


--
-- Name: agent_warnings agent_warnings_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.agent_warnings
    ADD CONSTRAINT agent_warnings_pkey PRIMARY KEY (agent_id, kind, about);


--
-- Name: allowances allowances_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.allowances
    ADD CONSTRAINT allowances_pkey PRIMARY KEY (agent_id);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: audit_heads audit_heads_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (chain);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (number);


--
-- Name: counting counting_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.counting
    ADD CONSTRAINT counting_pkey PRIMARY KEY (id);


--
-- Name: days days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.days
    ADD CONSTRAINT days_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: domains domains_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.domains
    ADD CONSTRAINT domains_name_key UNIQUE (name);


--
-- Name: domains domains_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.domains
    ADD CONSTRAINT domains_pkey PRIMARY KEY (id);


--
-- Name: done_steps done_steps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.done_steps
    ADD CONSTRAINT done_steps_pkey PRIMARY KEY (job_id, step);


--
-- Name: environments environments_name_key_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.environments
    ADD CONSTRAINT environments_name_key_key UNIQUE (name_key);


--
-- Name: environments environments_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.environments
    ADD CONSTRAINT environments_pkey PRIMARY KEY (id);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);


--
-- Name: gaps gaps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.gaps
    ADD CONSTRAINT gaps_pkey PRIMARY KEY (agent_id, cause, from_at);


--
-- Name: idempotent_requests idempotent_requests_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.idempotent_requests
    ADD CONSTRAINT idempotent_requests_pkey PRIMARY KEY (key_id, name);


--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (agent_id, instance);


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


--
-- Name: networks networks_cidr_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.networks
    ADD CONSTRAINT networks_cidr_key UNIQUE (cidr);


--
-- Name: networks networks_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.networks
    ADD CONSTRAINT networks_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: policy_agents policy_agents_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents
    ADD CONSTRAINT policy_agents_name_key UNIQUE (name);


--
-- Name: policy_agents policy_agents_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents
    ADD CONSTRAINT policy_agents_pkey PRIMARY KEY (id);


--
-- Name: quarters quarters_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.quarters
    ADD CONSTRAINT quarters_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: rejected_records rejected_records_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.rejected_records
    ADD CONSTRAINT rejected_records_pkey PRIMARY KEY (agent_id, spool, seq);


--
-- Name: share_link_opens share_link_opens_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.share_link_opens
    ADD CONSTRAINT share_link_opens_pkey PRIMARY KEY (link_id, number);


--
-- Name: share_links share_links_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.share_links
    ADD CONSTRAINT share_links_pkey PRIMARY KEY (id);


--
-- Name: spool_runs spool_runs_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.spool_runs
    ADD CONSTRAINT spool_runs_pkey PRIMARY KEY (agent_id, spool, run);


--
-- Name: spools spools_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.spools
    ADD CONSTRAINT spools_pkey PRIMARY KEY (agent_id, spool);


--
-- Name: top_days top_days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.top_days
    ADD CONSTRAINT top_days_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: top_hours top_hours_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.top_hours
    ADD CONSTRAINT top_hours_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: accounts_address_key; Type: INDEX; Schema: parvis; Owner: -
--

CREATE UNIQUE INDEX accounts_address_key ON parvis.accounts USING btree (address_key);


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
-- Name: passkeys_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX passkeys_account_id ON parvis.passkeys USING btree (account_id);


--
-- Name: provider_flows_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX provider_flows_expires_at ON parvis.provider_flows USING btree (expires_at);


--
-- Name: recovery_codes_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX recovery_codes_account_id ON parvis.recovery_codes USING btree (account_id);


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
-- Name: audit_log_action; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX audit_log_action ON ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log USING btree (action, at, number);


--
-- Name: audit_log_actor; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX audit_log_actor ON ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log USING btree (actor_id, at, number);


--
-- Name: audit_log_at; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX audit_log_at ON ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log USING btree (at, number);


--
-- Name: audit_log_outcome; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX audit_log_outcome ON ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log USING btree (outcome, at, number);


--
-- Name: audit_log_request_id; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX audit_log_request_id ON ten_01m7yzmhg016h5xed7hw6nv8pc.audit_log USING btree (request_id);


--
-- Name: done_steps_at; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX done_steps_at ON ten_01m7yzmhg016h5xed7hw6nv8pc.done_steps USING btree (at);


--
-- Name: events_agent_at; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX events_agent_at ON ten_01m7yzmhg016h5xed7hw6nv8pc.events USING btree (agent_id, at, id);


--
-- Name: events_agent_received_at; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX events_agent_received_at ON ten_01m7yzmhg016h5xed7hw6nv8pc.events USING btree (agent_id, received_at);


--
-- Name: events_at; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX events_at ON ten_01m7yzmhg016h5xed7hw6nv8pc.events USING btree (at, id);


--
-- Name: gaps_to_at; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX gaps_to_at ON ten_01m7yzmhg016h5xed7hw6nv8pc.gaps USING btree (to_at);


--
-- Name: idempotent_requests_begun_at; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX idempotent_requests_begun_at ON ten_01m7yzmhg016h5xed7hw6nv8pc.idempotent_requests USING btree (begun_at);


--
-- Name: messages_seen_at; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX messages_seen_at ON ten_01m7yzmhg016h5xed7hw6nv8pc.messages USING btree (seen_at);


--
-- Name: policy_agents_environment_id; Type: INDEX; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

CREATE INDEX policy_agents_environment_id ON ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents USING btree (environment_id);


--
-- Name: audit_log_action; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX audit_log_action ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log USING btree (action, at, number);


--
-- Name: audit_log_actor; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX audit_log_actor ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log USING btree (actor_id, at, number);


--
-- Name: audit_log_at; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX audit_log_at ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log USING btree (at, number);


--
-- Name: audit_log_outcome; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX audit_log_outcome ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log USING btree (outcome, at, number);


--
-- Name: audit_log_request_id; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX audit_log_request_id ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.audit_log USING btree (request_id);


--
-- Name: done_steps_at; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX done_steps_at ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.done_steps USING btree (at);


--
-- Name: events_agent_at; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX events_agent_at ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.events USING btree (agent_id, at, id);


--
-- Name: events_agent_received_at; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX events_agent_received_at ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.events USING btree (agent_id, received_at);


--
-- Name: events_at; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX events_at ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.events USING btree (at, id);


--
-- Name: gaps_to_at; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX gaps_to_at ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.gaps USING btree (to_at);


--
-- Name: idempotent_requests_begun_at; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX idempotent_requests_begun_at ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.idempotent_requests USING btree (begun_at);


--
-- Name: messages_seen_at; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX messages_seen_at ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.messages USING btree (seen_at);


--
-- Name: policy_agents_environment_id; Type: INDEX; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

CREATE INDEX policy_agents_environment_id ON ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents USING btree (environment_id);


--
-- Name: audit_log_action; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX audit_log_action ON ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log USING btree (action, at, number);


--
-- Name: audit_log_actor; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX audit_log_actor ON ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log USING btree (actor_id, at, number);


--
-- Name: audit_log_at; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX audit_log_at ON ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log USING btree (at, number);


--
-- Name: audit_log_outcome; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX audit_log_outcome ON ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log USING btree (outcome, at, number);


--
-- Name: audit_log_request_id; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX audit_log_request_id ON ten_01m7yzmhg0mk729s9qf3d5zj3p.audit_log USING btree (request_id);


--
-- Name: done_steps_at; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX done_steps_at ON ten_01m7yzmhg0mk729s9qf3d5zj3p.done_steps USING btree (at);


--
-- Name: events_agent_at; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX events_agent_at ON ten_01m7yzmhg0mk729s9qf3d5zj3p.events USING btree (agent_id, at, id);


--
-- Name: events_agent_received_at; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX events_agent_received_at ON ten_01m7yzmhg0mk729s9qf3d5zj3p.events USING btree (agent_id, received_at);


--
-- Name: events_at; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX events_at ON ten_01m7yzmhg0mk729s9qf3d5zj3p.events USING btree (at, id);


--
-- Name: gaps_to_at; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX gaps_to_at ON ten_01m7yzmhg0mk729s9qf3d5zj3p.gaps USING btree (to_at);


--
-- Name: idempotent_requests_begun_at; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX idempotent_requests_begun_at ON ten_01m7yzmhg0mk729s9qf3d5zj3p.idempotent_requests USING btree (begun_at);


--
-- Name: messages_seen_at; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX messages_seen_at ON ten_01m7yzmhg0mk729s9qf3d5zj3p.messages USING btree (seen_at);


--
-- Name: policy_agents_environment_id; Type: INDEX; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

CREATE INDEX policy_agents_environment_id ON ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents USING btree (environment_id);


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
-- Name: job_steps job_steps_job_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.job_steps
    ADD CONSTRAINT job_steps_job_id_fkey FOREIGN KEY (job_id) REFERENCES parvis.jobs(id) ON DELETE CASCADE;


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
-- Name: tenant_providers tenant_providers_tenant_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.tenant_providers
    ADD CONSTRAINT tenant_providers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES parvis.tenants(id) ON DELETE CASCADE;


--
-- Name: webhook_tries webhook_tries_delivery_id_fkey; Type: FK CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.webhook_tries
    ADD CONSTRAINT webhook_tries_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES parvis.webhook_deliveries(id) ON DELETE CASCADE;


--
-- Name: agent_openings agent_openings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.agent_openings
    ADD CONSTRAINT agent_openings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: agent_warnings agent_warnings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.agent_warnings
    ADD CONSTRAINT agent_warnings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: allowances allowances_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.allowances
    ADD CONSTRAINT allowances_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: days days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.days
    ADD CONSTRAINT days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: events events_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.events
    ADD CONSTRAINT events_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: gaps gaps_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.gaps
    ADD CONSTRAINT gaps_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: idempotent_requests idempotent_requests_key_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.idempotent_requests
    ADD CONSTRAINT idempotent_requests_key_id_fkey FOREIGN KEY (key_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.api_keys(id);


--
-- Name: messages messages_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.messages
    ADD CONSTRAINT messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: policy_agents policy_agents_environment_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents
    ADD CONSTRAINT policy_agents_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.environments(id);


--
-- Name: quarters quarters_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.quarters
    ADD CONSTRAINT quarters_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: rejected_records rejected_records_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.rejected_records
    ADD CONSTRAINT rejected_records_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: share_link_opens share_link_opens_link_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.share_link_opens
    ADD CONSTRAINT share_link_opens_link_id_fkey FOREIGN KEY (link_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.share_links(id) ON DELETE CASCADE;


--
-- Name: spool_runs spool_runs_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.spool_runs
    ADD CONSTRAINT spool_runs_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: spools spools_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.spools
    ADD CONSTRAINT spools_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: top_days top_days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.top_days
    ADD CONSTRAINT top_days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: top_hours top_hours_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg016h5xed7hw6nv8pc; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg016h5xed7hw6nv8pc.top_hours
    ADD CONSTRAINT top_hours_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg016h5xed7hw6nv8pc.policy_agents(id);


--
-- Name: agent_openings agent_openings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.agent_openings
    ADD CONSTRAINT agent_openings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: agent_warnings agent_warnings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.agent_warnings
    ADD CONSTRAINT agent_warnings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: allowances allowances_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.allowances
    ADD CONSTRAINT allowances_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: days days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.days
    ADD CONSTRAINT days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: events events_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.events
    ADD CONSTRAINT events_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: gaps gaps_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.gaps
    ADD CONSTRAINT gaps_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: idempotent_requests idempotent_requests_key_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.idempotent_requests
    ADD CONSTRAINT idempotent_requests_key_id_fkey FOREIGN KEY (key_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.api_keys(id);


--
-- Name: messages messages_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.messages
    ADD CONSTRAINT messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: policy_agents policy_agents_environment_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents
    ADD CONSTRAINT policy_agents_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.environments(id);


--
-- Name: quarters quarters_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.quarters
    ADD CONSTRAINT quarters_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: rejected_records rejected_records_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.rejected_records
    ADD CONSTRAINT rejected_records_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: share_link_opens share_link_opens_link_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.share_link_opens
    ADD CONSTRAINT share_link_opens_link_id_fkey FOREIGN KEY (link_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.share_links(id) ON DELETE CASCADE;


--
-- Name: spool_runs spool_runs_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.spool_runs
    ADD CONSTRAINT spool_runs_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: spools spools_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.spools
    ADD CONSTRAINT spools_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: top_days top_days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.top_days
    ADD CONSTRAINT top_days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: top_hours top_hours_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg01gtaj6mkmx6qx3e6; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg01gtaj6mkmx6qx3e6.top_hours
    ADD CONSTRAINT top_hours_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg01gtaj6mkmx6qx3e6.policy_agents(id);


--
-- Name: agent_openings agent_openings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.agent_openings
    ADD CONSTRAINT agent_openings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: agent_warnings agent_warnings_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.agent_warnings
    ADD CONSTRAINT agent_warnings_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: allowances allowances_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.allowances
    ADD CONSTRAINT allowances_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: days days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.days
    ADD CONSTRAINT days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: events events_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.events
    ADD CONSTRAINT events_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: gaps gaps_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.gaps
    ADD CONSTRAINT gaps_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: idempotent_requests idempotent_requests_key_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.idempotent_requests
    ADD CONSTRAINT idempotent_requests_key_id_fkey FOREIGN KEY (key_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.api_keys(id);


--
-- Name: messages messages_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.messages
    ADD CONSTRAINT messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: policy_agents policy_agents_environment_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents
    ADD CONSTRAINT policy_agents_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.environments(id);


--
-- Name: quarters quarters_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.quarters
    ADD CONSTRAINT quarters_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: rejected_records rejected_records_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.rejected_records
    ADD CONSTRAINT rejected_records_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: share_link_opens share_link_opens_link_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.share_link_opens
    ADD CONSTRAINT share_link_opens_link_id_fkey FOREIGN KEY (link_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.share_links(id) ON DELETE CASCADE;


--
-- Name: spool_runs spool_runs_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.spool_runs
    ADD CONSTRAINT spool_runs_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: spools spools_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.spools
    ADD CONSTRAINT spools_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: top_days top_days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.top_days
    ADD CONSTRAINT top_days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- Name: top_hours top_hours_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0mk729s9qf3d5zj3p; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0mk729s9qf3d5zj3p.top_hours
    ADD CONSTRAINT top_hours_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0mk729s9qf3d5zj3p.policy_agents(id);


--
-- PostgreSQL database dump complete
--


