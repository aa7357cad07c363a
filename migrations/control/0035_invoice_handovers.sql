-- What became of an invoice that was handed to an approved platform.
create table invoice_handovers (
    invoice_id text primary key references invoices (id),
    state text not null check (state in ('waiting', 'submitted', 'accepted', 'refused')),
    -- What the platform calls it; empty until it took it.
    flow_id text not null,
    -- Why it was refused, as the platform says.
    reason text not null,
    changed_at bigint not null
);
create index invoice_handovers_state on invoice_handovers (state, invoice_id);
