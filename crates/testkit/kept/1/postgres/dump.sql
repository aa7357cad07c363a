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
-- Name: ten_01m7yzmhg0spcnrnka487a9jn0; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA ten_01m7yzmhg0spcnrnka487a9jn0;


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
    expires_at bigint NOT NULL
);


--
-- Name: audit_head; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.audit_head (
    id bigint NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_head_id_check CHECK ((id = 1))
);


--
-- Name: audit_log; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.audit_log (
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
    decision text
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
    created_at bigint NOT NULL
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
    expires_at bigint NOT NULL
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
    verified_at bigint
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
    CONSTRAINT invitations_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text]))),
    CONSTRAINT invitations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'withdrawn'::text, 'replaced'::text])))
);


--
-- Name: jobs; Type: TABLE; Schema: parvis; Owner: -
--

CREATE TABLE parvis.jobs (
    id text NOT NULL,
    job text NOT NULL,
    tries bigint DEFAULT 0 NOT NULL,
    run_at bigint NOT NULL,
    leased_until bigint DEFAULT 0 NOT NULL,
    failed_at bigint,
    error text,
    created_at bigint NOT NULL
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
    used_at bigint
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
    view_as_account text
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
    CONSTRAINT tenants_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'personal'::text]))),
    CONSTRAINT tenants_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'ready'::text])))
);


