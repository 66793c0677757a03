-- Which article is meant: by id, by number or by the short name in its address.

CREATE SEQUENCE article_numbers;

CREATE TABLE articles (
    article_id uuid   PRIMARY KEY,
    serial     bigint NOT NULL UNIQUE,
    tenant     text   NOT NULL,
    slug       text   NOT NULL,
    UNIQUE (tenant, slug)
);
COMMENT ON COLUMN articles.serial IS 'the number without its prefix: 12 of KB-000012';
COMMENT ON COLUMN articles.slug IS 'the short name that stays in every address of the article';
