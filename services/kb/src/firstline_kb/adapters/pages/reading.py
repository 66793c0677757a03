"""What pages take from an address."""

from starlette.convertors import Convertor, register_url_convertor

READ = ["GET", "HEAD"]
"""What may be done with a page that is only read."""
_FURTHEST = 1_000


class _Anything(Convertor[str]):
    """The rest of a path. Starlette's own `path` ends at a line break, and lets others answer."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anything", _Anything())


def page_number(said: str | None) -> int:
    """From 1; whatever is no number is the first page."""
    digits = said or ""
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 4
    return min(max(int(digits), 1), _FURTHEST) if is_number else 1


def pages_of(total: int, size: int) -> int:
    """How many pages a list has; an empty one has one."""
    return min(max(-(-total // size), 1), _FURTHEST)
