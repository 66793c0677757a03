"""What is wrong with the wording of a text that the public reads."""

import re
from collections.abc import Iterator

_HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b")
_OURS = re.compile(r"(.+\.)?example\.org")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_TYPEWRITER = re.compile(r"""['"]|\.\.\.""")


def wrong_words(text: str, language: str) -> list[str]:
    """Hosts that are not the example's, letters of another alphabet, typewriter's quotes."""
    return [told for word in text.split() for told in _wrong(word, language)]


def _wrong(word: str, language: str) -> Iterator[str]:
    for host in _HOST.findall(word):
        if not _OURS.fullmatch(host):
            yield f"{host} is a host of somebody else"
    if _GREEK.search(word) and (_LATIN.search(word) or language != "el"):
        yield f"{word} has letters of another alphabet"
    if _TYPEWRITER.search(word):
        yield f"{word} has the quotes or dots of a typewriter"


def share_in_greek(text: str) -> float:
    """Of its words."""
    words = text.split()
    return sum(bool(_GREEK.search(word)) for word in words) / len(words)
