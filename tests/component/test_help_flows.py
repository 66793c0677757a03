"""Guided flows on the public pages: plain forms, the back button, two windows, two clicks."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.texts.known import TEXTS
from firstline_kb.domain.walk_state import SILENCE
from tests.support.flows import NAME, flow
from tests.support.help_pages import CONTACT, PUBLIC, Page, Reader, reader_of
from tests.support.servers import Database
from tests.support.walks import Walks

ASK = "https://desk.example.org/ask?from=help"
HERE = {"Origin": "http://testserver"}


class Walker:
    """Somebody on the pages, whose browser follows the redirect after a form."""

    def __init__(self, reader: Reader):
        self.reader, self.walks = reader, Walks(reader.pool)

    def send(self, path: str, expect: int = 303, **fields: str) -> httpx.Response:
        answer: httpx.Response = self.reader.client.post(
            path, data=fields, headers=HERE, follow_redirects=False
        )
        assert answer.status_code == expect, answer.text[:600]
        return answer

    def begin(self, language: str = "en", token: str | None = None) -> str:
        """The path of a new walk."""
        path = f"/help/{language}/flows/{NAME}"
        field = self.reader.page(path).one("input", name="token").get("value", "")
        return self.send(path, token=token or field).headers["location"]

    def answer(self, path: str, step: str, answer: str) -> Page:
        """What is shown after it."""
        return self.goes_to(self.send(path, step=step, answer=answer))

    def goes_to(self, answer: httpx.Response) -> Page:
        return self.reader.page(answer.headers["location"])

    def id_in(self, path: str) -> str:
        return urlsplit(path).path.rpartition("/")[2]

    def events(self, path: str) -> list[str]:
        return [name for name, _ in self.walks.events(self.id_in(path))]


@pytest.fixture
def walker(database: Database) -> Iterator[Walker]:
    with reader_of(database, Site(PUBLIC, ASK)) as reader:
        walker = Walker(reader)
        walker.walks.publish()
        yield walker


def test_a_flow_is_found_from_the_start_page_and_described(walker: Walker) -> None:
    start = walker.reader.page("/help/it/")
    assert start.link("Lo scanner non legge") == f"/help/it/flows/{NAME}"
    assert start.link("Aiuto guidato") == "/help/it/flows/"
    listed = walker.reader.page("/help/it/flows/")
    assert listed.link("Lo scanner non legge") == f"/help/it/flows/{NAME}"
    page = walker.reader.page(f"/help/it/flows/{NAME}")
    assert (page.heading, page.description) == ("Lo scanner non legge", "Dalla lampada alla base.")
    assert page.alternates == {
        "en": f"{PUBLIC}/help/en/flows/{NAME}",
        "it": f"{PUBLIC}/help/it/flows/{NAME}",
        "x-default": f"{PUBLIC}/help/flows/{NAME}",
    }


def test_a_flow_is_walked_by_buttons_to_its_end(walker: Walker) -> None:
    walker.walks.articles.published(slug="clean-the-scanner", title="Clean it")
    path = walker.begin()
    page = walker.reader.page(path)
    assert page.heading == "Is the lamp on?"
    assert [one.get("value") for one in page.all("button", name="answer")] == ["lit", "dark"]
    page = walker.answer(path, "lamp", "lit")
    assert (page.heading, "With a soft cloth." in page.main) == ("Clean the window.", True)
    page = walker.answer(path, "clean", "helped")
    assert page.heading == "It is solved"
    assert page.link("Clean it") == "/help/en/articles/clean-the-scanner"
    assert "Is the lamp on? It is lit" in page.main
    assert page.all("form", class_="answers") == []
    ended = walker.walks.events(walker.id_in(path))[-1][1]
    assert (ended["outcome"], len(ended["path"])) == ("solved", 2)


def test_whoever_is_not_helped_opens_a_ticket_that_takes_the_walk_along(walker: Walker) -> None:
    path = walker.begin()
    walker.answer(path, "lamp", "dark")
    page = walker.answer(path, "dock", "not_helped")
    assert page.heading == "This needs somebody’s help"
    assert page.link("Contact support") == f"{ASK}&walk={walker.id_in(path)}"
    given_up = walker.goes_to(walker.send(other := walker.begin(), step="lamp", way="give-up"))
    assert given_up.heading == "You have stopped here"
    assert given_up.link("Contact support").endswith(walker.id_in(other))


def test_a_desk_that_is_reached_by_mail_gets_the_walk_in_the_subject(database: Database) -> None:
    with reader_of(database, Site(PUBLIC, CONTACT)) as reader:
        walker = Walker(reader)
        walker.walks.publish()
        path = walker.begin()
        page = walker.goes_to(walker.send(path, step="lamp", way="give-up"))
        assert page.link("Contact support") == f"{CONTACT}?subject=walk%20{walker.id_in(path)}"


def test_an_answer_is_taken_back(walker: Walker) -> None:
    path = walker.begin()
    walker.answer(path, "lamp", "lit")
    page = walker.goes_to(walker.send(path, step="clean", way="back"))
    assert page.heading == "Is the lamp on?"
    assert page.all("button", value="back") == []


def test_a_second_click_on_an_answer_changes_nothing_and_is_explained(walker: Walker) -> None:
    path = walker.begin()
    walker.answer(path, "lamp", "lit")
    page = walker.answer(path, "lamp", "lit")
    assert (page.heading, "answered already" in page.notes[0]) == ("Clean the window.", True)
    assert walker.events(path) == ["flow-started", "flow-answered"]


def test_another_window_with_an_older_step_is_told_where_the_walk_is(walker: Walker) -> None:
    path = walker.begin()
    walker.answer(path, "lamp", "lit")
    walker.answer(path, "clean", "not_helped")
    for field, word in (("answer", "dark"), ("way", "back"), ("way", "give-up")):
        page = walker.goes_to(walker.send(path, step="lamp", **{field: word}))  # type: ignore[arg-type]
        assert page.heading == "Try another dock."
        assert page.notes


def test_the_back_button_and_a_reload_show_where_the_walk_is(walker: Walker) -> None:
    path = walker.begin()
    walker.answer(path, "lamp", "lit")
    answer = walker.reader.get(path)
    assert (answer.headers["cache-control"], Page(answer).heading) == (
        "no-store",
        "Clean the window.",
    )


def test_a_form_that_is_sent_twice_begins_one_walk(walker: Walker) -> None:
    token = "the-form-that-was-shown"
    first = walker.begin(token=token)
    assert walker.begin(token=token) == first
    assert walker.begin() != first
    assert walker.events(first) == ["flow-started"]


def test_a_walk_is_no_page_for_search_engines(walker: Walker) -> None:
    page = walker.reader.page(walker.begin())
    assert (page.is_indexed, page.alternates) == (False, {})
    assert "Disallow: /help/*/walks/" in walker.reader.get("/robots.txt").text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example.org"},
        {"Origin": "null"},
        {"Origin": "http://testserver.example.org"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused_and_nothing_happens(
    walker: Walker, headers: dict[str, str]
) -> None:
    path = walker.begin()
    for where in (path, f"/help/en/flows/{NAME}"):
        fields = {"step": "lamp", "answer": "lit"}
        answer = walker.reader.client.post(where, data=fields, headers=headers)
        assert (answer.status_code, Page(answer).heading) == (
            403,
            "This was not sent from our pages",
        )
    assert walker.events(path) == ["flow-started"]


@pytest.mark.parametrize("headers", [{"Origin": PUBLIC}, {}, {"Sec-Fetch-Site": "same-origin"}])
def test_a_form_of_ours_is_taken_behind_a_proxy_and_from_old_browsers(
    walker: Walker, headers: dict[str, str]
) -> None:
    path = walker.begin()
    fields = {"step": "lamp", "answer": "lit"}
    walker.reader.client.post(path, data=fields, headers=headers)
    assert walker.events(path) == ["flow-started", "flow-answered"]


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe=%ff", b"step=lamp", b"answer=lit", b"step=lamp&answer=none", b"&" * 99]
)
def test_a_body_that_answers_nothing_changes_nothing(walker: Walker, body: bytes) -> None:
    path = walker.begin()
    answer = walker.reader.client.post(path, content=body, headers=HERE, follow_redirects=False)
    assert answer.status_code == 303
    assert walker.events(path) == ["flow-started"]


def test_a_language_that_the_flow_lacks_is_told_and_its_first_one_given(walker: Walker) -> None:
    page = walker.reader.page(f"/help/el/flows/{NAME}")
    greek = TEXTS[Language.EL]
    said = {"wanted": greek.languages[Language.EL], "given": greek.languages[Language.EN]}
    assert page.notes == [greek.flow_other_language.format(**said)]
    assert page.canonical == f"{PUBLIC}/help/en/flows/{NAME}"
    walk = walker.reader.page(walker.begin("el"))
    assert walk.notes == page.notes
    assert walk.one("h1").get("lang") == "en"
    assert greek.step.format(number=1) in walk.main


def test_a_retired_flow_is_gone_and_offers_a_search(walker: Walker) -> None:
    walker.walks.publish(flow(retired="We have new scanners."))
    page = walker.reader.page(f"/help/en/flows/{NAME}", 410)
    assert page.heading == "This guided help is no longer offered"
    assert "We have new scanners" not in page.html
    answer = walker.send(f"/help/en/flows/{NAME}", 410)
    assert Page(answer).heading == page.heading
    assert walker.reader.page("/help/en/flows/").notes == ["There is no guided help yet."]


def test_a_walk_that_fell_silent_says_so(walker: Walker) -> None:
    path = walker.begin()
    assert walker.walks.after(SILENCE + timedelta(minutes=1)) == 1
    page = walker.reader.page(path)
    assert (page.heading, "half an hour" in page.main) == ("You have stopped here", True)
    assert walker.answer(path, "lamp", "lit").heading == "You have stopped here"


@pytest.mark.parametrize(
    "path",
    [
        "/help/en/flows/nothing",
        "/help/en/walks/nothing",
        "/help/en/walks/7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10",
        "/help/fr/flows/",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(walker: Walker, path: str) -> None:
    walker.reader.page(path, 404)
    answer = walker.reader.client.post(path, headers=HERE)
    assert answer.status_code in (404, 405)


def test_addresses_without_a_language_lead_to_the_readers(walker: Walker) -> None:
    reader = walker.reader
    assert reader.goes_to("/help/flows/", 302, accept_language="es") == "/help/es/flows/"
    assert reader.goes_to("/help/en/flows", 301) == "/help/en/flows/"
    wanted = f"/help/flows/{NAME}"
    assert reader.goes_to(wanted, 302, accept_language="it") == f"/help/it/flows/{NAME}"
    assert reader.goes_to(wanted, 302, accept_language="el") == f"/help/en/flows/{NAME}"


def test_the_map_for_search_engines_names_the_flows(walker: Walker) -> None:
    sitemap = walker.reader.get("/sitemap.xml").text
    assert f"{PUBLIC}/help/it/flows/{NAME}" in sitemap
    assert "/walks/" not in sitemap
