"""Every service keeps to its own OpenAPI document, whatever it is asked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from firstline_chassis.migrations import migrate
from firstline_reporting import bootstrap as reporting
from firstline_triage import bootstrap as triage
from tests.support.escalation import escalation_app
from tests.support.intake import seeded_intake_app
from tests.support.kb import kb_app
from tests.support.servers import Database

QUESTIONS = 100
"""To each service, of well-formed and of malformed ones."""
CHECKS = [
    not_a_server_error,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.status_code_conformance,
]
APPS: dict[str, Callable[[ConnectionPool], FastAPI]] = {
    "intake": seeded_intake_app,
    "triage": lambda pool: triage.build_app(pool, dict),
    "escalation": escalation_app,
    "kb": kb_app,
    "reporting": lambda pool: reporting.build_app(pool, dict),
}


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("service", APPS)
def test_a_service_answers_as_its_document_says(
    database: Database, service: str, mode: GenerationMode
) -> None:
    url = database.url(service)
    migrate(url, f"firstline_{service}")
    with ConnectionPool(url, min_size=1, kwargs={"options": "-c timezone=UTC"}) as pool:
        ask_anything(APPS[service](pool), mode)


@pytest.mark.parametrize("service", APPS)
def test_no_route_of_a_service_takes_a_parameter_that_it_does_not_declare(
    database: Database, service: str
) -> None:
    url = database.url(service)
    migrate(url, f"firstline_{service}")
    with ConnectionPool(url, min_size=1) as pool:
        app = APPS[service](pool)
        client, paths = TestClient(app), app.openapi()["paths"]
        for path, method in [(path, one) for path, its in paths.items() for one in its]:
            address = re.sub(r"{\w+}", "FL-000001", path)
            answer = client.request(method, address, params={"stauts": "open"})
            if path.startswith(("/health", "/metrics")):
                assert answer.status_code in (200, 503), path
            else:
                assert answer.status_code == 422, f"{method} {path}"
                assert answer.json()["errors"][0]["pointer"] == "/query/stauts", path


def ask_anything(app: FastAPI, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    operations = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    assert len(operations) > 5
    cases = st.sampled_from(operations).flatmap(lambda one: one.as_strategy(mode))

    @settings(max_examples=QUESTIONS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cases)
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()
