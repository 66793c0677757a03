-- What analysts read of answers without an agent.

CREATE VIEW analytics.searches AS
SELECT s.search_id, s.at, s.language, s.answered_in, s.category, s.tag, s.hits, s.confident,
       coalesce(s.confident, s.hits > 0) AS answered, s.words,
       coalesce(o.opened, 0)::integer AS opened, o.first_opened_at
  FROM reporting.searches_v1 AS s
  LEFT JOIN (
    SELECT search_id, count(*) AS opened, min(at) AS first_opened_at
      FROM reporting.found_articles_v1 GROUP BY search_id
  ) AS o ON o.search_id = s.search_id;

COMMENT ON VIEW analytics.searches IS
    'Searches of the published articles, by the words that were derived from each: what was typed is
not kept.';
COMMENT ON COLUMN analytics.searches.search_id IS
    'the search: the subject of its events on kb-search-v1';
COMMENT ON COLUMN analytics.searches.at IS 'when it was made';
COMMENT ON COLUMN analytics.searches.language IS 'the language asked for, or recognised';
COMMENT ON COLUMN analytics.searches.answered_in IS
    'another one where nothing in that language answered';
COMMENT ON COLUMN analytics.searches.category IS 'the category that it kept to, if any';
COMMENT ON COLUMN analytics.searches.tag IS 'the tag that it kept to, if any';
COMMENT ON COLUMN analytics.searches.hits IS 'how many articles answered';
COMMENT ON COLUMN analytics.searches.confident IS
    'whether the best one is likely to answer; null: not judged';
COMMENT ON COLUMN analytics.searches.answered IS
    'confident, or where that was not judged: whether there was any hit';
COMMENT ON COLUMN analytics.searches.words IS 'the stems that say most about it, the rarest first';
COMMENT ON COLUMN analytics.searches.opened IS 'how many articles were opened from it';
COMMENT ON COLUMN analytics.searches.first_opened_at IS
    'when the first of these was opened; null: none';

CREATE VIEW analytics.search_openings AS
SELECT search_id, sequence, at, article_id, place FROM reporting.found_articles_v1;

COMMENT ON VIEW analytics.search_openings IS 'Articles that were opened from what a search found.';
COMMENT ON COLUMN analytics.search_openings.search_id IS 'the search';
COMMENT ON COLUMN analytics.search_openings.sequence IS 'sequence of the event of kb that says so';
COMMENT ON COLUMN analytics.search_openings.at IS 'when it was opened';
COMMENT ON COLUMN analytics.search_openings.article_id IS 'the article';
COMMENT ON COLUMN analytics.search_openings.place IS
    'its place among those shown first, from 1; null: on a further page';

CREATE VIEW analytics.suggestions AS
SELECT about_id, sequence, at, about, language, answered_in, cardinality(articles) AS articles,
       articles[1] AS best_article, articles AS article_ids, share, lead, rule, words
  FROM reporting.suggestions_v1;

COMMENT ON VIEW analytics.suggestions IS
    'Articles suggested for tickets opened live, and for drafts of tickets, each time that their text
was compared.';
COMMENT ON COLUMN analytics.suggestions.about_id IS
    'the ticket, or the draft while there is no ticket';
COMMENT ON COLUMN analytics.suggestions.sequence IS 'sequence of the event of kb that says so';
COMMENT ON COLUMN analytics.suggestions.at IS 'when the text was compared';
COMMENT ON COLUMN analytics.suggestions.about IS 'ticket or draft';
COMMENT ON COLUMN analytics.suggestions.language IS 'the language said, or recognised';
COMMENT ON COLUMN analytics.suggestions.answered_in IS 'the language of the articles';
COMMENT ON COLUMN analytics.suggestions.articles IS 'how many were suggested; 0: none was sure';
COMMENT ON COLUMN analytics.suggestions.best_article IS 'the first of them';
COMMENT ON COLUMN analytics.suggestions.article_ids IS 'all of them, the best first';
COMMENT ON COLUMN analytics.suggestions.share IS
    'how much of the text''s weight the best article holds, named or not';
