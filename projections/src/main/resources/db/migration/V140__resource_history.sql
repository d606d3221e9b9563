-- One line per event of a resource; never changed once written.
create table resource_history (
    resource_id text collate "C" not null,
    sequence bigint not null,
    at timestamptz not null,
    event text not null,
    profile_version int not null,
    summary text not null,
    primary key (resource_id, sequence)
);
