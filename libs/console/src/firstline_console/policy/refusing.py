"""A service's no to a file, told where the file says it."""

from collections.abc import Iterator
from typing import Any

from firstline_chassis.asking import Refused
from firstline_chassis.policies.contents import Fault, Where
from firstline_chassis.policies.yaml_files import Document
from firstline_console.policy.kinds import Located, located

_INTO = ("", "body", "content")


def faults_told_by(refusal: Refused, document: Document) -> list[Located]:
    """The faults of its problem document, each with the file's line; none: it has no pointers."""
    return [located(document, fault) for fault in _faults(refusal, document.content)]


def doubts_told_by(version: dict[str, Any], document: Document) -> list[Located]:
    """What the service finds odd about the version that it has published."""
    found = _pointed(version.get("doubts", []), document.content)
    return [located(document, doubt) for doubt in found]


def _faults(refusal: Refused, content: Any) -> Iterator[Fault]:
    yield from _pointed(refusal.problem.get("errors", []), content)


def _pointed(errors: list[dict[str, Any]], content: Any) -> Iterator[Fault]:
    for error in errors:
        keys = str(error["pointer"]).split("/")
        if tuple(keys[: len(_INTO)]) == _INTO:
            where = _where(keys[len(_INTO) :], content)
            yield Fault(where, str(error["reason"]), str(error.get("remedy", "mend it")))


def _where(keys: list[str], inside: Any) -> Where:
    """The keys as the content has them: places in lists are numbers, `~1` is a slash."""
    where: list[str | int] = []
    for escaped in keys:
        key = escaped.replace("~1", "/").replace("~0", "~")
        place = int(key) if isinstance(inside, list) and key.isdecimal() else key
        where.append(place)
        try:
            inside = inside[place]
        except (LookupError, TypeError):
            inside = None
    return tuple(where)
