"""`/docs` of a service works in a network that reaches nobody else."""

import re

import pytest
from fastapi.testclient import TestClient

from firstline_chassis.http import create_app

ADDRESS = re.compile(r"""(?:src|href)=["']([^"']*)["']""")


@pytest.fixture
def client() -> TestClient:
    return TestClient(create_app("things", "Things", dict))


def test_the_page_names_no_other_host(client: TestClient) -> None:
    addresses = ADDRESS.findall(client.get("/docs").text)
    assert [one for one in addresses if not one.startswith(("/docs/viewer/", "data:"))] == []


def test_what_the_page_needs_is_served_by_the_service(client: TestClient) -> None:
    needed = [one for one in ADDRESS.findall(client.get("/docs").text) if one.startswith("/")]
    assert sorted(one.rpartition(".")[2] for one in needed) == ["css", "js"]
    assert [client.get(one).status_code for one in needed] == [200, 200]
    assert "/openapi.json" in client.get("/docs").text
