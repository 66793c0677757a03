"""The templates: everything that they show is escaped, unless it was made safe by type."""

import json
from datetime import datetime
from typing import Any

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages.assets import ASSETS
from firstline_kb.adapters.pages.texts.categories import CATEGORIES

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}

_NO_TEXT = (*range(9), 11, *range(14, 32), *range(127, 160), *range(0xFDD0, 0xFDF0))
_ENDS_OF_PLANES = (plane * 0x10000 + end for plane in range(17) for end in (0xFFFE, 0xFFFF))
_DROPPED = dict.fromkeys((*_NO_TEXT, *_ENDS_OF_PLANES))
"""Signs that HTML forbids. Nobody sees them, and they make a page invalid."""


def rendered(template: str, **shown: Any) -> str:
    """The page. Raises jinja2.UndefinedError for what a template lacks."""
    return _ENVIRONMENT.get_template(template).render(shown).translate(_DROPPED)


def label(category: str, language: Language) -> str:
    """A category as people read it: `mail` is Posta in Italian, `remote-access` Remote access."""
    if known := CATEGORIES.get(category):
        return known[language]
    words = " ".join(category.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] if words else category


def json_ld(data: dict[str, Any]) -> Markup:
    """JSON for a script element: no sign in it ends the element or begins another one."""
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.translate(_ESCAPES))  # noqa: S704 (the signs of markup are escaped above)


def marked(html: str) -> Markup:
    """What the search found: it escaped all but its marks, and nothing else gets past here."""
    return Markup(nh3.clean(html, tags={"mark"}, attributes={}))  # noqa: S704 (it was cleaned)


def _iso(at: datetime) -> str:
    return at.date().isoformat()


_ENVIRONMENT = Environment(
    loader=PackageLoader("firstline_kb.adapters.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(label=label, json_ld=json_ld, marked=marked, iso=_iso)
_ENVIRONMENT.globals.update(stylesheet=ASSETS["help.css"].path, mark=ASSETS["mark.svg"].path)
