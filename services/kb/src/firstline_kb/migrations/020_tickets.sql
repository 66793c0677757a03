-- The tickets of the live timeline, as far as kb needs them: to be named, and to be answered.

CREATE TABLE tickets_v1 (
    ticket_id   uuid PRIMARY KEY,
    number      text UNIQUE,
    tenant      text NOT NULL,
    language    text,
    status      text NOT NULL,
    merged_into uuid,
    asked       text
);
COMMENT ON COLUMN tickets_v1.number IS 'null: an import that went live, which kb knows by its id alone';
COMMENT ON COLUMN tickets_v1.language IS 'as whoever opened it said it: it, en-GB';
COMMENT ON COLUMN tickets_v1.status IS 'after its opening, resolutions, closings and reopenings; what lies between is not followed';
COMMENT ON COLUMN tickets_v1.asked IS 'its subject, until its first message has come and articles are suggested; null from then on';
