-- What was last observed of an artifact on its server: present, missing or other-content.
create table artifact_view (
    artifact_id text collate "C" primary key,
    server_id text collate "C" not null,
    image_id text not null,
    observed text not null,
    since timestamptz not null,
    sequence bigint not null
);
