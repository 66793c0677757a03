"""What a policy is, one of many by its own title: each guided flow is about something else."""

from collections.abc import Sequence
from typing import Any

from firstline_chassis.asking import CannotTell
from firstline_console.flow.guide import Guide


def titled(policies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, with each flow's title in place of what all flows are, where kb tells it."""
    titles = _titles() if any(one["kind"].startswith("flow:") for one in policies) else {}
    return [{**one, "about": titles.get(one["kind"], one["about"])} for one in policies]


def _titles() -> dict[str, str]:
    try:
        return {f"flow:{one['name']}": str(one["title"]) for one in Guide().flows(retired=True)}
    except CannotTell:
        return {}
