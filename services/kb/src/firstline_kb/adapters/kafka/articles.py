"""What happens to an article, in the words of the published language."""

from firstline_events import kb
from firstline_kb.domain.article import Article


def drafted(event: Article.Drafted) -> kb.ArticleDrafted:
    return kb.ArticleDrafted(
        language=event.language,
        version=event.version,
        title=event.title,
        summary=event.summary,
        body=event.body,
        number=event.number,
        slug=event.slug,
        owner=event.owner,
        category=event.category,
        tags=event.tags,
        review_on=event.review_on,
    )


def edited(event: Article.Edited) -> kb.ArticleEdited:
    return kb.ArticleEdited(
        language=event.language,
        version=event.version,
        title=event.title,
        summary=event.summary,
        body=event.body,
        note=event.note,
    )


def reviewed(event: Article.Reviewed) -> kb.ArticleReviewed:
    return kb.ArticleReviewed(language=event.language, version=event.version, note=event.note)


def published(event: Article.Published) -> kb.ArticlePublished:
    return kb.ArticlePublished(
        language=event.language,
        version=event.version,
        title=event.title,
        summary=event.summary,
        body=event.body,
        number=event.number,
        slug=event.slug,
        category=event.category,
        tags=event.tags,
        previous_version=event.previous_version,
    )


def sent_back(event: Article.SentBack) -> kb.ArticleSentBack:
    return kb.ArticleSentBack(language=event.language, version=event.version, note=event.note)


def retired(event: Article.Retired) -> kb.ArticleRetired:
    other = event.replacement
    instead = kb.Replacement(**other._asdict()) if other else None
    return kb.ArticleRetired(languages=event.languages, reason=event.reason, replaced_by=instead)


def classified(event: Article.Classified) -> kb.ArticleClassified:
    return kb.ArticleClassified(category=event.category, tags=event.tags)


def owner_changed(event: Article.OwnerChanged) -> kb.ArticleOwnerChanged:
    return kb.ArticleOwnerChanged(owner=event.owner, previous_owner=event.previous_owner)


def review_scheduled(event: Article.ReviewScheduled) -> kb.ArticleReviewScheduled:
    return kb.ArticleReviewScheduled(review_on=event.review_on)


def linked(event: Article.Linked) -> kb.ArticleLinked:
    return kb.ArticleLinked(ticket=event.ticket)


def unlinked(event: Article.Unlinked) -> kb.ArticleUnlinked:
    return kb.ArticleUnlinked(ticket=event.ticket)
