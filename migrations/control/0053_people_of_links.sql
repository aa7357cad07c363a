-- Who was let into a program stays known until they are taken out there, their account deleted or not; and until when
-- that was looked at.

drop index link_people_account_id;
alter table link_people rename to link_people_before;

create table link_people (
    tenant_id text not null references tenants (id) on delete cascade,
    target text not null check (target in ('grafana', 'kibana')),
    -- No reference: the account may be gone before its user there is.
    account_id text not null,
    standing text not null check (standing in ('viewer', 'editor')),
    -- In which part of the program; another is entered anew.
    place text not null,
    -- When it was last seen to that they are there.
    known_at bigint not null,
    primary key (tenant_id, target, account_id)
);
insert into link_people (tenant_id, target, account_id, standing, place, known_at)
    select tenant_id, target, account_id, standing, place, 0 from link_people_before;
drop table link_people_before;
create index link_people_account_id on link_people (account_id);
