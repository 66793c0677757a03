"""What an article says without its markup: for the search, and for search engines."""

import pytest

from firstline_kb.application.public_texts import plain, plain_lines

BODY = """# Log in

First *this*,
then **that**.

1. Open `Settings`.
2. Choose ~~none~~ [one](https://a.example).

- Any

| Number | Means |
| --- | --- |
| 691 | wrong |

```sh
ssh <user>@host
```
"""


def test_a_text_for_search_engines_keeps_its_lines() -> None:
    assert plain_lines(BODY).split("\n") == [
        "Log in",
        "First this, then that.",
        "1. Open Settings.",
        "2. Choose none one.",
        "- Any",
        "Number | Means",
        "691 | wrong",
        "ssh <user>@host",
    ]


@pytest.mark.parametrize("markdown", [BODY, "", "x", "> a\n>\n> - b\n>   1. c\n", "a\\\nb"])
def test_lines_say_what_the_text_says(markdown: str) -> None:
    lines = plain_lines(markdown).replace(" | ", " ").split()
    assert [one for one in lines if one not in ("-", "1.", "2.")] == plain(markdown).split()


def test_html_is_text_as_where_it_is_shown() -> None:
    assert plain("ssh <user>@host <b>now</b>") == "ssh <user>@host <b>now</b>"
