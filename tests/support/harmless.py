"""What of some HTML could do harm, found by a parser and a list that are not the service's own."""

import re
from html.parser import HTMLParser

_NAMES = (
    "a blockquote br code em h2 h3 h4 h5 h6 hr img li ol p pre s strong table tbody td th thead tr"
    " ul"
)
_TAGS = frozenset(_NAMES.split())
_PAIRS = "a.href a.rel a.title img.alt img.src img.title ol.start"
_ATTRIBUTES = frozenset(_PAIRS.split())
_GOOD = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AROUND = "".join(map(chr, range(0x21)))


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.harm: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.harm.append(f"<{tag}>")
        for name, value in attrs:
            if f"{tag}.{name}" not in _ATTRIBUTES:
                self.harm.append(f"<{tag} {name}>")
            elif name in ("href", "src") and not _is_good(value or ""):
                self.harm.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.harm.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.harm.append(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.harm.append(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        self.harm.append(f"a section: {data}")


def _is_good(address: str) -> bool:
    """As the URL standard reads it: no C0 signs around it, no tabs and line ends within."""
    seen = re.sub(r"[\t\n\r]", "", address.strip(_AROUND))
    scheme = _SCHEME.match(seen)
    return scheme is None or scheme[1].lower() in _GOOD


def harm_of(html: str) -> list[str]:
    """Every tag, attribute and address that should not be there; none: the HTML is harmless."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder.harm
