-- How often the plan that was chosen is billed, as the tenant begins with it.
alter table sign_ups add column every text not null default 'month' check (every in ('month', 'year'));
