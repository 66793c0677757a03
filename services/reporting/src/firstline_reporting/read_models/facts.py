"""Which events leave a row of their own, told by the event alone, in which table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from firstline_chassis.sequenced import Arrival
from firstline_events import conversation, escalation, intake, kb
from firstline_events import policy as policies
from firstline_events import relations as related
from firstline_events import searches as searching
from firstline_events import suggestions as suggesting
from firstline_events import walks as walking
from firstline_reporting.read_models import (
    articles,
    incidents,
    interactions,
    relations,
    requests,
    rests,
    searches,
    suggestions,
    walks,
)
from firstline_reporting.read_models.articles import ARTICLE_LINKS, ARTICLES, PUBLIC_TEXTS
from firstline_reporting.read_models.incidents import MAJOR_INCIDENTS, REFERRALS
from firstline_reporting.read_models.interactions import ATTACHMENTS, INTERACTIONS
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.relations import RELATIONS, WENT_LIVE
from firstline_reporting.read_models.requests import REQUEST_STEPS
from firstline_reporting.read_models.rests import RATINGS, RESTS
from firstline_reporting.read_models.searches import FOUND_ARTICLES, SEARCHES
from firstline_reporting.read_models.suggestions import SUGGESTION_STEPS, SUGGESTIONS
from firstline_reporting.read_models.walks import FLOW_VERSIONS, WALK_EVENTS

Facts = dict[Landing, list[Row]]
_MADE: Mapping[type, tuple[Landing, Callable[[Arrival, Any], Row | None]]] = {
    intake.MessageAdded: (INTERACTIONS, interactions.message),
    intake.TicketResolved: (RESTS, rests.resolution),
    intake.TicketClosed: (RESTS, rests.resolution),
    intake.TicketReopened: (RESTS, rests.reopening),
    conversation.ContactLogged: (INTERACTIONS, interactions.contact),
    conversation.AttachmentAdded: (ATTACHMENTS, interactions.attachment),
    conversation.EscalationRequested: (REQUEST_STEPS, requests.asked),
    conversation.TicketRated: (RATINGS, rests.rating),
    related.TicketMerged: (RELATIONS, relations.merged),
    related.TicketAbsorbed: (RELATIONS, relations.absorbed),
    related.TicketUnmerged: (RELATIONS, relations.unmerged),
    related.TicketParted: (RELATIONS, relations.parted),
    related.TicketLinked: (RELATIONS, relations.linked),
    related.TicketUnlinked: (RELATIONS, relations.unlinked),
    related.TicketWentLive: (WENT_LIVE, relations.went_live),
    escalation.EscalationRequestTaken: (REQUEST_STEPS, requests.taken),
    escalation.EscalationRequestDeclined: (REQUEST_STEPS, requests.declined),
    escalation.CaseEscalated: (REQUEST_STEPS, requests.accepted),
    escalation.CaseReferred: (REFERRALS, incidents.referral),
    escalation.MajorIncidentDeclared: (MAJOR_INCIDENTS, incidents.declared),
    escalation.MajorIncidentLifted: (MAJOR_INCIDENTS, incidents.lifted),
    searching.SearchMade: (SEARCHES, searches.made),
    searching.FoundArticleOpened: (FOUND_ARTICLES, searches.opened),
    suggesting.ArticlesSuggested: (SUGGESTIONS, suggestions.suggested),
    suggesting.SuggestionAccepted: (SUGGESTION_STEPS, suggestions.accepted),
    suggesting.SuggestionRejected: (SUGGESTION_STEPS, suggestions.rejected),
    suggesting.DraftDeflected: (SUGGESTION_STEPS, suggestions.deflected),
    suggesting.DraftOpened: (SUGGESTION_STEPS, suggestions.opened),
    suggesting.TicketSolvedByArticle: (SUGGESTION_STEPS, suggestions.solved),
    suggesting.SolutionWithdrawn: (SUGGESTION_STEPS, suggestions.withdrawn),
    kb.ArticleDrafted: (ARTICLES, articles.drafted),
    kb.ArticlePublished: (PUBLIC_TEXTS, articles.published),
    kb.ArticleRetired: (PUBLIC_TEXTS, articles.retired),
    kb.ArticleLinked: (ARTICLE_LINKS, articles.linked),
    kb.ArticleUnlinked: (ARTICLE_LINKS, articles.unlinked),
    walking.FlowStarted: (WALK_EVENTS, walks.started),
    walking.FlowAnswered: (WALK_EVENTS, walks.answered),
    walking.FlowRetraced: (WALK_EVENTS, walks.retraced),
    walking.FlowEnded: (WALK_EVENTS, walks.ended),
    walking.FlowAttached: (WALK_EVENTS, walks.attached),
    policies.KbPolicyPublished: (FLOW_VERSIONS, walks.published),
}


def facts(arrivals: Iterable[Arrival]) -> Facts:
    """The rows that these events make, by table; pure, and the same however they are cut."""
    rows: Facts = defaultdict(list)
    for arrival in arrivals:
        made = _MADE.get(type(arrival.message))
        if made is None:
            continue
        landing, make = made
        row = make(arrival, arrival.message)
        if row is not None:
            rows[landing].append(row)
    return rows
