"""Private events to public ones: the one file that knows both."""

from collections.abc import Callable, Sequence
from typing import Any

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.kafka import Outgoing
from firstline_chassis.policies.translation import published_as
from firstline_chassis.publication import publication
from firstline_events.message import Message
from firstline_events.policy import KbPolicyPublished
from firstline_kb.adapters.kafka import articles, suggestions, walks
from firstline_kb.domain.article import Article
from firstline_kb.domain.draft import Draft
from firstline_kb.domain.policy import KbPolicy
from firstline_kb.domain.suggestion import Suggestion
from firstline_kb.domain.walk import Walk

ARTICLES = "kb-article-v1"
POLICIES = "kb-policy-v1"
SUGGESTIONS = "kb-suggestion-v1"
WALKS = "kb-flow-v1"

_WORDS: dict[type[PrivateEvent], tuple[str, Callable[[Any], Message]]] = {
    Article.Drafted: (ARTICLES, articles.drafted),
    Article.Edited: (ARTICLES, articles.edited),
    Article.Reviewed: (ARTICLES, articles.reviewed),
    Article.SentBack: (ARTICLES, articles.sent_back),
    Article.Published: (ARTICLES, articles.published),
    Article.Retired: (ARTICLES, articles.retired),
    Article.Classified: (ARTICLES, articles.classified),
    Article.OwnerChanged: (ARTICLES, articles.owner_changed),
    Article.ReviewScheduled: (ARTICLES, articles.review_scheduled),
    Article.Linked: (ARTICLES, articles.linked),
    Article.Unlinked: (ARTICLES, articles.unlinked),
    Walk.Started: (WALKS, walks.started),
    Walk.Answered: (WALKS, walks.answered),
    Walk.Retraced: (WALKS, walks.retraced),
    Walk.Ended: (WALKS, walks.ended),
    Walk.Attached: (WALKS, walks.attached),
    KbPolicy.Published: (POLICIES, published_as(KbPolicyPublished)),
    Suggestion.Suggested: (SUGGESTIONS, suggestions.suggested_for_ticket),
    Suggestion.Accepted: (SUGGESTIONS, suggestions.accepted),
    Suggestion.Rejected: (SUGGESTIONS, suggestions.rejected),
    Suggestion.Solved: (SUGGESTIONS, suggestions.solved),
    Suggestion.Withdrawn: (SUGGESTIONS, suggestions.withdrawn),
    Draft.Suggested: (SUGGESTIONS, suggestions.suggested_for_draft),
    Draft.Deflected: (SUGGESTIONS, suggestions.deflected),
    Draft.Opened: (SUGGESTIONS, suggestions.opened),
}

PRIVATE_EVENTS = tuple(_WORDS)


def translate(event: PrivateEvent) -> Sequence[Outgoing]:
    """The one public event of a private one, ready to be sent."""
    topic, word = _WORDS[type(event)]
    return (publication(topic, event, word(event)),)
