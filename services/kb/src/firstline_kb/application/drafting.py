"""The use case that ends a draft: something has answered it."""

from firstline_kb.application.answering import can_answer
from firstline_kb.application.suggestion_commands import SolveDraft
from firstline_kb.domain.article import Article
from firstline_kb.domain.draft import Draft
from firstline_kb.domain.values import Occasion


def solve(command: SolveDraft, draft: Draft, article: Article | None, occasion: Occasion) -> None:
    """Raises DraftOver, NoSuchAnswer."""
    if article is not None:
        answer(draft, article, occasion)
    else:
        draft.deflect(None, command.walk, occasion)


def answer(draft: Draft, article: Article, occasion: Occasion) -> None:
    """The article has answered. Raises DraftOver, NoSuchAnswer."""
    draft.goes_on()
    can_answer(article, draft.suggests(article.id))
    draft.deflect(article.id, None, occasion)
