-- The audit log gets a column for everything that was text; what they mean stands in control/0016.

alter table audit_log add column chain text not null default '';
alter table audit_log add column version bigint not null default 1;
alter table audit_log add column key_id text not null default '';
alter table audit_log add column actor_kind text not null default '';
alter table audit_log add column actor_id text not null default '';
alter table audit_log add column actor_label text not null default '';
alter table audit_log add column behalf_kind text not null default '';
alter table audit_log add column behalf_id text not null default '';
alter table audit_log add column behalf_label text not null default '';
alter table audit_log add column outcome text not null default 'allowed';
alter table audit_log add column target_kind text not null default '';
alter table audit_log add column target_label text not null default '';
update audit_log set outcome = 'refused' where action like '%.refuse';

create index audit_log_at on audit_log (at, number);
create index audit_log_action on audit_log (action, at, number);
create index audit_log_outcome on audit_log (outcome, at, number);
create index audit_log_actor on audit_log (actor_id, at, number);

create table audit_heads (
    chain text primary key,
    base bigint not null,
    number bigint not null,
    hash text not null,
    key_id text not null default '',
    seal text not null default ''
);
insert into audit_heads (chain, base, number, hash) select '', 0, number, hash from audit_head;
drop table audit_head;

-- Who made a share link, and for whom: what was one text is read once into columns.
alter table share_links add column maker_kind text not null default '';
alter table share_links add column maker_id text not null default '';
alter table share_links add column maker_label text not null default '';
alter table share_links add column behalf_label text not null default '';
