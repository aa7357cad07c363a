-- What somebody looks for again and again, for themselves or for everybody in the space.

create table saved_views (
    id text primary key,
    name text not null,
    -- As it stands in an address behind the question mark.
    query text not null,
    -- Whose it is.
    account_id text not null,
    is_shared boolean not null default false,
    created_at bigint not null
);
create index saved_views_account_id on saved_views (account_id);

-- Messages whose only recipient stands in no row of its own.
create index messages_recipient_domain on messages (recipient_domain, at, id) where recipient_requests = 0;
