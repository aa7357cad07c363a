-- What members of spaces ask their provider, and what the provider answers.

create table support_questions (
    id text primary key,
    tenant_id text not null references tenants (id) on delete cascade,
    -- Who asked: an account that may be gone, and the address that the operators read.
    asked_by text not null,
    asked_email text not null,
    subject text not null,
    state text not null check (state in ('open', 'answered', 'closed')),
    -- How much support the plan gave when somebody last wrote from the space: the place of the word in the catalogue.
    level bigint not null,
    asked_at bigint not null,
    -- Since when it is in its state.
    since bigint not null
);
create index support_questions_tenant_id on support_questions (tenant_id, asked_at);
create index support_questions_state on support_questions (state, level, since);

create table support_messages (
    question_id text not null references support_questions (id) on delete cascade,
    number bigint not null,
    -- Whether the provider wrote it.
    is_answer boolean not null,
    written_by text not null,
    text text not null,
    written_at bigint not null,
    primary key (question_id, number)
);
