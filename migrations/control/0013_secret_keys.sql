-- The keys that stored secrets are encrypted with: a server that lacks one of them does not start.

create table secret_keys (
    -- The beginning of the key's hash, as sealed secrets name it. The empty one is nobody's: it is the lock of
    -- all of them.
    id text primary key,
    -- A known word under this key, so that the right name with another key is found out.
    sealed text not null,
    created_at bigint not null
);
insert into secret_keys (id, sealed, created_at) values ('', '', 0);
