"""A service's policies in its store: what counts, what counted, and what may count next."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from firstline_chassis.aggregate import Provenance
from firstline_chassis.occasions import Occasion
from firstline_chassis.policies.aggregate import Policy, Published
from firstline_chassis.policies.contents import Content, PolicyKind, beside, digest_of, faults_of
from firstline_chassis.policies.refusals import (
    NoSuchPolicy,
    PolicyMissing,
    PolicyRefused,
    PolicyStale,
    PolicyUnchanged,
)
from firstline_chassis.policies.yaml_files import read_text
from firstline_chassis.store import Store, Transaction
from firstline_events.identity import policy_id

P_co = TypeVar("P_co", bound=Policy, covariant=True)


class Change(NamedTuple):
    """What a hook is told: the versions before (None: the first one) and after, and who."""

    before: Content | None
    after: Content
    version: int
    """Of what is after."""
    occasion: Occasion


Hook = Callable[[Transaction, Change], None]
"""Called in the transaction that publishes; may refuse (PolicyInUse) or change other aggregates."""


class Policies(Generic[P_co]):
    """The kinds of policy that one service owns, each an aggregate of the given class."""

    def __init__(
        self,
        owner: str,
        aggregate: type[P_co],
        kinds: Sequence[PolicyKind],
        hooks: Mapping[str, Hook] | None = None,
        tenant: str = "default",
    ):
        self._owner, self._aggregate, self._tenant = owner, aggregate, tenant
        self._kinds = {kind.name: kind for kind in kinds}
        self._hooks = hooks or {}

    @property
    def kinds(self) -> Sequence[PolicyKind]:
        return list(self._kinds.values())

    def current(self, tx: Transaction, kind: str) -> P_co:
        """What counts, guarded at commit: whoever publishes meanwhile makes this decide again.

        Raises NoSuchPolicy for a kind that isn't ours, PolicyMissing where none was seeded.
        """
        policy = self._policy(tx, kind)
        if not policy.exists:
            raise PolicyMissing(f"no {kind} were ever published: start {self._owner}, which does")
        return policy

    def versions(self, tx: Transaction, kind: str) -> list[Published]:
        """Every version, the oldest first. Raises NoSuchPolicy."""
        return [one for one in tx.events(self._id(kind)) if isinstance(one, Published)]

    def publish(
        self,
        tx: Transaction,
        kind: str,
        content: Content,
        occasion: Occasion,
        *,
        reason: str | None = None,
        expected: int | None = None,
    ) -> P_co:
        """Raises PolicyRefused, PolicyStale, PolicyUnchanged, NoSuchPolicy, having changed nothing.

        `expected` is the version on which the author looked; None: whichever counts.
        """
        policy = self._policy(tx, kind)
        if faults := faults_of(self._kinds[kind], content):
            raise PolicyRefused(faults)
        self._compare(policy, kind, content, expected)
        before = policy.content if policy.exists else None
        policy.publish(kind, content, occasion, reason)
        if hook := self._hooks.get(kind):
            hook(tx, Change(before, policy.content, policy.version, occasion))
        return policy

    def seed(self, store: Store, now: datetime) -> list[str]:
        """Publish what comes with the service where nothing counts yet; the kinds that it did.

        May be called by any number of replicas at once: one of them does it.
        """
        by = Provenance(actor_kind="system", actor_id=self._owner, tenant=self._tenant)
        with store.transaction(locked=True) as tx:
            vacant = [one for one in self.kinds if not self._policy(tx, one.name).exists]
            for one in vacant:
                content = read_text(one.seed_text(), one.seed).content
                self.publish(tx, one.name, content, Occasion(now, now, by))
        return [one.name for one in vacant]

    def _compare(self, policy: Policy, kind: str, content: Content, expected: int | None) -> None:
        counts = {"current_version": policy.version}
        if expected is not None and expected != policy.version:
            told = f"Version {policy.version} of {kind} counts, not {expected}"
            raise PolicyStale(f"{told}: read it, compare, and publish on top of it.", **counts)
        if policy.exists and _says_the_same(self._kinds[kind], policy.content, content):
            told = f"Version {policy.version} of {kind} says exactly this"
            raise PolicyUnchanged(f"{told}: there is nothing to publish.", **counts)

    def _policy(self, tx: Transaction, kind: str) -> P_co:
        one = self._id(kind)
        return tx.aggregates(self._aggregate, [one])[one]

    def _id(self, kind: str) -> UUID:
        if kind not in self._kinds:
            known = ", ".join(self._kinds)
            raise NoSuchPolicy(f"{self._owner} has no policy {kind}; its kinds: {known}.")
        return policy_id(self._tenant, self._owner, kind)


def _says_the_same(kind: PolicyKind, before: Content, after: Content) -> bool:
    """As JSON: true is no 1. What happened once, when `before` was published, is no difference."""
    return digest_of(beside(kind, before, after)) == digest_of(after)
