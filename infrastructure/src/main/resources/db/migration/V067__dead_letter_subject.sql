-- Which stream an event is of that could not be told: with an attempt that is pruned its dead letters go as well.
alter table webhook_dead_letter add column subject text collate "C" not null default '';
create index webhook_dead_letter_of_subject on webhook_dead_letter (subject);
