"""The domain's no, as HTTP says it."""

from firstline_chassis.problems import Problem
from firstline_intake.domain.errors import Refused, TimeNotPlausible, TooLarge

_STATUS: dict[type[Refused], int] = {TimeNotPlausible: 422, TooLarge: 413}
"""What is wrong with the request itself; any other refusal is a conflict with the ticket."""


def problem_of(refusal: Refused) -> Problem:
    status = _STATUS.get(type(refusal), 409)
    title = "The ticket refuses" if status == 409 else "The request can't be taken"
    return Problem(status, refusal.code, title, str(refusal))
