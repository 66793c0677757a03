"""Why a version is not published; each text says the remedy."""

from collections.abc import Sequence
from typing import Any

from firstline_chassis.policies.contents import Fault, Where
from firstline_chassis.refusals import Refused


class NoSuchPolicy(Refused):
    code = "no-such-policy"


class PolicyMissing(Exception):
    """No version of a policy was ever published; the service seeds them when it starts."""


class PolicyStale(Refused):
    code = "stale-policy"


class PolicyUnchanged(Refused):
    code = "policy-unchanged"


class PolicyRefused(Refused):
    """The content itself is wrong."""

    code = "policy-refused"

    def __init__(self, faults: Sequence[Fault]):
        told = "; ".join(f"{pointer(one.where)}: {one.message}: {one.remedy}" for one in faults)
        super().__init__(told, errors=[_error(one) for one in faults])
        self.faults = tuple(faults)


class PolicyInUse(PolicyRefused):
    """The content is right, and something that it changes stands in its way."""

    code = "policy-in-use"


def pointer(where: Where) -> str:
    """The JSON pointer (RFC 6901) into a body that holds the content."""
    escaped = (str(key).replace("~", "~0").replace("/", "~1") for key in where)
    return "/".join(["", "body", "content", *escaped])


def _error(fault: Fault) -> dict[str, Any]:
    return {"pointer": pointer(fault.where), "reason": fault.message, "remedy": fault.remedy}
