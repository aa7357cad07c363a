-- Whether a tenant is billed elsewhere, such as by contract: it gets exports of what it used instead of invoices.
alter table tenants add column is_billed_elsewhere boolean not null default false;
