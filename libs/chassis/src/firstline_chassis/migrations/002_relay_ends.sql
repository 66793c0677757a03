-- Up to where this store knows what its topics hold: what lies behind it must be found in the store.

CREATE TABLE relay_ends (
    topic     text    NOT NULL,
    partition integer NOT NULL,
    position  bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 70);
COMMENT ON COLUMN relay_ends.position IS 'the offset after the last record that was acknowledged, or found in the store';
