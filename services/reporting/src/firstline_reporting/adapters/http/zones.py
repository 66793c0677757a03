"""Times as the clocks of a zone show them; the instants stay the same."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo


def in_zone(document: dict[str, Any], zone: str) -> dict[str, Any]:
    """The document with every time in the zone, and with the zone's name."""
    shown: dict[str, Any] = _shown(document, ZoneInfo(zone))
    return {**shown, "zone": zone}


def _shown(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime):
        return _moved(value, zone)
    if isinstance(value, dict):
        return {key: _shown(inner, zone) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shown(inner, zone) for inner in value]
    return value


def _moved(moment: datetime, zone: ZoneInfo) -> datetime:
    try:
        return moment.astimezone(zone)
    except OverflowError:  # within a day of the year 1 or 9999
        return moment.astimezone(UTC)
