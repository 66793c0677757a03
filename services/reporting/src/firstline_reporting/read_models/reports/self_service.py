"""How many requests need no agent: found, deflected, or solved by an article."""

from firstline_reporting.read_models.columns import count, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import DAY, LANGUAGE, MONTH, WEEK, in_time
from firstline_reporting.read_models.live_facts import rate, wilson
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Report, Subject

_DIMENSIONS = (WEEK, DAY, MONTH, LANGUAGE)
_NOW = "coalesce(%(at)s::timestamptz, now())"
_OURS = "%(origin)s::text IS NULL"
_SEARCHES = f"""SELECT 'search' AS what, s.search_id AS id, NULL::uuid AS ticket_id, s.at,
           s.language,
           CASE WHEN EXISTS (SELECT FROM reporting.found_articles_v1 AS o
                              WHERE o.search_id = s.search_id AND o.at <= {_NOW}) THEN 'opened'
                WHEN coalesce(s.confident, s.hits > 0) THEN 'answered'
                ELSE 'not answered' END AS about,
           coalesce(s.confident, s.hits > 0) AS sure, NULL::text AS step, NULL::text AS solution
      FROM reporting.searches_v1 AS s
     WHERE s.at <= {_NOW} AND {in_period("s.at")} AND {_OURS}"""  # noqa: S608 - our own words
_TEXTS = f"""SELECT about_id, min(at) AS at, max(at) AS last_at,
           (array_agg(language ORDER BY sequence DESC))[1] AS language
      FROM reporting.suggestions_v1 WHERE about = 'draft' AND at <= {_NOW} GROUP BY 1"""  # noqa: S608
_ENDS = f"""SELECT DISTINCT ON (about_id) about_id, step, answered_by
      FROM reporting.suggestion_steps_v1
     WHERE step IN ('deflected', 'opened') AND at <= {_NOW}
     ORDER BY about_id, sequence DESC"""  # noqa: S608 - our own words
_DRAFTS = f"""SELECT 'draft', d.about_id, NULL, d.at, d.language,
           CASE WHEN e.step = 'opened' THEN 'opened as a ticket'
                WHEN e.step = 'deflected' THEN 'deflected by ' || e.answered_by
                WHEN d.last_at <= {_NOW} - interval '24 hours' THEN 'abandoned'
                ELSE 'being written' END, NULL, NULL, NULL
      FROM ({_TEXTS}) AS d LEFT JOIN ({_ENDS}) AS e ON e.about_id = d.about_id
     WHERE {in_period("d.at")} AND {_OURS}"""  # noqa: S608 - our own words
_SPOKEN = f"""SELECT about_id, min(at) AS at, max(language) AS language, max(articles) AS articles
      FROM (SELECT about_id, at, language, cardinality(articles) AS articles
              FROM reporting.suggestions_v1 WHERE about = 'ticket' AND at <= {_NOW}
            UNION ALL
            SELECT about_id, at, NULL, NULL FROM reporting.suggestion_steps_v1
             WHERE at <= {_NOW}) AS s GROUP BY 1"""  # noqa: S608 - our own words
_JUDGED = f"""SELECT about_id, min(step) AS step
      FROM (SELECT DISTINCT ON (about_id, article_id) about_id, step
              FROM reporting.suggestion_steps_v1
             WHERE step IN ('accepted', 'rejected') AND at <= {_NOW}
             ORDER BY about_id, article_id, sequence DESC) AS j GROUP BY 1"""  # noqa: S608
_SOLUTIONS = f"""SELECT DISTINCT ON (about_id) about_id, step
      FROM reporting.suggestion_steps_v1
     WHERE step IN ('solved', 'withdrawn') AND at <= {_NOW}
     ORDER BY about_id, sequence DESC"""  # noqa: S608 - our own words
_TICKETS = f"""SELECT 'ticket', t.ticket_id, t.ticket_id, p.at, coalesce(p.language, t.language),
           CASE WHEN p.articles > 0 THEN 'suggested' WHEN p.articles = 0 THEN 'unsure' END,
           NULL, j.step, s.step
      FROM ({_SPOKEN}) AS p
      JOIN reporting.tickets_v1 AS t ON t.ticket_id = p.about_id
      LEFT JOIN ({_JUDGED}) AS j ON j.about_id = p.about_id
      LEFT JOIN ({_SOLUTIONS}) AS s ON s.about_id = p.about_id
     WHERE {in_period("p.at")} AND {of_origin("t")}"""  # noqa: S608 - our own words


