"""Markdown becomes HTML that can stand in any page, whatever its author tried."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firstline_kb.read_models.rendering import clean, html_of
from tests.support.attacks import ATTACKS
from tests.support.harmless import harm_of

every_attack = pytest.mark.parametrize("attack", ATTACKS)
PIECES = st.sampled_from(
    (*ATTACKS, "\n\n", "[", "](", ")", "`", "<", ">", '"', "'", "&", "*", "> ", "| a |\n| - |\n")
)


@pytest.mark.parametrize("html", ["<script>", "<p onclick=x>", "<a href='java\tscript:x'>", "<!--"])
def test_what_looks_for_harm_finds_it(html: str) -> None:
    assert harm_of(f"{html} -->")


def test_there_are_many_attacks() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) > 100


@every_attack
def test_an_attack_in_an_article_comes_out_harmless(attack: str) -> None:
    assert harm_of(html_of(attack)) == []


@every_attack
def test_an_attack_that_got_past_the_markdown_is_stopped_by_the_allow_list(attack: str) -> None:
    assert harm_of(clean(attack)) == []


@settings(max_examples=300, deadline=None)
@example("<svg><noscript><p lang=el title='</noscript><img src=x onerror=alert(1)>'>")
@given(st.lists(PIECES, max_size=8).map("".join))
def test_no_mixture_of_attacks_gets_through_either_wall(mixture: str) -> None:
    assert harm_of(html_of(mixture)) == []
    assert harm_of(clean(mixture)) == []


@every_attack
def test_what_was_cleaned_once_does_not_change_when_it_is_cleaned_again(attack: str) -> None:
    assert clean(html_of(attack)) == html_of(attack)


def test_html_in_an_article_is_shown_as_it_was_written() -> None:
    assert html_of("ssh <user>@host <b>now</b>") == (
        "<p>ssh &lt;user&gt;@host &lt;b&gt;now&lt;/b&gt;</p>\n"
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1 2 3", "2 3 4"),
        ("2 3 2", "2 3 2"),  # many never write a heading of the first level
        ("1 6 2", "2 3 3"),
        ("3 1 3", "2 2 3"),
        ("1 2 3 4 5 6", "2 3 4 5 6 6"),
    ],
)
def test_headings_stand_below_the_title_of_the_page_and_skip_no_level(
    written: str, shown: str
) -> None:
    body = "\n\n".join(f"{'#' * int(level)} A" for level in written.split())
    assert html_of(body) == "".join(f"<h{level}>A</h{level}>\n" for level in shown.split())


def test_everything_that_an_article_needs_is_kept() -> None:
    shown = html_of(
        "1. a\n2. b\n\n- *c* **d** `e` ~~f~~\n\n> g\n\n---\n\n```sh\nh\n```\n\n"
        '![i](/i.png "j") [k](https://k.example) [l](mailto:l@example.org) [m](tel:+301) [n](/n)\n'
        "\n| o | p |\n| - | - |\n| q | r |\n"
    )
    for part in (
        "<ol>\n<li>a</li>",
        "<em>c</em> <strong>d</strong> <code>e</code> <s>f</s>",
        "<blockquote>",
        "<hr>",
        "<pre><code>h\n</code></pre>",
        '<img src="/i.png" alt="i" title="j">',
        '<a href="https://k.example" rel="noopener noreferrer">k</a>',
        'href="mailto:l@example.org"',
        'href="tel:+301"',
        'href="/n"',
        "<table>",
        "<th>o</th>",
        "<td>r</td>",
    ):
        assert part in shown
