"""`firstline article …`: the commands of the knowledge base, gathered."""

from collections.abc import Callable

import typer

from firstline_console.article import (
    importing,
    keeping,
    linking,
    listing,
    reviewing,
    showing,
    writing,
)

COMMANDS: dict[str, Callable[..., None]] = {
    "list": listing.list_articles,
    "show": showing.show,
    "history": showing.history,
    "compare": showing.compare,
    "draft": writing.draft,
    "edit": writing.edit,
    "review": reviewing.review,
    "send-back": reviewing.send_back,
    "publish": reviewing.publish,
    "retire": reviewing.retire,
    "classify": keeping.classify,
    "assign": keeping.assign,
    "schedule-review": keeping.schedule_review,
    "link": linking.link,
    "unlink": linking.unlink,
    "import": importing.import_articles,
}


def register(app: typer.Typer) -> None:
    """Add `article` to the console."""
    group = typer.Typer(help="Articles: write, review and publish them.", no_args_is_help=True)
    for name, function in COMMANDS.items():
        group.command(name)(function)
    app.add_typer(group, name="article")
