"""Which changes of an event's JSON Schema break somebody: a pure comparison of two schemas.

Topics keep events for ever and are written and read by programs of different ages, so a schema
has to go on accepting what the older one accepted. What *we* publish is also read by programs that
know only the older one: there it must not promise less either. Two things may always grow: new
optional fields, and the closed lists of words (readers are told to expect new words).
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

_LOWEST = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")
_HIGHEST = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")
_EXACT = ("pattern", "format")
_WITHIN = ("items", "additionalProperties", "propertyNames")
_WIDER = {"integer": "number"}


def breaking(old: Schema, new: Schema, *, published: bool) -> list[str]:
    """What `new` breaks, each as a sentence with its place; empty when nothing does.

    `published`: we write such events, so their older readers count too.
    """
    return sorted(set(_Comparison(old, new, published).at("", old, new)))


class _Comparison:
    """Two whole schemas, whose references it follows."""

    def __init__(self, old: Schema, new: Schema, published: bool):
        self._roots = old, new
        self._published = published

    def at(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        """What is broken at one place and below."""
        olds, news = (
            _alternatives(root, one) for root, one in zip(self._roots, (old, new), strict=True)
        )
        for one in olds:
            yield from self._taken(place, one, news)
        if self._published:
            yield from _promised_no_longer(place, olds, news)

    def _taken(self, place: str, old: Schema, news: list[Schema]) -> Iterator[str]:
        """Whether what one alternative accepted is still accepted by some other."""
        answers = [list(self._alternative(place, old, new)) for new in news if _is_taken(old, new)]
        if not answers:
            yield f"{_named(place)} is no longer {_kind(old)}"
        yield from min(answers, key=len, default=[])

    def _alternative(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        yield from _words_gone(place, old, new, self._published)
        yield from _limits(place, old, new, self._published)
        yield from self._fields(place, old, new)
        if "default" in old and old["default"] != new.get("default"):
            yield f"{_named(place)} means something else when it is absent"
        for key in _WITHIN:
            yield from self._within(f"{place}[]" if key == "items" else f"{place}.*", key, old, new)

    def _fields(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        was, now = old.get("properties", {}), new.get("properties", {})
        required, needed = set(old.get("required", [])), set(new.get("required", []))
        for name in was:
            if name in now:
                yield from self.at(_below(place, name), was[name], now[name])
            else:
                yield f"{_below(place, name)} is gone"
        for name in sorted(needed - required):
            yield f"{_below(place, name)} is now required"
        if self._published:
            for name in sorted((required - needed) & set(now)):
                yield f"{_below(place, name)} may now be absent"

    def _within(self, place: str, key: str, old: Schema, new: Schema) -> Iterator[str]:
        was, now = old.get(key, True), new.get(key, True)
        if isinstance(was, dict) and isinstance(now, dict):
            yield from self.at(place, was, now)
        elif now is False and was is not False:
            yield f"{_named(place)} is refused where it was taken"
        elif isinstance(now, dict) and was is True:
            yield f"{_named(place)} is restricted where it was free"


def _alternatives(root: Schema, one: Schema) -> list[Schema]:
    """What the schema is, or each of the things that it may be; references followed."""
    if "$ref" in one:
        found: Any = root
        for step in one["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        beside = {key: value for key, value in one.items() if key != "$ref"}
        return _alternatives(root, {**found, **beside})
    if "anyOf" not in one:
        return [one]
    beside = {key: value for key, value in one.items() if key in ("default",)}
    parts = [part for each in one["anyOf"] for part in _alternatives(root, each)]
    return [{**part, **beside} for part in parts]


def _is_taken(old: Schema, new: Schema) -> bool:
    kinds = {old.get("type"), _WIDER.get(str(old.get("type")))}
    return "type" not in new or new["type"] in kinds


def _promised_no_longer(place: str, olds: list[Schema], news: list[Schema]) -> Iterator[str]:
    """What an older reader would meet for the first time."""
    known = {one.get("type") for one in olds}
    if None not in known:
        for one in news:
            if one.get("type") not in known:
                yield f"{_named(place)} may now be {_kind(one)}"


def _words_gone(place: str, old: Schema, new: Schema, published: bool) -> Iterator[str]:
    was, now = _words(old), _words(new)
    if now is not None and was is None:
        yield f"{_named(place)} is restricted where it was free"
    elif now is not None and was is not None:
        for word in sorted(was - now):
            yield f"{_named(place)} is no longer {word}"
    elif was is not None and published:
        yield f"{_named(place)} is free where it was one of a list"


def _words(one: Schema) -> set[str] | None:
    listed = one.get("enum", [one["const"]] if "const" in one else None)
    return None if listed is None else {repr(word) for word in listed}


def _limits(place: str, old: Schema, new: Schema, published: bool) -> Iterator[str]:
    for key in (*_LOWEST, *_HIGHEST):
        was, now = _bound(old, key), _bound(new, key)
        if was == now:
            continue
        tighter = now > was if key in _LOWEST else now < was
        if tighter or published:
            yield f"{_named(place)} has another {key}: {_shown(was)} before, {_shown(now)} now"
    for key in _EXACT:
        if old.get(key) != new.get(key) and (key in new or published):
            yield f"{_named(place)} has another {key}"


def _bound(one: Schema, key: str) -> float:
    """A limit as a number; where there is none, one that nothing can reach."""
    return float(one.get(key, "-inf" if key in _LOWEST else "inf"))


def _shown(bound: float) -> str:
    return "none" if bound in (float("inf"), float("-inf")) else f"{bound:g}"


def _kind(one: Schema) -> str:
    return str(one.get("type", "anything"))


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _named(place: str) -> str:
    return place or "the event"
