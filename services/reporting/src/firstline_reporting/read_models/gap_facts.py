"""SQL of what no article answers: searches and tickets, each with its words."""

from firstline_reporting.read_models.live_facts import UNMERGED
from firstline_reporting.read_models.question import Question, in_period, of_origin

NOW = "coalesce(%(at)s::timestamptz, now())"
ANY = "any"


def _chosen(name: str) -> str:
    """The condition that the option of this name was left out, or is what the fact says."""
    return f"(%(option_{name})s::text = '{ANY}' OR f.{name} = %(option_{name})s)"


_SEARCHED = f"""SELECT s.*, coalesce(s.confident, s.hits > 0) AS answered,
           EXISTS (SELECT FROM reporting.found_articles_v1 AS o
                    WHERE o.search_id = s.search_id AND o.at <= {NOW}) AS opened
      FROM reporting.searches_v1 AS s
     WHERE s.at <= {NOW} AND {in_period("s.at")} AND %(origin)s::text IS NULL"""  # noqa: S608
_RESTED = f"""SELECT DISTINCT ON (r.ticket_id) r.ticket_id, r.at, r.kind, r.outcome
      FROM reporting.rests_v1 AS r
      JOIN reporting.tickets_v1 AS l ON l.ticket_id = r.ticket_id
      LEFT JOIN reporting.went_live_v1 AS w ON w.ticket_id = r.ticket_id
     WHERE r.at <= {NOW} AND (l.timeline = 'live' OR r.at >= w.live_from)
     ORDER BY r.ticket_id, r.sequence DESC"""  # noqa: S608 - our own words
_ACCEPTED = f"""SELECT a.about_id
      FROM (SELECT DISTINCT ON (about_id, article_id) about_id, step
              FROM reporting.suggestion_steps_v1
             WHERE step IN ('accepted', 'rejected') AND at <= {NOW}
             ORDER BY about_id, article_id, sequence DESC) AS a
     WHERE a.step = 'accepted'"""  # noqa: S608 - our own words
_LINKED = f"""SELECT k.ticket_id
      FROM (SELECT DISTINCT ON (article_id, ticket_id) ticket_id, linked
              FROM reporting.article_links_v1
             WHERE at <= {NOW} ORDER BY article_id, ticket_id, sequence DESC) AS k
     WHERE k.linked"""  # noqa: S608 - our own words
_COMPARED = f"""SELECT DISTINCT ON (about_id) about_id, language, words
      FROM reporting.suggestions_v1
     WHERE about = 'ticket' AND at <= {NOW} ORDER BY about_id, sequence DESC"""  # noqa: S608
_FOUND = f"""SELECT 'search' AS what, s.search_id AS id, NULL::uuid AS ticket_id, s.at, s.language,
           s.category, s.words, NOT s.answered AS gap, s.hits, false AS solved
      FROM ({_SEARCHED}) AS s WHERE NOT s.answered OR NOT s.opened
    UNION ALL
    SELECT 'ticket', t.ticket_id, t.ticket_id, r.at, coalesce(c.language, t.language), t.category,
           coalesce(c.words, '{{}}'), true, NULL, coalesce(r.outcome = 'solved', false)
      FROM ({_RESTED}) AS r
      JOIN analytics.tickets AS t ON t.ticket_id = r.ticket_id
      LEFT JOIN ({_COMPARED}) AS c ON c.about_id = r.ticket_id
     WHERE r.kind <> 'reopened' AND {in_period("r.at")} AND {of_origin("t")}
       AND {UNMERGED.format("r")}
       AND NOT EXISTS (SELECT FROM ({_ACCEPTED}) AS a WHERE a.about_id = r.ticket_id)
       AND NOT EXISTS (SELECT FROM ({_LINKED}) AS k WHERE k.ticket_id = r.ticket_id)"""  # noqa: S608
_FACTS = f"""SELECT f.*, array_to_string(f.words, ' ') AS about,
           coalesce(f.language, '') || ' ' || f.words::text AS raw
      FROM ({_FOUND}) AS f
     WHERE {_chosen("language")} AND {_chosen("category")}"""  # noqa: S608 - our own words


def facts(_: Question | None = None) -> str:
    """One row per search and ticket; `raw` is its language and words as they were told."""
    return _FACTS
