"""What a command is answered with: the article as it stands afterwards."""

from firstline_chassis.etags import etag
from firstline_chassis.idempotency import Answer
from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.read_models.article import view_of
from firstline_kb.read_models.choosing import to_work_on


def answer_with(
    article: Article, language: Language | None = None, status: int = 200, **headers: str
) -> Answer:
    """The article with its latest text in that language, once the transaction is committed."""
    view = view_of(article, language, to_work_on(article, language))
    body = view.model_dump_json().encode()
    return Answer(status, {"ETag": etag(view.version), **headers}, body)
