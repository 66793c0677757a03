"""A published version's one public event, whoever owns it."""

from collections.abc import Callable
from typing import TypeVar

from firstline_chassis.policies.aggregate import Published
from firstline_events import policy

M = TypeVar("M", bound=policy.Published)


def published_as(model: type[M]) -> Callable[[Published], M]:
    """What the owner's table of translations takes: a private version to `model`."""

    def word(event: Published) -> M:
        return model(
            kind=event.kind,
            version=event.version,
            digest=event.digest,
            content=event.content,
            reason=event.reason,
        )

    return word
