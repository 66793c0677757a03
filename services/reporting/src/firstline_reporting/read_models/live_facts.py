"""SQL that several reports share about the live desk: answers, merges, and what can be observed."""

from firstline_reporting.read_models.report import Dimension

LINE = Dimension("line", "the line of support")
DESK_QUEUE = Dimension("queue", "the queue of the desk")
AGENT = Dimension("agent", "the agent")

HOURS = "extract(epoch FROM ({}))::float8 / 3600"

ANSWERS = """SELECT coalesce(m.root, i.ticket_id) AS ticket_id, i.at
      FROM analytics.interactions AS i
      LEFT JOIN analytics.merged AS m ON m.ticket_id = i.ticket_id
     WHERE i.is_answer"""
"""Every answer, under the ticket that stands for its own: merged conversations are read as one."""

UNMERGED = "NOT EXISTS (SELECT FROM analytics.merged AS gone WHERE gone.ticket_id = {}.ticket_id)"
"""The condition that a ticket stands by itself: one that was merged away is outside of rates."""

IMPORTED = "What an import tells of a ticket holds no conversation: it is not observable."


def rate(part: str, whole: str) -> str:
    """A share from 0 to 1; null where there is nothing to be a part of."""
    return f"({part})::float8 / nullif({whole}, 0)"


def middle(share: float, hours: str) -> str:
    """A percentile, interpolated between neighbours as the oracle does."""
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY {hours})"
