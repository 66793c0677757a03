"""One step of a flow, as somebody reads it in one language."""

from collections.abc import Callable
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firstline_events.vocabulary import Language
from firstline_events.walks import WalkOutcome
from firstline_kb.domain.article import Article
from firstline_kb.domain.flow import Flow, Step

ArticleNamed = Callable[[str], Article | None]


class AnswerView(BaseModel):
    """What may be answered, and which step is shown then."""

    answer: str
    label: str
    next: str


class LinkedArticle(BaseModel):
    """An article that everybody can read, in the language given or in its first one."""

    id: UUID
    number: str
    slug: str
    language: Language
    title: str


class StepView(BaseModel):
    """A question or an instruction with its answers, or an end with its outcome."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    step: str
    kind: str
    """`question`, `instruction` or `end`."""
    text: str
    details: str
    """Plain text in lines; empty for none."""
    answers: list[AnswerView]
    """Empty for an end. Of an instruction: `helped` and `not_helped`."""
    outcome: WalkOutcome | None
    """Of an end: `solved` or `not_solved`."""
    names_article: str | None
    """The short name that an end gives, be there such an article or not."""
    article: LinkedArticle | None
    """That article, where everybody can read it."""


def step_view(flow: Flow, name: str, language: Language, article_named: ArticleNamed) -> StepView:
    """The step in one of the flow's languages."""
    step = flow.steps[name]
    return StepView(
        step=step.name,
        kind=step.kind,
        text=step.text[language],
        details=step.details.get(language, ""),
        answers=_answers(step, language),
        outcome=step.outcome,
        names_article=step.article,
        article=_linked(step.article, language, article_named),
    )


def _answers(step: Step, language: Language) -> list[AnswerView]:
    return [
        AnswerView(answer=one.name, label=one.label[language], next=one.next)
        for one in step.answers
    ]


def _public_language(article: Article, asked: Language) -> Language:
    """Never one of which people may read no version yet."""
    order = (asked, article.first_language, *article.public)
    return next(one for one in order if one in article.public)


def _linked(
    slug: str | None, language: Language, article_named: ArticleNamed
) -> LinkedArticle | None:
    article = article_named(slug) if slug else None
    if article is None or not article.public:
        return None
    given = _public_language(article, language)
    version = article.texts[given][article.public[given] - 1]
    return LinkedArticle(
        id=article.id,
        number=article.number,
        slug=article.slug,
        language=given,
        title=version.text.title,
    )
