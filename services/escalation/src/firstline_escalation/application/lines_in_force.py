"""The lines by which a transaction decides: one version, guarded at commit."""

from firstline_chassis.policies.book import Policies
from firstline_chassis.store import Transaction
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.policy import EscalationPolicy


class LinesInForce:
    """Reads them through the transaction, so that whoever publishes meanwhile is noticed."""

    def __init__(self, policies: Policies[EscalationPolicy]):
        self._policies = policies
        self._last: tuple[str, Lines] | None = None

    def __call__(self, tx: Transaction) -> Lines:
        """Raises PolicyMissing where no version was ever published."""
        policy = self._policies.current(tx, "lines")
        last = self._last
        if last is None or last[0] != policy.digest or last[1].version != policy.version:
            last = policy.digest, Lines.from_content(policy.content, policy.version)
            self._last = last
        return last[1]
