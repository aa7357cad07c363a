-- Mails that nobody will take as they are: whoever caused one is told.

create table mail_problems (
    -- What the mail was for, such as `sign_ups:sup_...`, `invitations:inv_...` or `accounts:acc_...`.
    place text primary key,
    -- The mail server's codes, such as `550 5.1.1`; empty: it was tried for a day.
    codes text not null,
    at bigint not null
);
create index mail_problems_at on mail_problems (at);
