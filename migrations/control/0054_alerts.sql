-- Where a tenant's alerts are sent, and when its emergency address was asked and confirmed last.

create table alert_receivers (
    tenant_id text primary key references tenants (id),
    -- Address and secret, encrypted.
    sealed text not null,
    -- All of the address that is shown.
    host text not null,
    changed_at bigint not null
);

-- When whoever reads mail at an address said so last, and when they were asked to say it again.
alter table billing_contacts add column checked_at bigint;
alter table billing_contacts add column asked_at bigint;
update billing_contacts set checked_at = confirmed_at;
