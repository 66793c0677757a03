"""Why is a ticket as important as it is? The answer in sentences, for people."""

from datetime import UTC, datetime

from firstline_triage.read_models.answers import Shown


def why(shown: Shown, before: Shown | None) -> list[str]:
    """What triage said and from what, what it adds up to, what it answered, what it said before."""
    return [*_verdict(shown), _occasion(shown), _before(shown, before)]


def moment(at: datetime) -> str:
    """A time to the second, in UTC, in a form that everybody reads in the same way."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _verdict(shown: Shown) -> list[str]:
    if shown.skipped is not None:
        return [f"There is no priority because {shown.skipped} (policy {shown.policy})."]
    matrix = f"{shown.policy.partition('@')[0].upper()} matrix"
    because = f"impact is {shown.impact} and urgency is {shown.urgency}"
    summands = [f"{one.points} for {one.name}, as {one.reason}" for one in shown.contributions]
    return [
        f"Priority is {shown.priority} because {because} ({matrix}, policy {shown.policy}).",
        f"The score is {shown.score}: {'; '.join(summands)}.",
    ]


def _occasion(shown: Shown) -> str:
    return (
        f"This answers event {shown.answers} of the ticket and counts from"
        f" {moment(shown.effective_at)}; triage recorded it at {moment(shown.answered_at)}."
    )


def _before(shown: Shown, before: Shown | None) -> str:
    if before is None:
        return "It is the first answer about this ticket."
    since = f"from {moment(before.effective_at)} on"
    if before.skipped is not None:
        return f"Before that there was no priority, {since}, because {before.skipped}."
    same = "also " if before.priority == shown.priority else ""
    levels = f"impact {before.impact} and urgency {before.urgency}"
    return f"Before that it was {same}{before.priority}, {since}, with {levels} ({before.policy})."
