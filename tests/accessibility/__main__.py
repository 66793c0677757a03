"""Looks at each kind of page in each language; ends with 1 and every finding in plain words.

Ends with 3, and one line that says why, where there is no browser or no Node.js.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from firstline_events.vocabulary import Language
from tests.accessibility.help_pages import drafts_of, help_pages, walks_of
from tests.support.flows import NAME

HERE = Path(__file__).parent
SHOTS = HERE / "shots"
_HITS: Mapping[Language, str] = {
    Language.EN: "vpn+conect",
    Language.IT: "la+vpn+non+si+collega",
    Language.ES: "la+vpn+no+se+conecta",
    Language.EL: "%CE%B4%CE%B5%CE%BD+%CF%83%CF%85%CE%BD%CE%B4%CE%AD%CE%B5%CF%84%CE%B1%CE%B9+vpn",
}
_PICTURED = (Language.EN, Language.EL)
"""The shortest texts and the longest; to look at pictures of the others as well is no use."""


def pages() -> Iterator[dict[str, Any]]:
    """Every kind of page in every language, with the status that it must have."""
    for language, words in _HITS.items():
        kinds = {
            "start": ("", 200),
            "article": ("articles/vpn-does-not-connect", 200),
            "fallback": ("articles/share-a-calendar", 200),
            "all": ("articles", 200),
            "category": ("categories/network", 200),
            "elsewhere": ("categories/mail-and-calendar", 200),
            "search": ("search", 200),
            "hits": (f"search?q={words}", 200),
            "otherwise": ("search?q=calendar", 200),
            "nothing": ("search?q=zzzzzz", 200),
            "missing": ("articles/no-such-article", 404),
            "ended": ("articles/the-old-fax", 410),
            "flows": ("flows/", 200),
            "flow": (f"flows/{NAME}", 200),
            "ask": ("ask", 200),
        }
        for name, (path, status) in kinds.items():
            yield {
                "name": f"{name}-{language.value}",
                "path": f"/help/{language.value}/{path}",
                "status": status,
                "pictured": language in _PICTURED,
            }
    yield {"name": "unknown-language", "path": "/help/fr/", "status": 404, "pictured": True}


def walks(base: str) -> Iterator[dict[str, Any]]:
    """Walks through a flow, as far as they can be looked at, in every language."""
    for language in Language:
        for name, path in walks_of(base, language.value).items():
            yield {"name": f"walk-{name}-{language.value}", "path": path, "status": 200}


def drafts(base: str) -> Iterator[dict[str, Any]]:
    """What may answer before there is a ticket, in every language."""
    for language, words in _HITS.items():
        for name, path in drafts_of(base, language.value, unquote_plus(words)).items():
            yield {"name": f"draft-{name}-{language.value}", "path": path, "status": 200}


def main() -> int:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser or not shutil.which("node"):
        print("Not checked: there is no Chromium or no Node.js (apt-get install chromium npm).")
        return 3
    with help_pages() as base:
        told = {
            "base": base,
            "pages": [*pages(), *walks(base), *drafts(base)],
            "folder": str(SHOTS),
            "browser": browser,
        }
        done = subprocess.run(
            ["node", str(HERE / "check.mjs")], input=json.dumps(told), text=True, check=False
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
