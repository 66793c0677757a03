"""Which events leave a row of their own, told by the event alone, in which table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from firstline_chassis.sequenced import Arrival
from firstline_events import conversation, escalation, intake
from firstline_events import relations as related
from firstline_reporting.read_models import incidents, interactions, relations, requests, rests
from firstline_reporting.read_models.incidents import MAJOR_INCIDENTS, REFERRALS
from firstline_reporting.read_models.interactions import ATTACHMENTS, INTERACTIONS
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.relations import RELATIONS, WENT_LIVE
from firstline_reporting.read_models.requests import REQUEST_STEPS
from firstline_reporting.read_models.rests import RATINGS, RESTS

Facts = dict[Landing, list[Row]]
_MADE: Mapping[type, tuple[Landing, Callable[[Arrival, Any], Row | None]]] = {
    intake.MessageAdded: (INTERACTIONS, interactions.message),
    intake.TicketResolved: (RESTS, rests.resolution),
    intake.TicketClosed: (RESTS, rests.resolution),
    intake.TicketReopened: (RESTS, rests.reopening),
    conversation.ContactLogged: (INTERACTIONS, interactions.contact),
    conversation.AttachmentAdded: (ATTACHMENTS, interactions.attachment),
    conversation.EscalationRequested: (REQUEST_STEPS, requests.asked),
    conversation.TicketRated: (RATINGS, rests.rating),
    related.TicketMerged: (RELATIONS, relations.merged),
    related.TicketAbsorbed: (RELATIONS, relations.absorbed),
    related.TicketUnmerged: (RELATIONS, relations.unmerged),
    related.TicketParted: (RELATIONS, relations.parted),
    related.TicketLinked: (RELATIONS, relations.linked),
    related.TicketUnlinked: (RELATIONS, relations.unlinked),
    related.TicketWentLive: (WENT_LIVE, relations.went_live),
    escalation.EscalationRequestTaken: (REQUEST_STEPS, requests.taken),
    escalation.EscalationRequestDeclined: (REQUEST_STEPS, requests.declined),
    escalation.CaseEscalated: (REQUEST_STEPS, requests.accepted),
    escalation.CaseReferred: (REFERRALS, incidents.referral),
    escalation.MajorIncidentDeclared: (MAJOR_INCIDENTS, incidents.declared),
    escalation.MajorIncidentLifted: (MAJOR_INCIDENTS, incidents.lifted),
}


def facts(arrivals: Iterable[Arrival]) -> Facts:
    """The rows that these events make, by table; pure, and the same however they are cut."""
    rows: Facts = defaultdict(list)
    for arrival in arrivals:
        made = _MADE.get(type(arrival.message))
        if made is None:
            continue
        landing, make = made
        row = make(arrival, arrival.message)
        if row is not None:
            rows[landing].append(row)
    return rows
