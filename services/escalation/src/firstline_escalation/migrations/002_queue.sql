-- The queue: one row for each case that is open, as people look for work in it.

CREATE TABLE queue_v1 (
    ticket_id  uuid        PRIMARY KEY,
    number     text        NOT NULL,
    origin     text,
    reference  text,
    line       text,
    queue      text,
    assignee   text,
    owner      text,
    rank       smallint    NOT NULL,
    behind     integer     NOT NULL,
    priority   text        NOT NULL,
    decided    boolean     NOT NULL,
    score      integer,
    category   text,
    language   text,
    opened_at  timestamptz NOT NULL,
    moves      integer     NOT NULL,
    request    integer,
    referred   boolean     NOT NULL
);
COMMENT ON COLUMN queue_v1.line IS 'null: imported, it follows its source and is on no line of ours';
COMMENT ON COLUMN queue_v1.rank IS '0: a major incident; 1 to 4: critical to low';
COMMENT ON COLUMN queue_v1.behind IS 'the score, negative, so that every key of the order ascends; 1: no score yet';
COMMENT ON COLUMN queue_v1.priority IS 'what triage said, or the default of the lines';
COMMENT ON COLUMN queue_v1.decided IS 'whether an event says this priority; false: the lines in force do';
COMMENT ON COLUMN queue_v1.request IS 'the requester''s request to be escalated that waits for an answer';
COMMENT ON COLUMN queue_v1.referred IS 'referred elsewhere: its ticket is being resolved';

-- Each filter has an index in the order of the queue, so that a page costs the same at any depth.
CREATE INDEX queue_v1_turn ON queue_v1 (rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL;
CREATE INDEX queue_v1_free ON queue_v1 (rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL AND assignee IS NULL;
CREATE INDEX queue_v1_line ON queue_v1 (line, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL;
CREATE INDEX queue_v1_line_free ON queue_v1 (line, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL AND assignee IS NULL;
CREATE INDEX queue_v1_queue ON queue_v1 (queue, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL;
CREATE INDEX queue_v1_queue_free ON queue_v1 (queue, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL AND assignee IS NULL;
CREATE INDEX queue_v1_assignee ON queue_v1 (assignee, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL AND assignee IS NOT NULL;
CREATE INDEX queue_v1_owner ON queue_v1 (owner, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL AND owner IS NOT NULL;
CREATE INDEX queue_v1_priority ON queue_v1 (priority, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL;
CREATE INDEX queue_v1_category ON queue_v1 (category, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL AND category IS NOT NULL;
CREATE INDEX queue_v1_language ON queue_v1 (language, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL AND language IS NOT NULL;
CREATE INDEX queue_v1_origin ON queue_v1 (origin, rank, behind, opened_at, ticket_id) WHERE line IS NOT NULL AND origin IS NOT NULL;
-- Imported cases move often while an import runs, and are only looked at: fewer of them.
CREATE INDEX queue_v1_source ON queue_v1 (rank, behind, opened_at, ticket_id) WHERE line IS NULL;
CREATE INDEX queue_v1_source_queue ON queue_v1 (queue, rank, behind, opened_at, ticket_id) WHERE line IS NULL;
CREATE INDEX queue_v1_source_assignee ON queue_v1 (assignee, rank, behind, opened_at, ticket_id) WHERE line IS NULL AND assignee IS NOT NULL;
CREATE INDEX queue_v1_oldest ON queue_v1 (queue, opened_at) WHERE line IS NOT NULL;

-- How many of which kind are where and with whom: counting 100,000 rows for each look would take too long.
CREATE TABLE queue_counts_v1 (
    line           text    NOT NULL,
    queue          text    NOT NULL,
    assignee       text,
    priority       text    NOT NULL,
    major_incident boolean NOT NULL,
    cases          bigint  NOT NULL,
    UNIQUE NULLS NOT DISTINCT (line, queue, assignee, priority, major_incident)
) WITH (fillfactor = 70);
COMMENT ON TABLE queue_counts_v1 IS 'kept by triggers on queue_v1, for the cases on our lines; a row may count 0';

-- Once per statement, however many rows it writes. `added` and `gone` are its transition tables.
CREATE FUNCTION count_queue_v1() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO queue_counts_v1 AS c
        SELECT line, queue, assignee, priority, rank = 0, count(*)
          FROM added WHERE line IS NOT NULL GROUP BY 1, 2, 3, 4, 5
        ON CONFLICT (line, queue, assignee, priority, major_incident)
        DO UPDATE SET cases = c.cases + excluded.cases;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE queue_counts_v1 AS c SET cases = c.cases - g.cases
          FROM (SELECT line, queue, assignee, priority, rank = 0 AS major, count(*) AS cases
                  FROM gone WHERE line IS NOT NULL GROUP BY 1, 2, 3, 4, 5) AS g
         WHERE c.line = g.line AND c.queue = g.queue AND c.assignee IS NOT DISTINCT FROM g.assignee
           AND c.priority = g.priority AND c.major_incident = g.major;
    ELSE
        INSERT INTO queue_counts_v1 AS c
        SELECT line, queue, assignee, priority, major, sum(n)
          FROM (SELECT line, queue, assignee, priority, rank = 0 AS major, 1 AS n FROM added
                UNION ALL
                SELECT line, queue, assignee, priority, rank = 0, -1 FROM gone) AS moved
         WHERE line IS NOT NULL GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
        ON CONFLICT (line, queue, assignee, priority, major_incident)
        DO UPDATE SET cases = c.cases + excluded.cases;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER queue_v1_added AFTER INSERT ON queue_v1
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_queue_v1();
CREATE TRIGGER queue_v1_changed AFTER UPDATE ON queue_v1
    REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_queue_v1();
CREATE TRIGGER queue_v1_gone AFTER DELETE ON queue_v1
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_queue_v1();
