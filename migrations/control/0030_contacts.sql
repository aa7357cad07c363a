-- Since when it is known that whoever reads mail at a contact's address wants it, and the link that asks them.
alter table billing_contacts add column confirmed_at bigint;
alter table billing_contacts add column token_hash text not null default '';
alter table billing_contacts add column token_ends_at bigint not null default 0;

-- Contacts from before are written to as before.
update billing_contacts set confirmed_at = changed_at;

create index billing_contacts_token_hash on billing_contacts (token_hash) where token_hash <> '';
