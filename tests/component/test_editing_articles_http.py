"""Articles over HTTP: edited by several people, in several languages, compared and retired."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.kb import BODY, Articles, articles_of
from tests.support.races import race
from tests.support.servers import Database
from tests.support.ticket_api import code_of

TICKET = "7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10"
RACERS = 8


@pytest.fixture
def articles(database: Database) -> Iterator[Articles]:
    with articles_of(database) as api:
        yield api


def text(body: str = BODY, **more: Any) -> dict[str, Any]:
    return {"language": "en", "title": "The VPN", "summary": "", "body": body, **more}


def test_the_second_of_two_editors_is_told_what_the_first_one_changed(articles: Articles) -> None:
    number = articles.draft(title="The VPN").json()["number"]
    seen = {"If-Match": articles.get(number).headers["etag"]}
    first = BODY.replace("Log in", "Sign in")
    articles.act(number, "edit", "bea", headers=seen, **text(first, note="As the button says."))

    refused = articles.act(number, "edit", "cid", 412, headers=seen, **text("Mine.")).json()
    assert (refused["type"], refused["etag"]) == ("urn:firstline:problem:stale-etag", '"2"')
    [change] = refused["changes"]
    assert (change["actor"], change["words"]) == ("bea", "Version 2 in en: The VPN")
    assert change["text"] == "As the button says."
    assert refused["difference"]["body"][-2:] == ["+2. Sign in again.", " "]
    assert articles.get(number, latest=True).json()["text"]["body"] == first

    again = {"If-Match": refused["etag"]}
    assert articles.act(number, "edit", "cid", headers=again, **text("Mine.")).status_code == 200


def test_who_comes_too_late_with_another_command_is_told_as_well(articles: Articles) -> None:
    number = articles.draft().json()["number"]
    seen = {"If-Match": '"1"'}
    articles.act(number, "review", "bea", language="en", headers=seen)
    refused = articles.act(number, "assign", expect=412, owner="bea", headers=seen).json()
    assert [change["words"] for change in refused["changes"]] == ["Version 1 in en is reviewed."]
    assert "difference" not in refused


@pytest.mark.parametrize("tag", ['"999"', '"0"', '"x"', 'W/"7"'])
def test_a_tag_that_we_never_gave_is_refused_without_guesses(articles: Articles, tag: str) -> None:
    number = articles.draft().json()["number"]
    refused = articles.act(number, "assign", expect=412, owner="bea", headers={"If-Match": tag})
    assert (code_of(refused), "changes" in refused.json()) == ("stale-etag", False)


def test_of_those_who_edit_what_they_saw_at_once_one_wins(articles: Articles) -> None:
    number = articles.draft().json()["number"]

    def edit(racer: int) -> int:
        body = {"actor": {"kind": "agent", "id": f"a{racer}"}, **text(f"By {racer}.")}
        path, seen = f"/v1/articles/{number}/edit", {"If-Match": '"1"'}
        return articles.client.post(path, json=body, headers=seen).status_code

    assert sorted(race(edit, RACERS)) == [200] + [412] * (RACERS - 1)
    assert len(articles.get(f"{number}/versions").json()["items"]) == 2


def test_a_reader_is_given_another_language_and_told_so(articles: Articles) -> None:
    number = articles.published()["number"]
    greek = text(language="el", title="Το VPN δεν συνδέεται", body="Συνδεθείτε ξανά.")
    articles.act(number, "edit", "eleni", **greek)
    given = articles.get(number, language="el").json()
    assert (given["asked"], given["text"]["language"]) == ("el", "en")

    articles.release(number, "el")
    given = articles.get(number, language="el-GR").json()
    assert (given["asked"], given["text"]["title"]) == ("el", "Το VPN δεν συνδέεται")
    for unknown in ("it", "fr", "klingon", ""):
        assert articles.get(number, language=unknown).json()["text"]["language"] == "en"
    assert articles.get(number, language="fr").json()["asked"] is None


def test_every_version_is_readable_and_comparable(articles: Articles) -> None:
    number = articles.published()["number"]
    articles.act(number, "edit", **text("Call the desk.", title="VPN", note="Shorter."))
    assert articles.get(number).json()["text"]["version"] == 1
    assert articles.get(number, latest=True).json()["text"]["state"] == "draft"
    assert articles.get(number, version=1).json()["text"]["body"] == BODY
    newest, oldest = articles.get(f"{number}/versions", language="en").json()["items"]
    assert (newest["version"], newest["note"], newest["state"]) == (2, "Shorter.", "draft")
    assert (oldest["state"], oldest["reviewer"]) == ("published", "bea")

    changed = articles.get(f"{number}/compare", old=1).json()
    assert changed["title"] == ["The VPN does not connect", "VPN"]
    assert (changed["summary"], changed["body"][-1]) == (None, "+Call the desk.")
    same = articles.get(f"{number}/compare", old=2, new=2).json()
    assert (same["title"], same["body"], same["too_long"]) == (None, [], False)


def test_bodies_of_very_many_lines_are_not_compared_line_by_line(articles: Articles) -> None:
    number = articles.draft(body="a\n" * 5_000).json()["number"]
    articles.act(number, "edit", **text("b\n" * 5_000))
    changed = articles.get(f"{number}/compare", old=1, new=2).json()
    assert (changed["body"], changed["too_long"]) == ([], True)


def test_what_the_article_lacks_is_not_found(articles: Articles) -> None:
    number = articles.draft().json()["number"]
    assert code_of(articles.get(number, 404, version=2)) == "version-missing"
    assert code_of(articles.get(number, 404, version=1, language="it")) == "language-missing"
    assert code_of(articles.get(f"{number}/versions", 404, language="it")) == "language-missing"
    assert code_of(articles.get(f"{number}/compare", 404, old=7)) == "version-missing"
    assert code_of(articles.get(number, 422, version=1, latest=True)) == "contradiction"
    refused = articles.act(number, "review", "bea", 409, language="it", version=1)
    assert code_of(refused) == "language-missing"


def test_markup_comes_out_harmless(articles: Articles) -> None:
    article = articles.published(body="[a](javascript:alert(1)) <script>alert(1)</script>\n\n# b")
    assert "<script" not in article["text"]["html"]
    assert "href" not in article["text"]["html"]
    assert "<h2>b</h2>" in article["text"]["html"]
    assert "<script>" in article["text"]["body"], "what was written is kept as it was"


def test_a_retired_article_leads_to_the_one_that_replaces_it(articles: Articles) -> None:
    old, new = articles.published(), articles.published(title="The new VPN")
    said = {"replaced_by": new["number"], "reason": "The old client is gone."}
    articles.act(old["number"], "retire", **said)
    read = articles.get(old["slug"]).json()
    [standing] = read["languages"]
    assert (read["text"]["state"], standing["public"]) == ("retired", None)
    assert standing["retired"]["replaced_by"]["slug"] == new["slug"]
    assert standing["retired"]["reason"] == "The old client is gone."


def test_a_replacement_that_readers_would_not_find_is_refused(articles: Articles) -> None:
    number, draft = articles.published()["number"], articles.draft().json()["number"]

    def code(expect: int, **said: Any) -> str:
        return code_of(articles.act(number, "retire", expect=expect, **said))

    assert code(422, replaced_by="nothing") == "no-such-replacement"
    assert code(409, replaced_by=draft) == "replacement-not-public"
    assert code(409, replaced_by=number) == "replacement-not-public"
    assert code(422) == "replacement-missing"


def test_the_whole_life_of_an_article_is_told_in_words_and_in_events(articles: Articles) -> None:
    number = articles.published(category="vpn")["number"]
    articles.act(number, "edit", "cinzia", **text(language="it", title="La VPN"))
    articles.act(number, "send-back", "bea", language="it", note="Which button?")
    articles.act(number, "classify", category="network", tags=["vpn"])
    articles.act(number, "assign", owner="bea")
    articles.act(number, "schedule-review", "bea", review_on="2027-03-01")
    articles.act(number, "link", "nora", ticket=TICKET)
    assert articles.get(number).json()["tickets"] == 1
    articles.act(number, "unlink", "nora", ticket=TICKET)
    articles.act(number, "retire", language="it", reason="Nobody keeps it.")

    first = articles.get(f"{number}/history", limit=3).json()
    rest = articles.get(f"{number}/history", after=first["next"]).json()
    told = [entry["words"] for entry in first["items"] + rest["items"]]
    assert told == [
        "Drafted in en: The VPN does not connect",
        "Version 1 in en is reviewed.",
        "Version 1 in en is public.",
        "Version 1 in it: La VPN",
        "Version 1 in it is sent back.",
        "Category network; tags: vpn.",
        "bea owns it, after ada.",
        "To be looked at by 2027-03-01.",
        f"Linked to ticket {TICKET}.",
        f"Not linked to ticket {TICKET} any more.",
        "Retired in it.",
    ]
    events = articles.get(f"{number}/events").json()["items"]
    assert [int(event["sequence"]) for event in events] == list(range(1, 12))


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("edit", {"language": "en", "title": "t", "body": "b"}),
        ("send-back", {"language": "en", "note": "  "}),
        ("classify", {"category": "vpn"}),
        ("assign", {"owner": ""}),
        ("schedule-review", {"review_on": "soon"}),
        ("link", {"ticket": "FL-000001"}),
        ("review", {"language": "fr"}),
    ],
)
def test_a_command_that_lacks_something_is_refused(
    articles: Articles, way: str, said: dict[str, Any]
) -> None:
    number = articles.draft().json()["number"]
    assert code_of(articles.act(number, way, "bea", 422, **said)) == "invalid-request"
