"""What changes from one content to another: a pure comparison."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

_ABSENT = object()


class Difference(BaseModel):
    """One place that says something else; null where it says nothing."""

    where: str
    """The keys that lead there; an item of a list is named by its id where it has one."""
    before: Any = None
    after: Any = None
    how: str
    """`added`, `removed` or `changed`; `reordered` for a list whose items stand otherwise."""


def differences(before: Any, after: Any, where: str = "") -> list[Difference]:
    """Every place; none: both say the same, in the same order."""
    return list(_differences(before, after, where))


def _differences(before: Any, after: Any, where: str) -> Iterator[Difference]:
    if _same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_tables(before, after, where)
    elif _are_lists(before, after) and _named(before) and _named(after):
        yield from _of_tables(_by_id(before), _by_id(after), where)
        yield from _reordered([*_by_id(before)], [*_by_id(after)], where)
    elif _are_lists(before, after) and _are_words(before) and _are_words(after):
        yield from _of_words(before, after, where)
    else:
        yield _told(before, after, where)


def _of_tables(
    before: Mapping[str, Any], after: Mapping[str, Any], where: str
) -> Iterator[Difference]:
    for key in [*before, *(key for key in after if key not in before)]:
        one, other = before.get(key, _ABSENT), after.get(key, _ABSENT)
        yield from _differences(one, other, f"{where}.{key}" if where else str(key))


def _of_words(before: Sequence[Any], after: Sequence[Any], where: str) -> Iterator[Difference]:
    for word in before:
        if word not in after:
            yield _told(word, _ABSENT, where)
    for word in after:
        if word not in before:
            yield _told(_ABSENT, word, where)
    yield from _reordered(before, after, where)


def _reordered(before: Sequence[Any], after: Sequence[Any], where: str) -> Iterator[Difference]:
    kept = [one for one in before if one in after]
    if kept != (now := [one for one in after if one in before]):
        yield Difference(where=where, before=kept, after=now, how="reordered")


def _told(before: Any, after: Any, where: str) -> Difference:
    how = "added" if before is _ABSENT else "removed" if after is _ABSENT else "changed"
    known = [None if one is _ABSENT else one for one in (before, after)]
    return Difference(where=where, before=known[0], after=known[1], how=how)


def _same(before: Any, after: Any) -> bool:
    """As JSON: true is no 1. The order of keys says nothing, that of a list does."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return before.keys() == after.keys() and all(_same(before[k], after[k]) for k in before)
    if _are_lists(before, after):
        return len(before) == len(after) and all(map(_same, before, after))
    return type(before) is type(after) and bool(before == after)


def _are_lists(*values: Any) -> bool:
    return all(isinstance(one, list) for one in values)


def _named(items: Sequence[Any]) -> bool:
    """Whether each item is a table with an id of its own."""
    ids = [one.get("id") if isinstance(one, Mapping) else None for one in items]
    return all(isinstance(one, str) for one in ids) and len(set(ids)) == len(ids)


def _are_words(items: Sequence[Any]) -> bool:
    return all(isinstance(one, str) for one in items) and len(set(items)) == len(items)


def _by_id(items: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {str(one["id"]): one for one in items}
