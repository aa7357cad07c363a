-- Who manages a tenant is looked up for every request, whatever the number of its members.
create index bindings_role on bindings (tenant_id, scope, role);
