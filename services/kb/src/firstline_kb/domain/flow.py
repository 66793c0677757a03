"""A guided flow as it is walked: one version, with steps that lead to an end."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from firstline_chassis.policies.contents import Content
from firstline_events.vocabulary import Language
from firstline_events.walks import WalkOutcome
from firstline_kb.domain.flow_words import HELPED, NOT_HELPED, words_of

Texts = Mapping[Language, str]


class Answer(NamedTuple):
    """What may be answered at a step, and which step is shown then."""

    name: str
    label: Texts
    next: str


class Step(NamedTuple):
    """A question or an instruction has answers; an end has an outcome, and none."""

    name: str
    kind: str
    """`question`, `instruction` or `end`."""
    text: Texts
    details: Texts
    answers: Sequence[Answer] = ()
    outcome: WalkOutcome | None = None
    article: str | None = None
    """The short name of an article to read at this end."""

    def answer(self, name: str) -> Answer | None:
        return next((one for one in self.answers if one.name == name), None)


class Flow(NamedTuple):
    """One version of a flow without faults; the first of its languages stands in for others."""

    name: str
    version: int
    category: str
    tags: Sequence[str]
    languages: Sequence[Language]
    title: Texts
    summary: Texts
    start: str
    steps: Mapping[str, Step]
    retired: str | None = None
    """Why nobody is to begin it any more."""

    @classmethod
    def from_content(cls, content: Content, version: int) -> "Flow":
        """Of a content without faults."""
        return cls(
            name=content["name"],
            version=version,
            category=content["category"],
            tags=content.get("tags", []),
            languages=[Language(one) for one in content["languages"]],
            title=_texts(content["title"]),
            summary=_texts(content["summary"]),
            start=content["start"],
            steps={name: _step(name, step) for name, step in content["steps"].items()},
            retired=content.get("retired"),
        )

    @property
    def label(self) -> str:
        return f"flow:{self.name}@{self.version}"

    def language(self, asked: Language | None) -> Language:
        """The one asked for, if the flow has it; else the one that stands in."""
        return asked if asked and asked in self.languages else self.languages[0]

    def in_order(self) -> Iterator[Step]:
        """Every step, the nearest to the start first."""
        seen = {self.start: None}
        for name in (queue := [self.start]):
            step = self.steps[name]
            fresh = dict.fromkeys(one.next for one in step.answers if one.next not in seen)
            seen |= fresh
            queue += fresh
            yield step


def _step(name: str, said: Content) -> Step:
    details = _texts(said.get("details", {}))
    if "end" in said:
        outcome, article = WalkOutcome(said["end"]), said.get("article")
        return Step(name, "end", _texts(said["text"]), details, outcome=outcome, article=article)
    if "question" in said:
        answers = [Answer(one["id"], _texts(one["label"]), one["next"]) for one in said["options"]]
        return Step(name, "question", _texts(said["question"]), details, answers)
    answers = [
        Answer(HELPED, words_of(HELPED), said["helped"]),
        Answer(NOT_HELPED, words_of(NOT_HELPED), said["next"]),
    ]
    return Step(name, "instruction", _texts(said["instruction"]), details, answers)


def _texts(said: Content) -> Texts:
    return {Language(language): text for language, text in said.items()}
