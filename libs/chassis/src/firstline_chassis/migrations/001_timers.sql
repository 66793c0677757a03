-- Time as data: what is to happen when, written in the transaction of the events that decide it.

CREATE SEQUENCE timer_tokens;

CREATE TABLE timers (
    id            bigserial PRIMARY KEY,
    aggregate_id  uuid        NOT NULL,
    kind          text        NOT NULL,
    token         bigint      NOT NULL DEFAULT nextval('timer_tokens'),
    due_at        timestamptz NOT NULL,
    payload       jsonb       NOT NULL DEFAULT '{}',
    set_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed_until timestamptz,
    attempts      integer     NOT NULL DEFAULT 0,
    trouble       text,
    UNIQUE (aggregate_id, kind)
) WITH (fillfactor = 70);
COMMENT ON COLUMN timers.token IS 'a new one each time the timer is set: an older claim fires nothing';
COMMENT ON COLUMN timers.claimed_until IS 'nobody else tries before this: somebody fires it, or it failed';
COMMENT ON COLUMN timers.trouble IS 'why it could not fire the last time';
CREATE INDEX timers_by_due ON timers (due_at);
CREATE INDEX timers_by_turn ON timers (greatest(due_at, claimed_until));
CREATE INDEX timers_in_trouble ON timers (id) WHERE attempts > 0;

COMMENT ON COLUMN inbox_positions.read_until IS 'whatever was published before this has been read';