COMMENT ON COLUMN analytics.suggestions.lead IS
    'its score over the second one''s; null: there was no second one';
COMMENT ON COLUMN analytics.suggestions.rule IS
    'by which it was decided whether to name any: `confident@1`';
COMMENT ON COLUMN analytics.suggestions.words IS
    'the stems that say most about the text, the rarest first';

CREATE VIEW analytics.suggestion_steps AS
SELECT about_id, sequence, at, step, article_id, suggested, answered_by, walk_id, ticket_id, by_kind,
       by_agent
  FROM reporting.suggestion_steps_v1;

COMMENT ON VIEW analytics.suggestion_steps IS
    'What became of suggestions and drafts, step by step.';
COMMENT ON COLUMN analytics.suggestion_steps.about_id IS 'the ticket, or the draft';
COMMENT ON COLUMN analytics.suggestion_steps.sequence IS 'sequence of the event of kb that says so';
COMMENT ON COLUMN analytics.suggestion_steps.at IS 'from when it counts';
COMMENT ON COLUMN analytics.suggestion_steps.step IS
    'accepted, rejected; of a draft deflected, opened (as a ticket); of a ticket solved (by the
article), withdrawn (reopened)';
COMMENT ON COLUMN analytics.suggestion_steps.article_id IS 'the article, if one is meant';
COMMENT ON COLUMN analytics.suggestion_steps.suggested IS
    'of an acceptance: whether the article had been suggested';
COMMENT ON COLUMN analytics.suggestion_steps.answered_by IS 'of a deflection: article or flow';
COMMENT ON COLUMN analytics.suggestion_steps.walk_id IS 'of a deflection: the walk that answered';
COMMENT ON COLUMN analytics.suggestion_steps.ticket_id IS
    'of an opened draft: the ticket that it became';
COMMENT ON COLUMN analytics.suggestion_steps.by_kind IS 'who did it: requester, agent or system';
COMMENT ON COLUMN analytics.suggestion_steps.by_agent IS 'which agent; null for anybody else';

CREATE VIEW analytics.drafts AS
SELECT d.draft_id, d.begun_at, d.last_text_at, d.texts::integer AS texts, d.language, d.words,
       e.at AS ended_at,
       CASE WHEN e.step = 'opened' THEN 'ticket' ELSE e.answered_by END AS ended_by,
       e.article_id, e.walk_id, e.ticket_id
  FROM (
    SELECT about_id AS draft_id, min(at) AS begun_at, max(at) AS last_text_at, count(*) AS texts,
           (array_agg(language ORDER BY sequence DESC))[1] AS language,
           (array_agg(array_to_json(words)::text ORDER BY sequence DESC))[1]::jsonb AS words
      FROM reporting.suggestions_v1 WHERE about = 'draft' GROUP BY about_id
  ) AS d
  LEFT JOIN (
    SELECT DISTINCT ON (about_id) about_id, at, step, answered_by, article_id, walk_id, ticket_id
      FROM reporting.suggestion_steps_v1 WHERE step IN ('deflected', 'opened')
     ORDER BY about_id, sequence DESC
  ) AS e ON e.about_id = d.draft_id;

COMMENT ON VIEW analytics.drafts IS
    'Drafts of tickets, and how each ended. Deflected: an article or a flow answered, and no ticket
was opened.';
COMMENT ON COLUMN analytics.drafts.draft_id IS
    'the draft: the subject of its events on kb-suggestion-v1';
COMMENT ON COLUMN analytics.drafts.begun_at IS 'when its first text was compared';
COMMENT ON COLUMN analytics.drafts.last_text_at IS 'when its last text was';
COMMENT ON COLUMN analytics.drafts.texts IS 'how many texts were compared';
COMMENT ON COLUMN analytics.drafts.language IS 'of its last text';
COMMENT ON COLUMN analytics.drafts.words IS
    'JSON array: the stems that say most about its last text';
