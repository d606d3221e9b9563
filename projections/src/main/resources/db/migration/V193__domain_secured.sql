-- Since when visitors of a custom domain are led to TLS. Every domain is looked at now and then, not only those never verified.
alter table domain_view add column secured_at timestamptz;

drop index domain_view_unverified;
