-- What reporting keeps. Every table carries its version in its name: a later one is built beside it
-- and the views of schema `analytics` are then pointed at it. A column belongs to one topic.

CREATE TYPE reporting.topic AS ENUM ('intake-ticket-v1', 'triage-assessment-v1');

CREATE TYPE reporting.aspect AS ENUM (
    'status', 'source_status', 'queue', 'assignee',
    'source_priority', 'source_impact', 'source_urgency', 'priority'
);

-- What was said when a ticket was opened; written once.
CREATE TABLE reporting.tickets_v1 (
    ticket_id  uuid        PRIMARY KEY,
    tenant     text        NOT NULL,
    origin     text,
    reference  text,
    number     text        NOT NULL,
    timeline   text        NOT NULL,
    opened_at  timestamptz NOT NULL,
    language   text
);
CREATE INDEX tickets_v1_by_opening ON reporting.tickets_v1 (opened_at);
CREATE INDEX tickets_v1_by_number ON reporting.tickets_v1 (number);
CREATE INDEX tickets_v1_by_reference ON reporting.tickets_v1 (reference);

-- Where a ticket stands in intake's words. For each aspect: its value, the sequence of the event
-- that stated it, and since when it holds; all three null until somebody stated it.
CREATE TABLE reporting.standings_v1 (
    ticket_id                uuid        PRIMARY KEY,
    sequence                 bigint      NOT NULL,
    changed_at               timestamptz NOT NULL,
    observed_at              timestamptz,
    channel                  text,
    requester_id             uuid,
    category                 text,
    impact                   text,
    urgency                  text,
    first_source_status      text,
    reopenings               integer     NOT NULL,
    reopen_count             bigint,
    reopen_count_max         bigint,
    reassignment_count       bigint,
    made_sla                 boolean,
    problem                  text,
    source_resolved_at       timestamptz,
    source_code              text,
    status                   text,
    status_sequence          bigint,
    status_since             timestamptz,
    source_status            text,
    source_status_sequence   bigint,
    source_status_since      timestamptz,
    queue                    text,
    queue_sequence           bigint,
    queue_since              timestamptz,
    assignee                 text,
    assignee_sequence        bigint,
    assignee_since           timestamptz,
    source_priority          text,
    source_priority_sequence bigint,
    source_priority_since    timestamptz,
    source_impact            text,
    source_impact_sequence   bigint,
    source_impact_since      timestamptz,
    source_urgency           text,
    source_urgency_sequence  bigint,
    source_urgency_since     timestamptz
) WITH (fillfactor = 60);
CREATE INDEX standings_v1_backlog ON reporting.standings_v1 (status_since)
    WHERE status NOT IN ('resolved', 'closed');

-- Triage's last answer about a ticket; `priority_sequence` is the intake sequence that it answers.
CREATE TABLE reporting.assessments_v1 (
    ticket_id         uuid        PRIMARY KEY,
    sequence          bigint      NOT NULL,
    answers           bigint      NOT NULL,
    assessed_at       timestamptz NOT NULL,
    policy            text        NOT NULL,
    impact            text,
    urgency           text,
    score             bigint,
    contributions     text,
    skipped           text,
    priority          text,
    priority_sequence bigint,
    priority_since    timestamptz,
    priority_told_in  bigint
) WITH (fillfactor = 80);

-- What no longer holds: one row per ticket, aspect and statement, written when the next statement
-- ends it and never changed. What still holds is in standings_v1 and assessments_v1.
CREATE TABLE reporting.history_v1 (
    ticket_id     uuid             NOT NULL,
    aspect        reporting.aspect NOT NULL,
    sequence      bigint           NOT NULL,
    value         text,
    valid_from    timestamptz      NOT NULL,
    valid_to      timestamptz      NOT NULL,
    next_sequence bigint           NOT NULL,
    told_in       bigint           NOT NULL,
    PRIMARY KEY (ticket_id, aspect, sequence)
);
CREATE INDEX history_v1_backlog_from ON reporting.history_v1 (valid_from, valid_to, ticket_id)
    WHERE aspect = 'status' AND value NOT IN ('resolved', 'closed');
CREATE INDEX history_v1_backlog_to ON reporting.history_v1 (valid_to, valid_from, ticket_id)
    WHERE aspect = 'status' AND value NOT IN ('resolved', 'closed');

-- Every event about a ticket, to drill down to.
CREATE TABLE reporting.ticket_events_v1 (
    ticket_id    uuid            NOT NULL,
    topic        reporting.topic NOT NULL,
    sequence     bigint          NOT NULL,
    type         text            NOT NULL,
    occurred_at  timestamptz     NOT NULL,
    effective_at timestamptz     NOT NULL,
    recorded_at  timestamptz     NOT NULL,
    actor_kind   text            NOT NULL,
    cause        text,
    PRIMARY KEY (ticket_id, topic, sequence)
);

-- Who asks for help: their number, not their names.
CREATE TABLE reporting.requesters_v1 (
    requester_id  uuid        PRIMARY KEY,
    tenant        text        NOT NULL,
    origin        text,
    registered_at timestamptz NOT NULL,
    recorded_at   timestamptz NOT NULL
);
