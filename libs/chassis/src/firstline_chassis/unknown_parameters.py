"""Query parameters that a route doesn't know: a misspelt filter must not answer with everything."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel

from firstline_chassis.problems import invalid

_SHOWN = 20
"""How many are told one by one; a count stands for the rest."""


async def refuse_unknown(request: Request) -> None:
    """A dependency of every route. Raises Problem 422 with an error for each such parameter."""
    route = request.scope.get("route")
    given = dict.fromkeys(request.query_params)
    if not given or not isinstance(route, APIRoute) or not route.include_in_schema:
        return
    known = known_parameters(route)
    unknown = [name for name in given if name not in known]
    if unknown:
        wrong = [(("query", name), reason(name, known)) for name in unknown[:_SHOWN]]
        more = len(unknown) - _SHOWN
        raise invalid(wrong, f"and {more:,} more" if more > 0 else "")


def known_parameters(route: APIRoute) -> tuple[str, ...]:
    """The names of all query parameters that the route or what it depends on declares, sorted."""
    return tuple(sorted(set(_declared(route.dependant))))


def reason(name: str, known: Sequence[str]) -> str:
    """What is wrong with the name, and what could be meant."""
    if not known:
        return "is no parameter here, there are none: leave it out"
    nearest = get_close_matches(name, known, n=1)
    guess = f"did you mean {nearest[0]!r}? " if nearest else ""
    return f"is no parameter here; {guess}known: {', '.join(known)}"


def _declared(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        kind = field.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (one.alias or name for name, one in kind.model_fields.items())
        else:
            yield field.alias
    for other in dependant.dependencies:
        yield from _declared(other)
