-- A space that is closed is read and exported, and nothing in it changes.

-- When it was closed; null: it is open.
alter table tenants add column closed_at bigint;
