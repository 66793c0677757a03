"""The public pages on a real PostgreSQL: each article has one, in each of its languages."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.help_pages import CONTACT, PUBLIC, Reader, reader_of, words
from tests.support.servers import Database

VPN = "/help/en/articles/the-vpn-does-not-connect"


@pytest.fixture
def reader(database: Database) -> Iterator[Reader]:
    with reader_of(database) as found:
        yield found


def translate(reader: Reader, slug: str, language: str, title: str) -> None:
    said: dict[str, Any] = {"language": language, "title": title, "summary": "", "body": "Sì."}
    reader.articles.act(slug, "edit", **said)
    reader.articles.release(slug, language)


def test_a_published_article_has_a_page_and_a_draft_has_none(reader: Reader) -> None:
    number = reader.articles.draft(summary="Log in again.").json()["number"]
    assert reader.page(VPN, 404).heading == "This page does not exist"
    reader.articles.release(number)
    page = reader.page(VPN)
    assert page.heading == "The VPN does not connect"
    assert page.title == "The VPN does not connect – Help centre"
    assert page.description == "Log in again."
    assert "Open Settings, then Network. Choose the VPN. Log in again." in page.main


def test_an_article_without_a_summary_is_described_by_its_beginning(reader: Reader) -> None:
    reader.articles.published(body="Word, " * 100)
    assert reader.page(VPN).description == f"{'Word, ' * 25}Word…"


def test_search_engines_learn_of_each_language_of_an_article(reader: Reader) -> None:
    slug = reader.articles.published()["slug"]
    translate(reader, slug, "it", "La VPN non si collega")
    english, italian = reader.page(VPN), reader.page(VPN.replace("/en/", "/it/"))
    assert english.canonical == PUBLIC + VPN
    assert italian.canonical == PUBLIC + VPN.replace("/en/", "/it/")
    assert english.alternates == italian.alternates == {
        "en": PUBLIC + VPN,
        "it": PUBLIC + VPN.replace("/en/", "/it/"),
        "x-default": PUBLIC + VPN.replace("/en/", "/"),
    }  # fmt: skip
    assert (english.one("html").get("lang"), italian.one("html").get("lang")) == ("en", "it")


def test_search_engines_get_question_and_answer_as_plain_text(reader: Reader) -> None:
    reader.articles.published(summary="Log in  again.")
    data = reader.page(VPN).data
    [question] = data["mainEntity"]
    assert (data["@context"], data["@type"]) == ("https://schema.org", "FAQPage")
    assert (data["inLanguage"], question["name"]) == ("en", "The VPN does not connect")
    assert question["acceptedAnswer"] == {
        "@type": "Answer",
        "text": (
            "Log in again.\nOpen Settings, then Network.\n1. Choose the VPN.\n2. Log in again."
        ),
    }


def test_a_text_in_another_language_says_so_and_names_its_own_address(reader: Reader) -> None:
    reader.articles.published()
    page = reader.page(VPN.replace("/en/", "/el/"))
    assert page.notes == [
        "Αυτό το άρθρο δεν είναι διαθέσιμο στα ελληνικά. Το διαβάζετε στα αγγλικά."
    ]
    assert (page.one("html").get("lang"), page.one("article").get("lang")) == ("el", "en")
    assert (page.canonical, page.alternates) == (PUBLIC + VPN, {})
    assert page.all("script") == []


def test_the_language_is_changed_where_one_is(reader: Reader) -> None:
    reader.articles.published(category="network")
    for path in (VPN, "/help/en/", "/help/en/categories/network", "/help/en/search?q=vpn"):
        page = reader.page(path)
        assert page.link("Italiano") == path.replace("/en/", "/it/")
        assert page.one("a", aria_current="true").get("hreflang") == "en"


def test_an_id_or_a_number_leads_to_the_short_name(reader: Reader) -> None:
    article = reader.articles.published()
    for name in (
        article["number"],
        article["number"].lower(),
        article["id"],
        article["slug"].upper(),
    ):
        assert reader.goes_to(f"/help/en/articles/{name}", 301) == VPN


def test_what_replaces_an_article_is_read_at_its_old_address(reader: Reader) -> None:
    old, new = reader.articles.published(), reader.articles.published(title="Remote access")
    reader.articles.act(old["number"], "retire", replaced_by=new["number"])
    assert reader.goes_to(VPN, 301) == "/help/en/articles/remote-access"
    assert reader.page("/help/en/articles/remote-access").heading == "Remote access"


def test_what_never_had_a_language_leads_there_to_what_replaces_it(reader: Reader) -> None:
    old, new = reader.articles.published(), reader.articles.published(title="Remote access")
    translate(reader, new["slug"], "it", "Accesso remoto")
    reader.articles.act(old["number"], "retire", replaced_by=new["number"])
    for language in ("en", "it", "el"):
        was = VPN.replace("/en/", f"/{language}/")
        assert reader.goes_to(was, 301) == f"/help/{language}/articles/remote-access"
    assert reader.page("/help/it/articles/remote-access").heading == "Accesso remoto"


def test_the_way_to_a_replacement_goes_past_what_was_replaced_itself(reader: Reader) -> None:
    first, second, third = (reader.articles.published(title=f"Part {n}") for n in "123")
    reader.articles.act(first["number"], "retire", replaced_by=second["number"])
    reader.articles.act(second["number"], "retire", replaced_by=third["number"])
    assert reader.goes_to("/help/en/articles/part-1", 301) == "/help/en/articles/part-3"


def test_articles_that_replace_each_other_lead_nobody_in_a_circle(reader: Reader) -> None:
    one, other = reader.articles.published(title="One"), reader.articles.published(title="Other")
    for article, title in ((one, "Uno"), (other, "Altro")):
        translate(reader, article["slug"], "it", title)
    reader.articles.act("one", "retire", language="en", replaced_by="other")
    reader.articles.act("other", "retire", language="en", replaced_by="one")
    assert [reader.page(f"/help/en/articles/{name}").heading for name in ("one", "other")] == [
        "Uno",
        "Altro",
    ]


def test_a_text_that_is_replaced_in_one_language_is_still_read_in_the_other(reader: Reader) -> None:
    slug = reader.articles.published()["slug"]
    translate(reader, slug, "it", "La VPN")
    new = reader.articles.published(title="Remote access")
    reader.articles.act(slug, "retire", language="en", replaced_by=new["number"])
    assert reader.goes_to(VPN, 301) == "/help/en/articles/remote-access"
    assert reader.page(VPN.replace("/en/", "/it/")).heading == "La VPN"


def test_a_retired_article_is_gone_and_offers_a_search_for_its_title(reader: Reader) -> None:
    number = reader.articles.published()["number"]
    reader.articles.act(number, "retire", reason="Ada's client is no longer sold.")
    page = reader.page(VPN, 410)
    assert page.heading == "This article is no longer available"
    assert "“The VPN does not connect” was withdrawn" in page.main
    assert "Ada" not in page.html
    assert page.one("input", id="search").get("value") == "The VPN does not connect"
    assert not page.is_indexed


def test_what_is_published_again_is_read_again(reader: Reader) -> None:
    slug = reader.articles.published()["slug"]
    reader.articles.act(slug, "retire", reason="Old.")
    reader.page(VPN, 410)
    translate(reader, slug, "en", "The VPN is back")
    assert reader.page(VPN).heading == "The VPN is back"


def test_the_start_page_has_the_categories_and_what_was_published_last(reader: Reader) -> None:
    for number in range(10):
        reader.articles.published(title=f"Printer {number}", category="printing")
    reader.articles.published(title="Remote", category="remote-access")
    reader.articles.published(title="No category")
    page = reader.page("/help/en/")
    categories = [words(one) for one in page.one("ul", class_="categories")]
    newest = [words(one) for one in page.all("h3")]
    assert categories == ["Printing 10 articles", "Remote access 1 article"]
    assert newest == ["No category", "Remote", *(f"Printer {n}" for n in (9, 8, 7, 6, 5, 4))]
    assert page.link("All articles") == "/help/en/articles"


def test_a_language_without_articles_says_where_there_are_some(reader: Reader) -> None:
    reader.articles.published()
    page = reader.page("/help/it/")
    assert page.notes == ["Non ci sono ancora articoli in italiano."]
    assert "Articoli in altre lingue: English (1)." in page.main


def test_a_category_lists_its_articles_in_pages(reader: Reader) -> None:
    for number in range(31):
        reader.articles.published(title=f"Printer {number}", category="printing & paper")
    first = reader.page("/help/en/categories/printing%20%26%20paper")
    second = reader.page(first.link("Next page"))
    assert (first.heading, len(first.all("h2")) - 1) == ("Printing & paper", 30)
    assert second.heading == "Printing & paper – Page 2"
    assert second.canonical == f"{PUBLIC}/help/en/categories/printing%20%26%20paper?page=2"
    assert "Printer 0" in second.main
    assert second.link("Previous page") == "/help/en/categories/printing%20%26%20paper"
    reader.page("/help/en/categories/printing%20%26%20paper?page=3", 404)


def test_a_category_that_a_language_lacks_is_not_indexed_there(reader: Reader) -> None:
    reader.articles.published(category="network")
    page = reader.page("/help/it/categories/network")
    assert not page.is_indexed
    assert page.link("English") == "/help/en/categories/network"
    assert reader.page("/help/en/categories/network").alternates.keys() == {"en", "x-default"}
    reader.page("/help/en/categories/no-such", 404)


def test_an_article_leads_to_others_of_its_category(reader: Reader) -> None:
    reader.articles.published(category="network")
    reader.articles.published(title="Wi-Fi", category="network")
    reader.articles.published(title="Fax", category="printing")
    page = reader.page(VPN)
    assert page.link("Wi-Fi") == "/help/en/articles/wi-fi"
    assert page.link("Network") == "/help/en/categories/network"
    assert "Fax" not in page.main


def test_who_needs_more_help_is_told_where_it_is_if_there_is_any(database: Database) -> None:
    with reader_of(database) as reader:
        reader.articles.published()
        assert reader.page(VPN).link("Contact support") == CONTACT


def test_addresses_without_a_language_lead_to_the_readers_own(reader: Reader) -> None:
    for path in ("", "search?q=vpn", "articles", "categories/a%2Fb?page=2"):
        going = reader.goes_to(f"/help/{path}", 302, accept_language="fr, es-MX;q=0.8, en;q=0.5")
        assert going == f"/help/es/{path}"
    assert reader.goes_to("/", 302) == "/help/en/"
    assert reader.get("/help/", 302).headers["vary"] == "Accept-Language"


def test_an_article_without_a_language_opens_in_one_that_it_has(reader: Reader) -> None:
    reader.articles.published(language="it")
    path = VPN.replace("/en/", "/")
    assert reader.goes_to(path, 302, accept_language="en, el") == VPN.replace("/en/", "/it/")
