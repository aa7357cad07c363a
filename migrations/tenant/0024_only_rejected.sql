-- Whether what is sent once more is what the sink would not take alone, and not all of that stretch.
alter table sink_cursors add column again_rejected boolean not null default false;
