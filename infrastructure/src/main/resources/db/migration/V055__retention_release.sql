-- What retention has let go of and is still to be taken off a host or the disk.
create table retention_release (
    kind text not null,
    server_id text collate "C" not null,
    name text collate "C" not null,
    waits_since timestamptz not null,
    primary key (kind, server_id, name)
);
create index retention_release_longest on retention_release (waits_since, kind, server_id, name);
