-- In which minutes the parts of the installation were there: a bit for each minute of an hour.

create table availability_hours (
    part text not null check (part in ('console', 'ingest')),
    -- Hours since 1970, UTC.
    hour bigint not null,
    minutes bigint not null,
    primary key (part, hour)
);
