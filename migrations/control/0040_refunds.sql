-- What was paid back of an invoice. What is on its way is not in it.
alter table invoices add column refunded bigint not null default 0;

-- What of a payment was paid back, or is to be.
create table refunds (
    id text primary key,
    invoice_id text not null references invoices (id),
    payment_id text not null references invoice_payments (id),
    amount bigint not null,
    -- Why, as whoever asked for it says.
    reason text not null,
    -- Whether it goes back the way the payment came; or else an operator paid it back and says so.
    is_by_provider boolean not null,
    state text not null check (state in ('asked', 'pending', 'done', 'failed')),
    -- What it is called at the provider; empty until it is known there.
    provider_id text not null,
    -- Why it failed, as the provider says.
    problem text not null,
    asked_by text not null,
    asked_at bigint not null,
    changed_at bigint not null
);
create index refunds_invoice_id on refunds (invoice_id, asked_at);
create unique index refunds_provider_id on refunds (provider_id) where provider_id <> '';
