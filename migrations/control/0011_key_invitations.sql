-- The API key an invitation was made with, if it was: it ends with that key.

alter table invitations add column key_id text;
