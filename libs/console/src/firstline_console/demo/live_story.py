"""The script of the demo's live story: who does what, and which events follow from it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from firstline_console.acting import agent, requester
from firstline_console.demo.self_service import FLOW, Help, KbHelp, tried_before_asking
from firstline_console.demo.story_form import ANSWERS, CATEGORY, offer_form
from firstline_console.ticket.desk import Desk
from firstline_events.conversation import EscalationRequested, NoteWritten, TicketRated
from firstline_events.escalation import (
    CaseAssigned,
    CaseEnded,
    CaseEscalated,
    CaseHandedBack,
    CaseOpened,
    EscalationRequestTaken,
)
from firstline_events.intake import MessageAdded, TicketClassified, TicketOpened, TicketResolved
from firstline_events.message import Message
from firstline_events.suggestions import (
    ArticlesSuggested,
    SuggestionAccepted,
    TicketSolvedByArticle,
)
from firstline_events.triage import TicketAssessed
from firstline_events.walks import FlowAttached, FlowEnded, FlowStarted

ADA = requester("ada@example.org")
CARLA = agent("carla")
"""Who says what the desk asks of requesters."""
NORA, SAM, VIC = agent("nora"), agent("sam"), agent("vic")
"""Agents of the first, the second and the third line."""
OPENING: dict[str, Any] = {
    "subject": "The scanner in hall 3 reads nothing",
    "body": "Since this morning it beeps twice and shows E5.",
    "requester": ADA.id,
    "category": CATEGORY,
    "fields": ANSWERS,
    "impact": "medium",
    "urgency": "high",
    "language": "en",
}


def rate(desk: Desk, ticket: str) -> None:
    """Ada holds the link of her ticket's resolution, and uses it."""
    token = desk.rating_link(ticket)["token"]
    desk.rate(token, stars=5, comment="Quick, and nobody lost my words on the way.")


class Step(NamedTuple):
    """One act, in words and as it is carried out, and the events that must follow."""

    says: str
    act: Callable[[Desk, str], Any]
    makes: tuple[type[Message], ...]


ARTICLE = FLOW
"""The article about scanners is called as the flow is."""


def open_ticket(desk: Desk, helps: Help = KbHelp()) -> str:  # noqa: B008 - immutable
    """The story's beginning: ada tries the guided flow, gives up, and fills in the form.

    Returns the number of her ticket, which says where she comes from.
    """
    offer_form(desk, CARLA)
    came_from = tried_before_asking(helps, ADA, OPENING["subject"])
    return str(desk.open(ADA, **OPENING, **came_from)["number"])


BEGINNING = (
    FlowStarted,
    TicketOpened,
    TicketClassified,
    MessageAdded,
    TicketAssessed,
    CaseOpened,
    FlowEnded,
    FlowAttached,
    ArticlesSuggested,
)
"""What must follow from the opening: four services have their say."""
STORY: tuple[Step, ...] = (
    Step("nora of the first line takes it", lambda d, t: d.work(NORA, t, "take"), (CaseAssigned,)),
    Step(
        "nora asks back",
        lambda d, t: d.act(NORA, t, "messages", body="Does it still beep in the other dock?"),
        (MessageAdded,),
    ),
    Step(
        "ada asks for somebody who knows the device",
        lambda d, t: d.act(ADA, t, "escalation-requests", reason="It does, and goods arrive at 4."),
        (EscalationRequested, EscalationRequestTaken),
    ),
    Step(
        "nora escalates with what she found",
        lambda d, t: d.work(
            NORA,
            t,
            "escalate",
            findings="Beeps twice in both docks, as her walk says. She does not dare the update.",
            reply="The specialists take over now.",
        ),
        (CaseEscalated,),
    ),
    Step("sam of the second line takes it", lambda d, t: d.work(SAM, t, "take"), (CaseAssigned,)),
    Step(
        "sam leaves a note",
        lambda d, t: d.act(SAM, t, "notes", body="E5 is the laser. Under warranty until June."),
        (MessageAdded, NoteWritten),
    ),
    Step(
        "sam escalates to the vendor's people",
        lambda d, t: d.work(SAM, t, "escalate", findings="Laser module fails its self test (E5)."),
        (CaseEscalated,),
    ),
    Step("vic of the third line takes it", lambda d, t: d.work(VIC, t, "take"), (CaseAssigned,)),
    Step(
        "vic hands it back to the first line",
        lambda d, t: d.work(
            VIC,
            t,
            "hand-back",
            line="first",
            note="It is the firmware: the update of the article mends it, both keys held.",
        ),
        (CaseHandedBack,),
    ),
    Step("nora takes it again", lambda d, t: d.work(NORA, t, "take"), (CaseAssigned,)),
    Step(
        "nora finds that the suggested article answers it",
        lambda d, t: d.answer(NORA, t, ARTICLE, "accept"),
        (SuggestionAccepted,),
    ),
    Step(
        "nora answers",
        lambda d, t: d.act(NORA, t, "messages", body="Hold both keys while it starts, please."),
        (MessageAdded,),
    ),
    Step(
        "nora resolves it",
        lambda d, t: d.act(NORA, t, "resolve", outcome="solved", note="Firmware 2.4.1."),
        (TicketResolved, CaseEnded, TicketSolvedByArticle),
    ),
    Step("ada rates it by the link that she got", rate, (TicketRated,)),
)
