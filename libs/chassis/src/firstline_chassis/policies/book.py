"""A service's policies in its store: what counts, what counted, and what may count next."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from firstline_chassis.aggregate import Provenance
from firstline_chassis.occasions import Occasion
from firstline_chassis.policies import named_rows
from firstline_chassis.policies.aggregate import Policy, Published
from firstline_chassis.policies.contents import (
    Content,
    Fault,
    PolicyKind,
    beside,
    digest_of,
    faults_of,
)
from firstline_chassis.policies.naming import Called, called
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
Doubts = Callable[[Transaction, Content], Sequence[Fault]]
"""What is odd about a content as things stand, though it may be published."""


class Policies(Generic[P_co]):
    """The policies that one service owns, each an aggregate of the given class.

    One of a kind alone is called by it, `lines`; one of many by kind and name, `flow:vpn`.
    """

    def __init__(
        self,
        owner: str,
        aggregate: type[P_co],
        kinds: Sequence[PolicyKind],
        hooks: Mapping[str, Hook] | None = None,
        tenant: str = "default",
        doubts: Mapping[str, Doubts] | None = None,
    ):
        self._owner, self._aggregate, self._tenant = owner, aggregate, tenant
        self._kinds = {kind.name: kind for kind in kinds}
        self._hooks, self._doubts = hooks or {}, doubts or {}

    @property
    def kinds(self) -> Sequence[PolicyKind]:
        return list(self._kinds.values())

    def called(self, name: str) -> Called:
        """The policy of this name and its kind, published or not. Raises NoSuchPolicy."""
        return called(self._kinds, name)

    def names(self, tx: Transaction, after: str, limit: int) -> Sequence[str]:
        """What the policies are called that count, after that name, in order."""
        many = [kind.name for kind in self.kinds if kind.named_by]
        alone = [kind.name for kind in self.kinds if not kind.named_by and kind.name > after]
        return sorted([*alone, *named_rows.page(tx, many, after, limit)])[:limit]

    def current(self, tx: Transaction, name: str) -> P_co:
        """What counts, guarded at commit: whoever publishes meanwhile makes this decide again.

        Raises NoSuchPolicy for one that isn't ours, PolicyMissing where none was seeded.
        """
        policy = self.standing(tx, name)
        if not policy.exists and self.called(name).kind.named_by:
            raise NoSuchPolicy(f"no version of {name} was ever published.")
        if not policy.exists:
            raise PolicyMissing(f"no {name} were ever published: start {self._owner}, which does")
        return policy

    def standing(self, tx: Transaction, name: str) -> P_co:
        """As `current`; vacant where no version was ever published. Raises NoSuchPolicy."""
        one = self._id(name)
        return tx.aggregates(self._aggregate, [one])[one]

    def versions(self, tx: Transaction, name: str) -> list[Published]:
        """Every version, the oldest first. Raises NoSuchPolicy."""
        found = [one for one in tx.events(self._id(name)) if isinstance(one, Published)]
        if not found and self.called(name).kind.named_by:
            raise NoSuchPolicy(f"no version of {name} was ever published.")
        return found

    def doubts(self, tx: Transaction, name: str, content: Content) -> Sequence[Fault]:
        """What is odd about a content without faults: nothing that stands in its way."""
        doubts = self._doubts.get(self.called(name).kind.name)
        return doubts(tx, content) if doubts else ()

    def publish(
        self,
        tx: Transaction,
        name: str,
        content: Content,
        occasion: Occasion,
        *,
        reason: str | None = None,
        expected: int | None = None,
    ) -> P_co:
        """Raises PolicyRefused, PolicyStale, PolicyUnchanged, NoSuchPolicy, having changed nothing.

        `expected` is the version on which the author looked; None: whichever counts.
        """
        policy, one = self.standing(tx, name), self.called(name)
        if faults := _faults(one, content):
            raise PolicyRefused(faults)
        self._compare(policy, one, content, expected)
        before = policy.content if policy.exists else None
        if before is None and one.kind.named_by:
            named_rows.add(tx, one.kind.name, name)
        policy.publish(name, content, occasion, reason)
        if hook := self._hooks.get(one.kind.name):
            hook(tx, Change(before, policy.content, policy.version, occasion))
        return policy

    def seed(self, store: Store, now: datetime) -> list[str]:
        """Publish what comes with the service where nothing counts yet; the policies that it did.

        May be called by any number of replicas at once: one of them does it.
        """
        by = Provenance(actor_kind="system", actor_id=self._owner, tenant=self._tenant)
        with store.transaction(locked=True) as tx:
            seeded = [one for one in self.kinds if one.seed]
            vacant = [one for one in seeded if not self.standing(tx, one.name).exists]
            for one in vacant:
                content = read_text(one.seed_text(), one.seed).content
                self.publish(tx, one.name, content, Occasion(now, now, by))
        return [one.name for one in vacant]

    def _compare(self, policy: Policy, one: Called, content: Content, expected: int | None) -> None:
        counts = {"current_version": policy.version}
        if expected is not None and expected != policy.version:
            told = f"{_counts(policy, one.name)}, not {expected}"
            raise PolicyStale(f"{told}: read it, compare, and publish on top of it.", **counts)
        if policy.exists and _says_the_same(one.kind, policy.content, content):
            told = f"Version {policy.version} of {one.name} says exactly this"
            raise PolicyUnchanged(f"{told}: there is nothing to publish.", **counts)

    def _id(self, name: str) -> UUID:
        return policy_id(self._tenant, self._owner, self.called(name).name)


def _faults(one: Called, content: Content) -> Sequence[Fault]:
    faults = faults_of(one.kind, content)
    wrong_name = None if faults else one.fault_of_name(content)
    return [wrong_name] if wrong_name else faults


def _counts(policy: Policy, name: str) -> str:
    if policy.exists:
        return f"Version {policy.version} of {name} counts"
    return f"No version of {name} counts"


def _says_the_same(kind: PolicyKind, before: Content, after: Content) -> bool:
    """As JSON: true is no 1. What happened once, when `before` was published, is no difference."""
    return digest_of(beside(kind, before, after)) == digest_of(after)
