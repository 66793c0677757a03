"""The knowledge base as somebody uses it over HTTP: questions, and commands once each."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import uuid4

from firstline_chassis.asking import Answer, Refused
from firstline_console.acting import Actor
from firstline_console.article.refusals import told
from firstline_console.boundary import UserError
from firstline_console.service_http import given, service

ARTICLES = "/v1/articles"


class Library(NamedTuple):
    """Each command is carried out once, under the key or one of its own.

    Everything raises CannotTell: one message with its remedy.
    """

    key: str | None = None

    def articles(self, **asked: Any) -> Answer:
        """A page of texts."""
        return self._get(ARTICLES, **asked)

    def article(self, name: str, **asked: Any) -> Answer:
        """The article with one of its texts."""
        return self._get(_path(name), name, **asked)

    def about(self, name: str, what: str, **asked: Any) -> Answer:
        """What the service tells of it: `history`, `versions`, `compare`."""
        return self._get(f"{_path(name)}/{what}", name, **asked)

    def draft(self, who: Actor, **said: Any) -> Answer:
        """A new article."""
        return self._post(ARTICLES, who, said)

    def act(
        self, who: Actor, name: str, way: str, said: Mapping[str, Any], seen: int | None = None
    ) -> Answer:
        """A command on the article, on the version that was seen. The answer is the article."""
        return self._post(f"{_path(name)}/{way}", who, said, name, seen)

    def language_of(self, name: str, language: str | None) -> str:
        """The language that is meant: the article's only one, if none is named."""
        if language is not None:
            return language
        known = [one["language"] for one in self.article(name)["languages"]]
        if len(known) > 1:
            remedy = f"name one: --language {known[0]}"
            raise UserError(f"{name} has texts in {', '.join(known)}; which one?", remedy)
        return str(known[0])

    def _get(self, path: str, about: str = "", **asked: Any) -> Answer:
        said = given(**asked)
        try:
            return service("kb").get(path, **said)
        except Refused as refusal:
            raise told(refusal, about, said) from None

    def _post(
        self,
        path: str,
        who: Actor,
        said: Mapping[str, Any],
        about: str = "",
        seen: int | None = None,
    ) -> Answer:
        headers = {} if seen is None else {"If-Match": f'"{seen}"'}
        try:
            body = {"actor": given(**who._asdict()), **said}
            return service("kb").post(path, body, self.key or str(uuid4()), **headers)
        except Refused as refusal:
            raise told(refusal, about, said) from None


def _path(article: str) -> str:
    return f"{ARTICLES}/{quote(article, safe='')}"
