-- Everything that was ever decided, in order; read through infrastructure.axon only.
create table domain_event (
    global_index bigint generated always as identity primary key,
    event_identifier text not null unique,
    aggregate_identifier text collate "C" not null,
    sequence_number bigint not null,
    type text,
    recorded_at text not null,
    payload_type text not null,
    payload_revision text,
    payload text not null,
    meta_data text not null,
    unique (aggregate_identifier, sequence_number)
);

-- Folded states of long streams; may be emptied at any time, then loading reads the events again.
create table domain_event_snapshot (
    aggregate_identifier text collate "C" not null,
    sequence_number bigint not null,
    type text not null,
    event_identifier text not null unique,
    recorded_at text not null,
    payload_type text not null,
    payload_revision text,
    payload text not null,
    meta_data text not null,
    primary key (aggregate_identifier, sequence_number)
);
