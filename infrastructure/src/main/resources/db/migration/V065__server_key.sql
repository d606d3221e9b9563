-- The private keys that open servers, encrypted with a key that is not in this database.
create table server_key (
    server_id text collate "C" not null,
    version int not null,
    key_id text not null,
    nonce bytea not null,
    ciphertext bytea not null,
    stored_at timestamptz not null,
    primary key (server_id, version)
);
