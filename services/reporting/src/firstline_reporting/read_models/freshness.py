"""How far the projections have read."""

from typing import Any

import psycopg

from firstline_reporting.read_models.counting import single
from firstline_reporting.read_models.report import Figures

_STATEMENT = "SELECT max(read_until) FROM analytics.freshness"


def freshness(connection: psycopg.Connection[Any], behind: int | None) -> Figures:
    """When the last event read was published, and how many wait to be read, if that is known."""
    (read_until,) = single(connection, _STATEMENT, {})
    return {"read_until": read_until, "behind": behind}
