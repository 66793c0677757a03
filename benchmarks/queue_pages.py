"""How long a page of the queue takes, over HTTP, as it fills: `python -m benchmarks.queue_pages`.

A fresh PostgreSQL and escalation's own process; the queue grows to 1,000, 10,000 and 100,000
cases, and at each size the same questions are asked, one at a time: the first page, one from the
middle and the last full one of what each filter finds. What matters is that the times don't grow
with it (`flatness`: the median at the last size over that at the first one where the page is
full). The result goes to `benchmarks/results/queue_pages.json`.
"""

import argparse
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import UUID

import httpx
from psycopg_pool import ConnectionPool

from benchmarks.machine import machine_facts
from firstline_chassis.mapper import StructMapper
from firstline_chassis.store import Store
from firstline_escalation.adapters.http.cursors import to_cursor
from firstline_escalation.read_models import queue_rows
from firstline_escalation.read_models.queue_rows import Row, Turn
from firstline_events.vocabulary import Priority
from firstline_local.layout import Layout
from firstline_local.processes import Identity
from firstline_local.suite import Suite

RESULT = Path(__file__).parent / "results" / "queue_pages.json"
SIZES = (1_000, 10_000, 100_000)
GOALS = {"page_p95_ms": 30, "flatness": 2}
WARM_UP, EACH, PAGE, BATCH = 10, 100, 50, 5_000
OPENED, YEAR = datetime(2026, 1, 1, tzinfo=UTC), 365 * 86_400
QUEUES = {
    "first": ("desk",),
    "second": ("network", "devices", "applications"),
    "third": ("vendors",),
}
AGENTS = [f"agent{number:02d}" for number in range(60)]
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "all": ("/v1/cases", {}),
    "queue": ("/v1/queues/network/cases", {}),
    "queue_unassigned": ("/v1/queues/network/cases", {"unassigned": True}),
    "line": ("/v1/cases", {"line": "second"}),
    "line_unassigned": ("/v1/cases", {"line": "second", "unassigned": True}),
    "unassigned": ("/v1/cases", {"unassigned": True}),
    "assignee": ("/v1/cases", {"assignee": AGENTS[7]}),
    "owner": ("/v1/cases", {"owner": AGENTS[7]}),
    "priority": ("/v1/cases", {"priority": "low"}),
    "major_incident": ("/v1/cases", {"major_incident": True}),
    "category": ("/v1/cases", {"category": "hardware"}),
    "language": ("/v1/cases", {"language": "it"}),
    "origin": ("/v1/cases", {"origin": "shop"}),
    "three_at_once": ("/v1/cases", {"line": "second", "category": "vpn", "language": "it"}),
    "queues": ("/v1/queues", {}),
    "agents": ("/v1/agents", {}),
}
WITHOUT_PAGES = ("queues", "agents")
Times = dict[str, float]


def main() -> None:
    """Measure, print and write the result; with `--only-print`, don't write it."""
    only_print, machine = _arguments(), machine_facts()
    rows = queue_of(max(SIZES))
    with _escalation() as (client, store):
        asked = {size: _grow_and_ask(client, store, rows, size) for size in SIZES}
    result = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "page": PAGE,
        "questions_each": EACH,
        "goals": GOALS,
        "summary": _summary(asked),
        "flatness": _flatness(asked),
        "by_size": {str(size): times for size, times in asked.items()},
        "machine": machine,
    }
    text = json.dumps(result, indent=1)
    if not only_print:
        RESULT.write_text(text + "\n", encoding="utf-8")
    print(text)


def queue_of(size: int, seed: int = 498) -> list[Row]:
    """So many open cases of every kind, always the same ones."""
    chance = random.Random(seed)
    return [_case(chance, number) for number in range(size)]


def _case(chance: random.Random, number: int) -> Row:
    line = chance.choice(list(QUEUES))
    priority = chance.choices(list(Priority), (1, 4, 10, 6))[0]
    score = chance.choice((None, 100, 200, 300, 400))
    major = chance.random() < 0.001
    rank, behind = queue_rows.place_of(priority, score, major_incident=major)
    assignee = chance.choice(AGENTS) if chance.random() < 0.5 else None
    return Row(
        ticket_id=UUID(int=chance.getrandbits(128)),
        number=f"FL-{number:06d}",
        origin=chance.choice((None, None, "harbour", "shop")),
        reference=None,
        line=line,
        queue=chance.choice(QUEUES[line]),
        assignee=assignee,
        owner=assignee or chance.choice((None, *AGENTS)),
        rank=rank,
        behind=behind,
        priority=priority,
        decided=True,
        score=score,
        category=chance.choice((None, "hardware", "vpn", "mail")),
        language=chance.choice((None, "en", "it", "it-CH")),
        opened_at=OPENED + timedelta(seconds=chance.randrange(YEAR)),
        moves=chance.randrange(4),
        request=None,
        referred=False,
    )


