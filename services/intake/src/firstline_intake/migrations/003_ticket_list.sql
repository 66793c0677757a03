-- One row for each ticket, so that tickets can be listed, filtered and searched by their subject.

CREATE TABLE ticket_list_v1 (
    serial       bigint      PRIMARY KEY,
    ticket_id    uuid        NOT NULL,
    origin       text,
    requester_id uuid,
    category     text,
    status       text        NOT NULL,
    opened_at    timestamptz NOT NULL,
    words        tsvector
) WITH (fillfactor = 70);
COMMENT ON TABLE ticket_list_v1 IS 'written in the transaction of the events; what a page shows is read from these';
COMMENT ON COLUMN ticket_list_v1.words IS 'of the subject, as written: no language is guessed';

INSERT INTO ticket_list_v1
SELECT t.serial, t.ticket_id, t.origin,
       CASE WHEN fields.now IS NULL THEN opened.state ->> 'requester_id'
            ELSE fields.now ->> 'requester_id' END::uuid,
       classified.now ->> 'category',
       coalesce(moved.status, 'new'),
       t.opened_at,
       to_tsvector('simple', left(opened.state ->> 'subject', 1000))
  FROM tickets AS t
 CROSS JOIN LATERAL (
       SELECT convert_from(state, 'utf8')::jsonb AS state FROM stored_events
        WHERE originator_id = t.ticket_id AND originator_version = 1) AS opened
  LEFT JOIN LATERAL (
       SELECT convert_from(state, 'utf8')::jsonb ->> 'status' AS status FROM stored_events
        WHERE originator_id = t.ticket_id AND topic IN ('intake.ticket.status-changed',
              'intake.ticket.resolved', 'intake.ticket.closed', 'intake.ticket.reopened')
        ORDER BY originator_version DESC LIMIT 1) AS moved ON true
  LEFT JOIN LATERAL (
       SELECT convert_from(state, 'utf8')::jsonb -> 'now' AS now FROM stored_events
        WHERE originator_id = t.ticket_id AND topic = 'intake.ticket.classified'
        ORDER BY originator_version DESC LIMIT 1) AS classified ON true
  LEFT JOIN LATERAL (
       SELECT convert_from(state, 'utf8')::jsonb -> 'now' AS now FROM stored_events
        WHERE originator_id = t.ticket_id AND topic = 'intake.ticket.source-fields-reported'
        ORDER BY originator_version DESC LIMIT 1) AS fields ON true;

CREATE INDEX ticket_list_by_status ON ticket_list_v1 (status, serial);
CREATE INDEX ticket_list_by_requester ON ticket_list_v1 (requester_id, serial);
CREATE INDEX ticket_list_by_category ON ticket_list_v1 (category, serial);
CREATE INDEX ticket_list_by_origin ON ticket_list_v1 (origin, serial) WHERE origin IS NOT NULL;
CREATE INDEX ticket_list_by_opening ON ticket_list_v1 (opened_at);
CREATE INDEX ticket_list_by_words ON ticket_list_v1 USING gin (words) WHERE words IS NOT NULL;
