"""What tickets can be told apart by in more than one report, with its SQL."""

from firstline_reporting.read_models.report import Dimension

MONTH = Dimension("month", "the month, such as 2016-03", ordered=True)
WEEKDAY = Dimension("weekday", "the day of the week, as 1 Monday to 7 Sunday", ordered=True)
HOUR = Dimension("hour", "the hour of the day, 00 to 23", ordered=True)
DAY = Dimension("day", "the day, such as 2016-03-31", ordered=True)
WEEK = Dimension("week", "the week by ISO 8601, such as 2016-W09", ordered=True)
LANGUAGE = Dimension("language", "the language that was said, or recognised")
CATEGORY = Dimension("category", "what the ticket is about")
CHANNEL = Dimension("channel", "how the request came in")
PRIORITY = Dimension("priority", "triage's priority")
SOURCE_PRIORITY = Dimension("source_priority", "the foreign desk's own priority", ordered=True)
QUEUE = Dimension("queue", "the group that the ticket is assigned to")
CODE = Dimension("code", "the foreign desk's closing code")
ORIGIN = Dimension("origin", "the foreign desk behind the ticket; unknown: one of our own")


def in_time(column: str) -> dict[str, str]:
    """The dimensions of a time, in the zone asked for."""
    there = f"{column} AT TIME ZONE %(zone)s::text"
    return {
        "month": f"to_char({there}, 'YYYY-MM')",
        "weekday": f"to_char({there}, 'ID FMDay')",
        "hour": f"to_char({there}, 'HH24')",
        "week": f"to_char({there}, 'IYYY-\"W\"IW')",
        "day": f"to_char({there}, 'YYYY-MM-DD')",
    }


OF_TICKETS = {
    "category": "f.category",
    "channel": "f.channel",
    "priority": "f.priority",
    "source_priority": "f.source_priority",
    "queue": "f.queue",
    "code": "f.source_code",
    "origin": "f.origin",
}
"""The dimensions of a ticket as it stands now; `f` has the columns of analytics.tickets."""
