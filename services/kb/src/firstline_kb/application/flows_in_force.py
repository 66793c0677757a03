"""Flows as they are walked: the version that counts, or the one that a walk keeps to."""

from firstline_chassis.policies.book import Policies
from firstline_chassis.store import Transaction
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.flow_table import FLOW
from firstline_kb.domain.policy import KbPolicy

_KEPT = 256


class Flows:
    """Reads them from the store; versions never change, so those that were read are kept."""

    def __init__(self, policies: Policies[KbPolicy]):
        self._policies = policies
        self._kept: dict[tuple[str, int, str], Flow] = {}

    def current(self, tx: Transaction, name: str) -> Flow:
        """What counts, guarded at commit. Raises NoSuchPolicy for a flow that never did."""
        policy = self._policies.current(tx, f"{FLOW.name}:{name}")
        key = name, policy.version, policy.digest
        return self._kept.get(key) or self._keep(key, policy.content)

    def version(self, tx: Transaction, name: str, number: int) -> Flow:
        """That version, whatever counts now. Raises NoSuchPolicy; IndexError for none."""
        published = self._policies.versions(tx, f"{FLOW.name}:{name}")[number - 1]
        key = name, number, published.digest
        return self._kept.get(key) or self._keep(key, published.content)

    def _keep(self, key: tuple[str, int, str], content: dict[str, object]) -> Flow:
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        return self._kept.setdefault(key, Flow.from_content(content, key[1]))
