"""Where a case may go, and who may move it; a refusal names a better way."""

from typing import Any

from firstline_escalation.domain import errors
from firstline_escalation.domain.lines import Lines, Placement
from firstline_escalation.domain.state import CaseState
from firstline_escalation.domain.values import Occasion, Place


def higher(case: CaseState, lines: Lines, line: str | None) -> Placement:
    """Where escalating takes it: to the line asked for, else to the next one.

    Raises HighestLine, SameLine, NotAbove, NoSuchLine, LineWithoutQueues.
    """
    here = case.line or lines.entry
    target = line or lines.above(here)
    if target is None:
        raise errors.HighestLine(
            f"There is no line above {here}; refer the case to a vendor, or assign it to somebody.",
            line=here,
        )
    _staffed(lines, target)
    _another(here, target)
    if not lines.is_above(target, here):
        raise errors.NotAbove(
            f"Line {target} is below {here}; hand the case back instead, with a note.", line=here
        )
    return lines.route(target, case.category, case.language)


def lower(case: CaseState, lines: Lines, line: str | None) -> Placement:
    """Where handing back takes it: into the queue of that line where it was, else as routed.

    Raises LowestLine, SameLine, NotBelow, NoSuchLine, LineWithoutQueues.
    """
    here = case.line or lines.entry
    target = line or lines.below(here)
    if target is None:
        raise errors.LowestLine(
            f"There is no line below {here}; release the case, or have it moved to another queue.",
            line=here,
        )
    _staffed(lines, target)
    _another(here, target)
    if lines.is_above(target, here):
        raise errors.NotBelow(
            f"Line {target} is above {here}; escalate the case instead, with findings.", line=here
        )
    return _again(case, lines, target) or lines.route(target, case.category, case.language)


def queue_named(case: CaseState, lines: Lines, name: str, reason: str) -> Placement:
    """Where moving takes it. Raises NoSuchQueue, SameQueue."""
    queue = lines.queue(name)
    if queue is None:
        known = ", ".join(one.id for one in lines.queues)
        raise errors.NoSuchQueue(f"{lines.label} has no queue {name}; it has {known}.")
    if name == case.queue:
        raise errors.SameQueue(f"The case is in queue {name} already.", queue=name)
    return Placement(queue.line, queue.id, reason)


def for_its_keepers(case: CaseState, lines: Lines, occasion: Occasion) -> None:
    """Raises NotYoursToMove for anybody but the owner of record and the coordinators."""
    if occasion.by.actor_id not in _keepers(case, lines):
        raise errors.NotYoursToMove(
            f"Only {_names(case, lines)} may move a case to another queue; ask them, or escalate"
            " it with findings.",
            may_move=_keepers(case, lines),
        )


def below_the_limit(case: CaseState, lines: Lines, to: Placement, occasion: Occasion) -> None:
    """Raises BounceLimitReached, which names a better target, or what is missing to find one."""
    if case.moves < lines.bounce_limit or occasion.by.actor_id in _keepers(case, lines):
        return
    better = better_target(case, lines, to)
    text = (
        f"The case has moved {case.moves} times, and {lines.label} lets only {_names(case, lines)}"
        f" move it after {lines.bounce_limit}."
    )
    members: dict[str, Any] = {"moves": case.moves, "may_move": _keepers(case, lines)}
    if better is None:
        members["missing"] = _missing(case)
        raise errors.BounceLimitReached(f"{text} {_what_is_missing(case)}", **members)
    members["better_target"] = better._asdict()
    raise errors.BounceLimitReached(
        f"{text} It has not been in {better.queue} of line {better.line} yet, and {better.reason}:"
        " have it moved there.",
        **members,
    )


def better_target(case: CaseState, lines: Lines, refused: Placement) -> Placement | None:
    """Where such a request is routed to and the case has not been; higher lines come first."""
    here = case.line or lines.entry
    order = sorted(lines.staffed, key=lambda line: not lines.is_above(line.id, here))
    routed = [lines.route(line.id, case.category, case.language) for line in order]
    fresh = [one for one in routed if one.queue not in case.been and one.queue != refused.queue]
    return fresh[0] if fresh else None


def standing(case: CaseState, lines: Lines) -> Placement:
    """Where a case of ours belongs now: where it is, or to whoever takes over its lost queue."""
    here, successor = case.place, lines.moved.get(case.queue or "", case.queue)
    queue = lines.queue(successor) if successor else None
    if queue is not None and queue.id == case.queue:
        return Placement(queue.line, queue.id, f"queue {queue.id} is one of ours")
    if queue is not None:
        return Placement(queue.line, queue.id, f"{queue.id} takes over from {case.queue}")
    known = here.line is not None and any(one.id == here.line for one in lines.staffed)
    line = here.line if known and here.line is not None else lines.entry
    routed = lines.route(line, case.category, case.language)
    if case.queue is None:
        return routed
    return routed._replace(reason=f"no line has a queue {case.queue}; {routed.reason}")


def place_of(placement: Placement) -> Place:
    return Place(placement.line, placement.queue)


def _again(case: CaseState, lines: Lines, line: str) -> Placement | None:
    for queue in reversed(case.been):
        known = lines.queue(queue)
        if known is not None and known.line == line:
            return Placement(line, queue, f"it was in {queue} before")
    return None


def _staffed(lines: Lines, name: str) -> None:
    line = lines.line(name)
    names = ", ".join(one.id for one in lines.staffed)
    if line is None:
        raise errors.NoSuchLine(f"{lines.label} has no line {name}; lines with queues: {names}.")
    if not line.queues:
        raise errors.LineWithoutQueues(
            f"No agents work on line {name}: it has no queues. Lines with queues: {names}."
        )


def _another(here: str, target: str) -> None:
    if here == target:
        raise errors.SameLine(
            f"The case is on line {here} already; name another line, or name none.",
            line=here,
        )


def _keepers(case: CaseState, lines: Lines) -> list[str]:
    owner = [] if case.owner is None else [case.owner]
    return [*owner, *sorted(lines.coordinators - set(owner))]


def _names(case: CaseState, lines: Lines) -> str:
    coordinators = sorted(lines.coordinators)
    named = [] if case.owner is None else [f"its owner of record ({case.owner})"]
    told = ", ".join(coordinators) or "none is named in the lines"
    return " or ".join([*named, f"a coordinator ({told})"])


def _missing(case: CaseState) -> list[str]:
    return ["category"] if case.category is None else ["findings"]


def _what_is_missing(case: CaseState) -> str:
    if case.category is None:
        return "Its category is missing: classify the ticket, so that it can be routed."
    return (
        "Every queue for such a request has had it: what is missing are findings that say why none"
        " of them could solve it."
    )
