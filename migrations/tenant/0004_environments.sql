-- Parts of a space, each with its policy agents, so that a role can be given for one part alone.
create table environments (
    id text primary key,
    name text not null,
    -- The name as it is compared: lower case.
    name_key text not null unique,
    created_at bigint not null
);

-- Empty: the agent belongs to no part, and only a role for the whole space covers it.
alter table policy_agents add column environment_id text references environments (id);
create index policy_agents_environment_id on policy_agents (environment_id);
