"""A queue in tests: rows written as the projection writes them, and the naive order."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from firstline_chassis.store import Store
from firstline_escalation.read_models import queue_rows
from firstline_escalation.read_models.queue_rows import Row
from firstline_events.vocabulary import Priority

OPENED = datetime(2026, 3, 2, 8, tzinfo=UTC)
LINES = {
    "first": ("desk",),
    "second": ("network", "devices", "applications"),
    "third": ("vendors",),
}
"""Of the lines that come with escalation."""
AGENTS = ("ada", "bob", "carla", "dan")
_MINUTES = 365 * 24 * 60
_CATEGORIES, _LANGUAGES, _ORIGINS = ("hardware", "vpn", "mail"), ("en", "it"), ("harbour", "shop")


def case(number: int, **changes: object) -> Row:
    """An open case on the first line that nobody has."""
    priority = changes.pop("priority", Priority.MODERATE)
    score = changes.pop("score", 200)
    major = bool(changes.pop("major_incident", False))
    assert isinstance(priority, Priority)
    assert score is None or isinstance(score, int)
    rank, behind = queue_rows.place_of(priority, score, major_incident=major)
    row = Row(
        ticket_id=UUID(int=number),
        number=f"FL-{number:06d}",
        origin=None,
        reference=None,
        line="first",
        queue="desk",
        assignee=None,
        owner=None,
        rank=rank,
        behind=behind,
        priority=priority,
        decided=score is not None,
        score=score,
        category=None,
        language=None,
        opened_at=OPENED + timedelta(minutes=number),
        moves=0,
        request=None,
        referred=False,
    )
    return row._replace(**changes)  # type: ignore[arg-type]


def cases(size: int, seed: int = 498, *, majors: float = 0.01) -> list[Row]:
    """So many, of every kind; times collide, ids have no order."""
    chance = random.Random(seed)
    return [_any_case(chance, n, majors) for n in range(size)]


def _any_case(chance: random.Random, number: int, majors: float) -> Row:
    line = chance.choice(list(LINES))
    assignee = chance.choice((None, *AGENTS))
    row = case(
        number,
        priority=chance.choice(list(Priority)),
        score=chance.choice((None, 100, 200, 300, 400)),
        major_incident=chance.random() < majors,
        line=line,
        queue=chance.choice(LINES[line]),
        assignee=assignee,
        owner=chance.choice(AGENTS) if assignee else None,
        category=chance.choice((None, *_CATEGORIES)),
        language=chance.choice((None, *_LANGUAGES)),
        origin=chance.choice((None, *_ORIGINS)),
        opened_at=OPENED + timedelta(minutes=chance.randrange(_MINUTES)),
    )
    return row._replace(ticket_id=UUID(int=chance.getrandbits(128)))


def fill(store: Store, rows: Sequence[Row], batch: int = 5_000) -> None:
    """Write them as the worker does, batch by batch."""
    for first in range(0, len(rows), batch):
        with store.transaction() as tx:
            queue_rows.keep(tx, rows[first : first + batch])


def in_turn(rows: Iterable[Row]) -> list[str]:
    """The ids as a page should list them, by the simplest sort there is."""
    return [str(row.ticket_id) for row in sorted(rows, key=lambda row: row.turn)]
