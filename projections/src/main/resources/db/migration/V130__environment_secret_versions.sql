-- Every version of every secret that still exists: name -> version -> when it was set.
alter table environment_view add column secret_versions json not null default '{}';

-- The versions that were set before this column came; none could be deleted then. Without a store there are none.
do $$
begin
    if to_regclass('domain_event') is not null then
        update environment_view set secret_versions = known.versions
        from (
            select environment_id, json_object_agg(name, versions order by name) as versions
            from (
                select payload::json ->> 'environmentId' as environment_id, payload::json ->> 'name' as name,
                    json_object_agg(payload::json ->> 'version', payload::json ->> 'at') as versions
                from domain_event where payload_type = 'environment.secret-set' group by 1, 2) as secret
            group by environment_id) as known
        where environment_view.environment_id = known.environment_id;
    end if;
end
$$;
