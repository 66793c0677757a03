-- Cases and conversations: who worked on a ticket, what was said about it, and how it ended.
-- Where a table only grows, a row is one event's own words: nothing of it changes later.

-- A value that is added here can't be written as a constant before the migration has committed;
-- what follows says it as text, to be read when it is used.
ALTER TYPE reporting.topic ADD VALUE IF NOT EXISTS 'escalation-case-v1';
ALTER TYPE reporting.aspect ADD VALUE IF NOT EXISTS 'line';
ALTER TYPE reporting.aspect ADD VALUE IF NOT EXISTS 'desk_queue';
ALTER TYPE reporting.aspect ADD VALUE IF NOT EXISTS 'desk_assignee';
ALTER TYPE reporting.aspect ADD VALUE IF NOT EXISTS 'owner';

-- Where a case stands in escalation's words; spells as in standings_v1. `been`: the known queues
-- where it was, the latest last.
CREATE TABLE reporting.cases_v1 (
    ticket_id              uuid        PRIMARY KEY,
    sequence               bigint      NOT NULL,
    intake_sequence        bigint      NOT NULL,
    triage_sequence        bigint      NOT NULL,
    opened_at              timestamptz,
    first_assigned_at      timestamptz,
    changed_at             timestamptz NOT NULL,
    first_line             text,
    first_queue            text,
    been                   text[]      NOT NULL,
    policy                 text,
    state                  text        NOT NULL,
    ended_why              text,
    moves                  integer     NOT NULL,
    returns                integer     NOT NULL,
    major_incident         boolean     NOT NULL,
    line                   text,
    line_sequence          bigint,
    line_since             timestamptz,
    desk_queue             text,
    desk_queue_sequence    bigint,
    desk_queue_since       timestamptz,
    desk_assignee          text,
    desk_assignee_sequence bigint,
    desk_assignee_since    timestamptz,
    owner                  text,
    owner_sequence         bigint,
    owner_since            timestamptz
) WITH (fillfactor = 60);

-- Every change of place: of line or queue. `direct` is false where the place was unknown between.
CREATE TABLE reporting.moves_v1 (
    ticket_id  uuid        NOT NULL,
    sequence   bigint      NOT NULL,
    at         timestamptz NOT NULL,
    kind       text        NOT NULL,
    from_line  text,
    from_queue text,
    to_line    text,
    to_queue   text,
    direct     boolean     NOT NULL,
    returned   boolean     NOT NULL,
    from_agent text,
    by_kind    text        NOT NULL,
    by_agent   text,
    policy     text,
    PRIMARY KEY (ticket_id, sequence)
);
CREATE INDEX moves_v1_by_time ON reporting.moves_v1 (at);

-- The end of the work on a ticket: where the case was then, and who had it.
CREATE TABLE reporting.case_ends_v1 (
    ticket_id       uuid        NOT NULL,
    sequence        bigint      NOT NULL,
    intake_sequence bigint      NOT NULL,
    at              timestamptz NOT NULL,
    why             text        NOT NULL,
    line            text,
    queue           text,
    assignee        text,
    owner           text,
    PRIMARY KEY (ticket_id, sequence)
);

CREATE TABLE reporting.referrals_v1 (
    ticket_id uuid        NOT NULL,
    sequence  bigint      NOT NULL,
    at        timestamptz NOT NULL,
    refers_to text        NOT NULL,
    by_agent  text,
    PRIMARY KEY (ticket_id, sequence)
);

CREATE TABLE reporting.major_incidents_v1 (
    ticket_id uuid        NOT NULL,
    sequence  bigint      NOT NULL,
    at        timestamptz NOT NULL,
    declared  boolean     NOT NULL,
    by_agent  text,
    PRIMARY KEY (ticket_id, sequence)
);

-- A requester's request to be escalated, step by step: asked (intake), taken, accepted, declined.
CREATE TABLE reporting.request_steps_v1 (
    ticket_id uuid            NOT NULL,
    topic     reporting.topic NOT NULL,
    sequence  bigint          NOT NULL,
    request   integer         NOT NULL,
    step      text            NOT NULL,
    at        timestamptz     NOT NULL,
    line      text,
    by_agent  text,
    PRIMARY KEY (ticket_id, topic, sequence)
);

-- A message, a note or a contact, without its text. `at` is when it happened.
CREATE TABLE reporting.interactions_v1 (
    ticket_id        uuid        NOT NULL,
    sequence         bigint      NOT NULL,
    at               timestamptz NOT NULL,
    kind             text        NOT NULL,
    author_kind      text        NOT NULL,
    visible          boolean     NOT NULL,
    channel          text,
    agent            text,
    direction        text,
    duration_seconds integer,
    PRIMARY KEY (ticket_id, sequence)
);
CREATE INDEX interactions_v1_by_time ON reporting.interactions_v1 (at);

CREATE TABLE reporting.attachments_v1 (
    ticket_id   uuid        NOT NULL,
    sequence    bigint      NOT NULL,
    at          timestamptz NOT NULL,
    author_kind text        NOT NULL,
    visible     boolean     NOT NULL,
    media_type  text        NOT NULL,
    size        bigint      NOT NULL,
    PRIMARY KEY (ticket_id, sequence)
);

-- A ticket comes to rest (resolved, or closed without that) or goes back to work (reopened).
CREATE TABLE reporting.rests_v1 (
    ticket_id uuid        NOT NULL,
    sequence  bigint      NOT NULL,
    at        timestamptz NOT NULL,
    kind      text        NOT NULL,
    outcome   text,
    by_kind   text        NOT NULL,
    by_agent  text,
    PRIMARY KEY (ticket_id, sequence)
);
CREATE INDEX rests_v1_by_time ON reporting.rests_v1 (at);

CREATE TABLE reporting.ratings_v1 (
    ticket_id uuid        NOT NULL,
    sequence  bigint      NOT NULL,
    at        timestamptz NOT NULL,
    cycle     integer     NOT NULL,
    stars     smallint    NOT NULL,
    PRIMARY KEY (ticket_id, sequence)
);

-- What was said of one ticket's standing to another: merged, absorbed and their ends, links.
CREATE TABLE reporting.relations_v1 (
    ticket_id uuid        NOT NULL,
    sequence  bigint      NOT NULL,
    at        timestamptz NOT NULL,
    kind      text        NOT NULL,
    other     uuid        NOT NULL,
    relation  text,
    PRIMARY KEY (ticket_id, sequence)
);

CREATE TABLE reporting.went_live_v1 (
    ticket_id uuid        PRIMARY KEY,
    sequence  bigint      NOT NULL,
    live_from timestamptz NOT NULL
);
