"""If-Match on an article: who comes too late is told what has changed since."""

import re
from collections.abc import Sequence

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.etags import check_version
from firstline_chassis.problems import Problem
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.state import TextEvent
from firstline_kb.read_models.comparing import difference
from firstline_kb.read_models.history import history_of

MOST_CHANGES = 20
"""How many of them are told, the last ones."""
_VERSION = re.compile(r'"(\d{1,18})"')
_WRITES = (Article.Drafted, Article.Edited)


def check_seen(
    tx: Transaction, article: Article, if_match: str | None, language: Language | None
) -> None:
    """Raises Problem: 412 with `changes` since the version that was seen, in words.

    Where a command is about one text that was edited meanwhile, `difference` says how.
    """
    try:
        check_version(if_match, article.version)
    except Problem as problem:
        seen = _seen(if_match or "", article.version)
        if problem.status != 412 or seen is None:
            raise
        _tell(problem, tx.events(article.id), seen, article, language)
        raise


def _seen(if_match: str, version: int) -> int | None:
    """The newest version that the caller may have read; None for tags that we never gave."""
    known = [int(tag) for tag in _VERSION.findall(if_match)]
    return max((one for one in known if 1 <= one < version), default=None)


def _tell(
    problem: Problem,
    events: Sequence[PrivateEvent],
    seen: int,
    article: Article,
    language: Language | None,
) -> None:
    changes = history_of(events[seen:])[-MOST_CHANGES:]
    problem.members["changes"] = [one.model_dump(mode="json") for one in changes]
    if language is None:
        return
    before = _latest_of(events[:seen], language)
    if before and before < len(article.texts[language]):
        old, new = article.texts[language][before - 1], article.texts[language][-1]
        problem.members["difference"] = difference(language, old, new).model_dump(mode="json")


def _latest_of(events: Sequence[PrivateEvent], language: Language) -> int:
    """The latest version of the text by then; 0: none."""
    written = (e for e in events if isinstance(e, TextEvent) and isinstance(e, _WRITES))
    return max((event.version for event in written if event.language == language), default=0)
