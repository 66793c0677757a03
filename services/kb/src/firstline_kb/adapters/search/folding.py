"""Folds letters to what people type in haste: small, without accents, one sigma.

A folded text has as many characters as the clean one, so places in one are places in the other.
"""

import unicodedata

_KEPT = 0x3000
"""Only letters below are remembered: the table can't be made to grow by strange texts."""


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = _fold_letter(chr(code))
        if code < _KEPT:
            self[code] = folded
        return folded


def _fold_letter(letter: str) -> str:
    if letter == "ς":
        return "σ"
    bare = "".join(x for x in unicodedata.normalize("NFD", letter) if not unicodedata.combining(x))
    small = bare.lower()
    return small if len(small) == 1 else letter


_TABLE = _Folding()


def clean(text: str) -> str:
    """Composed letters; whatever no index can hold (half surrogates, controls) is a blank."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(x if _holds(x) else " " for x in composed)


def _holds(letter: str) -> bool:
    return letter >= " " and not "\ud800" <= letter <= "\udfff"


def fold(clean_text: str) -> str:
    """The same number of characters, folded."""
    return clean_text.translate(_TABLE)
