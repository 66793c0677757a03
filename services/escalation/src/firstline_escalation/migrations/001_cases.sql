-- What escalation keeps beside its events: what it has heard of each ticket, from two topics.

CREATE TABLE heard (
    ticket_id       uuid        PRIMARY KEY,
    intake_sequence bigint      NOT NULL,
    triage_sequence bigint      NOT NULL,
    tenant          text        NOT NULL,
    origin          text,
    reference       text,
    number          text,
    timeline        text        NOT NULL,
    opened_at       timestamptz,
    language        text,
    category        text,
    asked           bigint      NOT NULL,
    answered        bigint      NOT NULL,
    priority        text,
    score           integer
) WITH (fillfactor = 70);
COMMENT ON TABLE heard IS 'follows from intake-ticket-v1 and triage-assessment-v1 alone; each column from one of them';
COMMENT ON COLUMN heard.intake_sequence IS 'the last event of intake taken, of the types that escalation reads';
COMMENT ON COLUMN heard.triage_sequence IS 'the last event of triage taken';
COMMENT ON COLUMN heard.asked IS 'the last event of intake that triage answers';
COMMENT ON COLUMN heard.answered IS 'the last event of intake that triage has answered';
CREATE INDEX heard_by_number ON heard (number);
CREATE INDEX heard_by_reference ON heard (reference, origin) WHERE reference IS NOT NULL;
