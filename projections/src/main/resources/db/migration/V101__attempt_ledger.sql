-- One row per attempt: the state folded from its events, and what it is listed by. Ids compare byte by byte, on every host alike.
create table attempt_ledger (
    deployment_id text collate "C" primary key,
    resource_id text collate "C" not null,
    project_id text collate "C" not null,
    environment_id text collate "C" not null,
    server_id text collate "C" not null,
    destination_id text collate "C" not null,
    slot_id text collate "C" not null,
    trigger_kind text not null,
    source_deployment_id text collate "C",
    candidate_deployment_id text collate "C",
    intent json not null,
    reuse json,
    profile_version int not null,
    source_summary text not null,
    status text not null,
    phase text,
    phase_started_at timestamptz,
    snapshot json,
    snapshot_captured boolean not null generated always as (snapshot is not null) stored,
    artifact_id text collate "C",
    image_id text,
    repo_digest text,
    keep_tag text,
    data_marker text,
    access_url text,
    failure_phase text,
    failure_code text,
    failure_message text,
    failure_evidence text,
    cancel_cause text,
    interrupted_explanation text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    last_progress_at timestamptz not null,
    sequence bigint not null
);

-- One index for each way to list. Those for fewer conditions are partial on what is always true, and only the list they are made
-- for says so: otherwise PostgreSQL may walk a less exact one from end to end where it believes that nearly every row matches.
create index attempt_ledger_newest on attempt_ledger (created_at desc, deployment_id desc)
    where sequence > -1;
create index attempt_ledger_of_resource on attempt_ledger (resource_id, created_at desc, deployment_id desc)
    where sequence > -2;
create index attempt_ledger_of_status on attempt_ledger (status, created_at desc, deployment_id desc)
    where sequence > -2;
create index attempt_ledger_of_resource_and_status
    on attempt_ledger (resource_id, status, created_at desc, deployment_id desc);
create index attempt_ledger_candidates on attempt_ledger (slot_id, finished_at desc, deployment_id desc)
    where status = 'succeeded';
create index attempt_ledger_artifacts on attempt_ledger (server_id, artifact_id, finished_at desc, deployment_id desc)
    where artifact_id is not null and finished_at is not null;

-- How many attempts of a slot succeeded: counting is reading one row.
create table candidate_count (
    slot_id text collate "C" primary key,
    count bigint not null
);
