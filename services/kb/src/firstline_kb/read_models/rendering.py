"""From an article's Markdown to HTML that can stand in any page: two walls, each enough by itself.

HTML in the Markdown is no HTML but text, and is shown as written: nothing that an author wrote
vanishes. What comes out passes an allow-list.
"""

from collections.abc import Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_NAMES = (
    "a blockquote br code em h2 h3 h4 h5 h6 hr img li ol p pre s strong table tbody td th thead tr"
    " ul"
)
TAGS = frozenset(_NAMES.split())
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"alt", "src", "title"},
    "ol": {"start"},
    "*": set(),  # without it the library lets `lang` and `title` stand on every tag
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_LOWEST_HEADING = 6
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@lru_cache(128)
def html_of(body: str) -> str:
    """The body as HTML; its highest heading is `h2`, since a page's `h1` is the title.

    Whoever reads by headings misses no level, whatever levels its author chose.
    """
    tokens = _MARKDOWN.parse(body)
    _lower_headings(tokens)
    return clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def clean(html: str) -> str:
    """The HTML without whatever is not on the list: no script, no style, no odd address."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        strip_comments=True,
        link_rel="noopener noreferrer",
    )


def _lower_headings(tokens: Sequence[Token]) -> None:
    """The highest becomes h2, and none is more than one level below the one before it."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    above, level = min(levels, default=1) - 2, 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(int(token.tag[1]) - above, level + 1, _LOWEST_HEADING)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"
