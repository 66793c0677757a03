"""The log's own way of writing times: `d/m/yyyy HH:MM`, without a zone, read as UTC."""

import re
from datetime import UTC, datetime

_FORM = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{2}):(\d{2})", re.ASCII)


def parse_time(text: str) -> datetime:
    """The instant that `text` names; raises ValueError when it names none."""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' is not a time of the form d/m/yyyy HH:MM")
    day, month, year, hour, minute = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"'{text}' is no time: {error}") from error
