-- Guided flows as lists show them, and which walks a ticket has.

CREATE TABLE flows_v1 (
    name      text COLLATE "C" PRIMARY KEY,
    version   integer NOT NULL,
    category  text    NOT NULL,
    tags      text[]  NOT NULL,
    languages text[]  NOT NULL,
    titles    jsonb   NOT NULL,
    summaries jsonb   NOT NULL,
    retired   text
);
COMMENT ON COLUMN flows_v1.version IS 'the one that counts; all else is what it says';
COMMENT ON COLUMN flows_v1.languages IS 'the first one stands in for those that are missing';
COMMENT ON COLUMN flows_v1.retired IS 'why nobody is to begin it any more';

CREATE TABLE walks_v1 (
    walk_id   uuid      PRIMARY KEY,
    serial    bigserial NOT NULL UNIQUE,
    ticket_id uuid,
    open      boolean   NOT NULL
);
COMMENT ON COLUMN walks_v1.serial IS 'in the order in which they began';
CREATE INDEX walks_v1_ticket ON walks_v1 (ticket_id, serial) WHERE ticket_id IS NOT NULL;
CREATE INDEX walks_v1_open ON walks_v1 (walk_id) WHERE open;
