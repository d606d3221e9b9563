-- Which events were deleted from the store, noted by the store itself, so that a reader that was away learns that it missed some.
create table deleted_events (
    stream text collate "C" not null,
    first_index bigint not null,
    last_index bigint not null,
    deleted_at timestamptz not null
);
create index deleted_events_last_index on deleted_events (last_index);

create function note_deleted_events() returns trigger language plpgsql as $$
begin
    insert into deleted_events (stream, first_index, last_index, deleted_at)
    select aggregate_identifier, min(global_index), max(global_index), now() from gone group by aggregate_identifier;
    return null;
end
$$;

create trigger note_deleted_events after delete on domain_event
    referencing old table as gone for each statement execute function note_deleted_events();
