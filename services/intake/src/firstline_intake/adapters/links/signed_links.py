"""Links that nobody can forge: what they say, in the open, and a signature over it."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from itsdangerous import Signer
from itsdangerous.encoding import want_bytes

from firstline_chassis.errors import CannotServe
from firstline_intake.domain.rating import RatingLink

MIN_SECRET = 32
_SALT = "firstline.intake.rating-link"
_SAID = re.compile(r"([0-9a-f]{32})-([1-9][0-9]{0,8})-([0-9]{1,12})\.[A-Za-z0-9_-]+")
_LONGEST = 256


class SignedLinks:
    """Signs by the first secret; every one of them verifies, so that secrets can be rotated."""

    def __init__(self, secrets: Sequence[str]):
        self._signers = [
            Signer(secret, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
            for secret in secrets
        ]

    def sign(self, link: RatingLink) -> str:
        """The token, which may stand in an address as it is."""
        return self._signers[0].sign(_said(link)).decode()

    def read(self, token: str) -> RatingLink | None:
        """What a token of ours says, expired or not; None for any other text.

        The whole text is compared with what we would have signed: base64 lets some signs of a
        signature differ and reads the same bytes.
        """
        found = _SAID.fullmatch(token) if len(token) <= _LONGEST and token.isascii() else None
        if found is None:
            return None
        said = want_bytes(token.rpartition(".")[0])
        if not any(one.sign(said) == want_bytes(token) for one in self._signers):
            return None
        ticket, cycle, expires = found.groups()
        return RatingLink(UUID(hex=ticket), int(cycle), datetime.fromtimestamp(int(expires), UTC))


def read_secrets(secret: str | None, file: Path | None) -> list[str]:
    """The secrets, the one that signs first; none: there are no links. Raises CannotServe."""
    if secret is not None and file is not None:
        raise CannotServe("…_LINK_SECRET and …_LINK_SECRET_FILE are both set: keep one of them")
    try:
        text = file.read_text() if file else secret or ""
    except (OSError, UnicodeDecodeError) as error:
        raise CannotServe(f"…_LINK_SECRET_FILE can't be read: {error}") from None
    secrets = text.replace(",", " ").split()
    if any(len(one) < MIN_SECRET for one in secrets) or (file and not secrets):
        raise CannotServe(
            f"a secret of links has at least {MIN_SECRET} signs, no comma and no space: draw one"
            " with `openssl rand -hex 32`; several stand between spaces, the newest first"
        )
    return secrets


def _said(link: RatingLink) -> str:
    return f"{link.ticket.hex}-{link.cycle}-{int(link.expires_at.timestamp())}"
