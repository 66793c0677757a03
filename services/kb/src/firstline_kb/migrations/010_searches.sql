-- What people searched for, and what they opened of it: published from a second cursor.

CREATE TABLE searches (
    id         bigserial PRIMARY KEY,
    search_id  uuid    NOT NULL,
    sequence   integer NOT NULL,
    articles   uuid[]  NOT NULL,
    body       bytea   NOT NULL,
    UNIQUE (search_id, sequence)
);
COMMENT ON COLUMN searches.sequence IS '1: the search; then one for each article that was opened from it';
COMMENT ON COLUMN searches.articles IS 'those shown first, the best first; or the one that was opened';
COMMENT ON COLUMN searches.body IS 'the public event, as it is sent';
