"""What held at an instant, as SQL over analytics.ticket_history: intervals are [from, to)."""


def held(spell: str) -> str:
    """The condition that the spell of this alias held at the parameter `at`."""
    return (
        f"{spell}.valid_from <= %(at)s AND ({spell}.valid_to > %(at)s OR {spell}.valid_to IS NULL)"
    )


def aspect_then(ticket: str, spell: str, aspect: str) -> str:
    """A join that brings the aspect of a ticket as it held then; null where nobody had stated it.

    The names are ours, never a caller's.
    """
    return (
        f"LEFT JOIN analytics.ticket_history AS {spell} ON {spell}.ticket_id = {ticket}.ticket_id"
        f" AND {spell}.aspect = '{aspect}' AND {held(spell)}"
    )
