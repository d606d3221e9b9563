-- What the names of a server's resources end in.
alter table server_view add column domain text collate "C";
