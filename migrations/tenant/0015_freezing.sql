-- What stays at work where the plan has room for fewer: the heaviest first, then the oldest.
-- 0: by its age; 1: chosen by an admin; 2: it was there before plans froze anything, and no limit freezes it until the
-- plan changes.
alter table domains add column weight bigint not null default 0;
alter table networks add column weight bigint not null default 0;
alter table policy_agents add column weight bigint not null default 0;
update domains set weight = 2;
update networks set weight = 2;
update policy_agents set weight = 2;
