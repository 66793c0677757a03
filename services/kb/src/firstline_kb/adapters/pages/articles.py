"""An article's own page in each language."""

from typing import Any

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from firstline_chassis.store import Store
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import redirect
from firstline_kb.adapters.pages.head import Head, shortened
from firstline_kb.adapters.pages.reading import READ
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.templates_of_pages import label
from firstline_kb.adapters.pages.texts.known import TEXTS
from firstline_kb.application.public_texts import plain, plain_lines
from firstline_kb.domain.values import Text
from firstline_kb.read_models import public_article, public_lists
from firstline_kb.read_models.public_article import Ended, Moved, Readable
from firstline_kb.read_models.public_lists import Listed
from firstline_kb.read_models.rendering import html_of

_RELATED = 5
_A_WHILE = "public, max-age=3600"
"""A text that was replaced may be published again."""


def add_articles(router: APIRouter, store: Store, site: Site) -> None:
    @router.api_route("/help/{language}/articles/{slug}", methods=READ)
    def article(language: Language, slug: str, request: Request) -> Response:
        with store.reading() as tx:
            found = public_article.find(tx, slug, language)
            related: list[Listed] = []
            if isinstance(found, Readable) and (category := found.article.category):
                beside = (found.article.id, category, language, _RELATED)
                related = list(public_lists.beside(tx, *beside))
        if isinstance(found, Readable):
            return _shown(site, request, language, found, related)
        if isinstance(found, Moved):
            return redirect(addresses.article(language, found.slug), 301, _A_WHILE)
        if isinstance(found, Ended):
            return _ended(site, request, language, found)
        return site.missing(request, language)


def _shown(
    site: Site, request: Request, language: Language, found: Readable, related: list[Listed]
) -> Response:
    article, text = found.article, found.version.text
    crumbs = []
    if (category := article.category) and addresses.can_be_addressed(category):
        crumbs = [(label(category, language), addresses.category(language, category))]
    return site.page(
        request,
        language,
        "article.html",
        _head(language, found),
        crumbs=crumbs,
        article=article,
        given=found.language,
        text=text,
        body=_body(text, TEXTS[language].table),
        published_at=found.version.published_at,
        related=related,
    )


def _head(language: Language, found: Readable) -> Head:
    slug, text = found.article.slug, found.version.text
    own = found.language is language
    return Head(
        title=text.title,
        description=shortened(text.summary or plain(text.body) or text.title),
        path=addresses.article(language, slug),
        canonical=None if own else addresses.article(found.language, slug),
        languages=public_article.public_languages(found.article),
        data=_faq(found) if own else {},
    )


def _faq(found: Readable) -> dict[str, Any]:
    """schema.org: one question with its answer, as plain text."""
    text, published = found.version.text, found.version.published_at
    said = "\n".join(filter(None, (" ".join(text.summary.split()), plain_lines(text.body))))
    question = {
        "@type": "Question",
        "name": text.title,
        "acceptedAnswer": {"@type": "Answer", "text": said},
    }
    dated = {"datePublished": published.date().isoformat()} if published else {}
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": found.language.value,
        **dated,
        "mainEntity": [question],
    }


def _body(text: Text, table: str) -> Markup:
    """Safe HTML, in which a wide table scrolls by itself, for the keyboard too."""
    frame = Markup('<div class="wide" role="region" tabindex="0" aria-label="{}">')
    html = html_of(text.body).replace("<table>", f"{frame.format(table)}<table>")
    return Markup(html.replace("</table>", "</table></div>"))  # noqa: S704 (it passed the two walls)


def _ended(site: Site, request: Request, language: Language, found: Ended) -> Response:
    texts = TEXTS[language]
    said = (texts.ended_text.format(title=found.title), texts.ended_next)
    return site.notice(request, language, 410, texts.ended, *said, query=found.title)
