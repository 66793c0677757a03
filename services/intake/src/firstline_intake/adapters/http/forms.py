"""The forms, for whoever draws them: what is asked of a ticket of each category."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from firstline_chassis.store import Store, Transaction
from firstline_events.message import Word
from firstline_intake.domain.forms import Form, Forms

Category = Annotated[Word, Path(description="any: one without a form of its own has the default")]


class QuestionView(BaseModel):
    """One field; texts by language. `min` and `max` bound a number, or the length of a text."""

    id: str
    type: str
    label: dict[str, str]
    help: dict[str, str] | None
    required: bool
    choices: list[str]
    pattern: str | None
    min: int | None
    max: int | None


class FormView(BaseModel):
    """A form; without a category, the one of all that have none of their own."""

    form: str
    """The version: `forms@2`."""
    category: str | None
    title: dict[str, str] | None
    fields: list[QuestionView]


class FormList(BaseModel):
    """Every form of the version that counts, the default one last."""

    form: str
    items: list[FormView]


def form_router(store: Store, forms_in_force: Callable[[Transaction], Forms]) -> APIRouter:
    router = APIRouter(prefix="/v1/forms", tags=["forms"])

    def current() -> Forms:
        with store.reading() as tx:
            return forms_in_force(tx)

    @router.get("", summary="All forms")
    def list_forms() -> FormList:
        forms = current()
        shown = [_view(forms, one) for one in (*forms.forms.values(), forms.default)]
        return FormList(form=forms.label, items=shown)

    @router.get("/{category}", summary="What is asked of a ticket of this category")
    def show_form(category: Category) -> FormView:
        forms = current()
        return _view(forms, forms.of(category))

    return router


def _view(forms: Forms, form: Form) -> FormView:
    title = dict(form.title) if form.title else None
    return FormView(form=forms.label, category=form.category, title=title, fields=_questions(form))


def _questions(form: Form) -> list[QuestionView]:
    return [
        QuestionView(
            id=one.id,
            type=one.type,
            label=dict(one.label),
            help=dict(one.help) if one.help else None,
            required=one.required,
            choices=list(one.choices),
            pattern=one.pattern,
            min=one.least,
            max=one.most,
        )
        for one in form.questions
    ]
