-- What is known of the source that the profile names: whose it is, what was accepted of it, what was seen of it last.
alter table resource_view add column source_link json not null
    default '{"project":{"name":null,"origin":null},"accepted":null,"seen":null}';
