-- The API key that made a link, if one did: a live link ends with it.

alter table share_links add column key_id text;