@contextmanager
def _escalation() -> Iterator[tuple[httpx.Client, Store]]:
    """Its process on a PostgreSQL of its own, and a store beside it to fill the queue."""
    folder = Path(tempfile.mkdtemp(prefix="firstline-bench-"))
    owner = Identity.of(os.getpid())
    suite = Suite(Layout.at(folder), services=("escalation",), free_ports=True, owner=owner)
    try:
        suite.up()
        url = suite.service_env("escalation")["FIRSTLINE_ESCALATION_DATABASE_URL"]
        with (
            ConnectionPool(url, min_size=1, kwargs={"options": "-c timezone=UTC"}) as pool,
            httpx.Client(base_url=suite.url("escalation"), timeout=60) as client,
        ):
            yield client, Store(pool, StructMapper([]))
    finally:
        suite.down()
        shutil.rmtree(folder, ignore_errors=True)


def _grow_and_ask(
    client: httpx.Client, store: Store, rows: Sequence[Row], size: int
) -> dict[str, Any]:
    filled = _grow(store, rows, size)
    asked: dict[str, Any] = {"seconds_to_fill": filled}
    for name, (path, wanted) in QUESTIONS.items():
        places = sorted(row.turn for row in rows[:size] if _fits(row, path, wanted))
        depths = {"first": None} if name in WITHOUT_PAGES else _depths(places)
        asked[name] = {depth: _ask(client, name, after) for depth, after in depths.items()}
    return asked


def _fits(row: Row, path: str, wanted: dict[str, Any]) -> bool:
    """Whether a question finds the case."""
    asked = {**wanted, **({"queue": path.split("/")[3]} if path.startswith("/v1/queues/") else {})}
    free, major = asked.pop("unassigned", False), asked.pop("major_incident", row.major_incident)
    asked = {name: word for name, word in asked.items() if word}
    is_free = not free or row.assignee is None
    return (
        is_free
        and major == row.major_incident
        and all(getattr(row, name) == word for name, word in asked.items())
    )


def _depths(places: Sequence[Turn]) -> dict[str, Turn | None]:
    """After which places the pages begin; a list of one page has no other."""
    middle, last = len(places) // 2, len(places) - PAGE - 1
    more = {"middle": places[middle], "deep": places[last]} if last > middle else {}
    return {"first": None, **more}


def _grow(store: Store, rows: Sequence[Row], size: int) -> float:
    """Add what is missing, as the worker writes it; then what autovacuum would do by itself."""
    with store.reading() as tx:
        there = int(tx.fetch("SELECT count(*) FROM queue_v1")[0][0])
    start = time.perf_counter()
    for first in range(there, size, BATCH):
        with store.transaction() as tx:
            queue_rows.keep(tx, rows[first : min(first + BATCH, size)])
    taken = time.perf_counter() - start
    with store.pool.connection() as connection:
        connection.execute("ANALYZE queue_v1")
    return round(taken, 2)


def _ask(client: httpx.Client, name: str, after: Turn | None) -> Times:
    path, asked = QUESTIONS[name]
    parameters = {**asked, "limit": PAGE, **({"cursor": to_cursor(after)} if after else {})}
    if path == "/v1/queues":
        parameters = {}
    taken, items = [], 0
    for _ in range(WARM_UP + EACH):
        start = time.perf_counter()
        answer = client.get(path, params=parameters).raise_for_status()
        taken.append((time.perf_counter() - start) * 1000)
        items = len(answer.json().get("items", ()))
    cuts = quantiles(taken[WARM_UP:], n=100)
    return {"items": items, "p50_ms": round(cuts[49], 2), "p95_ms": round(cuts[94], 2)}


def _flatness(asked: dict[int, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The median at the last size over that at the first one with the same number of items."""
    return {
        name: {depth: _ratio(asked, name, depth) for depth in asked[SIZES[-1]][name]}
        for name in QUESTIONS
    }


def _ratio(asked: dict[int, dict[str, Any]], name: str, depth: str) -> float:
    last = asked[SIZES[-1]][name][depth]
    found = [asked[size][name].get(depth, {}) for size in SIZES]
    first = next(one for one in found if one.get("items") == last["items"])
    return round(float(last["p50_ms"]) / float(first["p50_ms"]), 2)


def _summary(asked: dict[int, dict[str, Any]]) -> dict[str, float]:
    """The slowest page of the longest queue, and the least flat question."""
    last = asked[SIZES[-1]]
    pages = [times for name in QUESTIONS for times in last[name].values()]
    flatness = [ratio for each in _flatness(asked).values() for ratio in each.values()]
    return {
        "cases": SIZES[-1],
        "slowest_p50_ms": max(times["p50_ms"] for times in pages),
        "slowest_p95_ms": max(times["p95_ms"] for times in pages),
        "worst_flatness": max(flatness),
    }


def _arguments() -> bool:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only-print", action="store_true", help="leave the kept result alone")
    return bool(parser.parse_args().only_print)


if __name__ == "__main__":
    main()
