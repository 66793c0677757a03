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


_Z = 1.959963984540054


def wilson(sign: str, part: str, whole: str) -> str:
    """An end of Wilson's score interval for the share, at 95 %; null where there is nothing.

    `greatest` passes over a null: without the condition nothing at all would be a sure zero.
    """
    p, n = rate(part, whole), f"nullif({whole}, 0)::float8"
    spread = f"{_Z} * sqrt({p} * (1 - {p}) / {n} + {_Z**2} / (4 * {n} ^ 2))"
    end = f"({p} + {_Z**2} / (2 * {n}) {sign} {spread}) / (1 + {_Z**2} / {n})"
    return f"CASE WHEN {whole} > 0 THEN least(greatest({end}, 0), 1) END"


def middle(share: float, hours: str) -> str:
    """A percentile, interpolated between neighbours as the oracle does."""
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY {hours})"
