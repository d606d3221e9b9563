-- Resources with their current profile.
create table resource_view (
    resource_id text collate "C" primary key,
    project_id text collate "C" not null,
    environment_id text collate "C" not null,
    server_id text collate "C" not null,
    destination_id text collate "C" not null,
    slot_id text collate "C" not null,
    name text not null,
    profile json not null,
    profile_version int not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    sequence bigint not null
);

create index resource_view_newest on resource_view (created_at desc, resource_id desc);
create index resource_view_of_project on resource_view (project_id, created_at desc, resource_id desc);
create index resource_view_of_environment on resource_view (environment_id, created_at desc, resource_id desc);
create index resource_view_of_server on resource_view (server_id, created_at desc, resource_id desc);

-- Who may change what runs, and what serves; data_markers is marker -> when an attempt last succeeded with it.
create table runtime_slot_view (
    slot_id text collate "C" primary key,
    resource_id text collate "C" not null,
    holder text collate "C",
    serving text collate "C",
    data_markers json not null,
    sequence bigint not null
);
