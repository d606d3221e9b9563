-- A deleted version keeps its number, so that no later value ever takes it, and loses everything else.
alter table environment_secret alter column key_id drop not null;
alter table environment_secret alter column nonce drop not null;
alter table environment_secret alter column ciphertext drop not null;
alter table environment_secret add column deleted_at timestamptz;
