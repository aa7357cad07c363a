-- In which order members stay at work where a plan has room for fewer, so that no request has to count them.

-- The first is 0; null: takes no member's seat, or was not reckoned.
alter table memberships add column place bigint;
-- Until when the places hold: then somebody's role ends. Null: nobody is frozen, since the plan never changed.
alter table tenants add column ranked_until bigint;
create index tenants_ranked_until on tenants (ranked_until);

-- Not reckoned yet.
update tenants set ranked_until = 0
    where id in (select tenant_id from subscriptions where revision > 0);
