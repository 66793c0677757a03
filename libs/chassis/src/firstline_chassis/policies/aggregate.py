"""One policy: every version that was ever published of it."""

from typing import Any, Self

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_chassis.occasions import Occasion
from firstline_chassis.policies.contents import Content, digest_of


class Published(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """A version counts from here on. Each service has a subclass with a TOPIC of its own."""

    kind: str
    """What the policy is called: its kind, with its own name where the kind has many."""
    version: int
    digest: str
    content: dict[str, Any]
    reason: str | None = None

    @property
    def label(self) -> str:
        """How decisions name this version: `lines@3`."""
        return f"{self.kind}@{self.version}"

    def apply(self, aggregate: "Policy") -> None:
        aggregate.current = self


class Policy(Aggregate):
    """Its id is `policy_id(tenant, owner, name)`; its version is that of its content.

    A service's own subclass says `publication = TheSubclassOfPublished`.
    """

    Event = PrivateEvent
    publication = Published

    def __init__(self) -> None:
        self.current: Published | None = None

    @property
    def label(self) -> str:
        """How decisions name the version that counts; `lines@3`."""
        return self._current.label

    @property
    def content(self) -> Content:
        """What counts. Nobody changes it: it belongs to the event."""
        return self._current.content

    @property
    def digest(self) -> str:
        return self._current.digest

    def publish(self, kind: str, content: Content, occasion: Occasion, reason: str | None) -> Self:
        """The content counts from here on. Whether it may is asked before: see `Policies`."""
        self.trigger(
            self.publication,
            **occasion._asdict(),
            kind=kind,
            version=self.version + 1,
            digest=digest_of(content),
            content=content,
            reason=reason,
        )
        return self

    @property
    def _current(self) -> Published:
        assert self.current is not None, "a vacant policy has no version"
        return self.current
