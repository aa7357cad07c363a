-- The host name under which a space's people open it, where its plan gives one and its domain is proved; empty: none.
alter table tenants add column brand_host text not null default '';
create unique index tenants_by_brand_host on tenants (brand_host) where brand_host <> '';
