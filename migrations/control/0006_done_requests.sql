-- Requests under an `Idempotency-Key` whose work is in this database: that each was done, set in the transaction
-- of the work. Its name, hash and answer are in the tenant's own database.
create table done_requests (
    key_id text not null,
    name text not null,
    -- When the tenant's database says that it began.
    begun_at bigint not null,
    primary key (key_id, name)
);
create index done_requests_begun_at on done_requests (begun_at);
