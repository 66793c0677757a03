"""The short name of an article, where nobody gives it one."""

import re
import unicodedata

LONGEST = 80
_OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(title: str) -> str | None:
    """The title in small Latin letters and digits; None where nothing would be left of it."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    slug = _OTHER.sub("-", plain)[:LONGEST].strip("-")
    return slug or None


def numbered(slug: str | None, number: str) -> str:
    """The same with the article's number, for when it is taken or missing."""
    tail = number.casefold()
    return f"{slug[: LONGEST - len(tail) - 1].strip('-')}-{tail}" if slug else tail
