-- Which ticket is an alias of which, and what escalation says of the work on each.

CREATE TABLE ticket_aliases (
    ticket_id uuid   PRIMARY KEY,
    serial    bigint NOT NULL UNIQUE,
    into_id   uuid   NOT NULL
);
COMMENT ON TABLE ticket_aliases IS 'tickets that are merged into another one; written with the events';
CREATE INDEX ticket_aliases_into ON ticket_aliases (into_id);

CREATE TABLE cases_v1 (
    ticket_id      uuid PRIMARY KEY,
    line           text,
    queue          text,
    assignee       text,
    owner          text,
    referred_to    text,
    referred_where text
);
COMMENT ON TABLE cases_v1 IS 'where the work on each live ticket is, as escalation-case-v1 says';

CREATE TABLE case_requests_v1 (
    ticket_id   uuid        NOT NULL,
    request     integer     NOT NULL,
    outcome     text        NOT NULL,
    reply       text,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (ticket_id, request)
);
COMMENT ON TABLE case_requests_v1 IS 'what became of each request to be escalated: taken, accepted or declined';
