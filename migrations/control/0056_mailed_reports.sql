-- Reports of mail flow that members have mailed to themselves.

create table mailed_reports (
    tenant_id text not null,
    account_id text not null,
    rhythm text not null check (rhythm in ('weekly', 'monthly')),
    -- The reader's: their weeks and months begin by it.
    time_zone text not null,
    chosen_at bigint not null,
    -- When the next one is put.
    next_at bigint not null,
    primary key (tenant_id, account_id, rhythm),
    -- Whoever leaves gets nothing more, and chooses anew should they come back.
    foreign key (tenant_id, account_id) references memberships (tenant_id, account_id) on delete cascade
);
create index mailed_reports_next_at on mailed_reports (next_at);

-- By which each mail can be stopped: without a reference, so that whoever left is told that nothing more comes.
create table mailed_report_links (
    tenant_id text not null,
    account_id text not null,
    rhythm text not null,
    -- The first day of the report's period, since 1970.
    period bigint not null,
    token_hash text not null unique,
    expires_at bigint not null,
    primary key (tenant_id, account_id, rhythm, period)
);
create index mailed_report_links_expires_at on mailed_report_links (expires_at);
