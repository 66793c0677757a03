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
