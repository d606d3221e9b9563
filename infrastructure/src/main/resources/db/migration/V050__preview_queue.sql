-- The durable queue of what is to be done about previews; the shape is db-scheduler's.
create table preview_queue (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index preview_queue_execution_time on preview_queue (execution_time);
create index preview_queue_last_heartbeat on preview_queue (last_heartbeat);
