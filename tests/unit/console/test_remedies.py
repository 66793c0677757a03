"""What a person is told to do about a service's no."""

import re
from typing import Any
from uuid import UUID

import pytest

from firstline_chassis.asking import CannotTell, Refused, Service
from firstline_console.acting import agent, requester
from firstline_console.article import refusals
from firstline_console.draft.command import show
from firstline_console.flow.guide import Guide
from firstline_console.flow.telling import tell_end
from firstline_console.policy.kinds import Unusable, policy_named
from firstline_console.policy.titles import titled
from firstline_console.ticket.refusals import told as told_of_ticket
from firstline_kb.domain import errors

CODES = {
    one.code
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, errors.Refused)
}
WALK: dict[str, Any] = {"shown": None, "outcome": None, "place": 1, "by_silence": False}


def no(code: str, status: int = 409, detail: str = "No.", **members: Any) -> Refused:
    problem = {"type": f"urn:firstline:problem:{code}", "detail": detail, **members}
    return Refused(f"kb refuses: {detail}", "", status, problem)


@pytest.mark.parametrize("code", sorted(CODES))
def test_what_an_article_refuses_has_a_remedy_that_is_whole(code: str) -> None:
    said = refusals.told(no(code), "vpn", {"language": "it"}).remedy
    assert said
    assert not re.search(r"[{}]", said)
    assert "article show --latest" not in said


def test_a_draft_is_reviewed_before_it_is_published_and_one_that_is_public_is_edited() -> None:
    draft = refusals.told(no("not-reviewed", state="draft"), "vpn", {"language": "it"})
    assert "`firstline article review vpn --language it --as …`" in draft.remedy
    public = refusals.told(no("not-reviewed", state="published"), "vpn", {"language": "it"})
    assert "`firstline article edit vpn FILE --language it --as …`" in public.remedy


def test_a_draft_that_is_over_points_at_no_article() -> None:
    answered = refusals.of_draft(no("draft-over"))
    assert "firstline draft begin" in answered.remedy
    assert "article" not in answered.remedy
    opened = refusals.of_draft(no("draft-over", ticket="7c1f0a52"))
    assert "firstline ticket reply 7c1f0a52" in opened.remedy


def test_no_such_article_is_found_by_a_search_also_from_a_ticket() -> None:
    assert "firstline kb search" in told_of_ticket(no("no-such-article", 404), "FL-1").remedy
    assert "FL-000123" in told_of_ticket(no("no-such-ticket", 404), "FL-1").remedy


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("Nothing is named x; GET /v1/articles lists what there is.", "Nothing is named x."),
        ('Its ETag is "3"; read it again.', "by now it is at version 3."),
        ("Say in `replaced_by` which.", "Say in --replaced-by which."),
    ],
)
def test_addresses_headers_and_fields_are_not_told(detail: str, words: str) -> None:
    assert str(refusals.told(no("other", 404, detail))).endswith(words)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("must be a valid date or datetime, input is too short", "is no day, such as 2027-01-31"),
        ("must be a valid datetime, input is too short", "is no moment, such as 2027-01-31T"),
        ("must be a valid UUID, invalid character", "is no id, such as 7c1f"),
        ("must be short", "must be short"),
    ],
)
def test_what_is_no_day_moment_or_id_is_told_with_an_example(reason: str, words: str) -> None:
    wrong = no("invalid-request", 422, errors=[{"pointer": "/body/x_y", "reason": reason}])
    assert f"x-y: {words}" in str(refusals.told(wrong))


def test_a_walk_goes_on_as_whoever_acts(capsys: pytest.CaptureFixture[str]) -> None:
    tell_end({**WALK, "id": "7c1f"}, agent("nora b"))
    tell_end({**WALK, "id": "7c1f"}, requester("ada@example.org"))
    printed = capsys.readouterr().out
    assert "Go on: firstline flow walk --walk 7c1f --as 'nora b'\n" in printed
    assert "Go on: firstline flow walk --walk 7c1f --requester ada@example.org\n" in printed


def test_each_flow_is_listed_by_its_title_where_kb_tells_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = {"kind": "lines", "about": "the lines"}
    policies = [lines, {"kind": "flow:vpn", "about": "a guided flow"}]
    monkeypatch.setattr(Guide, "flows", lambda *_, **__: [{"name": "vpn", "title": "No VPN"}])
    assert [one["about"] for one in titled(policies)] == ["the lines", "No VPN"]

    def away(*_: Any, **__: Any) -> Any:
        raise CannotTell("kb is away", "start it")

    monkeypatch.setattr(Guide, "flows", away)
    assert [one["about"] for one in titled(policies)] == ["the lines", "a guided flow"]


def test_the_name_of_a_flow_alone_is_told_with_its_kind() -> None:
    with pytest.raises(Unusable) as refused:
        policy_named("badge-reader")
    assert "flow:badge-reader" in refused.value.remedy


def test_a_draft_names_its_ticket_by_number_where_intake_tells_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = {"id": "7c1f", "ticket": "0a52", "articles": [], "state": "opened"}
    monkeypatch.setattr(Service, "get", lambda *_, **__: {**draft, "number": "FL-000007"})
    show(UUID(int=1))
    assert "has become ticket FL-000007." in capsys.readouterr().out

    def get(_: Service, path: str, **__: Any) -> dict[str, Any]:
        if "tickets" in path:
            raise CannotTell("intake is away", "start it")
        return draft

    monkeypatch.setattr(Service, "get", get)
    show(UUID(int=1))
    assert "has become ticket 0a52." in capsys.readouterr().out
