-- Which servers are at work on this data, so that those of different versions refuse each other.

create table servers (
    id text primary key,
    version text not null,
    started_at bigint not null,
    -- When it last said that it is there.
    seen_at bigint not null
);
