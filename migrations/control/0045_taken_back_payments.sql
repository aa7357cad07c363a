-- A payment that an operator noted by mistake stays, and says when it was taken back, by whom and why.
alter table invoice_payments add column taken_back_at bigint;
alter table invoice_payments add column taken_back_by text not null default '';
alter table invoice_payments add column taken_back_reason text not null default '';
