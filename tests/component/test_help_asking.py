"""Writing to the desk on the public pages: plain forms, and no script."""

import re
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from firstline_kb.adapters.pages.site import Site
from tests.support.help_pages import CONTACT, PUBLIC, Page, Reader, reader_of, words
from tests.support.kb_worker import KbWorker, LiveOne
from tests.support.servers import Database

LANGUAGES = ("en", "it", "es", "el")
ASK = "/help/en/ask"


@pytest.fixture
def reader(database: Database) -> Iterator[Reader]:
    with reader_of(database, Site(PUBLIC, "https://desk.example.org/new?from=help")) as reader:
        reader.articles.published(title="Paper jam", body="Take the paper out.")
        reader.articles.published(title="The VPN does not connect")
        yield reader


def sent(reader: Reader, path: str, expect: int = 303, **said: str) -> httpx.Response:
    """What a form sends from a page of this site."""
    headers = {"origin": PUBLIC, "sec-fetch-site": "same-origin"}
    answer: httpx.Response = reader.client.post(
        path, data=said, headers=headers, follow_redirects=False
    )
    assert answer.status_code == expect, answer.text[:600]
    return answer


def written(reader: Reader, text: str, token: str | None = None) -> str:
    """Where a draft with this text is shown."""
    token = token or reader.page(ASK).one("input", name="token").get("value")
    return str(sent(reader, ASK, token=token or "", text=text).headers["location"])


def told(reader: Reader, path: str) -> list[str]:
    return KbWorker(reader.pool).told(path.rpartition("/")[2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_a_whole_page_in_each_language(reader: Reader, language: str) -> None:
    page = reader.page(f"/help/{language}/ask")
    assert page.one("html").get("lang") == language
    assert page.heading in page.title
    assert not page.is_indexed
    assert page.answer.headers["cache-control"] == "no-store"
    assert page.one("textarea").get("name") == "text"
    assert [one.get("for") for one in page.all("label") if one.get("for") == "text"] == ["text"]


def test_a_draft_shows_what_may_answer_and_one_button_ends_it(reader: Reader) -> None:
    where = written(reader, "There is a paper jam")
    assert re.fullmatch(r"/help/en/drafts/[0-9a-f-]{36}", where)
    page = reader.page(where)
    assert not page.is_indexed
    assert page.link("Paper jam") == "/help/en/articles/paper-jam"
    article = page.one("input", name="article").get("value", "")
    assert sent(reader, where, article=article).headers["location"] == where
    assert reader.page(where).heading == "Good to know that this answered it"
    sent(reader, where, article=article)
    assert told(reader, where) == ["articles-suggested", "draft-deflected"]


def test_a_ticket_is_opened_with_the_draft(reader: Reader) -> None:
    where = written(reader, "There is a paper jam")
    draft = where.rpartition("/")[2]
    link = reader.page(where).link("Open a ticket")
    assert link == f"https://desk.example.org/new?from=help&draft={draft}"
    KbWorker(reader.pool).takes(LiveOne().opens("Paper jam", draft=draft))
    page = reader.page(where)
    assert page.heading == "A ticket was opened from this text"
    assert not [one for one in page.all("a") if words(one) == "Open a ticket"]


def test_a_mail_says_the_draft_in_its_subject(database: Database) -> None:
    with reader_of(database, Site(PUBLIC, CONTACT)) as reader:
        where = written(reader, "Anything")
        link = reader.page(where).link("Open a ticket")
        assert link == f"{CONTACT}?subject=draft%20{where.rpartition('/')[2]}"


def test_sent_twice_it_is_one_draft_and_going_back_changes_its_text(reader: Reader) -> None:
    token = reader.page(ASK).one("input", name="token").get("value", "")
    first = written(reader, "There is a paper jam", token)
    assert written(reader, "There is a paper jam", token) == first
    assert told(reader, first) == ["articles-suggested"]
    assert written(reader, "The VPN does not connect", token) == first
    assert reader.page(first).link("The VPN does not connect")
    assert told(reader, first) == ["articles-suggested"] * 2
    assert written(reader, "There is a paper jam") != first


def test_what_is_over_is_not_written_on(reader: Reader) -> None:
    token = str(uuid4())
    where = written(reader, "There is a paper jam", token)
    sent(reader, where, article="KB-000001")
    assert written(reader, "The VPN does not connect", token) == where
    assert reader.page(where).heading == "Good to know that this answered it"


def test_where_none_is_sure_it_says_so_and_goes_on(reader: Reader) -> None:
    page = reader.page(written(reader, "My chair squeaks when I lean back"))
    assert page.heading == "No article is sure to answer"
    assert page.link("Write it differently") == ASK
    assert page.link("Open a ticket").startswith("https://desk.example.org/")


@pytest.mark.parametrize(
    ("text", "why"), [("  \n ", "Write a few words first"), ("x" * 20_001, "20000 characters")]
)
def test_what_cant_be_taken_is_shown_again_with_the_reason(
    reader: Reader, text: str, why: str
) -> None:
    page = Page(sent(reader, ASK, 422, token=str(uuid4()), text=text))
    assert [why in note for note in page.notes] == [True]
    shown = page.one("textarea")
    assert shown.get("aria-invalid") == "true"
    assert (shown.text or "").strip() == text.strip()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_of_another_site_changes_nothing(reader: Reader, headers: dict[str, str]) -> None:
    where = written(reader, "There is a paper jam")
    for path, said in ((ASK, {"text": "Paper jam"}), (where, {"article": "KB-000001"})):
        answer = reader.client.post(path, data=said, headers=headers, follow_redirects=False)
        assert answer.status_code == 403
        assert Page(answer).heading == "This was not sent from our pages"
    assert told(reader, where) == ["articles-suggested"]


def test_markup_in_a_text_is_shown_as_it_was_written(reader: Reader) -> None:
    attack = "</textarea><script>alert(1)</script>" + "x" * 20_000
    page = Page(sent(reader, ASK, 422, token='"><script>', text=attack))
    assert not page.all("script")
    assert (page.one("textarea").text or "").startswith("</textarea>")


def test_an_unknown_draft_is_missing(reader: Reader) -> None:
    article = reader.articles.draft(title="Toner").json()["id"]
    for other in (str(uuid4()), article, "none"):
        assert reader.page(f"/help/en/drafts/{other}", 404).status == 404
        sent(reader, f"/help/en/drafts/{other}", 404, article="KB-000001")
    where = written(reader, "There is a paper jam")
    for nothing in ("", "KB-000099", "\0"):
        sent(reader, where, article=nothing)
    assert told(reader, where) == ["articles-suggested"]


def test_no_script_is_needed_and_nothing_of_a_text_is_in_an_address(reader: Reader) -> None:
    where = written(reader, "My neighbour Xanthippe has a paper jam")
    page = reader.page(where)
    assert not page.all("script")
    assert "xanthippe" not in (where + page.html).casefold()
