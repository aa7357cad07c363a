-- Why a write was allowed, as JSON. `tenant_id` stays empty: everything here concerns this tenant.
alter table audit_log add column tenant_id text;
alter table audit_log add column decision text;
create index audit_log_request_id on audit_log (request_id);
