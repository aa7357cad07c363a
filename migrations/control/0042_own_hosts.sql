-- The host name under which a space's people open it, where its plan gives one and its domain is proved; empty: none.
alter table tenants add column brand_host text not null default '';
create unique index tenants_by_brand_host on tenants (brand_host) where brand_host <> '';

-- Whether it began at the host of the one tenant that it opens: then it opens that tenant alone for ever.
alter table sessions add column began_at_host boolean not null default false;
