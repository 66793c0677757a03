-- What intake keeps beside its events.

CREATE SEQUENCE ticket_numbers;

CREATE TABLE tickets (
    ticket_id uuid        PRIMARY KEY,
    serial    bigint      NOT NULL UNIQUE,
    tenant    text        NOT NULL,
    origin    text,
    reference text,
    opened_at timestamptz NOT NULL
);
COMMENT ON TABLE tickets IS 'finds a ticket by its number or by its foreign reference';
CREATE INDEX tickets_by_reference ON tickets (reference, origin, tenant);

CREATE TABLE source_states (
    ticket_id uuid   PRIMARY KEY,
    sequence  bigint NOT NULL,
    digest    bytea  NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE source_states IS 'the latest state record taken of each foreign ticket';

CREATE TABLE inbound_messages (
    source      text        NOT NULL,
    event_id    text        NOT NULL,
    digest      bytea       NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, source)
);
COMMENT ON TABLE inbound_messages IS 'ids of the messages taken, so that each is taken once';

CREATE TABLE receipts (
    id           bigserial PRIMARY KEY,
    topic        text    NOT NULL,
    partition    integer NOT NULL,
    "offset"     bigint  NOT NULL,
    outcome      text    NOT NULL,
    event_source text,
    event_id     text,
    key          bytea   NOT NULL,
    body         bytea   NOT NULL,
    UNIQUE (topic, partition, "offset", outcome)
);

CREATE TABLE unknown_words (
    origin  text   NOT NULL,
    field   text   NOT NULL,
    word    text   NOT NULL,
    records bigint NOT NULL,
    PRIMARY KEY (origin, field, word)
);
COMMENT ON TABLE unknown_words IS 'foreign words that a mapping lacks, and in how many records';
