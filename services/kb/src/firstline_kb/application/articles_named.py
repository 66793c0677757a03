"""Which articles the ends of a flow name, and whether people can read them."""

from collections.abc import Iterator, Sequence

from firstline_chassis.policies.contents import Content, Fault
from firstline_chassis.store import Transaction
from firstline_kb.read_models.directory import article_named


def missing_articles(tx: Transaction, content: Content) -> Sequence[Fault]:
    """The articles that a flow names and nobody can read: odd, but not in its way."""
    return list(_missing(tx, content))


def _missing(tx: Transaction, content: Content) -> Iterator[Fault]:
    for name, step in content["steps"].items():
        if slug := step.get("article"):
            where, article = ("steps", name, "article"), article_named(tx, slug)
            if article is None:
                remedy = "write it, or name another one; until then the end shows none"
                yield Fault(where, f"there is no article {slug} yet", remedy)
            elif not article.public:
                remedy = "publish it; until then the end shows none"
                yield Fault(where, f"nobody can read {slug}: no version is published", remedy)
