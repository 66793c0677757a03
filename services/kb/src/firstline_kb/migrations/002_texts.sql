-- What articles say, one row for each language of each: as people look for them, and as the public reads them.

CREATE TABLE texts_v1 (
    article_id     uuid        NOT NULL,
    language       text        NOT NULL,
    serial         bigint      NOT NULL,
    slug           text        NOT NULL,
    owner          text        NOT NULL,
    category       text,
    tags           text[]      NOT NULL,
    review_on      date,
    latest         integer     NOT NULL,
    state          text        NOT NULL,
    title          text        NOT NULL,
    editor         text        NOT NULL,
    edited_at      timestamptz NOT NULL,
    public         integer,
    published_at   timestamptz,
    public_title   text,
    public_summary text,
    public_body    text,
    PRIMARY KEY (article_id, language)
);
COMMENT ON COLUMN texts_v1.serial IS 'the article''s number without its prefix';
COMMENT ON COLUMN texts_v1.latest IS 'the latest version of the text; state, title, editor and edited_at are its own';
COMMENT ON COLUMN texts_v1.public IS 'the version that everybody reads; null: none';
COMMENT ON COLUMN texts_v1.published_at IS 'of the public version, as its title, summary and body are';

-- Each filter has an index in the order of the list, so that a page costs the same at any depth.
CREATE INDEX texts_v1_turn ON texts_v1 (serial, language);
CREATE INDEX texts_v1_language ON texts_v1 (language, serial);
CREATE INDEX texts_v1_state ON texts_v1 (state, serial, language);
CREATE INDEX texts_v1_category ON texts_v1 (category, serial, language) WHERE category IS NOT NULL;
CREATE INDEX texts_v1_owner ON texts_v1 (owner, serial, language);
CREATE INDEX texts_v1_public ON texts_v1 (serial, language) WHERE public IS NOT NULL;
CREATE INDEX texts_v1_not_public ON texts_v1 (serial, language) WHERE public IS NULL;
CREATE INDEX texts_v1_tags ON texts_v1 USING gin (tags);
CREATE INDEX texts_v1_due ON texts_v1 (review_on, serial, language) WHERE review_on IS NOT NULL AND state <> 'retired';

CREATE TABLE article_tickets_v1 (
    ticket_id  uuid NOT NULL,
    article_id uuid NOT NULL,
    PRIMARY KEY (ticket_id, article_id)
);
COMMENT ON TABLE article_tickets_v1 IS 'which articles a ticket is linked to';
CREATE INDEX article_tickets_v1_article ON article_tickets_v1 (article_id);
