-- One line per event of an attempt; never changed once written.
create table deployment_timeline (
    deployment_id text collate "C" not null,
    sequence bigint not null,
    at timestamptz not null,
    event text not null,
    phase text,
    outcome text,
    duration_ms bigint,
    summary text not null,
    detail json not null,
    primary key (deployment_id, sequence)
);
