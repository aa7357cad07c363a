-- A downgrade deletes nothing: events of before it stay as long as the larger plan keeps them.

-- Events of before this instant are frozen; null: none are.
alter table tenants add column frozen_before bigint;
-- For how many days they are kept from then on.
alter table tenants add column frozen_days bigint;