--
-- Name: api_keys; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.api_keys (
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
-- Name: audit_head; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.audit_head (
    id bigint NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_head_id_check CHECK ((id = 1))
);


--
-- Name: audit_log; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.audit_log (
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
    decision text
);


--
-- Name: counting; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.counting (
    id bigint NOT NULL,
    time_zone text NOT NULL,
    CONSTRAINT counting_id_check CHECK ((id = 1))
);


--
-- Name: days; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.days (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: domains; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.domains (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT domains_kind_check CHECK ((kind = ANY (ARRAY['local'::text, 'relay'::text])))
);


--
-- Name: environments; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.environments (
    id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.events (
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
-- Name: gaps; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.gaps (
    agent_id text NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    cause text NOT NULL,
    lost bigint DEFAULT 0 NOT NULL,
    CONSTRAINT gaps_cause_check CHECK ((cause = ANY (ARRAY['stopped'::text, 'paused'::text, 'spool-full'::text])))
);


--
-- Name: idempotent_requests; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.idempotent_requests (
    key_id text NOT NULL,
    name text NOT NULL,
    request_hash text NOT NULL,
    is_done boolean DEFAULT false NOT NULL,
    status bigint,
    answer text,
    begun_at bigint NOT NULL
);


--
-- Name: messages; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.messages (
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
-- Name: migrations; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.migrations (
    number bigint NOT NULL,
    name text NOT NULL
);


--
-- Name: networks; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.networks (
    id text NOT NULL,
    cidr text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: policy_agents; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents (
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
    CONSTRAINT policy_agents_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'revoked'::text])))
);


--
-- Name: quarters; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.quarters (
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    direction text NOT NULL,
    domain text NOT NULL,
    requests bigint NOT NULL,
    messages bigint NOT NULL,
    recipients bigint NOT NULL
);


--
-- Name: rejected_records; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.rejected_records (
    agent_id text NOT NULL,
    spool text NOT NULL,
    seq bigint NOT NULL,
    reason text NOT NULL,
    record text NOT NULL,
    received_at bigint NOT NULL
);


--
-- Name: share_link_opens; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.share_link_opens (
    link_id text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    address text NOT NULL,
    outcome text NOT NULL
);


--
-- Name: share_links; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.share_links (
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
    CONSTRAINT share_links_kind_check CHECK ((kind = ANY (ARRAY['snapshot'::text, 'live'::text])))
);


--
-- Name: spools; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.spools (
    agent_id text NOT NULL,
    spool text NOT NULL,
    acknowledged bigint NOT NULL,
    dropped bigint NOT NULL
);


--
-- Name: top_days; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.top_days (
    kind text NOT NULL,
    bucket bigint NOT NULL,
    agent_id text NOT NULL,
    domain text NOT NULL,
    name text NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT top_days_kind_check CHECK ((kind = ANY (ARRAY['sender-domain'::text, 'recipient-domain'::text, 'client-address'::text])))
);


--
-- Name: top_hours; Type: TABLE; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE TABLE ten_01m7yzmhg0spcnrnka487a9jn0.top_hours (
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

INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg0gyxsm5egy2yvt8av', 'ann@example.test', 'ann@example.test', '$argon2id$v=19$m=19456,t=2,p=1$vEzwKrbTG+ZZrhA3+SH/kg$wpHcOd8WDkwdddelo5sVPF08QJQcOMqiZTs9RNASTjs', 'en', false, 1795262400000000);
INSERT INTO parvis.accounts VALUES ('acc_01m7yzmhg05d5nzs8bxym3qdre', 'bea@example.test', 'bea@example.test', '$argon2id$v=19$m=19456,t=2,p=1$QjIzPmWg4/U5ymgmdajFuw$jKI+XhDwc1IhacbeH3N+L0h77giSkcz0sVlZLZAg3G0', 'en', false, 1795262400000000);


--
-- Data for Name: arrivals; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: audit_head; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.audit_head VALUES (1, 12, 'd1474dacb82b6f54210aa76fb9ece9365d575c310c785f71f9102962b692dea4');


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.audit_log VALUES (1, 1795262400000000, 'visitor', 'page', 'sign-ups.start', 'sgn_01m7yzmhg0gm7r6wpvdgs3nby5', NULL, '{"kind":"company","slug":"kept","space":"Kept"}', 'request-1', '192.0.2.10', '', '10243e588aea262faf8cccccb06ea16cae9c0d01a9766d78006075e9bc2207e1', NULL, NULL);
INSERT INTO parvis.audit_log VALUES (2, 1795262400000000, 'visitor', 'page', 'accounts.create', 'acc_01m7yzmhg0gyxsm5egy2yvt8av', NULL, '{"email":"ann@example.test","sign_up":"sgn_01m7yzmhg0gm7r6wpvdgs3nby5"}', 'request-1', '192.0.2.10', '10243e588aea262faf8cccccb06ea16cae9c0d01a9766d78006075e9bc2207e1', '807f1dd24565333326ffbaf38f2cbdb17819eb6e103d273caafefbb6338538c7', NULL, NULL);
INSERT INTO parvis.audit_log VALUES (3, 1795262400000000, 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 'page', 'tenants.create', 'ten_01m7yzmhg0spcnrnka487a9jn0', NULL, '{"kind":"company","name":"Kept","owner":"acc_01m7yzmhg0gyxsm5egy2yvt8av","plan":"starter","slug":"kept"}', 'request-1', '192.0.2.10', '807f1dd24565333326ffbaf38f2cbdb17819eb6e103d273caafefbb6338538c7', '82197b07402cd83ffcdd091ac5dd3e4bec6613103619355e3c1a8d8c5c882151', 'ten_01m7yzmhg0spcnrnka487a9jn0', NULL);
INSERT INTO parvis.audit_log VALUES (4, 1795262400000000, 'visitor', 'page', 'sessions.start', 'acc_01m7yzmhg0gyxsm5egy2yvt8av', NULL, '{"method":"mail","second_factor":false,"session":"ses_01m7yzmhg0bk4ddvt7d7yamzw7"}', 'request-1', '192.0.2.10', '82197b07402cd83ffcdd091ac5dd3e4bec6613103619355e3c1a8d8c5c882151', '8615c924dd2bffcf7d78010164359383b919db311631d6f41f99a14b4b48fb8d', NULL, NULL);
INSERT INTO parvis.audit_log VALUES (5, 1795262400000000, 'cli', 'cli', 'tenants.set-plan', 'ten_01m7yzmhg0spcnrnka487a9jn0', '{"plan":"starter"}', '{"frozen_until":null,"plan":"professional"}', '', '', '8615c924dd2bffcf7d78010164359383b919db311631d6f41f99a14b4b48fb8d', '9bd09b1f21a1b7dde1d3e25ae0837d0d5b40242b256a1b7742d4243dcb6a2fb9', 'ten_01m7yzmhg0spcnrnka487a9jn0', NULL);
INSERT INTO parvis.audit_log VALUES (6, 1795262400000000, 'cli', 'cli', 'accounts.create', 'acc_01m7yzmhg05d5nzs8bxym3qdre', NULL, '{"email":"bea@example.test","operator":false}', '', '', '9bd09b1f21a1b7dde1d3e25ae0837d0d5b40242b256a1b7742d4243dcb6a2fb9', '764847ffd62b0b3e4f9b400804d6dcffea984f3862bb428eb14f4b609d757262', NULL, NULL);
INSERT INTO parvis.audit_log VALUES (7, 1795262400000000, 'cli', 'cli', 'members.add', 'acc_01m7yzmhg05d5nzs8bxym3qdre', NULL, '{"email":"bea@example.test","ends_at":null,"role":"admin","scope":"tenant"}', '', '', '764847ffd62b0b3e4f9b400804d6dcffea984f3862bb428eb14f4b609d757262', '89562c6882e8d454bd0d0397e774b287d31252798026de6f091cb5ef6bab31a0', 'ten_01m7yzmhg0spcnrnka487a9jn0', '{"permission":"manage-team","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}');
INSERT INTO parvis.audit_log VALUES (8, 1795262400000000, 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 'page', 'invitations.send', 'inv_01m7yzmhg0dp9jtk266j4gfxqh', NULL, '{"email":"cal@example.test","given":{"ends_at":null,"role":"viewer","scope":"tenant"},"replaces_older":false}', 'request-1', '192.0.2.10', '89562c6882e8d454bd0d0397e774b287d31252798026de6f091cb5ef6bab31a0', 'd572fe7d58df2281271512eaa968a6c4a81ddd9463ba04445cea4a633be45856', 'ten_01m7yzmhg0spcnrnka487a9jn0', '{"permission":"manage-team","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}');
INSERT INTO parvis.audit_log VALUES (9, 1795262400000000, 'visitor', 'page', 'sessions.start', 'acc_01m7yzmhg05d5nzs8bxym3qdre', NULL, '{"method":"password","second_factor":false,"session":"ses_01m7yzmhg03pwss9mb6pcevvgt"}', 'request-1', '192.0.2.10', 'd572fe7d58df2281271512eaa968a6c4a81ddd9463ba04445cea4a633be45856', '1091e4a456ab29a9a935a4a36f7d7f9bc08431524764111de8a0d3bc2cb74dbd', NULL, NULL);
INSERT INTO parvis.audit_log VALUES (10, 1795262400000000, 'acc_01m7yzmhg05d5nzs8bxym3qdre <bea@example.test>', 'page', 'authenticators.enrol', 'acc_01m7yzmhg05d5nzs8bxym3qdre', NULL, NULL, 'request-1', '192.0.2.10', '1091e4a456ab29a9a935a4a36f7d7f9bc08431524764111de8a0d3bc2cb74dbd', '0f067191f5d3f519b7eda1a4dcc972c92a757f27f56c5f825dbe665225f3fc67', NULL, NULL);
INSERT INTO parvis.audit_log VALUES (11, 1795262400000000, 'acc_01m7yzmhg05d5nzs8bxym3qdre <bea@example.test>', 'page', 'authenticators.confirm', 'acc_01m7yzmhg05d5nzs8bxym3qdre', NULL, NULL, 'request-1', '192.0.2.10', '0f067191f5d3f519b7eda1a4dcc972c92a757f27f56c5f825dbe665225f3fc67', '4455d29036a6e96a460a932a94181e44ffc73af971fc1d78b1531a847cb9b825', NULL, NULL);
INSERT INTO parvis.audit_log VALUES (12, 1795262400000000, 'acc_01m7yzmhg05d5nzs8bxym3qdre <bea@example.test>', 'page', 'recovery-codes.renew', 'acc_01m7yzmhg05d5nzs8bxym3qdre', NULL, NULL, 'request-1', '192.0.2.10', '4455d29036a6e96a460a932a94181e44ffc73af971fc1d78b1531a847cb9b825', 'd1474dacb82b6f54210aa76fb9ece9365d575c310c785f71f9102962b692dea4', NULL, NULL);


--
-- Data for Name: authenticators; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.authenticators VALUES ('fac_01m7yzmhg0c75pt1s9v925ssxz', 'acc_01m7yzmhg05d5nzs8bxym3qdre', '010443ce.403db4a004fa94c7580ef4641a91bcef026cc27dee3ed5592e974cb81c00a600e46a6d672fffca9f9793c6230c76ace3ceb89b15f2a543ff691ab37c', 1795262400000000, 59842080, 1795262400000000);


--
-- Data for Name: bindings; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg0spcnrnka487a9jn0', 'acc_01m7yzmhg0gyxsm5egy2yvt8av', 'owner', 'tenant', NULL, 1795262400000000);
INSERT INTO parvis.bindings VALUES ('ten_01m7yzmhg0spcnrnka487a9jn0', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 'admin', 'tenant', NULL, 1795262400000000);


--
-- Data for Name: challenges; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: devices; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.devices VALUES ('acc_01m7yzmhg0gyxsm5egy2yvt8av', '2dcfafec580ede34685c57972b9fdc3c44f82089a5f8447523ded96c432210c8', 1795262400000000, 1795262400000000);
INSERT INTO parvis.devices VALUES ('acc_01m7yzmhg05d5nzs8bxym3qdre', 'fd482b7744ef3e240bdb44f5deeafe4523b64151624eade9707835488aba018a', 1795262400000000, 1795262400000000);


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

INSERT INTO parvis.invitations VALUES ('inv_01m7yzmhg0dp9jtk266j4gfxqh', 'ten_01m7yzmhg0spcnrnka487a9jn0', 'cal@example.test', 'cal@example.test', 'viewer', 'tenant', NULL, 'en', 'acc_01m7yzmhg0gyxsm5egy2yvt8av', '10b962a1baa44cffa99d6958b173b627575622040fe20aba5bd2608eea711f86', 1795262400000000, 1795262400000000, 1795867200000000, 'open', 1795262400000000);


--
-- Data for Name: jobs; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: memberships; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg0spcnrnka487a9jn0', 'acc_01m7yzmhg0gyxsm5egy2yvt8av', 1795262400000000);
INSERT INTO parvis.memberships VALUES ('ten_01m7yzmhg0spcnrnka487a9jn0', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000);


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

INSERT INTO parvis.rate_limits VALUES ('sign-up:192.0.2.10', 1795262410000000);
INSERT INTO parvis.rate_limits VALUES ('sign-up:eff90234b5c0d7bb3000e7e2faa01214ffecef55617da623def7482021cc124f', 1795263000000000);
INSERT INTO parvis.rate_limits VALUES ('share-links:ten_01m7yzmhg0spcnrnka487a9jn0', 1795262460000000);
INSERT INTO parvis.rate_limits VALUES ('invite:ten_01m7yzmhg0spcnrnka487a9jn0:87b7f97e70f0518a0ec14009e2f87ccc8ca8483733c08affd9da400dec9fca00', 1795266000000000);
INSERT INTO parvis.rate_limits VALUES ('invite:87b7f97e70f0518a0ec14009e2f87ccc8ca8483733c08affd9da400dec9fca00', 1795264200000000);
INSERT INTO parvis.rate_limits VALUES ('invite:ten_01m7yzmhg0spcnrnka487a9jn0', 1795262410000000);
INSERT INTO parvis.rate_limits VALUES ('sign-in:192.0.2.10', 1795262405000000);
INSERT INTO parvis.rate_limits VALUES ('sign-in:453d55bb2e4efeb1ccc7b1e346fde74ad45ab235a223af151f9a95505c8246c0', 1795262405000000);


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.recovery_codes VALUES ('9860a710596306273af1a6f4acd5c67c9d683bea89718e86c812f319923080b4', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('1a06de03e78566e502d59f495d0f40bf5978c76bc94f4d1c43e7d8e02ed3004d', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('9d0d7709ba71129d1be3301a9a2b663543679e0fd570461a5210729b0b73c3bc', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('a9f5168f7a2cd64b766867a6c0e0fe5433ef541782999c68da932d2232bb9b98', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('8310b755835d7cb0b9516d61e6216845b7e9bf70ff6e33bb5d9d39e245dfc4da', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('d3744b9d4d578cc42e955946ddc4b5e763ed9ad3caf213005fd9e13762c80970', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('b38cd1aa3f4eff74ddd718fb343caf477a8fcd6e953a1ee8dc7623078d381d4c', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('39c43ba9e929020f97294c3b45f1fdf9bc13ad0558a0206051454052f7940f32', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('e275f45048b4921514bc7ab3066a418e1936f11af3ceb8b70f8acb1c9ff1cf51', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);
INSERT INTO parvis.recovery_codes VALUES ('9b2c3ac81874431575b638f0c05093fe16e88d803b05ddc1c99a06f6f42121e1', 'acc_01m7yzmhg05d5nzs8bxym3qdre', 1795262400000000, NULL);


--
-- Data for Name: roles; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: sessions; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg0bk4ddvt7d7yamzw7', 'cee3f92f33774936912cc42a29cbc5cabc82adb87ba0a5cf8a0140e12d9a0aca', 'acc_01m7yzmhg0gyxsm5egy2yvt8av', '192.0.2.10', 'a browser', 1795262400000000, 1795262400000000, 1796472000000000, 'mail', NULL, NULL, 1795262400000000, NULL, NULL);
INSERT INTO parvis.sessions VALUES ('ses_01m7yzmhg03pwss9mb6pcevvgt', 'cac629a5a710e34467f0ce3ca730e83f234030cb5392a16c9efbf88694c543a7', 'acc_01m7yzmhg05d5nzs8bxym3qdre', '192.0.2.10', 'a browser', 1795262400000000, 1795262400000000, 1796472000000000, 'password', NULL, 1795262400000000, 1795262400000000, NULL, NULL);


--
-- Data for Name: sign_ups; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.sign_ups VALUES ('sgn_01m7yzmhg0gm7r6wpvdgs3nby5', 'ann@example.test', 'ann@example.test', '$argon2id$v=19$m=19456,t=2,p=1$vEzwKrbTG+ZZrhA3+SH/kg$wpHcOd8WDkwdddelo5sVPF08QJQcOMqiZTs9RNASTjs', 'Kept', 'kept', 'company', 'en', NULL, '61aafbb8011b4a0a13173a23135af5e1ff0f569730a1799ece4f569bf2421055', NULL, 0, 1795262400000000, 1795262400000000, 1795348800000000, 1795262400000000);


--
-- Data for Name: tenant_providers; Type: TABLE DATA; Schema: parvis; Owner: -
--



--
-- Data for Name: tenants; Type: TABLE DATA; Schema: parvis; Owner: -
--

INSERT INTO parvis.tenants VALUES ('ten_01m7yzmhg0spcnrnka487a9jn0', 'kept', 'Kept', 'company', 'professional', 'UTC', 'postgres:ten_01m7yzmhg0spcnrnka487a9jn0', 'ready', 1795262400000000, false, '', NULL, NULL);


--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.api_keys VALUES ('key_01m7yzmhg0efjyzs120kgnc1yd', 'reports', 'view-overview view-events', 'tenant', '', 'pvk_…nab3', 'b703ed1865c7517f82be708a00b890dc025eee6e33e6eba7bf5cf9e1c9b9ebbd', '', '', NULL, 'acc_01m7yzmhg0gyxsm5egy2yvt8av', 'ann@example.test', NULL, NULL, '', 1795262400000000, NULL);


--
-- Data for Name: audit_head; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_head VALUES (1, 8, '74da145637cf7069643ddb4c973495ec9f3b650279c009d4e14ff3206f393c6a');


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_log VALUES (1, 1795262400000000, 'job', 'job', 'tenants.prepare', 'ten_01m7yzmhg0spcnrnka487a9jn0', NULL, NULL, '', '', '', '315b2f3d3fdece7d4657ba6e71f7c7c11fb0dd4176d7992c0fb59f7607c458e6', NULL, NULL);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_log VALUES (2, 1795262400000000, 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 'page', 'domains.add', 'dom_01m7yzmhg0sdawkrczt19x3a49', NULL, '{"enabled":true,"kind":"local","name":"own.test"}', 'request-1', '192.0.2.10', '315b2f3d3fdece7d4657ba6e71f7c7c11fb0dd4176d7992c0fb59f7607c458e6', '12a67c5bcacfb5ab9f1cce09b2007387acfebb51808c3efc42c4d2d1b83561a4', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_log VALUES (3, 1795262400000000, 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 'page', 'networks.add', 'net_01m7yzmhg08qxwbsngb6t7b0pr', NULL, '{"cidr":"192.0.2.0/24","enabled":true,"label":"office"}', 'request-1', '192.0.2.10', '12a67c5bcacfb5ab9f1cce09b2007387acfebb51808c3efc42c4d2d1b83561a4', '363c80e8b40c60a3d91097ce9320102a8ad74a51c501a6685b9197bc22518ee9', NULL, '{"permission":"manage-mail-flow","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_log VALUES (4, 1795262400000000, 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 'page', 'environments.add', 'env_01m7yzmhg0psa5qk9rcgnyqye2', NULL, '{"name":"Production"}', 'request-1', '192.0.2.10', '363c80e8b40c60a3d91097ce9320102a8ad74a51c501a6685b9197bc22518ee9', '47c932402612588ac62ae02137e3cc7a779690f44c2449e6f5dc06c29a2147c8', NULL, '{"permission":"manage-environments","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_log VALUES (5, 1795262400000000, 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 'page', 'policy-agents.enrol', 'agt_01m7yzmhg0cx5x939k43r6gn5t', NULL, '{"address":"","environment":null,"key":"pva_…hfy4","name":"mx1","pinned":false,"time_zone":"UTC"}', 'request-1', '192.0.2.10', '47c932402612588ac62ae02137e3cc7a779690f44c2449e6f5dc06c29a2147c8', 'ab874757f9020dfbcc7292440a6a660e37185199286ea420df5fb0b4e5dad0b7', NULL, '{"permission":"manage-policy-agents","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","usage":{"quota":"policy-agents","limit":10,"used":0},"changer":"nobody"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_log VALUES (6, 1795262400000000, 'agent', 'agent', 'policy-agents.contact', 'agt_01m7yzmhg0cx5x939k43r6gn5t', NULL, '{"name":"mx1","version":"0.1.0"}', '', '203.0.113.5', 'ab874757f9020dfbcc7292440a6a660e37185199286ea420df5fb0b4e5dad0b7', '116937eae481f61de13a7facf709a9c590f7f5cac617c56247aba6beed5402d6', NULL, NULL);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_log VALUES (7, 1795262400000000, 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 'page', 'api-keys.create', 'key_01m7yzmhg0efjyzs120kgnc1yd', NULL, '{"expires_at":null,"key":"pvk_…nab3","name":"reports","networks":"","permissions":["view-overview","view-events"],"scope":"tenant"}', 'request-1', '192.0.2.10', '116937eae481f61de13a7facf709a9c590f7f5cac617c56247aba6beed5402d6', '67b69697a58d5a0811bba1edba7e786f310872a91a34e6b432fb913ec2db8269', NULL, '{"permission":"manage-api-keys","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.audit_log VALUES (8, 1795262400000000, 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 'page', 'share-links.create', 'shr_01m7yzmhg0cjma30kgzw9h09jz', NULL, '{"days":7,"has_password":false,"kind":"live","name":"For the board","shows":{"domain":"","from":"","host":"","measure":"","range":"24h","to":""},"view_limit":null}', 'request-1', '192.0.2.10', '67b69697a58d5a0811bba1edba7e786f310872a91a34e6b432fb913ec2db8269', '74da145637cf7069643ddb4c973495ec9f3b650279c009d4e14ff3206f393c6a', NULL, '{"permission":"manage-sharing","outcome":"allow","rule":"granted","role":{"built-in":"owner"},"scope":"tenant","changer":"nobody"}');


--
-- Data for Name: counting; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.counting VALUES (1, '');


--
-- Data for Name: days; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.days VALUES (20778, 'agt_01m7yzmhg0cx5x939k43r6gn5t', 'inbound', 'own.test', 6, 5, 5);


--
-- Data for Name: domains; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.domains VALUES ('dom_01m7yzmhg0sdawkrczt19x3a49', 'own.test', 'local', true, 1795262400000000);


--
-- Data for Name: environments; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.environments VALUES ('env_01m7yzmhg0psa5qk9rcgnyqye2', 'Production', 'production', 1795262400000000);


--
-- Data for Name: events; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.events VALUES ('evt_01m7yzmhg0r5e79j2n02gefya6', 'agt_01m7yzmhg0cx5x939k43r6gn5t', 1795262400000000, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm0', 0, '', '', '', '{"at":1795262400000000,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m0"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.events VALUES ('evt_01m7yzmhg0r5e79j2n02gefya7', 'agt_01m7yzmhg0cx5x939k43r6gn5t', 1795262400000001, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm1', 0, '', '', '', '{"at":1795262400000001,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m1"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.events VALUES ('evt_01m7yzmhg0r5e79j2n02gefya8', 'agt_01m7yzmhg0cx5x939k43r6gn5t', 1795262400000002, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm2', 0, '', '', '', '{"at":1795262400000002,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m2"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.events VALUES ('evt_01m7yzmhg0r5e79j2n02gefya9', 'agt_01m7yzmhg0cx5x939k43r6gn5t', 1795262400000003, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm3', 0, '', '', '', '{"at":1795262400000003,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m3"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.events VALUES ('evt_01m7yzmhg0r5e79j2n02gefyaa', 'agt_01m7yzmhg0cx5x939k43r6gn5t', 1795262400000004, 1795262400000000, 'RCPT', 'inbound', 'client-outside-recipient-local', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', 'b@own.test', 'own.test', 0, '', 'm4', 0, '', '', '', '{"at":1795262400000004,"protocol_state":"RCPT","client_address":"198.51.100.7","sender":"a@sender.test","recipient":"b@own.test","instance":"m4"}');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.events VALUES ('evt_01m7yzmhg0r5e79j2n02gefyab', 'agt_01m7yzmhg0cx5x939k43r6gn5t', 1795262400000009, 1795262400000000, 'END-OF-MESSAGE', 'inbound', 'same-message', 'own.test', '198.51.100.7', '', '', 'a@sender.test', 'sender.test', '', '', 1, '', 'm0', 0, '', '', '', '{"at":1795262400000009,"protocol_state":"END-OF-MESSAGE","client_address":"198.51.100.7","sender":"a@sender.test","recipient_count":"1","instance":"m0"}');


--
-- Data for Name: gaps; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--



--
-- Data for Name: idempotent_requests; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--



--
-- Data for Name: messages; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.messages VALUES ('agt_01m7yzmhg0cx5x939k43r6gn5t', 'm0', 1795262400000000, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.messages VALUES ('agt_01m7yzmhg0cx5x939k43r6gn5t', 'm1', 1795262400000001, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.messages VALUES ('agt_01m7yzmhg0cx5x939k43r6gn5t', 'm2', 1795262400000002, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.messages VALUES ('agt_01m7yzmhg0cx5x939k43r6gn5t', 'm3', 1795262400000003, 1795262400000000, 'inbound', 'own.test', 1, 1);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.messages VALUES ('agt_01m7yzmhg0cx5x939k43r6gn5t', 'm4', 1795262400000004, 1795262400000000, 'inbound', 'own.test', 1, 1);


--
-- Data for Name: migrations; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.migrations VALUES (1, 'mail flow');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.migrations VALUES (2, 'events');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.migrations VALUES (3, 'audit decisions');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.migrations VALUES (4, 'environments');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.migrations VALUES (5, 'api keys');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.migrations VALUES (6, 'share links');
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.migrations VALUES (7, 'share link keys');


--
-- Data for Name: networks; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.networks VALUES ('net_01m7yzmhg08qxwbsngb6t7b0pr', '192.0.2.0/24', 'office', true, 1795262400000000);


--
-- Data for Name: policy_agents; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents VALUES ('agt_01m7yzmhg0cx5x939k43r6gn5t', 'mx1', 'UTC', '', false, 'pva_…hfy4', '91716faaf95f390e9c7778ec3f3f9ebaa62ec2321f5f3ce1678ab7665f6b0a0d', 'active', '0.1.0', '203.0.113.5', 1795262400000000, NULL, 0, 0, 1795262400000000, 1795262400000000, NULL);


--
-- Data for Name: quarters; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.quarters VALUES (1795262400000000, 'agt_01m7yzmhg0cx5x939k43r6gn5t', 'inbound', 'own.test', 6, 5, 5);


--
-- Data for Name: rejected_records; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--



--
-- Data for Name: share_link_opens; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--



--
-- Data for Name: share_links; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.share_links VALUES ('shr_01m7yzmhg0cjma30kgzw9h09jz', 'For the board', 'live', '{"range":"24h","from":"","to":"","host":"","domain":"","measure":""}', NULL, '4347426f684957219e65525e9a7eba07c0f41786761cf0ba3a50fdda72871dba', NULL, NULL, 0, 0, 'acc_01m7yzmhg0gyxsm5egy2yvt8av', 'tenant', 'acc_01m7yzmhg0gyxsm5egy2yvt8av <ann@example.test>', 1795262400000000, 1795867200000000, NULL, NULL);


--
-- Data for Name: spools; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.spools VALUES ('agt_01m7yzmhg0cx5x939k43r6gn5t', 'spool-1', 6, 0);


--
-- Data for Name: top_days; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.top_days VALUES ('sender-domain', 20778, 'agt_01m7yzmhg0cx5x939k43r6gn5t', 'own.test', 'sender.test', 5);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.top_days VALUES ('recipient-domain', 20778, 'agt_01m7yzmhg0cx5x939k43r6gn5t', 'own.test', 'own.test', 5);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.top_days VALUES ('client-address', 20778, 'agt_01m7yzmhg0cx5x939k43r6gn5t', 'own.test', '198.51.100.7', 5);


--
-- Data for Name: top_hours; Type: TABLE DATA; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.top_hours VALUES ('sender-domain', 1795262400000000, 'agt_01m7yzmhg0cx5x939k43r6gn5t', 'own.test', 'sender.test', 5);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.top_hours VALUES ('recipient-domain', 1795262400000000, 'agt_01m7yzmhg0cx5x939k43r6gn5t', 'own.test', 'own.test', 5);
INSERT INTO ten_01m7yzmhg0spcnrnka487a9jn0.top_hours VALUES ('client-address', 1795262400000000, 'agt_01m7yzmhg0cx5x939k43r6gn5t', 'own.test', '198.51.100.7', 5);


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
-- Name: audit_head audit_head_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (id);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (number);


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
-- Name: jobs jobs_pkey; Type: CONSTRAINT; Schema: parvis; Owner: -
--

ALTER TABLE ONLY parvis.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);


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
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: audit_head audit_head_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (id);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (number);


--
-- Name: counting counting_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.counting
    ADD CONSTRAINT counting_pkey PRIMARY KEY (id);


--
-- Name: days days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.days
    ADD CONSTRAINT days_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: domains domains_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.domains
    ADD CONSTRAINT domains_name_key UNIQUE (name);


--
-- Name: domains domains_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.domains
    ADD CONSTRAINT domains_pkey PRIMARY KEY (id);


--
-- Name: environments environments_name_key_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.environments
    ADD CONSTRAINT environments_name_key_key UNIQUE (name_key);


--
-- Name: environments environments_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.environments
    ADD CONSTRAINT environments_pkey PRIMARY KEY (id);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);


--
-- Name: gaps gaps_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.gaps
    ADD CONSTRAINT gaps_pkey PRIMARY KEY (agent_id, cause, from_at);


--
-- Name: idempotent_requests idempotent_requests_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.idempotent_requests
    ADD CONSTRAINT idempotent_requests_pkey PRIMARY KEY (key_id, name);


--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (agent_id, instance);


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


--
-- Name: networks networks_cidr_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.networks
    ADD CONSTRAINT networks_cidr_key UNIQUE (cidr);


--
-- Name: networks networks_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.networks
    ADD CONSTRAINT networks_pkey PRIMARY KEY (id);


--
-- Name: policy_agents policy_agents_name_key; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents
    ADD CONSTRAINT policy_agents_name_key UNIQUE (name);


--
-- Name: policy_agents policy_agents_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents
    ADD CONSTRAINT policy_agents_pkey PRIMARY KEY (id);


--
-- Name: quarters quarters_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.quarters
    ADD CONSTRAINT quarters_pkey PRIMARY KEY (bucket, agent_id, direction, domain);


--
-- Name: rejected_records rejected_records_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.rejected_records
    ADD CONSTRAINT rejected_records_pkey PRIMARY KEY (agent_id, spool, seq);


--
-- Name: share_link_opens share_link_opens_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.share_link_opens
    ADD CONSTRAINT share_link_opens_pkey PRIMARY KEY (link_id, number);


--
-- Name: share_links share_links_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.share_links
    ADD CONSTRAINT share_links_pkey PRIMARY KEY (id);


--
-- Name: spools spools_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.spools
    ADD CONSTRAINT spools_pkey PRIMARY KEY (agent_id, spool);


--
-- Name: top_days top_days_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.top_days
    ADD CONSTRAINT top_days_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: top_hours top_hours_pkey; Type: CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.top_hours
    ADD CONSTRAINT top_hours_pkey PRIMARY KEY (kind, bucket, agent_id, domain, name);


--
-- Name: arrivals_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX arrivals_expires_at ON parvis.arrivals USING btree (expires_at);


--
-- Name: audit_log_request_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX audit_log_request_id ON parvis.audit_log USING btree (request_id);


--
-- Name: audit_log_tenant_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX audit_log_tenant_id ON parvis.audit_log USING btree (tenant_id, number);


--
-- Name: authenticators_account_id; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX authenticators_account_id ON parvis.authenticators USING btree (account_id);


--
-- Name: bindings_ends_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX bindings_ends_at ON parvis.bindings USING btree (ends_at);


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
-- Name: jobs_run_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX jobs_run_at ON parvis.jobs USING btree (run_at);


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
-- Name: sign_ups_expires_at; Type: INDEX; Schema: parvis; Owner: -
--

CREATE INDEX sign_ups_expires_at ON parvis.sign_ups USING btree (expires_at);


--
-- Name: audit_log_request_id; Type: INDEX; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE INDEX audit_log_request_id ON ten_01m7yzmhg0spcnrnka487a9jn0.audit_log USING btree (request_id);


--
-- Name: events_at; Type: INDEX; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE INDEX events_at ON ten_01m7yzmhg0spcnrnka487a9jn0.events USING btree (at, id);


--
-- Name: events_received_at; Type: INDEX; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE INDEX events_received_at ON ten_01m7yzmhg0spcnrnka487a9jn0.events USING btree (received_at);


--
-- Name: gaps_to_at; Type: INDEX; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE INDEX gaps_to_at ON ten_01m7yzmhg0spcnrnka487a9jn0.gaps USING btree (to_at);


--
-- Name: idempotent_requests_begun_at; Type: INDEX; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE INDEX idempotent_requests_begun_at ON ten_01m7yzmhg0spcnrnka487a9jn0.idempotent_requests USING btree (begun_at);


--
-- Name: messages_seen_at; Type: INDEX; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE INDEX messages_seen_at ON ten_01m7yzmhg0spcnrnka487a9jn0.messages USING btree (seen_at);


--
-- Name: policy_agents_environment_id; Type: INDEX; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

CREATE INDEX policy_agents_environment_id ON ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents USING btree (environment_id);


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
-- Name: days days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.days
    ADD CONSTRAINT days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- Name: events events_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.events
    ADD CONSTRAINT events_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- Name: gaps gaps_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.gaps
    ADD CONSTRAINT gaps_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- Name: idempotent_requests idempotent_requests_key_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.idempotent_requests
    ADD CONSTRAINT idempotent_requests_key_id_fkey FOREIGN KEY (key_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.api_keys(id);


--
-- Name: messages messages_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.messages
    ADD CONSTRAINT messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- Name: policy_agents policy_agents_environment_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents
    ADD CONSTRAINT policy_agents_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.environments(id);


--
-- Name: quarters quarters_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.quarters
    ADD CONSTRAINT quarters_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- Name: rejected_records rejected_records_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.rejected_records
    ADD CONSTRAINT rejected_records_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- Name: share_link_opens share_link_opens_link_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.share_link_opens
    ADD CONSTRAINT share_link_opens_link_id_fkey FOREIGN KEY (link_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.share_links(id) ON DELETE CASCADE;


--
-- Name: spools spools_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.spools
    ADD CONSTRAINT spools_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- Name: top_days top_days_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.top_days
    ADD CONSTRAINT top_days_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- Name: top_hours top_hours_agent_id_fkey; Type: FK CONSTRAINT; Schema: ten_01m7yzmhg0spcnrnka487a9jn0; Owner: -
--

ALTER TABLE ONLY ten_01m7yzmhg0spcnrnka487a9jn0.top_hours
    ADD CONSTRAINT top_hours_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES ten_01m7yzmhg0spcnrnka487a9jn0.policy_agents(id);


--
-- PostgreSQL database dump complete
--


