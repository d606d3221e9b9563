-- The hash of the admin token; the token itself is in no table.
create table admin_token (
    only_one boolean primary key check (only_one),
    sha256 bytea not null
);
