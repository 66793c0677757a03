"""The form that the live story's requester fills in, added to whatever forms the desk has."""

from typing import Any

from firstline_console.acting import Actor
from firstline_console.ticket.desk import Desk

CATEGORY = "scanner"
FORM: dict[str, Any] = {
    "category": CATEGORY,
    "title": {"en": "A scanner fails"},
    "fields": [
        {"id": "error", "type": "text", "required": True, "label": {"en": "What does it show?"}},
        {"id": "place", "type": "text", "label": {"en": "Where is it?"}},
    ],
}
ANSWERS = {"error": "E5", "place": "hall 3"}


def offer_form(desk: Desk, who: Actor) -> None:
    """See to it that scanners have a form; the forms of other categories stay as they are."""
    current = desk.policy("forms")
    content = current["content"]
    if any(form["category"] == CATEGORY for form in content["forms"]):
        return
    more = {**content, "forms": [*content["forms"], FORM]}
    desk.publish(who, "forms", more, current["version"], "scanners need their error code")
