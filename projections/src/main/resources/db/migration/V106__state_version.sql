-- How often the state around a resource, an environment or a server has changed, and when it last did.
create table state_version (
    scope_id text collate "C" primary key,
    version bigint not null,
    changed_at timestamptz not null
);

-- Which resource an attempt belongs to.
create table attempt_scope (
    deployment_id text collate "C" primary key,
    resource_id text collate "C" not null
);
