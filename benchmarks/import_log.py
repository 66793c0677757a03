"""The import end to end on a fresh suite: `python -m benchmarks.import_log [--limit N] [--runs N]`.

From the first row read to the last row visible in reporting; the result goes to
`benchmarks/results/import_log.json`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.baseline import raw_kafka
from benchmarks.machine import machine_facts
from benchmarks.questions import as_of_backlog
from benchmarks.watching import MIB, Watch, seconds_since
from firstline_console.importing.command import LOG
from firstline_local.layout import Layout, project
from firstline_local.processes import Identity
from firstline_local.suite import Suite

RESULT = Path(__file__).parent / "results" / "import_log.json"
GOALS = {"seconds": 120, "peak_memory_mib": 3072, "warm_start_seconds": 15, "as_of_p95_ms": 50}
Result = dict[str, Any]


def main() -> None:
    """Measure, print and write the result."""
    arguments, machine = _arguments(), machine_facts()
    runs = [_run(number, arguments.limit) for number in range(1, arguments.runs + 1)]
    result = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "rows": runs[0]["rows"],
        "summary": {name: _spread([run[name] for run in runs]) for name in _SUMMED},
        "goals": GOALS,
        "machine": machine,
        "runs": runs,
    }
    text = json.dumps(result, indent=1)
    if arguments.limit is None:
        RESULT.write_text(text + "\n", encoding="utf-8")
    print(text)


_SUMMED = (
    "seconds",
    "rows_per_second",
    "events_per_second",
    "peak_memory_mib",
    "warm_start_seconds",
    "times_the_baseline",
)


def _run(number: int, limit: int | None) -> Result:
    with _fresh_suite() as suite:
        _say(f"run {number}: warm start")
        warm = _warm_start(suite)
        _say(f"run {number}: the import")
        pids = {record.name: record.identity.pid for record in suite.running()}
        with Watch(pids) as watch:
            account = _import(suite, watch, limit)
        _say(f"run {number}: questions, then the baseline")
        questions = as_of_backlog(suite.url("reporting"))
        baseline = raw_kafka(_bootstrap(suite), project() / LOG, limit)
    return {**_figures(account, watch, baseline), "warm_start_seconds": warm, "as_of": questions}


def _figures(account: Result, watch: Watch, baseline: dict[str, float]) -> Result:
    seconds, rows, events = account["seconds"], account["rows"]["read"], account["intake_events"]
    return {
        "rows": rows,
        "seconds": seconds,
        "rows_per_second": round(rows / seconds),
        "intake_events": events,
        "events_per_second": round(events / seconds),
        "peak_memory_mib": round(watch.peak_total / MIB),
        "processes": watch.as_json(),
        "baseline": baseline,
        "times_the_baseline": round(seconds / baseline["seconds"], 2),
    }


@contextmanager
def _fresh_suite() -> Iterator[Suite]:
    folder = Path(tempfile.mkdtemp(prefix="firstline-bench-"))
    owner = Identity.of(os.getpid())
    suite = Suite(Layout.at(folder), free_ports=True, owner=owner, say=_say)
    try:
        suite.up()
        yield suite
    finally:
        suite.down()
        shutil.rmtree(folder, ignore_errors=True)


def _warm_start(suite: Suite) -> float:
    suite.down()
    start = time.monotonic()
    suite.up()
    return seconds_since(start)


def _import(suite: Suite, watch: Watch, limit: int | None) -> Result:
    command = [str(Path(sys.executable).with_name("firstline")), "import", "incidents", "--json"]
    command += ["--limit", str(limit)] if limit else []
    environment = {**os.environ, "FIRSTLINE_LOCAL_DIR": str(suite.layout.root)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as importer:
        watch.add("importer", importer.pid)
        output, _ = importer.communicate()
    if importer.returncode:
        raise SystemExit(f"the import failed with exit code {importer.returncode}")
    account: Result = json.loads(output)
    return account


def _bootstrap(suite: Suite) -> str:
    servers = suite.servers()
    assert servers is not None, "the suite is up"
    return servers.kafka_bootstrap


def _spread(values: list[float]) -> dict[str, float]:
    return {"min": min(values), "median": median(values), "max": max(values)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.import_log", description=__doc__)
    parser.add_argument("--limit", type=int, help="only the first N rows; nothing is written")
    parser.add_argument("--runs", type=int, default=1, help="how often, each on a fresh suite")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
