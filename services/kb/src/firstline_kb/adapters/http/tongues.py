"""Which of our languages somebody asks for."""

from firstline_events.vocabulary import Language


def tongue(asked: str | None) -> Language | None:
    """Ours, where it is one of ours; what we don't know is a language that nothing is in."""
    primary = (asked or "").replace("_", "-").partition("-")[0].lower()
    return Language(primary) if primary in list(Language) else None
