-- The event store of the eventsourcing library, and what surrounds it in every service.

CREATE TABLE stored_events (
    originator_id      uuid   NOT NULL,
    originator_version bigint NOT NULL,
    topic              text   NOT NULL,
    state              bytea  NOT NULL,
    notification_id    bigserial,
    PRIMARY KEY (originator_id, originator_version)
) WITH (
    autovacuum_vacuum_threshold = 100000000,
    autovacuum_vacuum_scale_factor = 0.5,
    autovacuum_analyze_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01
);
CREATE UNIQUE INDEX stored_events_notification_id ON stored_events (notification_id);

CREATE TABLE inbox_positions (
    topic      text    NOT NULL,
    partition  integer NOT NULL,
    position   bigint  NOT NULL DEFAULT 0,
    read_until timestamptz,
    PRIMARY KEY (topic, partition)
);
COMMENT ON COLUMN inbox_positions.position IS 'the next offset to read';
COMMENT ON COLUMN inbox_positions.read_until IS 'when the last record read was published';

CREATE TABLE inbox_sequences (
    aggregate_id uuid   NOT NULL,
    topic        text   NOT NULL,
    sequence     bigint NOT NULL,
    PRIMARY KEY (aggregate_id, topic)
) WITH (fillfactor = 70);

CREATE TABLE dead_letters (
    id           bigserial PRIMARY KEY,
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    topic        text        NOT NULL,
    partition    integer     NOT NULL,
    "offset"     bigint      NOT NULL,
    key          bytea,
    value        bytea,
    headers      jsonb       NOT NULL DEFAULT '[]',
    aggregate_id uuid,
    event_type   text,
    code         text        NOT NULL,
    reason       text        NOT NULL,
    blocks       boolean     NOT NULL,
    UNIQUE (topic, partition, "offset")
);
COMMENT ON COLUMN dead_letters.blocks IS 'whether later events of the aggregate wait for it';
CREATE INDEX dead_letters_blocking ON dead_letters (aggregate_id, topic) WHERE blocks;

CREATE TABLE waiting (
    id           bigserial PRIMARY KEY,
    aggregate_id uuid        NOT NULL,
    reason       text        NOT NULL,
    since        timestamptz NOT NULL DEFAULT clock_timestamp(),
    topic        text        NOT NULL,
    partition    integer     NOT NULL,
    "offset"     bigint      NOT NULL,
    key          bytea,
    value        bytea,
    headers      jsonb       NOT NULL DEFAULT '[]',
    published_ms bigint      NOT NULL DEFAULT 0,
    UNIQUE (topic, partition, "offset")
);
CREATE INDEX waiting_by_aggregate ON waiting (aggregate_id, reason);

CREATE TABLE relay_cursors (
    feed     text   PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0
);

CREATE TABLE idempotency_keys (
    tenant      text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    status      integer     NOT NULL,
    headers     jsonb       NOT NULL,
    body        bytea       NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, key)
);

-- The one way to write: the ordering lock first, so that notification ids become visible in order;
-- then positions by compare-and-set; then the expected versions; then the events.
-- Returns the streams that have moved on (nothing is written then; the caller rolls back).
CREATE FUNCTION append(
    expected_ids uuid[], expected_versions bigint[],
    event_ids uuid[], event_versions bigint[], event_topics text[], event_states bytea[],
    moved_topics text[], moved_partitions integer[],
    moved_from bigint[], moved_to bigint[], moved_until timestamptz[]
) RETURNS uuid[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    moved integer;
    conflicts uuid[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('firstline ordering ' || current_schema(), 0));
    UPDATE inbox_positions AS p SET position = m.upto, read_until = m.until
      FROM unnest(moved_topics, moved_partitions, moved_from, moved_to, moved_until)
           AS m (topic, partition, was, upto, until)
     WHERE p.topic = m.topic AND p.partition = m.partition AND p.position = m.was;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> cardinality(moved_topics) THEN
        RAISE EXCEPTION 'the positions have moved on: another worker reads these partitions'
            USING ERRCODE = 'FL001';
    END IF;
    SELECT array_agg(e.id) INTO conflicts
      FROM unnest(expected_ids, expected_versions) AS e (id, version)
     WHERE EXISTS (SELECT FROM stored_events AS s
                    WHERE s.originator_id = e.id AND s.originator_version = e.version + 1);
    IF conflicts IS NOT NULL THEN
        RETURN conflicts;
    END IF;
    INSERT INTO stored_events (originator_id, originator_version, topic, state)
    SELECT e.id, e.version, e.topic, e.state
      FROM unnest(event_ids, event_versions, event_topics, event_states)
           WITH ORDINALITY AS e (id, version, topic, state, n)
     ORDER BY e.n;
    RETURN '{}';
END $$;
