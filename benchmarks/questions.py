"""How long reporting thinks about an as-of question."""

import random
import time
from datetime import UTC, datetime, timedelta
from statistics import quantiles

import httpx

KINDS = ("source_status", "status", "queue", "priority")
FIRST, DAYS = datetime(2016, 3, 1, tzinfo=UTC), 350
EACH = 50
WARM_UP = 5


def as_of_backlog(address: str, seed: int = 498) -> dict[str, object]:
    """Milliseconds of the backlog at random moments, by each kind, one question at a time."""
    chance = random.Random(seed)
    with httpx.Client(base_url=address, timeout=60) as client:
        return {kind: _times(client, kind, chance) for kind in KINDS}


def _times(client: httpx.Client, kind: str, chance: random.Random) -> dict[str, float]:
    for _ in range(WARM_UP):
        _ask(client, kind, chance)
    taken = [_ask(client, kind, chance) for _ in range(EACH)]
    cuts = quantiles(taken, n=100)
    return {
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "max_ms": round(max(taken), 1),
    }


def _ask(client: httpx.Client, kind: str, chance: random.Random) -> float:
    at = FIRST + timedelta(seconds=chance.randrange(DAYS * 86_400))
    start = time.perf_counter()
    answer = client.get(
        "/v1/reports/backlog", params={"at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "by": kind}
    )
    answer.raise_for_status()
    return (time.perf_counter() - start) * 1000
