"""The windows by which a transaction decides: one version, guarded at commit."""

from firstline_chassis.policies.book import Policies
from firstline_chassis.policies.refusals import PolicyMissing
from firstline_chassis.store import Transaction
from firstline_intake.domain.policy import IntakePolicy
from firstline_intake.domain.windows import Windows


class ReadWindows:
    """Reads them through the transaction, so that whoever publishes meanwhile is noticed."""

    def __init__(self, policies: Policies[IntakePolicy]):
        self._policies = policies

    def __call__(self, tx: Transaction) -> Windows:
        """Where nothing was published yet, what comes with the service: its first version."""
        try:
            policy = self._policies.current(tx, "windows")
        except PolicyMissing:
            return Windows()
        return Windows.from_content(policy.content, policy.label)
