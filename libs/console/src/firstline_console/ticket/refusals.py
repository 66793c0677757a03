"""A service's no, as a person at a terminal reads it: what is wrong, and what to do."""

from collections.abc import Mapping

from firstline_chassis.asking import Refused

_NAMES = "give its id, its number such as FL-000123, or the foreign desk's own reference."
_REMEDIES = {
    404: _NAMES,
    409: "look at it as it stands now: `firstline ticket show`.",
    412: "read it again: `firstline ticket show`.",
    413: "say it in fewer words, or in several messages.",
    422: "mend that and send it again; `firstline ticket --help` lists the commands.",
    503: "send it again in a moment; `firstline status` shows how the services are.",
}


def told(refusal: Refused, remedies: Mapping[int, str] = _REMEDIES) -> Refused:
    """The same with a remedy for a person; what the service's answer says itself comes first."""
    remedy = refusal.problem.get("remedy") or remedies.get(refusal.status) or refusal.remedy
    return Refused(_message(refusal), str(remedy), refusal.status, refusal.problem)


def _message(refusal: Refused) -> str:
    """The fields that are wrong by their names, without where in the request they stood."""
    wrong = refusal.problem.get("errors")
    if not isinstance(wrong, list) or not all(isinstance(one, dict) for one in wrong):
        return str(refusal)
    fields = (f"{_field(one.get('pointer', ''))}: {one.get('reason')}" for one in wrong)
    return f"{str(refusal).partition(':')[0]}: {'; '.join(fields)}"


def _field(pointer: str) -> str:
    return str(pointer).removeprefix("/body").removeprefix("/query").strip("/") or "the request"
