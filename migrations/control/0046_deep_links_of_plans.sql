-- Which programs open on a tenant's data is a row of the catalogue; the plans that were there from the start give it.

insert into features (key, kind, name_en, name_fr, unit, span, position) values
    ('deep-links', 'configuration', 'Deep links', 'Liens profonds', '', 'always', 22);

update plan_versions set entitlements = replace(entitlements, '"on-premise":', '"deep-links":["grafana"],"on-premise":')
    where number = 1 and plan in ('starter', 'solo');
update plan_versions
    set entitlements = replace(entitlements, '"on-premise":', '"deep-links":["grafana","kibana","links"],"on-premise":')
    where number = 1 and plan in ('professional', 'enterprise', 'pro', 'freelance-enterprise');
update plan_versions set entitlements = replace(entitlements, '"on-premise":', '"deep-links":[],"on-premise":')
    where number = 1 and plan = 'free';
