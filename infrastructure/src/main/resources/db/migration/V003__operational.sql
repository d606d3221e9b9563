-- What attempts printed while they were carried out.
create table attempt_log (
    deployment_id text collate "C" not null,
    seq int not null,
    at timestamptz not null,
    phase text not null,
    stream text not null,
    line text not null,
    primary key (deployment_id, seq)
);

-- When each host was last looked at as a whole.
create table host_observation (
    server_id text collate "C" primary key,
    at timestamptz not null,
    reachable boolean not null
);

-- The answers given to accepted requests.
create table idempotency_receipt (
    key text collate "C" primary key,
    request text not null,
    answer text not null,
    stored_at timestamptz not null
);

-- Secret values, encrypted with a key that is not in this database.
create table environment_secret (
    environment_id text collate "C" not null,
    name text collate "C" not null,
    version int not null,
    key_id text not null,
    nonce bytea not null,
    ciphertext bytea not null,
    stored_at timestamptz not null,
    primary key (environment_id, name, version)
);
