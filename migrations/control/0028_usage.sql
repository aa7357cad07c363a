-- What each tenant used from day to day, and whom it tells. The days outlive the tenant, because bills refer to them.

create table usage_days (
    tenant_id text not null,
    -- The feature that bounds it.
    meter text not null,
    -- A day of the tenant's zone, as a day number.
    day bigint not null,
    used bigint not null,
    held bigint not null,
    lost bigint not null,
    -- The limit on that day; null: there was none.
    quota bigint,
    primary key (tenant_id, meter, day)
);

-- At which steps of which windows people were told, so that nobody is told twice.
create table usage_alerts (
    tenant_id text not null references tenants (id) on delete cascade,
    meter text not null,
    starts_at bigint not null,
    step bigint not null,
    told_at bigint not null,
    primary key (tenant_id, meter, starts_at, step)
);

-- Which members are told of it, as JSON; where a tenant has no row, its owners are.
create table usage_watchers (
    tenant_id text primary key references tenants (id) on delete cascade,
    accounts text not null,
    changed_at bigint not null
);
