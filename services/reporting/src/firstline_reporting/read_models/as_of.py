"""What held at an instant, as SQL over analytics.ticket_history: intervals are [from, to)."""


def held(spell: str) -> str:
    """The condition that the spell of this alias held at the parameter `at`."""
    return (
        f"{spell}.valid_from <= %(at)s AND ({spell}.valid_to > %(at)s OR {spell}.valid_to IS NULL)"
    )


def aspect_then(ticket: str, spell: str, aspect: str) -> str:
    """A join that brings the aspect of a ticket as it held then; null where nobody had stated it.

    The names are ours, never a caller's. At most one spell holds; LIMIT says so to the planner,
    which then looks it up ticket by ticket: the cost follows the backlog, not the whole history.
    """
    return f"""LEFT JOIN LATERAL (SELECT h.value FROM analytics.ticket_history AS h
         WHERE h.ticket_id = {ticket}.ticket_id AND h.aspect = '{aspect}' AND {held("h")}
         LIMIT 1) AS {spell} ON true"""  # noqa: S608 - our own words
