"""Files of a ticket: what the ticket takes, and under which name."""

import pytest

from firstline_intake.domain import attaching, errors
from firstline_intake.domain.file_names import MAX_NAME, clean_name
from firstline_intake.domain.ticket import Ticket
from tests.support.ticket_acts import ADA, PHOTO, attaches, closes, live, resolves, says


def test_a_file_is_told_with_what_it_is_and_without_its_bytes() -> None:
    (event,) = live().when(attaches(author=ADA, visible=False))
    assert isinstance(event, Ticket.AttachmentAdded)
    assert (event.media_type, event.size, event.sha256) == PHOTO
    assert (event.name, event.author, event.visible) == ("screen.png", "ada", False)


def test_a_file_may_belong_to_a_message_of_the_ticket() -> None:
    (event,) = live(says()).when(attaches(message="m-1"))
    assert isinstance(event, Ticket.AttachmentAdded)
    assert event.message_id == "m-1"


def test_a_message_that_the_ticket_lacks_takes_no_file() -> None:
    with pytest.raises(errors.NoSuchMessage, match="one of its own"):
        live(says()).when(attaches(message="m-2"))


def test_a_file_of_an_internal_message_is_never_shown_to_the_requester() -> None:
    ticket = live(says(ADA, visible=False))
    with pytest.raises(errors.MessageNotVisible, match="visible=false"):
        ticket.when(attaches(message="m-1"))
    assert len(ticket.when(attaches(message="m-1", visible=False))) == 1


def test_a_closed_ticket_takes_internal_files_alone() -> None:
    ticket = live(closes())
    with pytest.raises(errors.TicketAlreadyClosed, match="reopen"):
        ticket.when(attaches())
    assert len(ticket.when(attaches(visible=False))) == 1


def test_a_file_alone_reopens_nothing() -> None:
    assert len(live(resolves()).when(attaches())) == 1


def test_a_ticket_holds_so_many_files_and_no_more() -> None:
    ticket = live(*[attaches()] * attaching.MAX_FILES)
    with pytest.raises(errors.TooManyFiles, match="one archive"):
        ticket.when(attaches())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("screen.png", "screen.png"),
        ("Übersicht 2026 (final).pdf", "Übersicht 2026 (final).pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\log.txt", "log.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        (" padded .txt. ", "padded .txt"),
        ("line\u2028break.txt", "linebreak.txt"),
    ],
)
def test_a_name_is_kept_as_given_less_what_misleads(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize("given", ["", ".", "..", "a/", "\u202e", " \t", "x" * (MAX_NAME + 1)])
def test_a_name_of_which_nothing_is_left_is_refused(given: str) -> None:
    with pytest.raises(errors.BadFileName, match="1 to 255"):
        clean_name(given)
