"""Articles in tests of the domain: somebody at some moment, and an article to act on."""

from datetime import UTC, datetime
from uuid import UUID

from firstline_chassis.aggregate import Provenance
from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import Drafting, Occasion, Text

EN, IT, ES, EL = Language.EN, Language.IT, Language.ES, Language.EL
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ID = UUID("0b5f6a0e-6a44-4a9c-8f0e-51f1f6d5a001")
TEXT = Text("The VPN does not connect", "Log in again.", "Open **Settings**.")


def by(
    who: str, *, kind: str = "agent", on_behalf_of: str | None = None, at: datetime = AT
) -> Occasion:
    """Somebody acts, at a moment."""
    return Occasion(at, at, Provenance(actor_kind=kind, actor_id=who, on_behalf_of=on_behalf_of))


def drafted(
    occasion: Occasion | None = None,
    *,
    text: Text = TEXT,
    language: Language = EN,
    article_id: UUID = ID,
) -> Article:
    """An article with version 1 of its first text, by ada."""
    article = Article.vacant(article_id)
    drafting = Drafting("KB-000001", "the-vpn", "ada", "vpn", ("vpn", "remote"), None)
    article.draft(language, text, drafting, occasion or by("ada"))
    return article
