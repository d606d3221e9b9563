-- How a server is reached over SSH; the private key itself is kept elsewhere, encrypted.
alter table server_view
    add column ssh_host text,
    add column ssh_port int,
    add column ssh_user text,
    add column ssh_host_key text,
    add column ssh_key_version int;
