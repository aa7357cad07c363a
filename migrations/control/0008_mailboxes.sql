-- One mailbox, one account; whose browser began a sign-up; and what became of each mailed link.

-- Why an account has no address that can be used: `unread` until this version has read it, `invalid`, or
-- `taken` where another account has the same mailbox. Null: it has one.
alter table accounts add column address_problem text check (address_problem in ('unread', 'invalid', 'taken'));
update accounts set address_problem = 'unread';
-- The address in the one form that all its spellings share. `email_key` is how it was compared before.
alter table accounts add column address_key text
    check (address_problem is not null or (address_key is not null and address_key like '_%@_%._%'));
create unique index accounts_address_key on accounts (address_key);

-- The hashed secret of the cookie of the browser that began it, and how that browser was known.
alter table sign_ups add column browser_hash text;
alter table sign_ups add column address text not null default '';
alter table sign_ups add column user_agent text not null default '';
-- Who arrived from a provider in that browser, and is linked by the confirmation.
alter table sign_ups add column arrival_hash text;
-- Set when somebody began a newer sign-up for the same mailbox.
alter table sign_ups add column replaced_at bigint;
create index sign_ups_email_key on sign_ups (email_key);

-- Every link that was mailed, for so long that whoever opens it late is told what became of it.
create table mailed_links (
    token_hash text primary key,
    kind text not null check (kind in ('sign-up', 'password-reset')),
    -- The sign-up or the account it is for.
    target text not null,
    -- `older`: another mail for the same was sent. `replaced`: somebody began anew.
    state text not null check (state in ('open', 'used', 'older', 'replaced')),
    made_at bigint not null,
    expires_at bigint not null
);
create index mailed_links_target on mailed_links (target);
create index mailed_links_expires_at on mailed_links (expires_at);
