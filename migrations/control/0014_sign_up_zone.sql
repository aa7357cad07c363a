-- The zone in which a new space's days begin, as it was shown in the form; empty: by its owner's language.
alter table sign_ups add column time_zone text not null default '';
