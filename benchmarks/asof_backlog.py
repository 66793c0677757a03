"""How long an as-of backlog takes, in SQL and over HTTP: `python -m benchmarks.asof_backlog`.

Asks the suite that runs (`firstline up`, after an import) about random instants of the log's year,
one question at a time; the result goes to `benchmarks/results/asof_backlog.json`.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

import httpx
from psycopg_pool import ConnectionPool

from benchmarks.machine import machine_facts
from firstline_local.suite import Suite
from firstline_reporting.read_models.question import Question
from firstline_reporting.read_models.reports.backlog import DIMENSIONS, backlog
from firstline_reporting.read_models.snapshots import snapshot

RESULT = Path(__file__).parent / "results" / "asof_backlog.json"
GOAL = {"p95_ms": 50}
FIRST, DAYS, EACH, WARM_UP = datetime(2016, 2, 29, tzinfo=UTC), 354, 200, 10
BY = [one.name for one in DIMENSIONS]
Ask = Callable[[datetime, str], int]
"""Asks for the backlog at an instant by a dimension; says how many tickets that is."""


def main() -> None:
    """Measure, print and write the result."""
    suite = Suite()
    with over_http(suite.url("reporting")) as by_http, in_sql(_database(suite)) as by_sql:
        result = {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "tickets": _tickets(suite.url("reporting")),
            "questions_each": EACH,
            "goal": GOAL,
            "http": {name: _measure(by_http, name) for name in BY},
            "sql": {name: _measure(by_sql, name) for name in BY},
            "machine": machine_facts(),
        }
    text = json.dumps(result, indent=1)
    RESULT.write_text(text + "\n", encoding="utf-8")
    print(text)


@contextmanager
def over_http(address: str) -> Iterator[Ask]:
    """Ask as any client does, on one connection that stays open."""
    with httpx.Client(base_url=address, timeout=60) as client:

        def ask(at: datetime, by: str) -> int:
            answer = client.get("/v1/reports/backlog", params={"at": _text(at), "by": by})
            return int(answer.raise_for_status().json()["backlog"])

        yield ask


@contextmanager
def in_sql(database_url: str) -> Iterator[Ask]:
    """Ask as the service does, without HTTP."""
    with ConnectionPool(database_url, min_size=1, max_size=1, open=True) as pool:

        def ask(at: datetime, by: str) -> int:
            with snapshot(pool) as connection:
                return int(backlog(connection, Question(by=by, at=at)).figures["backlog"])

        yield ask


def _measure(ask: Ask, by: str) -> dict[str, float]:
    chance = random.Random(498)
    taken, waiting = [], []
    for _ in range(WARM_UP + EACH):
        at = FIRST + timedelta(seconds=chance.randrange(DAYS * 86_400))
        start = time.perf_counter()
        waiting.append(ask(at, by))
        taken.append((time.perf_counter() - start) * 1000)
    cuts = quantiles(taken[WARM_UP:], n=100)
    figures = {"p50_ms": cuts[49], "p95_ms": cuts[94], "max_ms": max(taken[WARM_UP:])}
    return {**{name: round(value, 1) for name, value in figures.items()}, "largest": max(waiting)}


def _tickets(address: str) -> int:
    return int(httpx.get(f"{address}/v1/reports/backlog").raise_for_status().json()["tickets"])


def _database(suite: Suite) -> str:
    return suite.service_env("reporting")["FIRSTLINE_REPORTING_DATABASE_URL"]


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    main()
