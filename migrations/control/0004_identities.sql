-- Signing in through identity providers: who is known there, sign-ins on their way, and the providers
-- and e-mail domains of tenants.

-- Who a person is at a provider. `provider_id` is the operator's word for it or a tenant's provider; the
-- issuer is kept too, so that another provider put under the same word knows nobody.
create table identities (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    provider_id text not null,
    issuer text not null,
    subject text not null,
    -- The address the provider told last; empty: none.
    email text not null,
    created_at bigint not null,
    used_at bigint not null,
    unique (provider_id, issuer, subject)
);
create index identities_account_id on identities (account_id);

-- One way to a provider and back, bound to the browser by the hashed secret of its cookie. Used once.
create table provider_flows (
    secret_hash text primary key,
    provider_id text not null,
    -- What it is for: `sign-in`, `link`, `confirm`.
    purpose text not null check (purpose in ('sign-in', 'link', 'confirm')),
    -- Who asked for it, when somebody was signed in.
    account_id text references accounts (id) on delete cascade,
    state_hash text not null,
    nonce text not null,
    verifier text not null,
    next text not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index provider_flows_expires_at on provider_flows (expires_at);

-- Somebody who came back from a provider and has no account here yet, or has not linked it.
create table arrivals (
    secret_hash text primary key,
    provider_id text not null,
    issuer text not null,
    subject text not null,
    email text not null,
    email_verified boolean not null,
    next text not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index arrivals_expires_at on arrivals (expires_at);

-- A tenant's own provider.
create table tenant_providers (
    id text primary key,
    tenant_id text not null unique references tenants (id) on delete cascade,
    title text not null,
    issuer text not null,
    client_id text not null,
    -- Sealed with the installation's key.
    client_secret text not null,
    -- Whether members with an address in a verified domain must come through it.
    is_required boolean not null default false,
    created_at bigint not null
);

-- An e-mail domain a tenant says is its own, proved by a TXT record.
create table email_domains (
    tenant_id text not null references tenants (id) on delete cascade,
    name text not null,
    challenge text not null,
    created_at bigint not null,
    verified_at bigint,
    primary key (tenant_id, name)
);
create unique index email_domains_verified on email_domains (name) where verified_at is not null;
