"""The name of a file, as data: kept as it was given, less what could mislead or lead elsewhere."""

import re
import unicodedata

from firstline_intake.domain.errors import BadFileName

MAX_NAME = 255
_SEPARATORS = re.compile(r"[/\\]")
_INVISIBLE = frozenset({"Cc", "Zl", "Zp", "Cs"})
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows: `gpj.exe` would be shown as `exe.jpg`."""


def clean_name(given: str) -> str:
    """The last part of a path, without control signs. Raises BadFileName if nothing is left."""
    last = _SEPARATORS.split(given)[-1]
    kept = "".join(one for one in last if not _misleads(one)).strip().rstrip(".")
    if not kept or len(kept) > MAX_NAME:
        raise BadFileName(
            f"A file's name has 1 to {MAX_NAME} signs, not counting folders, dots at its end and"
            " signs that can't be seen; give it such a name."
        )
    return kept


def _misleads(sign: str) -> bool:
    return sign in _DIRECTION or unicodedata.category(sign) in _INVISIBLE
