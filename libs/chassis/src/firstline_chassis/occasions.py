"""When something happens, and because of whom: what every decision is told."""

from datetime import datetime, timedelta
from typing import NamedTuple

from firstline_chassis.aggregate import Provenance
from firstline_chassis.refusals import TimeNotPlausible

_EARLIEST_YEAR = 1970
_AHEAD = timedelta(days=1)


class Occasion(NamedTuple):
    """When something happened, when it is recorded (both UTC), and who did it because of what."""

    at: datetime
    recorded_at: datetime
    by: Provenance
    effective_at: datetime | None = None
    """From when it counts, where it stands in another aggregate's history; else from `at`."""


def plausible(at: datetime, now: datetime) -> None:
    """Raises TimeNotPlausible before 1970 or more than a day after `now`."""
    if at.year < _EARLIEST_YEAR or at - now > _AHEAD:
        raise TimeNotPlausible(
            "A time lies before 1970 or more than a day ahead; check the publisher's clock."
        )
