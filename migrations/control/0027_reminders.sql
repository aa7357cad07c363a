-- What was written about an invoice that is not paid: each step once.
create table invoice_reminders (
    invoice_id text not null references invoices (id),
    -- Before it falls due, then as it stays unpaid.
    step text not null check (step in ('before', 'first', 'second', 'last')),
    sent_to text not null,
    sent_at bigint not null,
    primary key (invoice_id, step)
);

-- What is still owed, by when it falls due.
create index invoices_due_at on invoices (due_at, id) where kind = 'invoice' and paid + credited < gross;
