"""The use cases of the desk: a command, its case, the lines in force, and the moment."""

from functools import singledispatch

from firstline_chassis.commands import Command
from firstline_chassis.limits import not_too_large
from firstline_escalation.application import commands
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.values import Occasion


@singledispatch
def carry_out(command: Command, _case: Case, _lines: Lines, _occasion: Occasion) -> None:
    """Do what the command asks of a case. Raises Refused, having changed nothing."""
    raise TypeError(f"{type(command).__name__} is no command on a case")


@carry_out.register
def _take(_: commands.TakeCase, case: Case, _lines: Lines, occasion: Occasion) -> None:
    case.take(occasion)


@carry_out.register
def _assign(command: commands.AssignCase, case: Case, _lines: Lines, occasion: Occasion) -> None:
    case.assign(command.assignee, occasion)


@carry_out.register
def _release(command: commands.ReleaseCase, case: Case, _lines: Lines, occasion: Occasion) -> None:
    not_too_large(command.reason or "")
    case.release(command.reason, occasion)


@carry_out.register
def _escalate(command: commands.EscalateCase, case: Case, lines: Lines, occasion: Occasion) -> None:
    not_too_large((command.findings or "") + (command.reply or ""))
    case.escalate(
        command.findings,
        lines,
        occasion,
        line=command.line,
        request=command.request,
        reply=command.reply,
    )


@carry_out.register
def _hand_back(
    command: commands.HandBackCase, case: Case, lines: Lines, occasion: Occasion
) -> None:
    not_too_large(command.note or "")
    case.hand_back(command.note, lines, occasion, line=command.line)


@carry_out.register
def _decline(
    command: commands.DeclineRequest, case: Case, _lines: Lines, occasion: Occasion
) -> None:
    not_too_large(command.reply or "")
    case.decline(command.request, command.reply, occasion)


@carry_out.register
def _refer(command: commands.ReferCase, case: Case, _lines: Lines, occasion: Occasion) -> None:
    not_too_large(command.where + (command.note or ""))
    case.refer(command.to, command.where, command.note, occasion)


@carry_out.register
def _declare(
    command: commands.DeclareMajorIncident, case: Case, _lines: Lines, occasion: Occasion
) -> None:
    not_too_large(command.reason)
    case.declare(command.reason, occasion)


@carry_out.register
def _lift(
    command: commands.LiftMajorIncident, case: Case, _lines: Lines, occasion: Occasion
) -> None:
    not_too_large(command.reason)
    case.lift(command.reason, occasion)


@carry_out.register
def _move(command: commands.MoveCase, case: Case, lines: Lines, occasion: Occasion) -> None:
    not_too_large(command.reason)
    case.move(command.queue, command.reason, lines, occasion)
