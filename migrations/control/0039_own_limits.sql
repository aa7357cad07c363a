-- What a member may use at most themselves, less than the plan gives to all: {"actions":100}.
alter table memberships add column own_limits text not null default '{}';
