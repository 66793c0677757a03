"""What a command is answered with: the case as it stands afterwards."""

from firstline_chassis.etags import etag
from firstline_chassis.idempotency import Answer
from firstline_escalation.domain.case import Case
from firstline_escalation.read_models.case import view_of


def answer_with(case: Case) -> Answer:
    """The case as it will stand once the transaction is committed."""
    view = view_of(case)
    return Answer(200, {"ETag": etag(view.version)}, view.model_dump_json().encode())
