-- Which installation this database belongs to: its id labels every object on every host. One row, from the first start on.
create table installation (
    one boolean primary key default true check (one),
    id text not null
);
