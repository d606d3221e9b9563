-- Which resources run an artifact, or would run the one they were given.
create index attempt_ledger_uses on attempt_ledger (artifact_id, resource_id) where artifact_id is not null;
create index attempt_ledger_reuses on attempt_ledger ((reuse ->> 'id'), resource_id) where reuse is not null;
