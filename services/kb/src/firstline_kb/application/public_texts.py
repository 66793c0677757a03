"""What the public can find of an article: its published texts, without markup."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from firstline_kb.application.searching import PublicText
from firstline_kb.domain.article import Article

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_SAID = frozenset({"text", "code_inline", "code_block", "fence"})


def public_texts(article: Article) -> Sequence[PublicText]:
    """One for each language in which a version is public; none for a draft or what is retired."""
    return [
        PublicText(
            article_id=str(article.id),
            language=language.value,
            number=article.number,
            slug=article.slug,
            title=text.title,
            text=" ".join(filter(None, (text.summary, plain(text.body)))),
            category=article.category,
            tags=tuple(article.tags),
        )
        for language, version in article.public.items()
        for text in [article.texts[language][version - 1].text]
    ]


def plain(markdown: str) -> str:
    """What Markdown says, for reading and for searching, without addresses.

    HTML is no markup but text, as where it is shown: who searches for `<user>` finds it.
    """
    return " ".join("".join(_said(_MARKDOWN.parse(markdown))).split())


def plain_lines(markdown: str) -> str:
    """The same in lines: one for each paragraph, heading, item of a list and row of a table."""
    lines, mark, row = list[str](), "", None
    for token in _MARKDOWN.parse(markdown):
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "- "
        elif token.type == "tr_open":
            row = list[str]()
        elif token.type == "tr_close":
            lines.append(" | ".join(row or ()))
            row = None
        elif said := " ".join("".join(_said([token])).split()):
            (lines if row is None else row).append(f"{mark}{said}")
            mark = ""
    return "\n".join(lines)


def _said(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in _SAID:
            yield token.content
        elif token.children:
            yield from _said(token.children)
        if token.block or token.type in ("softbreak", "hardbreak"):
            yield " "
