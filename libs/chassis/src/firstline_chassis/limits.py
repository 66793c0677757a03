"""What a command may say, so that its public event can be published."""

import msgspec

from firstline_chassis.refusals import TooLarge
from firstline_events.catalogue import MAX_EVENT_BYTES

ENVELOPE_BYTES = 64 * 1024
"""Room in a public event for its attributes and every field but its texts."""


def not_too_large(text: str) -> None:
    """A public event of ours never exceeds MAX_EVENT_BYTES; JSON may write a sign in six bytes.

    Raises TooLarge. With several texts in one event, pass them joined.
    """
    room = MAX_EVENT_BYTES - ENVELOPE_BYTES
    if len(text) * 6 > room and len(msgspec.json.encode(text)) > room:
        raise TooLarge(
            f"The text is over {room // 1024} KiB as JSON; send the rest as further messages."
        )
