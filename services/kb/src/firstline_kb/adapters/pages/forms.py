"""What a form of ours sends, and whether it is one of ours."""

from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, Request, Response

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.texts.known import TEXTS

_MOST_FIELDS = 10


async def _said(request: Request) -> dict[str, str]:
    """The fields of a form; none where the body is no form."""
    try:
        text = (await request.body()).decode()
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


Said = Annotated[dict[str, str], Depends(_said)]


def is_ours(request: Request, site: Site) -> bool:
    """Whether the browser says that the form stood on a page of this site, or says nothing."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    if site.public_url is not None and origin == site.public_url:
        return True
    said = urlsplit(origin)
    return said.scheme in ("http", "https") and said.netloc == request.headers.get("host", "")


def foreign(site: Site, request: Request, language: Language) -> Response:
    """403: the form stood on a page of somebody else."""
    texts = TEXTS[language]
    return site.notice(request, language, 403, texts.foreign_form, texts.foreign_form_text)
