-- Of a compose artifact: the image of every service. Absent for a single image.
alter table attempt_ledger add column artifact_services json;