COMMENT ON COLUMN analytics.drafts.ended_at IS 'when it ended; null: it did not';
COMMENT ON COLUMN analytics.drafts.ended_by IS
    'article or flow: deflected; ticket: opened as one; null: it has no end';
COMMENT ON COLUMN analytics.drafts.article_id IS 'the article that answered';
COMMENT ON COLUMN analytics.drafts.walk_id IS 'the walk that answered';
COMMENT ON COLUMN analytics.drafts.ticket_id IS 'the ticket that it became';

CREATE VIEW analytics.articles AS
SELECT a.article_id, a.number, a.slug, a.language,
       CASE WHEN p.at IS NULL THEN a.category ELSE p.category END AS category,
       coalesce(p.title, a.title) AS title, a.at AS drafted_at,
       coalesce(o.languages, '{}') AS public_in
  FROM reporting.articles_v1 AS a
  LEFT JOIN (
    SELECT DISTINCT ON (article_id) article_id, at, title, category
      FROM reporting.public_texts_v1 WHERE version IS NOT NULL
     ORDER BY article_id, sequence DESC
  ) AS p ON p.article_id = a.article_id
  LEFT JOIN (
    SELECT article_id, array_agg(language ORDER BY language) AS languages
      FROM (
        SELECT DISTINCT ON (article_id, language) article_id, language, version
          FROM reporting.public_texts_v1, unnest(languages) AS language
         ORDER BY article_id, language, sequence DESC
      ) AS last WHERE version IS NOT NULL GROUP BY article_id
  ) AS o ON o.article_id = a.article_id;

COMMENT ON VIEW analytics.articles IS
    'Articles by their names, and in which languages the public reads them now.';
COMMENT ON COLUMN analytics.articles.article_id IS 'the article''s id in every topic and service';
COMMENT ON COLUMN analytics.articles.number IS 'its name for people: KB-000012';
COMMENT ON COLUMN analytics.articles.slug IS 'its name in addresses';
COMMENT ON COLUMN analytics.articles.language IS 'the language that it was drafted in';
COMMENT ON COLUMN analytics.articles.category IS 'what it is about, as it was last published';
COMMENT ON COLUMN analytics.articles.title IS 'the title last published, else the first draft''s';
COMMENT ON COLUMN analytics.articles.drafted_at IS 'when it was begun';
COMMENT ON COLUMN analytics.articles.public_in IS
    'the languages in which the public reads it now; empty: none';

CREATE VIEW analytics.article_links AS
SELECT article_id, sequence, ticket_id, at AS valid_from, next_at AS valid_to
  FROM (
    SELECT article_id, sequence, ticket_id, at, linked, lead(at) OVER links AS next_at
      FROM reporting.article_links_v1
    WINDOW links AS (PARTITION BY article_id, ticket_id ORDER BY sequence)
  ) AS l WHERE linked;

COMMENT ON VIEW analytics.article_links IS 'Which tickets an article is about, said by agents.';
COMMENT ON COLUMN analytics.article_links.article_id IS 'the article';
COMMENT ON COLUMN analytics.article_links.sequence IS 'sequence of the event of kb that says so';
COMMENT ON COLUMN analytics.article_links.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.article_links.valid_from IS 'from when';
COMMENT ON COLUMN analytics.article_links.valid_to IS 'until when; null: it still is';

CREATE VIEW analytics.walks AS
SELECT s.walk_id, s.flow, s.version, s.language, s.at AS started_at, s.next_step AS first_step,
       coalesce(s.draft_id, e.draft_id) AS draft_id,
       coalesce(a.ticket_id, s.ticket_id, e.ticket_id) AS ticket_id, a.at AS attached_at,
       e.at AS ended_at, e.outcome, e.by_silence, e.step AS last_step, e.place, e.article_id
  FROM reporting.walk_events_v1 AS s
  LEFT JOIN reporting.walk_events_v1 AS e ON e.walk_id = s.walk_id AND e.kind = 'ended'
  LEFT JOIN (
    SELECT DISTINCT ON (walk_id) walk_id, at, ticket_id
      FROM reporting.walk_events_v1 WHERE kind = 'attached' ORDER BY walk_id, sequence DESC
  ) AS a ON a.walk_id = s.walk_id
 WHERE s.kind = 'started';

