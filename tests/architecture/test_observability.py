"""What Prometheus and Grafana are told is what the services show."""

import json
from typing import Any

import pytest

from firstline_container.services import SERVICES
from tests.support.deployment import exported_metrics, metrics_in, read_yaml
from tests.support.pages import ROOT

DEPLOY = ROOT / "deploy"
RULES = read_yaml(DEPLOY / "prometheus" / "alerts.yml")["groups"][0]["rules"]
DASHBOARD = json.loads((DEPLOY / "grafana" / "dashboards" / "firstline.json").read_text())


def test_every_service_is_scraped_where_it_listens() -> None:
    [job] = read_yaml(DEPLOY / "prometheus" / "prometheus.yml")["scrape_configs"]
    scraped = {each["labels"]["service"]: each["targets"] for each in job["static_configs"]}
    assert scraped == {service: [f"{service}:{port}"] for service, port in SERVICES.items()}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_names_only_metrics_that_exist_and_says_what_to_do(rule: dict[str, Any]) -> None:
    assert metrics_in(rule["expr"]) - exported_metrics() == set()
    assert rule["annotations"]["remedy"]
    assert rule["labels"]["severity"] in {"page", "ticket"}


@pytest.mark.parametrize("panel", DASHBOARD["panels"], ids=lambda panel: panel["title"])
def test_a_panel_names_only_metrics_that_exist(panel: dict[str, Any]) -> None:
    named = set[str]().union(*(metrics_in(each["expr"]) for each in panel["targets"]))
    assert named - exported_metrics() == set()
    assert {each["datasource"]["uid"] for each in panel["targets"]} == {_source()["uid"]}


def _source() -> dict[str, Any]:
    [one] = read_yaml(DEPLOY / "grafana" / "datasources" / "prometheus.yml")["datasources"]
    return dict(one)


def test_a_misspelt_metric_would_be_found() -> None:
    assert metrics_in('rate(firstline_inbox_record_total{a="firstline_b"}[1m])') == {
        "firstline_inbox_record_total"
    }
    assert "firstline_inbox_record_total" not in exported_metrics()
