"""The demo from beginning to end, while the suite runs."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.boundary import UserError
from firstline_console.demo.comparison import Comparison, compare_agreement, compare_all
from firstline_console.demo.expected import expected_figures
from firstline_console.demo.knowledge import offer_knowledge
from firstline_console.demo.playing import Played, play, print_played
from firstline_console.demo.printing_comparison import print_comparison
from firstline_console.demo.printing_story import print_story, print_why
from firstline_console.demo.reports import Reports, ask_for_reports, tickets_known, why
from firstline_console.importing.account import Account
from firstline_console.importing.broker import admin_of, partitions_of, reader_of
from firstline_console.importing.display import display_for
from firstline_console.importing.reading import Reading
from firstline_console.importing.run import import_log
from firstline_events.catalogue import topics
from firstline_local.suite import Suite


@dataclass(frozen=True)
class Outcome:
    """What the demo found."""

    account: Account
    topics: Mapping[str, int]
    reports: Reports
    against: str
    comparisons: list[Comparison]
    story: Played

    @property
    def agrees(self) -> bool:
        """Whether every figure is the oracle's."""
        return all(figure.agrees for figure in self.comparisons)

    def as_json(self) -> dict[str, Any]:
        """The one JSON object of `--json`."""
        return {
            "agrees": self.agrees,
            "against": self.against,
            "figures": [figure.as_json() for figure in self.comparisons],
            "topics": dict(self.topics),
            "import": self.account.as_json(),
            "story": self.story.as_json(),
        }


def run_demo(suite: Suite, log: Path, limit: int | None, console: Console) -> Outcome:
    """Import the log into a suite that is up, ask and compare; then play one live story."""
    kafka = kafka_of(suite)
    against, oracle = _oracle(log, limit)
    _refuse_more_than(oracle["incidents"])
    account = import_log(log, kafka, display_for(console), limit)
    if news := offer_knowledge():
        console.print(f"Published {news} articles and guided flows: the knowledge base.")
    reports = reports_on(account.reading)
    ours = {**account.reading.figures.as_json(), **reports.figures()}
    records = asyncio.run(_records_per_topic(kafka))
    comparisons = [*compare_all(oracle, ours), compare_agreement(reports.priorities)]
    story = play(lambda act: console.print(f"  {act}", highlight=False))
    return Outcome(account, records, reports, against, comparisons, story)


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Print what happened, one explanation, the comparison, and the live story."""
    print_story(console, outcome.account, outcome.topics, outcome.reports)
    _print_a_reason(console, outcome.account.reading)
    print_comparison(console, outcome.against, outcome.comparisons)
    print_played(console, outcome.story)


def kafka_of(suite: Suite) -> KafkaConnection:
    """How to reach the suite's broker."""
    servers = suite.servers()
    assert servers is not None, "the suite is up"
    return servers.kafka


def reports_on(reading: Reading) -> Reports:
    """What reporting says of the time that the rows span."""
    return ask_for_reports(
        min(row.effective for row in reading.rows), max(row.effective for row in reading.rows)
    )


def _refuse_more_than(tickets: int) -> None:
    known = tickets_known(datetime.now(UTC))
    if known > tickets:
        raise UserError(
            f"the suite holds {known:,} tickets of this desk already, and the rows to be compared"
            f" are of {tickets:,}: no figure could agree.",
            "run the demo without --limit, or forget the data first: firstline clean",
        )


def _oracle(log: Path, limit: int | None) -> tuple[str, dict[str, Any]]:
    if limit is not None:
        return f"figures computed from the first {limit:,} rows", expected_figures(log, limit)
    oracle: dict[str, Any] = json.loads((log.parent / "oracle.json").read_text(encoding="utf-8"))
    return "the oracle (pandas, not our code)", oracle


async def _records_per_topic(kafka: KafkaConnection) -> dict[str, int]:
    async with admin_of(kafka) as admin, reader_of(kafka) as reader:
        ends = await reader.end_offsets(await partitions_of(admin, *topics()))
    counts = dict.fromkeys(topics(), 0)
    for home, end in ends.items():
        counts[home.topic] += end
    return counts


def _print_a_reason(console: Console, reading: Reading) -> None:
    critical = next((row for row in reading.rows if b'"1 - Critical"' in row.body), None)
    row = critical or next(iter(reading.rows), None)
    explained = why(row.reference) if row else None
    if row and explained:
        print_why(console, row.reference, explained)
