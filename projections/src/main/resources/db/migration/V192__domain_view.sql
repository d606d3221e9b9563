-- Custom domains as they are now. A name that was removed has no row.
create table domain_view (
    domain_id text collate "C" primary key,
    host text collate "C" not null unique,
    resource_id text collate "C" not null,
    added_at timestamptz not null,
    verified_at timestamptz,
    sequence bigint not null
);

create index domain_view_of_resource on domain_view (resource_id, host);
create index domain_view_unverified on domain_view (host) where verified_at is null;

-- Which images the services of compose attempts run: every one is looked at before a tag is taken off a server.
create index attempt_ledger_of_services on attempt_ledger (server_id) where artifact_services is not null;
