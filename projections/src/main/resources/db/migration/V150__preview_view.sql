-- Previews as they are now; stages is what their last cleanup did.
create table preview_view (
    preview_id text collate "C" primary key,
    resource_id text collate "C" not null,
    type text not null,
    name text collate "C" not null,
    slot_id text collate "C" not null,
    status text not null,
    source json,
    ttl_seconds int,
    expires_at timestamptz,
    attempts json not null,
    cause text,
    round int,
    stage text,
    setback text,
    stages json not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    cleaned_at timestamptz,
    sequence bigint not null
);

create index preview_view_newest on preview_view (created_at desc, preview_id desc);
create index preview_view_of_resource on preview_view (resource_id, created_at desc, preview_id desc);
create index preview_view_of_status on preview_view (status, created_at desc, preview_id desc);
create index preview_view_of_resource_and_status on preview_view (resource_id, status, created_at desc, preview_id desc);

-- A preview's own attempts, and a resource's without those of its previews.
create index attempt_ledger_of_slot on attempt_ledger (slot_id, created_at desc, deployment_id desc);
create index attempt_ledger_own_of_resource on attempt_ledger (resource_id, created_at desc, deployment_id desc)
    where not starts_with(slot_id, 'slot_preview_of_');
