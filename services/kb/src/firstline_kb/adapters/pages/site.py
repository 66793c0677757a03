"""The site as a whole: whatever page is shown, it leaves through here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import NEVER, PUBLIC, answer
from firstline_kb.adapters.pages.head import Head
from firstline_kb.adapters.pages.languages import said_language
from firstline_kb.adapters.pages.public_address import public_base
from firstline_kb.adapters.pages.templates_of_pages import rendered
from firstline_kb.adapters.pages.texts.known import OWN_NAMES, TEXTS

Crumbs = Sequence[tuple[str, str]]
"""The way to a page from the start: what each step is called, and its path."""


@dataclass(frozen=True)
class Site:
    """The two addresses that only its owner knows; both may be missing."""

    public_url: str | None = None
    contact_url: str | None = None

    def page(
        self,
        request: Request,
        language: Language,
        template: str,
        head: Head,
        status: int = 200,
        cache: str = PUBLIC,
        **shown: Any,
    ) -> Response:
        """A page in the layout; `crumbs` are the way to it, the rest is the template's."""
        html = rendered(
            template,
            language=language,
            texts=TEXTS[language],
            own_names=OWN_NAMES,
            addresses=addresses,
            head=head,
            base=public_base(request, self.public_url),
            is_public=self.public_url is not None,
            contact_url=self.contact_url,
            **{"crumbs": (), **shown},
        )
        return answer(request, html.encode(), status=status, cache=cache)

    def notice(
        self,
        request: Request,
        language: Language,
        status: int,
        heading: str,
        *sentences: str,
        cache: str = NEVER,
        **shown: Any,
    ) -> Response:
        """A page that says why there is no other one."""
        path = addresses.start(language)
        head = Head(title=heading, description=sentences[0], path=path, indexed=False)
        said = {"heading": heading, "sentences": sentences, "query": "", **shown}
        said.setdefault("unknown_language", False)
        return self.page(request, language, "notice.html", head, status, cache, **said)

    def missing(self, request: Request, language: Language) -> Response:
        """404; where the address names a language that isn't ours, it lists those that are."""
        texts, unknown = TEXTS[language], said_language(request) is None
        said = (texts.missing, texts.missing_text)
        return self.notice(request, language, 404, *said, unknown_language=unknown)
