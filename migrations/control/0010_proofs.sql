-- What a proof opens, and how fresh it is.

-- A session that began through a tenant's own provider opens that tenant and nothing else, until its person
-- proves otherwise who they are. Empty: it opens whatever they may.
alter table sessions add column only_tenant text;
update sessions set only_tenant =
    (select tenant_id from tenant_providers where tenant_providers.id = sessions.provider_id);

-- The same for a sign-in that waits for its second factor.
alter table challenges add column only_tenant text;
delete from challenges where provider_id in (select id from tenant_providers);

-- When somebody who came back from a provider proved there who they are, as far as the provider tells; 0: untold.
alter table arrivals add column proved_at bigint not null default 0;

-- The last step of a code from a clock that runs ahead, of which a person was told: it is never taken.
alter table authenticators add column told_step bigint not null default 0;

-- When the record of an e-mail domain was last looked for, and since when it is gone.
alter table email_domains add column checked_at bigint;
alter table email_domains add column missing_since bigint;

-- The host name a passkey was made for: under another one no browser offers it. Empty: not known yet.
alter table passkeys add column host text;
