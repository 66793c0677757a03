"""Every text of the pages, as a type: a language that lacks one doesn't pass the type check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from firstline_events.vocabulary import Language


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The texts in one language. What stands in braces is filled in with `format`."""

    # around every page
    site: str
    skip: str
    language_label: str
    search_label: str
    search_button: str
    back_to_start: str
    you_are_here: str
    footer: str

    # languages and dates
    languages: Mapping[Language, str]
    """What each language is called in the midst of a sentence."""
    months: tuple[str, ...]
    """Twelve, as they stand in a date."""
    date: str
    """With `{day}`, `{month}` and `{year}`."""

    # the start page
    start_heading: str
    start_description: str
    categories: str
    newest: str
    all_articles: str
    all_description: str
    no_articles: str
    elsewhere: str

    # lists
    articles_one: str
    articles_many: str
    category_description: str
    page: str
    previous_page: str
    next_page: str
    pages_label: str

    # an article
    published: str
    category: str
    tags: str
    related: str
    other_language: str
    """With `{wanted}` and `{given}`, names of languages."""
    table: str

    # the search
    search: str
    search_description: str
    search_empty: str
    found_one: str
    found_many: str
    found_none: str
    read_as: str
    fell_back: str
    too_long: str
    only_category: str
    everywhere: str
    try_heading: str
    try_other_words: str
    try_fewer_words: str
    try_categories: str
    try_contact: str

    # guided flows, and walks through them
    flows: str
    flows_description: str
    no_flows: str
    flow_other_language: str
    """With `{wanted}` and `{given}`, names of languages."""
    flow_ended: str
    begin: str
    begin_again: str
    step: str
    did_it_help: str
    step_back: str
    give_up: str
    so_far: str
    moved: str
    walk_solved: str
    walk_not_solved: str
    walk_given_up: str
    by_silence: str
    read_article: str
    ticket_text: str
    foreign_form: str
    foreign_form_text: str

    # whoever needs more
    contact_heading: str
    contact_text: str
    contact_link: str

    # writing to the desk
    ask: str
    ask_text: str
    ask_label: str
    ask_private: str
    ask_button: str
    ask_blank: str
    ask_too_long: str
    ask_again: str
    may_answer: str
    it_answers: str
    none_sure: str
    none_sure_text: str
    answered: str
    answered_text: str
    has_ticket: str
    has_ticket_text: str
    open_ticket: str
    open_ticket_text: str
    try_ask: str

    # what can't be shown
    missing: str
    missing_text: str
    missing_language: str
    ended: str
    ended_text: str
    ended_next: str
    wrong_method: str
    wrong_method_text: str
    away: str
    away_text: str
    broken: str
    broken_text: str

    def articles(self, number: int) -> str:
        """`1 article`, `12 articles`."""
        return (self.articles_one if number == 1 else self.articles_many).format(number=number)

    def found(self, number: int, query: str) -> str:
        """How many answers a query has."""
        text = {0: self.found_none, 1: self.found_one}.get(number, self.found_many)
        return text.format(number=number, query=query)

    def day(self, at: datetime) -> str:
        """The day of a moment in UTC, in words."""
        return self.date.format(day=at.day, month=self.months[at.month - 1], year=at.year)
