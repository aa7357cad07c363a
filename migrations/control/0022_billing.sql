-- What tenants are billed for and the documents that were issued. No row of it refers to its tenant, because all of it
-- outlives one.

create table subscriptions (
    tenant_id text primary key,
    -- How often it comes round: every month or every year.
    every text not null check (every in ('month', 'year')),
    -- The local day on which periods begin, as a day number.
    anchor_day bigint not null,
    -- When it is looked at next for something to be invoiced.
    due_at bigint not null,
    created_at bigint not null
);
create index subscriptions_due_at on subscriptions (due_at, tenant_id);

-- The periods it had, in the zone that the tenant was in at the time: they follow each other without a gap.
create table billing_periods (
    tenant_id text not null,
    starts_at bigint not null,
    ends_at bigint not null,
    primary key (tenant_id, starts_at)
);

-- What a tenant has that costs something, from when it was opened to when it was closed.
create table billing_items (
    id text primary key,
    tenant_id text not null,
    -- What kind of thing it is, and which.
    kind text not null check (kind in ('plan')),
    source text not null,
    title_en text not null,
    title_fr text not null,
    -- In minor units, for a whole period.
    price bigint not null,
    currency text not null,
    opened_at bigint not null,
    closed_at bigint,
    -- Up to when it is on an invoice.
    charged_until bigint
);
create index billing_items_tenant_id on billing_items (tenant_id, opened_at);

-- Whom to write to, and for billing what stands on invoices.
create table billing_contacts (
    tenant_id text not null,
    kind text not null check (kind in ('owner', 'billing', 'technical', 'emergency')),
    name text not null,
    email text not null,
    phone text not null,
    language text not null,
    is_business boolean not null,
    street text not null,
    postcode text not null,
    city text not null,
    country text not null,
    siren text not null,
    vat_number text not null,
    changed_at bigint not null,
    primary key (tenant_id, kind)
);

-- The last number given in each series and year; a number is given with the document that bears it.
create table invoice_numbers (
    series text not null,
    year bigint not null,
    last bigint not null,
    primary key (series, year)
);

create table invoices (
    id text primary key,
    tenant_id text not null,
    kind text not null check (kind in ('invoice', 'credit-note', 'proforma')),
    -- Empty for a proforma.
    number text not null,
    issued_at bigint not null,
    due_at bigint not null,
    currency text not null,
    net bigint not null,
    tax bigint not null,
    gross bigint not null,
    -- What was paid of it so far, and what credit notes took back.
    paid bigint not null,
    credited bigint not null,
    -- The invoice that a credit note takes back.
    corrects text,
    -- The document as it was frozen, as JSON, and its XML; empty where it has none.
    document text not null,
    xml text not null,
    -- Its PDF, once it was made, and what both are known by.
    pdf bytea,
    pdf_sha256 text not null,
    xml_sha256 text not null,
    -- Until then nobody deletes it.
    kept_until bigint not null,
    mailed_at bigint
);
create unique index invoices_number on invoices (number) where number <> '';
create index invoices_tenant_id on invoices (tenant_id, issued_at, id);

create table invoice_payments (
    id text primary key,
    invoice_id text not null references invoices (id),
    amount bigint not null,
    -- The day on which it arrived, as a day number.
    day bigint not null,
    -- What the bank said about it.
    reference text not null,
    noted_by text not null,
    noted_at bigint not null
);
create index invoice_payments_invoice_id on invoice_payments (invoice_id, noted_at);
