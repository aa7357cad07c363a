-- Lines of a log count for themselves, and messages and lines have days of their own. The plans that were there from the
-- start give of lines ten times their records, and keep messages and lines as long as events, as every older version does
-- that says nothing of them; what a tenant has instead holds for them, too.

insert into features (key, kind, name_en, name_fr, unit, span, position) values
    ('agent-log-lines', 'configuration', 'Log lines of each policy agent', 'Lignes de journal par agent', 'line', 'always', 23),
    ('message-days', 'configuration', 'Messages are kept', 'Conservation des messages', 'day', 'always', 24),
    ('log-days', 'configuration', 'Log lines are kept', 'Conservation des lignes de journal', 'day', 'always', 25);

update plan_versions set entitlements = replace(entitlements, '"on-premise":',
        '"agent-log-lines":2500000,"message-days":7,"log-days":7,"on-premise":')
    where number = 1 and plan in ('starter', 'free');
update plan_versions set entitlements = replace(entitlements, '"on-premise":',
        '"agent-log-lines":5000000,"message-days":30,"log-days":30,"on-premise":')
    where number = 1 and plan in ('solo');
update plan_versions set entitlements = replace(entitlements, '"on-premise":',
        '"agent-log-lines":25000000,"message-days":90,"log-days":90,"on-premise":')
    where number = 1 and plan in ('professional', 'pro');
update plan_versions set entitlements = replace(entitlements, '"on-premise":',
        '"agent-log-lines":250000000,"message-days":400,"log-days":400,"on-premise":')
    where number = 1 and plan in ('enterprise', 'freelance-enterprise');

insert into overrides (id, tenant_id, feature, value, origin, reason, set_by, set_at, ends_at)
    select substr(id, 1, 29) || case when substr(id, 30, 1) = 'm' then 'k' else 'm' end, tenant_id,
        'message-days', value, origin, reason, set_by, set_at, ends_at
    from overrides where feature = 'retention-days' and ended_at is null;
insert into overrides (id, tenant_id, feature, value, origin, reason, set_by, set_at, ends_at)
    select substr(id, 1, 29) || case when substr(id, 30, 1) = 'n' then 'k' else 'n' end, tenant_id,
        'log-days', value, origin, reason, set_by, set_at, ends_at
    from overrides where feature = 'retention-days' and ended_at is null;
insert into overrides (id, tenant_id, feature, value, origin, reason, set_by, set_at, ends_at)
    select substr(id, 1, 29) || case when substr(id, 30, 1) = 'p' then 'k' else 'p' end, tenant_id,
        'agent-log-lines',
        case when cast(value as bigint) > 100000000 then '1000000000'
            else cast(cast(value as bigint) * 10 as text) end, origin, reason, set_by, set_at, ends_at
    from overrides where feature = 'agent-records' and ended_at is null;
