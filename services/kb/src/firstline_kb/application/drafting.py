"""The use case that ends a draft: something has answered it."""

from firstline_kb.application.suggestion_commands import SolveDraft
from firstline_kb.domain.article import Article
from firstline_kb.domain.draft import Draft
from firstline_kb.domain.errors import NoSuchAnswer
from firstline_kb.domain.values import Occasion


def solve(command: SolveDraft, draft: Draft, article: Article | None, occasion: Occasion) -> None:
    """Raises DraftOver, NoSuchAnswer."""
    draft.goes_on()
    if article is not None and not (draft.suggests(article.id) or article.public):
        raise NoSuchAnswer(
            f"{article.number} is not public; name an article that a requester can read."
        )
    draft.deflect(article.id if article else None, command.walk, occasion)
