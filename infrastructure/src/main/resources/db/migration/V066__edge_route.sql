-- Which names lead where on which server, as it is wanted, and where each led before as long as it may have to lead there again.
create table edge_route (
    slot_id text collate "C" primary key,
    server_id text collate "C" not null,
    host text collate "C" not null,
    deployment_id text collate "C" not null,
    upstream text not null,
    before_host text collate "C",
    before_deployment_id text collate "C",
    before_upstream text,
    unique (server_id, host)
);
