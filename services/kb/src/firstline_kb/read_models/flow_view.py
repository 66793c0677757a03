"""A flow as people read it: in a list, and whole."""

from pydantic import BaseModel, ConfigDict

from firstline_events.vocabulary import Language
from firstline_kb.domain.flow import Flow
from firstline_kb.read_models.flow_rows import Row
from firstline_kb.read_models.step_view import ArticleNamed, StepView, step_view


class ListedFlow(BaseModel):
    """A flow in the version that counts, in the language asked for or in its first one."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    version: int
    label: str
    """As the policies call it: `flow:vpn@3`."""
    category: str
    tags: list[str]
    languages: list[Language]
    """The first one stands in for those that it lacks."""
    language: Language
    """Of title and summary."""
    title: str
    summary: str
    retired: str | None
    """Why nobody is to begin it any more; null: it is offered."""


class FlowView(ListedFlow):
    """One version, whole."""

    start: str
    steps: list[StepView]
    """The nearest to the start first."""


def listed(row: Row, asked: Language | None) -> ListedFlow:
    """One line of the list."""
    languages = [Language(one) for one in row.languages]
    language = asked if asked in languages else languages[0]
    assert language is not None
    return ListedFlow(
        name=row.name,
        version=row.version,
        label=f"flow:{row.name}@{row.version}",
        category=row.category,
        tags=list(row.tags),
        languages=languages,
        language=language,
        title=row.titles[language.value],
        summary=row.summaries[language.value],
        retired=row.retired,
    )


def flow_view(flow: Flow, asked: Language | None, article_named: ArticleNamed) -> FlowView:
    """The whole flow in the language asked for, else in its first one."""
    language = flow.language(asked)
    return FlowView(
        name=flow.name,
        version=flow.version,
        label=flow.label,
        category=flow.category,
        tags=list(flow.tags),
        languages=list(flow.languages),
        language=language,
        title=flow.title[language],
        summary=flow.summary[language],
        retired=flow.retired,
        start=flow.start,
        steps=[step_view(flow, one.name, language, article_named) for one in flow.in_order()],
    )
