"""The use cases of suggestions: somebody says whether an article answers a ticket."""

from msgspec.structs import replace

from firstline_chassis.store import Transaction
from firstline_kb.application.suggestion_commands import RejectArticle
from firstline_kb.domain.article import Article
from firstline_kb.domain.errors import NoSuchAnswer, TicketIsMerged
from firstline_kb.domain.suggestion import Suggestion
from firstline_kb.domain.values import Occasion
from firstline_kb.read_models import tickets
from firstline_kb.read_models.tickets import LiveTicket


def suggestion_of(tx: Transaction, ticket: LiveTicket) -> Suggestion:
    """What is suggested for the ticket, guarded at commit. Raises TicketIsMerged."""
    if ticket.merged_into is not None:
        root = tickets.load(tx, [ticket.merged_into]).get(ticket.merged_into)
        name = root.name if root else str(ticket.merged_into)
        raise TicketIsMerged(
            f"{ticket.name} is merged into {name}, which answers for it; say it of {name}.",
            into=str(ticket.merged_into),
        )
    return tx.aggregates(Suggestion, [ticket.id])[ticket.id]


def can_answer(article: Article, suggested: bool) -> None:
    """What the public can't read answers nobody, unless it was suggested when it could.

    Raises NoSuchAnswer.
    """
    if not (suggested or article.public):
        raise NoSuchAnswer(
            f"{article.number} is not public; name an article that a requester can read."
        )


def accept(suggestion: Suggestion, article: Article, occasion: Occasion) -> None:
    """What was found otherwise is linked to the ticket as well, by kb: requesters link nothing.

    Raises NoSuchAnswer, AcceptedAlready.
    """
    can_answer(article, suggestion.suggests(article.id))
    suggestion.accept(article.id, occasion)
    if not suggestion.suggests(article.id) and suggestion.id not in article.tickets:
        by = occasion.by
        ours = replace(by, actor_kind="system", actor_id="kb", on_behalf_of=by.actor_id)
        article.link(suggestion.id, occasion._replace(by=ours))


def reject(
    suggestion: Suggestion, article: Article, command: RejectArticle, occasion: Occasion
) -> None:
    """Raises RejectedAlready, NotSuggested."""
    suggestion.reject(article.id, command.reason, occasion)
