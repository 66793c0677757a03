"""`firstline ticket rating-link` and `rate`: how content the requester is with a resolution."""

from typing import Annotated

import typer

from firstline_console.boundary import UserError
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, Key, Ticket
from firstline_console.ticket.printing import as_text, moment, say

Token = Annotated[str, typer.Argument(help="The link that `rating-link` gave, or its token.")]
Stars = Annotated[int, typer.Option(min=1, max=5, help="5 is best.")]
Comment = Annotated[str | None, typer.Option(help="In the requester's own words.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the token alone.")]


def rating_link(ticket: Ticket, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """The link by which the requester rates the resolution that stands."""
    link = Desk().rating_link(ticket)
    if as_json:
        typer.echo(as_text(link))
    elif quiet:
        typer.echo(link["token"])
    else:
        typer.echo(f"{link['path']} until {moment(link['expires_at'])}")


def rate(
    token: Token, stars: Stars, comment: Comment = None, key: Key = None, as_json: AsJson = False
) -> None:
    """Rate a resolution, once, as whoever holds its link."""
    rated = Desk(key).rate(_token(token), stars=stars, comment=comment)
    say(rated, f"{rated['number']} is rated {rated['stars']} of 5.", as_json)


def _token(link: str) -> str:
    """The last part of a link, of a path or of an address; a token has no slash."""
    if token := link.strip().rpartition("/")[2]:
        return token
    raise UserError("there is no token in that.", "see `firstline ticket rating-link`.")
