"""What the demo's desk knows: the articles and guided flows that come with the project."""

import time

from firstline_console.acting import agent
from firstline_console.article.folder import read_folder
from firstline_console.article.importing import bring, is_there
from firstline_console.policy.kinds import look_at
from firstline_console.policy.published import current_if_any, publish
from firstline_console.service_http import service
from firstline_local.layout import project

WRITER, REVIEWER = agent("carla"), "nora"
STILL_SECONDS = 0.6
"""The index looks at the store four times a second: standing still so long, it has all of it."""
MOST_SECONDS = 30.0


def offer_knowledge() -> int:
    """Publish those that nobody has yet, and wait until they can be found; how many that were.

    What a desk has changed of them stays as it is.
    """
    news = _articles() + _flows()
    if news:
        _wait_for_the_index()
    return news


def _articles() -> int:
    missing = [one for one in read_folder(project() / "data" / "articles") if not is_there(one)]
    bring(missing, WRITER, REVIEWER)
    return len(missing)


def _flows() -> int:
    found = [look_at(path) for path in sorted((project() / "data" / "flows").glob("*.yaml"))]
    missing = [one for one in found if current_if_any(one.policy) is None]
    for one in missing:
        publish(one.policy, one.document.content, WRITER, "what the desk begins with", 0)
    return len(missing)


def _wait_for_the_index() -> None:
    before, deadline = _indexed(), time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline:
        time.sleep(STILL_SECONDS)
        now = _indexed()
        if now == before:
            return
        before = now


def _indexed() -> int:
    """How far kb's index has read its store."""
    return int(service("kb").get("/health/ready")["checks"]["search"]["read_to"])
