-- A payment page that a provider made for an invoice.
create table checkouts (
    -- The provider's own name for it.
    id text primary key,
    invoice_id text not null references invoices (id),
    amount bigint not null,
    url text not null,
    created_at bigint not null,
    ends_at bigint not null
);
create index checkouts_invoice_id on checkouts (invoice_id, created_at);

-- What a payment is called where it was made; empty for what an operator noted.
alter table invoice_payments add column provider_id text not null default '';
create unique index invoice_payments_provider_id on invoice_payments (provider_id) where provider_id <> '';
