"""What public pages make of what browsers send: languages, addresses, descriptions."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.head import in_language, shortened
from firstline_kb.adapters.pages.languages import preferred
from firstline_kb.adapters.pages.templates_of_pages import json_ld, label
from firstline_kb.adapters.pages.texts.categories import CATEGORIES
from tests.support.attacks import ATTACKS
from tests.support.pages import ROOT

EN, IT, ES, EL = Language.EN, Language.IT, Language.ES, Language.EL


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("it", IT),
        ("EL-gr", EL),
        ("fr-CH, es;q=0.9, it;q=0.95", IT),
        ("en;q=0.5,es;q=0.5", EN),
        ("de, *;q=0.1", None),
        ("it;q=0", None),
        ("it;q=0, en;q=0.1", EN),
        ("", None),
        (None, None),
        ("it;q=high, es", ES),
        ("x" * 10_000, None),
    ],
)
def test_a_browser_says_which_language_it_likes_most(
    header: str | None, language: Language | None
) -> None:
    assert preferred(header, list(Language)) == language


def test_only_what_there_is_can_be_liked() -> None:
    assert preferred("it, el;q=0.5", [EN, EL]) is EL


@given(st.text())
def test_any_header_is_read(header: str) -> None:
    assert preferred(header, list(Language)) in (None, *Language)


@given(st.text(min_size=1), st.sampled_from(Language), st.sampled_from(Language))
def test_an_address_is_the_same_page_in_each_language(
    name: str, one: Language, other: Language
) -> None:
    for address in (addresses.category, addresses.article, addresses.search):
        assert in_language(address(one, name), other) == address(other, name)
        assert addresses.for_any_language(address(one, name)) == addresses.for_any_language(
            address(other, name)
        )


@given(st.text())
def test_a_description_is_one_line_that_search_engines_show_whole(text: str) -> None:
    shown = shortened(text)
    assert len(shown) <= 160
    assert "\n" not in shown
    assert text.split() == [] or shown


@given(st.text() | st.sampled_from(ATTACKS))
def test_data_in_a_page_ends_no_element_and_says_the_same(text: str) -> None:
    said = str(json_ld({"text": text}))
    assert not set("<>&\u2028\u2029") & set(said)
    assert json.loads(said) == {"text": text}


@pytest.mark.parametrize(
    ("category", "shown"),
    [("remote-access", "Remote access"), ("VPN", "VPN"), ("e_mail", "E mail"), ("-", "-")],
)
def test_a_category_is_shown_as_people_write_it(category: str, shown: str) -> None:
    assert label(category, Language.EN) == shown


@pytest.mark.parametrize("language", Language)
def test_the_categories_of_the_starting_articles_are_called_something_in_every_language(
    language: Language,
) -> None:
    heads = (ROOT / "data" / "articles").glob("*/en.md")
    begun = {re.search(r"^category: (.+)$", one.read_text(), re.M)[1] for one in heads}  # type: ignore[index]
    assert begun == set(CATEGORIES)
    names = [label(one, language) for one in begun]
    assert len(set(names)) == len(names)
    assert language is not Language.EL or all(name >= "Α" for name in names)
