-- When an attempt was hidden from the default history, and which attempt took its place where one did.
alter table attempt_ledger add column archived_at timestamptz;
alter table attempt_ledger add column superseded_by text collate "C";

-- The lists without archived attempts, each with the index made for it (see V101).
create index attempt_ledger_shown on attempt_ledger (created_at desc, deployment_id desc)
    where archived_at is null and sequence > -3;
create index attempt_ledger_shown_of_resource on attempt_ledger (resource_id, created_at desc, deployment_id desc)
    where archived_at is null and sequence > -4;
create index attempt_ledger_shown_of_status on attempt_ledger (status, created_at desc, deployment_id desc)
    where archived_at is null and sequence > -4;
create index attempt_ledger_shown_of_resource_and_status
    on attempt_ledger (resource_id, status, created_at desc, deployment_id desc)
    where archived_at is null and sequence > -5;
create index attempt_ledger_archived on attempt_ledger (resource_id) where archived_at is not null;

-- What was decided about keeping an artifact.
alter table artifact_view add column pinned boolean not null default false;
alter table artifact_view add column released boolean not null default false;
alter table artifact_view alter column since drop not null;
