"""A suite that the commands of a test find by its folder and its ports."""

from collections.abc import Iterator

import pytest

from firstline_local.suite import Suite
from tests.support.ports import free_port_base
from tests.support.suites import suite_of_its_own


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch) -> Iterator[Suite]:
    with suite_of_its_own() as alone:
        monkeypatch.setenv("FIRSTLINE_LOCAL_DIR", str(alone.layout.root))
        monkeypatch.setenv("FIRSTLINE_PORT_BASE", str(free_port_base()))
        yield Suite(alone.layout)
