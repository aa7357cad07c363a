-- Links that show one dashboard to whoever has them, until they end.

create table share_links (
    id text primary key,
    name text not null,
    kind text not null check (kind in ('snapshot', 'live')),
    -- JSON of the overview's range and filters.
    query text not null,
    -- JSON of the overview as it was when the link was made; only of a snapshot.
    snapshot text,
    secret_hash text not null,
    password_hash text,
    view_limit bigint,
    -- How often the dashboard was shown, and how often the link was tried at all.
    views bigint not null default 0,
    opens bigint not null default 0,
    -- Whose right to look it uses: the maker's account, and the part an API key was limited to.
    account_id text not null,
    scope text not null,
    -- Copied, so that it survives the account's deletion.
    created_by text not null,
    created_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint
);

-- The last tries of each link.
create table share_link_opens (
    link_id text not null references share_links (id) on delete cascade,
    number bigint not null,
    at bigint not null,
    address text not null,
    outcome text not null,
    primary key (link_id, number)
);
