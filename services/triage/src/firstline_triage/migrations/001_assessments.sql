-- What triage last said of each ticket, for its own API; history is in stored_events.
CREATE TABLE assessments_v1 (
    ticket_id     uuid        PRIMARY KEY,
    tenant        text        NOT NULL,
    origin        text,
    reference     text,
    version       bigint      NOT NULL,
    answers       bigint      NOT NULL,
    policy        text        NOT NULL,
    opened_at     timestamptz NOT NULL,
    effective_at  timestamptz NOT NULL,
    answered_at   timestamptz NOT NULL,
    impact        text,
    urgency       text,
    priority      text,
    score         integer,
    contributions jsonb       NOT NULL,
    skipped       text
);
COMMENT ON COLUMN assessments_v1.version IS 'the version of the assessment: its answers, counted from 1';
COMMENT ON COLUMN assessments_v1.answers IS 'the sequence of the event of intake that it answers';
COMMENT ON COLUMN assessments_v1.effective_at IS 'from when on it counts';
COMMENT ON COLUMN assessments_v1.answered_at IS 'when triage recorded it';
COMMENT ON COLUMN assessments_v1.skipped IS 'why triage could not say; null when it could';

-- The queue: highest score, then age, then id; what could not be assessed comes last.
CREATE INDEX assessments_v1_by_turn ON assessments_v1 ((-coalesce(score, -1)), opened_at, ticket_id);
CREATE INDEX assessments_v1_by_reference ON assessments_v1 (reference, origin) WHERE reference IS NOT NULL;
