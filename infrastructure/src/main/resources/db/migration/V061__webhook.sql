-- Who is told of events by HTTP, how far, and the secret that signs, encrypted with a key that is not in this database.
create table webhook (
    id text collate "C" primary key,
    url text not null,
    events text not null,
    resource_id text,
    position bigint not null,
    attempts int not null default 0,
    last_error text,
    key_id text not null,
    nonce bytea not null,
    ciphertext bytea not null,
    created_at timestamptz not null
);

-- What was tried too often, as it would have been sent.
create table webhook_dead_letter (
    webhook_id text collate "C" not null references webhook on delete cascade,
    number bigint generated always as identity,
    event_id text not null,
    event text not null,
    body text not null,
    attempts int not null,
    error text not null,
    failed_at timestamptz not null,
    primary key (webhook_id, number)
);

-- Which webhooks have something to deliver, and when next; the shape is db-scheduler's.
create table webhook_queue (like work_queue including all);