COMMENT ON VIEW analytics.walks IS 'Walks through guided flows, and how each ended.';
COMMENT ON COLUMN analytics.walks.walk_id IS 'the walk: the subject of its events on kb-flow-v1';
COMMENT ON COLUMN analytics.walks.flow IS 'the flow''s name';
COMMENT ON COLUMN analytics.walks.version IS 'the version that was walked';
COMMENT ON COLUMN analytics.walks.language IS 'in which language';
COMMENT ON COLUMN analytics.walks.started_at IS 'when it began';
COMMENT ON COLUMN analytics.walks.first_step IS 'the step that was shown first';
COMMENT ON COLUMN analytics.walks.draft_id IS 'the draft that somebody was writing, if any';
COMMENT ON COLUMN analytics.walks.ticket_id IS 'the ticket that it is about, if any';
COMMENT ON COLUMN analytics.walks.attached_at IS 'when its way was attached to that ticket';
COMMENT ON COLUMN analytics.walks.ended_at IS 'when it ended; null: it did not';
COMMENT ON COLUMN analytics.walks.outcome IS 'solved, not_solved or given_up';
COMMENT ON COLUMN analytics.walks.by_silence IS 'given up because nobody answered any more';
COMMENT ON COLUMN analytics.walks.last_step IS 'the step that was shown last';
COMMENT ON COLUMN analytics.walks.place IS 'how many steps were shown up to there';
COMMENT ON COLUMN analytics.walks.article_id IS 'the article that the end names';

CREATE VIEW analytics.walk_steps AS
SELECT walk_id, sequence, at, kind, flow, version, step, place, answer, next_step
  FROM reporting.walk_events_v1 WHERE kind IN ('answered', 'retraced');

COMMENT ON VIEW analytics.walk_steps IS 'Every answer within walks, and every step back.';
COMMENT ON COLUMN analytics.walk_steps.walk_id IS 'the walk';
COMMENT ON COLUMN analytics.walk_steps.sequence IS 'sequence of the event of kb that says so';
COMMENT ON COLUMN analytics.walk_steps.at IS 'when it happened';
COMMENT ON COLUMN analytics.walk_steps.kind IS
    'answered, or retraced: the last answer was taken back';
COMMENT ON COLUMN analytics.walk_steps.flow IS 'the flow''s name';
COMMENT ON COLUMN analytics.walk_steps.version IS 'the version that was walked';
COMMENT ON COLUMN analytics.walk_steps.step IS 'the step that was shown before';
COMMENT ON COLUMN analytics.walk_steps.place IS
    'of the answered step, or of the one that is shown again: from 1';
COMMENT ON COLUMN analytics.walk_steps.answer IS
    'the name of the answer; null where none was given';
COMMENT ON COLUMN analytics.walk_steps.next_step IS 'the step that is shown after it';

CREATE VIEW analytics.flow_versions AS
SELECT flow, version, at, content::jsonb AS content FROM reporting.flow_versions_v1;

COMMENT ON VIEW analytics.flow_versions IS 'Each version of a guided flow, as it was published.';
COMMENT ON COLUMN analytics.flow_versions.flow IS 'the flow''s name';
COMMENT ON COLUMN analytics.flow_versions.version IS 'counted from 1';
COMMENT ON COLUMN analytics.flow_versions.at IS 'from when it counts';
COMMENT ON COLUMN analytics.flow_versions.content IS 'JSON object: the flow, whole';

DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'firstline_analyst') THEN
        GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO firstline_analyst;
    END IF;
END $$;
