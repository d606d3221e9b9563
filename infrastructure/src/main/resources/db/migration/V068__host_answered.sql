-- When a host answered for the last time, which a later look that nobody answered does not change.
alter table host_observation add column answered_at timestamptz;
update host_observation set answered_at = at where reachable;
