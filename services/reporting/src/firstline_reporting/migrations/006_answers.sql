-- Answers without an agent: what people search, what articles are suggested, how flows are walked.
-- Each row is one event's own words, and no text that anybody typed is among them: of a search or
-- a request the words are kept that kb derived from it.

CREATE TABLE reporting.searches_v1 (
    search_id   uuid        PRIMARY KEY,
    at          timestamptz NOT NULL,
    language    text        NOT NULL,
    answered_in text        NOT NULL,
    category    text,
    tag         text,
    hits        integer     NOT NULL,
    confident   boolean,
    words       text[]      NOT NULL
);
CREATE INDEX searches_v1_by_time ON reporting.searches_v1 (at);

CREATE TABLE reporting.found_articles_v1 (
    search_id  uuid        NOT NULL,
    sequence   bigint      NOT NULL,
    at         timestamptz NOT NULL,
    article_id uuid        NOT NULL,
    place      integer,
    PRIMARY KEY (search_id, sequence)
);
CREATE INDEX found_articles_v1_by_time ON reporting.found_articles_v1 (at);

-- `about_id` is a ticket, or a draft of one.
CREATE TABLE reporting.suggestions_v1 (
    about_id    uuid             NOT NULL,
    sequence    bigint           NOT NULL,
    at          timestamptz      NOT NULL,
    about       text             NOT NULL,
    language    text             NOT NULL,
    answered_in text             NOT NULL,
    articles    uuid[]           NOT NULL,
    share       double precision NOT NULL,
    lead        double precision,
    rule        text             NOT NULL,
    words       text[]           NOT NULL,
    PRIMARY KEY (about_id, sequence)
);
CREATE INDEX suggestions_v1_by_time ON reporting.suggestions_v1 (at);

-- accepted, rejected, deflected, opened, solved, withdrawn.
CREATE TABLE reporting.suggestion_steps_v1 (
    about_id    uuid        NOT NULL,
    sequence    bigint      NOT NULL,
    at          timestamptz NOT NULL,
    step        text        NOT NULL,
    article_id  uuid,
    suggested   boolean,
    answered_by text,
    walk_id     uuid,
    ticket_id   uuid,
    by_kind     text        NOT NULL,
    by_agent    text,
    PRIMARY KEY (about_id, sequence)
);
CREATE INDEX suggestion_steps_v1_by_time ON reporting.suggestion_steps_v1 (at);
CREATE INDEX suggestion_steps_v1_by_ticket ON reporting.suggestion_steps_v1 (ticket_id)
    WHERE ticket_id IS NOT NULL;

CREATE TABLE reporting.articles_v1 (
    article_id uuid        PRIMARY KEY,
    at         timestamptz NOT NULL,
    number     text        NOT NULL,
    slug       text        NOT NULL,
    language   text        NOT NULL,
    category   text,
    title      text        NOT NULL
);

-- What the public reads: a text published, or texts retired (then without version and title).
CREATE TABLE reporting.public_texts_v1 (
    article_id uuid        NOT NULL,
    sequence   bigint      NOT NULL,
    at         timestamptz NOT NULL,
    languages  text[]      NOT NULL,
    version    integer,
    title      text,
    category   text,
    PRIMARY KEY (article_id, sequence)
);

CREATE TABLE reporting.article_links_v1 (
    article_id uuid        NOT NULL,
    sequence   bigint      NOT NULL,
    at         timestamptz NOT NULL,
    ticket_id  uuid        NOT NULL,
    linked     boolean     NOT NULL,
    PRIMARY KEY (article_id, sequence)
);
CREATE INDEX article_links_v1_by_ticket ON reporting.article_links_v1 (ticket_id);

-- started, answered, retraced, ended, attached. `step` is the one that was shown before the event
-- (of a start: none), `next_step` the one that is shown after it (of an end: none).
CREATE TABLE reporting.walk_events_v1 (
    walk_id    uuid        NOT NULL,
    sequence   bigint      NOT NULL,
    at         timestamptz NOT NULL,
    kind       text        NOT NULL,
    flow       text        NOT NULL,
    version    integer     NOT NULL,
    language   text,
    step       text,
    place      integer,
    answer     text,
    next_step  text,
    outcome    text,
    by_silence boolean,
    article_id uuid,
    ticket_id  uuid,
    draft_id   uuid,
    PRIMARY KEY (walk_id, sequence)
);
CREATE INDEX walk_events_v1_starts ON reporting.walk_events_v1 (at) WHERE kind = 'started';
CREATE INDEX walk_events_v1_by_ticket ON reporting.walk_events_v1 (ticket_id)
    WHERE ticket_id IS NOT NULL;

-- Each version of a flow as it was published, whole.
CREATE TABLE reporting.flow_versions_v1 (
    flow    text        NOT NULL,
    version integer     NOT NULL,
    at      timestamptz NOT NULL,
    content text        NOT NULL,
    PRIMARY KEY (flow, version)
);
