"""The profile `observability`: Prometheus finds every service, and its alerts are what we mean."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.composed import SERVICES, Composed, eventually


@pytest.fixture(scope="module")
def prometheus(composed: Composed) -> Iterator[Composed]:
    """Grafana has no stand-in and stays out of it."""
    composed.compose("--profile", "observability", "up", "--detach", "--wait", "prometheus")
    yield composed
    composed.compose("--profile", "observability", "rm", "--force", "--stop", "prometheus")


def test_prometheus_reaches_every_service(prometheus: Composed) -> None:
    def all_up() -> bool:
        asked = httpx.get(f"{prometheus.url('prometheus')}/api/v1/query", params={"query": "up"})
        found = {
            each["metric"]["service"]: each["value"][1] for each in asked.json()["data"]["result"]
        }
        return found == dict.fromkeys(SERVICES, "1")

    eventually(all_up, "every service is scraped")


def test_the_alerts_fire_when_they_should(prometheus: Composed) -> None:
    for check in (("check", "config", "prometheus.yml"), ("test", "rules", "alerts_test.yml")):
        done = prometheus.inside(
            "prometheus", "promtool", *check[:-1], f"/etc/prometheus/{check[-1]}"
        )
        assert done.returncode == 0, done.stdout + done.stderr
