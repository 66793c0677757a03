"""Where walks through guided flows go, end and are given up, step by step."""

from collections.abc import Mapping
from typing import Any

from firstline_reporting.read_models.columns import count, different, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import LANGUAGE, MONTH, WEEK, in_time
from firstline_reporting.read_models.live_facts import rate
from firstline_reporting.read_models.question import Question, in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report, Subject

_DIMENSIONS = (
    Dimension("step", "the step of one version of a flow, in the order of the flow"),
    Dimension("answer", "each answer to each step"),
    Dimension("version", "the flow and its version"),
    Dimension("flow", "the flow, all of its versions"),
    LANGUAGE,
    WEEK,
    MONTH,
)
_OF_FLOWS = ("step", "answer", "version", "flow")
_NOW = "coalesce(%(at)s::timestamptz, now())"
_EVENTS = f"SELECT * FROM reporting.walk_events_v1 WHERE at <= {_NOW}"  # noqa: S608 - our own words
_WALKS = f"""SELECT s.walk_id AS id, s.at, s.flow, s.version, s.language,
           coalesce(a.ticket_id, s.ticket_id) AS ticket_id, n.outcome,
           coalesce(n.outcome, 'open') || coalesce(' at ' || n.step, '') AS about
      FROM ({_EVENTS}) AS s
      LEFT JOIN ({_EVENTS}) AS n ON n.walk_id = s.walk_id AND n.kind = 'ended'
      LEFT JOIN (SELECT DISTINCT ON (walk_id) walk_id, ticket_id FROM ({_EVENTS}) AS e
                  WHERE kind = 'attached' ORDER BY walk_id, sequence DESC) AS a
        ON a.walk_id = s.walk_id
     WHERE s.kind = 'started' AND {in_period("s.at")}"""  # noqa: S608 - our own words
_SHOWN = f"""SELECT walk_id, 'reached' AS what, next_step AS step, NULL AS answer,
           CASE kind WHEN 'answered' THEN place + 1 ELSE place END AS place,
           NULL::text AS outcome, false AS by_silence
      FROM ({_EVENTS}) AS e WHERE next_step IS NOT NULL"""  # noqa: S608 - our own words
_LEFT = f"""SELECT walk_id, kind AS what, step, answer,
           CASE kind WHEN 'retraced' THEN place + 1 ELSE place END, outcome,
           coalesce(by_silence, false)
      FROM ({_EVENTS}) AS e WHERE step IS NOT NULL"""  # noqa: S608 - our own words
_STANDS = f"""SELECT DISTINCT ON (walk_id) walk_id, 'open', next_step, NULL,
           CASE kind WHEN 'answered' THEN place + 1 ELSE place END, NULL, false
      FROM ({_EVENTS}) AS e WHERE kind IN ('started', 'answered', 'retraced')
     ORDER BY walk_id, sequence DESC"""  # noqa: S608 - our own words
_FACTS = f"""SELECT w.*, e.what, e.step, e.answer, e.place, e.by_silence,
           w.flow || '@' || w.version AS named, p.text
      FROM ({_WALKS}) AS w
      JOIN ({_SHOWN} UNION ALL {_LEFT} UNION ALL ({_STANDS})) AS e ON e.walk_id = w.id
      LEFT JOIN analytics.flow_steps AS p
        ON p.flow = w.flow AND p.version = w.version AND p.step = e.step
      LEFT JOIN reporting.tickets_v1 AS t ON t.ticket_id = w.ticket_id
     WHERE (e.what <> 'open' OR w.outcome IS NULL) AND {of_origin("t")}"""  # noqa: S608


def _facts(question: Question) -> str:
    """By answer: the answers alone."""
    if question.by != "answer":
        return _FACTS
    return f"SELECT f.* FROM ({_FACTS}) AS f WHERE f.what = 'answered'"  # noqa: S608 - our own words


def _place(by: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Flow by flow, version by version, and as early as a walk ever came to the step."""
    if by not in _OF_FLOWS:
        return (row["key"] or "",)
    return row["flow"], row["version"], row["first_place"], row["key"] or ""


def _ended(outcome: str) -> str:
    return f"count(*) FILTER (WHERE f.what = 'ended' AND f.outcome = '{outcome}')"


_REACHED = "count(DISTINCT f.id)"
_GIVEN_UP = _ended("given_up")
_TEXT = "CASE WHEN count(DISTINCT (f.named, f.step)) = 1 THEN min(f.text) END"
_COUNTING = Counted(
    facts=_facts,
    keys={
        **in_time("f.at"),
        "step": "f.named || ' ' || f.step",
        "answer": "f.named || ' ' || f.step || ' ' || f.answer",
        "version": "f.named",
        "flow": "f.flow",
        "language": "f.language",
    },
    measures={
        "reached": _REACHED,
        "answered": "count(*) FILTER (WHERE f.what = 'answered')",
        "retraced": "count(*) FILTER (WHERE f.what = 'retraced')",
        "solved": _ended("solved"),
        "not_solved": _ended("not_solved"),
        "given_up": _GIVEN_UP,
        "by_silence": "count(*) FILTER (WHERE f.what = 'ended' AND f.by_silence)",
        "given_up_share": rate(_GIVEN_UP, _REACHED),
        "open": "count(*) FILTER (WHERE f.what = 'open')",
        "attached": f"{_REACHED} FILTER (WHERE f.ticket_id IS NOT NULL)",
        "text": _TEXT,
        "flow": "min(f.flow)",
        "version": "min(f.version)",
        "first_place": "min(f.place)",
    },
    dimensions=_DIMENSIONS,
    subjects={"walks": "true"},
    place=_place,
)

FLOW_STEPS = Report(
    name="flow-steps",
    title="Where guided flows lead",
    about="How walks through guided flows go, end and are given up, step by step.",
    columns=(
        text("key", "flow@version and step (and answer), or what else the walks share"),
        different("reached", "walks that came to the step; by flow: that were started"),
        count("answered", "answers given here; an answer that was taken back counts as well"),
        count("retraced", "how often somebody went back from here"),
        count("solved", "walks that ended here as solved"),
        count("not_solved", "walks that ended here without an answer"),
        count("given_up", "walks that were left here before an end"),
        count("by_silence", "of these, those in which nobody answered any more"),
        share("given_up_share", "given_up of reached: the drop-out"),
        count("open", "walks that stand here, without an end yet"),
        different("attached", "of reached, walks whose way was attached to a ticket"),
        text("text", "what the step asks or tells, in the flow's first language; null: several"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A walk counts in the period in which it was started, with what had become of it at the"
            " instant; it keeps to the version of its flow. A step is reached when it is shown,"
            " however often; where a walk ends is the step that was shown last. Steps stand in the"
            " order in which walks first came to them. By answer, reached are the walks that gave"
            " it. A walk belongs to the ticket that it was attached to or started for; of a foreign"
            " desk's tickets alone: `origin`.",
            _COUNTING,
        ),
    ),
    takes=frozenset({"period", "at"}),
    subjects=(Subject("walks", "kb-flow-v1", "With what became of each, and at which step"),),
    chart=Chart("bar", ("reached", "given_up")),
)
