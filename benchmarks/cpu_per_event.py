"""What a published event costs, here and in another checkout, in turn.

`python -m benchmarks.cpu_per_event --other DIR`

CPU seconds of all services, servers and the importer together, over all events that our topics
hold after an import, on a fresh suite each time. Both sides run in turn, so that a machine that
grows slower slows both; the result goes to `benchmarks/results/cpu_per_event.json`.
"""

import argparse
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from confluent_kafka import Consumer, TopicPartition

from benchmarks import import_log
from benchmarks.machine import machine_facts
from benchmarks.watching import Watch

RESULT = Path(__file__).parent / "results" / "cpu_per_event.json"
Figures = dict[str, Any]


def main() -> None:
    """Measure one side when asked to, else both in turn; print and write the result."""
    arguments = _arguments()
    if arguments.one:
        print(json.dumps(_one(arguments.limit)))
        return
    here = Path(__file__).resolve().parents[1]
    runs = [
        {
            name: _ask(side, arguments.limit)
            for name, side in (("other", arguments.other), ("here", here))
        }
        for _ in range(arguments.runs)
    ]
    result = _result(runs, arguments.limit, _revision(arguments.other))
    text = json.dumps(result, indent=1)
    RESULT.write_text(text + "\n", encoding="utf-8")
    print(text)


def _result(runs: list[dict[str, Figures]], limit: int, other: str) -> Figures:
    costs = {side: [run[side]["microseconds_per_event"] for run in runs] for side in runs[0]}
    ratios = [
        run["here"]["microseconds_per_event"] / run["other"]["microseconds_per_event"]
        for run in runs
    ]
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "rows": limit,
        "other": other,
        "microseconds_per_event": {side: _spread(found) for side, found in costs.items()},
        "ratio": _spread(ratios),
        "machine": machine_facts(),
        "runs": runs,
    }


def _spread(values: list[float]) -> dict[str, float]:
    return {
        "min": round(min(values), 3),
        "median": round(median(values), 3),
        "max": round(max(values), 3),
    }


def _ask(side: Path, limit: int) -> Figures:
    """Let the interpreter of that checkout measure its own suite."""
    command = [str(side / ".venv/bin/python"), __file__, "--one", "--limit", str(limit)]
    environment = {**os.environ, "PYTHONPATH": str(side)}
    done = subprocess.run(command, cwd=side, env=environment, stdout=subprocess.PIPE, check=True)
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    print(side.name, found["microseconds_per_event"], file=sys.stderr, flush=True)
    return found


def _one(limit: int) -> Figures:
    with import_log._fresh_suite() as suite:
        pids = {record.name: record.identity.pid for record in suite.running()}
        with Watch(pids) as watch:
            account = import_log._import(suite, watch, limit)
        published = _published(import_log._bootstrap(suite))
    cpu = sum(cost.cpu - cost.cpu_before for cost in watch.costs.values())
    events = sum(published.values())
    return {
        "cpu_seconds": round(cpu, 2),
        "seconds": account["seconds"],
        "published": published,
        "microseconds_per_event": round(cpu / events * 1e6, 1),
        "processes": watch.as_json(),
    }


def _published(bootstrap: str) -> dict[str, int]:
    """How many records each of our own topics holds."""
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "cpu-per-event"})
    try:
        found = consumer.list_topics(timeout=10).topics
        ours = {
            name: topic for name, topic in found.items() if not name.startswith(("_", "inbound"))
        }
        return {
            name: sum(
                consumer.get_watermark_offsets(TopicPartition(name, partition), timeout=10)[1]
                for partition in topic.partitions
            )
            for name, topic in sorted(ours.items())
        }
    finally:
        consumer.close()


def _revision(side: Path) -> str:
    command = ["git", "-C", str(side), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cpu_per_event", description=__doc__)
    parser.add_argument("--other", type=Path, help="another checkout, set up (`make setup`)")
    parser.add_argument("--limit", type=int, default=40_000, help="rows of the log")
    parser.add_argument("--runs", type=int, default=5, help="how often each side")
    parser.add_argument("--one", action="store_true", help="measure this side once, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