def _count(what: str, **words: str) -> str:
    conditions = [f"f.what = '{what}'", *(f"f.{name} = '{word}'" for name, word in words.items())]
    return f"count(*) FILTER (WHERE {' AND '.join(conditions)})"


_DEFLECTED = "count(*) FILTER (WHERE f.about IN ('deflected by article', 'deflected by flow'))"
_DECIDED = """count(*) FILTER (WHERE f.about IN
    ('deflected by article', 'deflected by flow', 'opened as a ticket'))"""
_COUNTING = Counted(
    facts=f"{_SEARCHES} UNION ALL {_DRAFTS} UNION ALL {_TICKETS}",
    keys={**in_time("f.at"), "language": "f.language"},
    measures={
        "searches": _count("search"),
        "answered": "count(*) FILTER (WHERE f.what = 'search' AND f.sure)",
        "opened": _count("search", about="opened"),
        "drafts": _count("draft"),
        "deflected_by_article": _count("draft", about="deflected by article"),
        "deflected_by_flow": _count("draft", about="deflected by flow"),
        "opened_as_ticket": _count("draft", about="opened as a ticket"),
        "abandoned": _count("draft", about="abandoned"),
        "deflection": rate(_DEFLECTED, _DECIDED),
        "deflection_low": wilson("-", _DEFLECTED, _DECIDED),
        "deflection_high": wilson("+", _DEFLECTED, _DECIDED),
        "tickets": _count("ticket"),
        "suggested": _count("ticket", about="suggested"),
        "unsure": _count("ticket", about="unsure"),
        "accepted": _count("ticket", step="accepted"),
        "rejected": _count("ticket", step="rejected"),
        "solved_by_article": _count("ticket", solution="solved"),
        "withdrawn": _count("ticket", solution="withdrawn"),
    },
    dimensions=_DIMENSIONS,
    subjects={"searches": "f.what = 'search'", "drafts": "f.what = 'draft'"},
)

SELF_SERVICE = Report(
    name="self-service",
    title="Answered without an agent",
    about="How many requests need no agent: found, deflected, or solved by an article.",
    columns=(
        text("key", "the week, day, month or language; null: unknown"),
        count("searches", "searches of the published articles"),
        count("answered", "of these, those with a confident answer; where not judged: any hit"),
        count("opened", "of these, those from which an article was opened"),
        count("drafts", "drafts of tickets, by when their first text was compared"),
        count("deflected_by_article", "of these, those that an article ended without a ticket"),
        count("deflected_by_flow", "those that a guided flow ended"),
        count("opened_as_ticket", "those that became a ticket"),
        count("abandoned", "those without an end whose last text is older than 24 hours"),
        share("deflection", "deflected of deflected and opened_as_ticket"),
        share("deflection_low", "from where the true share lies, with 95 % confidence"),
        share("deflection_high", "and up to where"),
        count("tickets", "tickets of which kb has spoken: their text was compared, or judged"),
        count("suggested", "of these, those for which an article was suggested"),
        count("unsure", "those whose text was compared, and no article was sure"),
        count("accepted", "those of which an acceptance stands"),
        count("rejected", "those of which rejections alone stand"),
        count("solved_by_article", "those resolved as solved while an acceptance stood"),
        count("withdrawn", "those that were so and came back"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "Searches count when they were made, drafts when their first text was compared,"
            " tickets when kb first spoke of them; what became of each is told as of the instant."
            " Deflected: an article or a guided flow ended the draft, and no ticket was opened;"
            " the last end counts. Deflection is deflected of those deflected or opened as a"
            " ticket: who leaves without a word is in neither. Its interval is Wilson's at 95 %. A"
            " ticket that an article solves was opened: it is solved by article, never deflected."
            " Accepted and rejected go by the last word on each article. A foreign desk (`origin`)"
            " has tickets alone, neither searches nor drafts.",
            _COUNTING,
        ),
    ),
    takes=frozenset({"period", "at"}),
    subjects=(
        Subject("searches", "kb-search-v1", "With whether each was answered, or opened"),
        Subject("drafts", "kb-suggestion-v1", "With what became of each"),
    ),
    chart=Chart("bar", ("deflection", "searches", "drafts")),
)
