"""The live story stands still loudly: it names the act, what is missing, and what to do."""

from typing import Any

import pytest

from firstline_chassis.asking import Answer
from firstline_chassis.received import read_envelope
from firstline_console.acting import Actor
from firstline_console.boundary import UserError
from firstline_console.demo.live_story import ADA, BEGINNING, STORY, Step
from firstline_console.demo.playing import Stage, StoryStoodStill, play, types_of
from firstline_console.demo.story_form import FORM, offer_form
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.timeline.gathering import Gathered, Told
from firstline_console.ticket.timeline.numbers import AS_IDS
from firstline_events.catalogue import topics
from firstline_events.message import Message
from tests.support.goldens import golden_bytes

HOME = {kind: topic.name for topic in topics().values() for kind in topic.types()}
SERVICES = ("intake", "triage", "escalation", "kb")


def told(kind: str, reported: bool | None = True) -> Told:
    """The golden event of this type, as its service would tell it."""
    service = kind.split(".")[1]
    return Told(service, read_envelope(golden_bytes(kind)), {}, reported)


class ScriptedHelp:
    """A knowledge base that is sure of one article, unless it is empty."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.articles = [{"article_id": "a", "number": "KB-000001", "title": "Forgotten password"}]

    def draft(self, who: Actor, text: str) -> Answer:
        self.calls.append((who.id, "draft"))
        return {"id": f"draft of {who.id}", "articles": self.articles}

    def solved(self, who: Actor, draft: str, article: str) -> Answer:
        self.calls.append((who.id, "solved", draft, article))
        return {}

    def begin(self, who: Actor, flow: str, draft: str) -> Answer:
        self.calls.append((who.id, "walk", flow, draft))
        return {"id": "walk"}

    def answer(self, who: Actor, walk: str, step: str, answer: str) -> Answer:
        self.calls.append((who.id, step, answer))
        return {"id": walk}


class Scripted(Desk):
    """A desk on which each act has the consequences of the script, but for what is held back."""

    def __init__(self) -> None:
        self.events = [told(kind) for kind in types_of(BEGINNING)]
        self.held_back: set[str] = set()
        self.unread: set[str] = set()
        self.forms: list[Any] = [{"category": "hardware"}]
        self.helps = ScriptedHelp()
        self.opening: dict[str, Any] = {}
        self._acts = iter(STORY)

    def open(self, who: Actor, **opening: Any) -> Answer:
        self.opening = opening
        return {"number": "FL-000001"}

    def policy(self, kind: str) -> Answer:
        return {"version": 1, "content": {"forms": self.forms}}

    def publish(
        self, who: Actor, kind: str, content: dict[str, Any], version: int, reason: str
    ) -> Answer:
        self.forms = content["forms"]
        return {}

    def id_of(self, name: str) -> str:
        return "id"

    def act(self, who: Actor, ticket: str, way: str, **said: Any) -> Answer:
        self.events += [told(kind) for kind in types_of(next(self._acts).makes)]
        return {}

    work = act

    def answer(self, who: Actor, name: str, article: str, way: str, **said: Any) -> Answer:
        return self.act(who, name, way)

    def rating_link(self, name: str) -> Answer:
        return {"token": "t"}

    def rate(self, token: str, **said: Any) -> Answer:
        return self.act(ADA, "id", "rate")

    def look(self, ticket: str, *, reporting: bool = True) -> Gathered:
        shown = [one for one in self.events if one.envelope.type not in self.held_back]
        read = [one._replace(reported=one.envelope.type not in self.unread) for one in shown]
        return Gathered(read if reporting else shown, [])

    def stage(self) -> Stage:
        return Stage(self, self.helps, self.look, lambda _events, _desk: AS_IDS, seconds=0.0)


@pytest.fixture
def desk() -> Scripted:
    return Scripted()


def test_a_story_whose_every_act_has_its_consequences_is_played_to_its_end(desk: Scripted) -> None:
    said: list[str] = []
    played = play(said.append, desk.stage())
    assert said[2:] == [step.says for step in STORY]
    assert (played.number, len(played.events)) == ("FL-000001", len(desk.events))


def test_one_requester_needs_no_ticket_and_the_other_brings_her_way_to_hers(
    desk: Scripted,
) -> None:
    played = play(lambda _: None, desk.stage())
    assert played.answered == ("draft of bruno@example.org", "KB-000001", "Forgotten password")
    assert ("bruno@example.org", "solved", played.answered.draft, "a") in desk.helps.calls
    assert desk.opening["walk"] == "walk"
    assert desk.opening["draft"] == "draft of ada@example.org"


def test_a_knowledge_base_that_is_sure_of_nothing_ends_the_story(desk: Scripted) -> None:
    desk.helps.articles = []
    with pytest.raises(UserError, match="sure of no article") as stood:
        play(lambda _: None, desk.stage())
    assert "firstline article list" in stood.value.remedy


def test_scanners_get_a_form_beside_those_that_the_desk_has(desk: Scripted) -> None:
    for _ in range(2):
        offer_form(desk, ADA)
        assert desk.forms == [{"category": "hardware"}, FORM]


@pytest.mark.parametrize("step", STORY, ids=lambda step: step.says)
def test_an_act_without_consequences_ends_the_story_by_name(desk: Scripted, step: Step) -> None:
    [*_, missing] = types_of(step.makes)
    desk.held_back = {missing}
    first = next(one for one in STORY if missing in types_of(one.makes))
    expected = "ada opens FL-000001" if missing in types_of(BEGINNING) else first.says
    with pytest.raises(StoryStoodStill) as stood:
        play(lambda _: None, desk.stage())
    assert f"“{expected}”" in str(stood.value)
    assert missing in str(stood.value)
    assert "firstline status" in stood.value.remedy


def test_what_reporting_does_not_read_ends_the_story(desk: Scripted) -> None:
    desk.unread = {"firstline.escalation.case-ended.v1"}
    with pytest.raises(StoryStoodStill, match="reporting has not read firstline"):
        play(lambda _: None, desk.stage())


def test_every_event_of_the_script_travels_on_a_topic() -> None:
    scripted: list[type[Message]] = [*BEGINNING, *(kind for step in STORY for kind in step.makes)]
    assert all(kind.TYPE in HOME for kind in scripted)
    assert {kind.TYPE.split(".")[1] for kind in scripted} == set(SERVICES)
