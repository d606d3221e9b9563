create table project_view (
    project_id text collate "C" primary key,
    name text not null,
    created_at timestamptz not null
);

create index project_view_newest on project_view (created_at desc, project_id desc);

-- Plain variables by value, secrets by version only.
create table environment_view (
    environment_id text collate "C" primary key,
    project_id text collate "C" not null,
    name text not null,
    kind text not null,
    variables json not null,
    secrets json not null,
    locked boolean not null,
    created_at timestamptz not null,
    sequence bigint not null
);

create index environment_view_newest on environment_view (created_at desc, environment_id desc);
create index environment_view_of_project on environment_view (project_id, created_at desc, environment_id desc);

create table server_view (
    server_id text collate "C" primary key,
    name text not null,
    kind text not null,
    destination_id text collate "C" not null,
    registered boolean not null,
    created_at timestamptz not null,
    sequence bigint not null
);

create index server_view_newest on server_view (created_at desc, server_id desc);
