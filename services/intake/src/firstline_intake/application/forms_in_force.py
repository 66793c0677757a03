"""The forms by which a transaction decides: one version, guarded at commit."""

from firstline_chassis.policies.book import Policies
from firstline_chassis.policies.refusals import PolicyMissing
from firstline_chassis.store import Transaction
from firstline_intake.domain.forms import Forms
from firstline_intake.domain.policy import IntakePolicy

_WITHOUT_ANY = Forms.from_content({"forms": []}, 1)


class ReadForms:
    """Reads them through the transaction, so that whoever publishes meanwhile is noticed."""

    def __init__(self, policies: Policies[IntakePolicy]):
        self._policies = policies
        self._last: Forms | None = None

    def __call__(self, tx: Transaction) -> Forms:
        """Where nothing was published yet, what comes with the service: a first one without any."""
        try:
            policy = self._policies.current(tx, "forms")
        except PolicyMissing:
            return _WITHOUT_ANY
        last = self._last
        if last is None or last.version != policy.version:
            last = self._last = Forms.from_content(policy.content, policy.version)
        return last
