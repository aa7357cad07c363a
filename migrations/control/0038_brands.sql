-- What a space is called and looks like for its people, where its plan gives it a name of its own. It stands in the row
-- that every page and every mail of the space reads anyway; empty: none.
alter table tenants add column brand_name text not null default '';
-- Under which key the logo is kept, and so the address it is served under.
alter table tenants add column brand_logo text not null default '';
-- The address that its mails are to come from.
alter table tenants add column brand_sender text not null default '';

create table logos (
    tenant_id text primary key references tenants (id),
    -- A hash of the tenant's id and the bytes: it changes with the picture, and nobody guesses it.
    key text not null unique,
    kind text not null check (kind in ('image/png', 'image/jpeg', 'image/webp')),
    bytes bytea not null
);
