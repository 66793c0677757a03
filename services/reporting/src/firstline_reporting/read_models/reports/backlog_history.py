"""How many tickets waited for the desk, step by step: exact, not from nightly snapshots."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import accumulate
from typing import Any

import psycopg

from firstline_reporting.read_models.columns import count, instant, text
from firstline_reporting.read_models.counting import over_all_tickets, single
from firstline_reporting.read_models.question import CannotAnswer, Question
from firstline_reporting.read_models.report import (
    WHOLE,
    Answer,
    Chart,
    Definition,
    Dimension,
    Key,
    Option,
    Report,
    Tickets,
)
from firstline_reporting.read_models.reports import backlog
from firstline_reporting.read_models.steps import points

_ALL = "all"
MOST_ROWS = 100_000
_DIMENSIONS = (Dimension(_ALL, "nothing: one row an instant"), *backlog.DIMENSIONS)
_SPAN = """SELECT date_trunc('day', min(opened_at) AT TIME ZONE %(zone)s) AT TIME ZONE %(zone)s,
           max(changed_at)
      FROM analytics.tickets AS t WHERE (%(origin)s::text IS NULL OR t.origin = %(origin)s)"""
_WAITING = """SELECT s.ticket_id, s.value, s.valid_from, s.valid_to
      FROM analytics.ticket_history AS s JOIN analytics.tickets AS t ON t.ticket_id = s.ticket_id
     WHERE s.aspect = 'status' AND s.value NOT IN ('resolved', 'closed')
       AND (%(origin)s::text IS NULL OR t.origin = %(origin)s)"""
_EVER = f"""SELECT w.ticket_id FROM ({_WAITING}) AS w
     WHERE (%(until)s::timestamptz IS NULL OR w.valid_from <= %(until)s)
       AND (%(since)s::timestamptz IS NULL OR w.valid_to IS NULL OR w.valid_to > %(since)s)"""  # noqa: S608
_OTHER = f"""WITH waiting AS ({_WAITING}),
    spells AS (
      SELECT ticket_id, value, valid_from, valid_to FROM analytics.ticket_history
       WHERE aspect = %(aspect)s
      UNION ALL
      SELECT t.ticket_id, NULL, '-infinity', min(h.valid_from)
        FROM analytics.tickets AS t
        LEFT JOIN analytics.ticket_history AS h
          ON h.ticket_id = t.ticket_id AND h.aspect = %(aspect)s
       GROUP BY 1)
    SELECT w.ticket_id, s.value, greatest(w.valid_from, s.valid_from) AS valid_from,
           least(w.valid_to, s.valid_to) AS valid_to
      FROM waiting AS w JOIN spells AS s ON s.ticket_id = w.ticket_id
     WHERE (s.valid_to IS NULL OR s.valid_to > w.valid_from)
       AND (w.valid_to IS NULL OR w.valid_to > s.valid_from)"""  # noqa: S608 - our own words
_MOVES = """SELECT width_bucket(at - interval '1 microsecond', %(points)s::timestamptz[]) AS place,
           {key} AS key, sum(change)::bigint
      FROM (SELECT value, valid_from AS at, 1 AS change FROM ({waiting}) AS w
            UNION ALL
            SELECT value, valid_to, -1 FROM ({waiting}) AS w WHERE valid_to IS NOT NULL) AS moves
     GROUP BY 1, 2 HAVING sum(change) <> 0"""
Moves = Mapping[str | None, Counter[int]]


def backlog_history(connection: psycopg.Connection[Any], question: Question) -> Answer:
    """The backlog at each point, by a merge of the ends of its intervals."""
    at = _points(connection, question)
    if not at:
        return Answer([])
    over_all_tickets(connection)
    moves = _moves(connection, question, at)
    return Answer(list(_rows(at, moves)))


def _points(connection: psycopg.Connection[Any], question: Question) -> list[datetime]:
    """What was asked for; without bounds from the first opening to the last change."""
    first, last = single(connection, _SPAN, question.parameters())
    since, until = question.since or first, question.until or last
    if since is None or until is None or since > until:
        return []
    return points(since, until, question.options["step"], question.zone)


def _moves(
    connection: psycopg.Connection[Any], question: Question, at: list[datetime]
) -> dict[str | None, Counter[int]]:
    """By key, how much the backlog changes on the way to each point."""
    by = question.by
    waiting = _WAITING if by in (_ALL, "status") else _OTHER
    statement = _MOVES.format(key="NULL::text" if by == _ALL else "value", waiting=waiting)
    parameters = {**question.parameters(), "points": at, "aspect": by}
    found: dict[str | None, Counter[int]] = defaultdict(Counter)
    for place, key, change in connection.execute(statement.encode(), parameters):
        found[key][place] += change
    if len(found) * len(at) > MOST_ROWS:
        reason = f"{len(at):,} points by {len(found):,} words are too many; take a longer step"
        raise CannotAnswer("step", f"{reason}, a shorter period, or by=all")
    return found


def _rows(at: list[datetime], moves: Moves) -> Iterable[dict[str, Any]]:
    """For each point, who waited then; a key that nobody has at a point has no row there."""
    alone = set(moves) <= {None}
    series = {key: list(accumulate(moves[key][i] for i in range(len(at)))) for key in moves}
    keys = sorted(series, key=lambda key: (key is None, key or ""))
    for place, point in enumerate(at):
        if alone:
            yield {"at": point, "key": None, "count": series[None][place] if series else 0}
            continue
        for key in keys:
            if series[key][place]:
                yield {"at": point, "key": key, "count": series[key][place]}


def _behind(question: Question, key: Key) -> Tickets:
    """Those who waited at the instant that the key begins with; for all rows: in the period."""
    if key is WHOLE:
        return Tickets(_EVER, question.parameters(), whole=True)
    if not isinstance(key, str):
        raise CannotAnswer("key", "name the row: an instant, and a word after a space")
    moment, space, word = key.partition(" ")
    by = question.by if question.by != _ALL else "status"
    then = Question(by=by, origin=question.origin, at=_instant(moment))
    wanted: Key = WHOLE if question.by == _ALL or not space else word or None
    return backlog.BACKLOG.current.tickets(then, wanted)


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        reason = f"{text!r} is no instant; begin with one such as 2016-03-31T23:59:00Z"
        raise CannotAnswer("key", reason)
    return moment


def _key_of(row: Mapping[str, Any]) -> str:
    at = row["at"].isoformat()
    return f"{at} {row['key'] or ''}"


BACKLOG_HISTORY = Report(
    name="backlog-history",
    title="Who waited, step by step",
    about="How many tickets waited for the desk, step by step.",
    columns=(
        instant("at", "the instant"),
        text("key", "the status, queue or priority then; null: not known then, or not asked for"),
        count("count", "tickets that were waiting"),
    ),
    dimensions=_DIMENSIONS,
    options=(Option("step", "how far the points are apart: 15m, 1h, 1d, 2w", default="1d"),),
    definitions=(
        Definition(
            1,
            "The backlog at each instant is that of the report backlog: opened, and neither"
            " resolved nor closed then. Days and weeks are those of the zone. Without bounds it"
            " goes from the first day to the last change.",
            backlog_history,
            _behind,
        ),
    ),
    chart=Chart("line", ("count",)),
    key_of=_key_of,
)
