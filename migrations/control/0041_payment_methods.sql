-- The card that a tenant's invoices may be paid with. It is kept at the provider; here is what people know it by.
create table payment_methods (
    tenant_id text primary key,
    -- What its owner and it are called at the provider.
    customer_id text not null,
    method_id text not null,
    brand text not null,
    last_four text not null,
    expires_month bigint not null,
    expires_year bigint not null,
    -- Whether invoices are paid with it when they are issued.
    is_automatic boolean not null,
    saved_by text not null,
    saved_at bigint not null
);

-- A page at the provider on which a card is saved.
create table payment_setups (
    -- The provider's own name for it.
    id text primary key,
    tenant_id text not null,
    url text not null,
    begun_by text not null,
    created_at bigint not null,
    ends_at bigint not null,
    -- When a card was saved on it, or on a later one.
    closed_at bigint
);
create index payment_setups_tenant_id on payment_setups (tenant_id, created_at);

-- An invoice that is paid with the saved card: with which one, and how much.
create table collections (
    invoice_id text primary key references invoices (id),
    customer_id text not null,
    method_id text not null,
    brand text not null,
    last_four text not null,
    amount bigint not null,
    state text not null check (state in ('asked', 'done', 'failed', 'dropped')),
    -- Why it failed, in the provider's word.
    problem text not null,
    asked_at bigint not null,
    changed_at bigint not null
);
