"""Authorities and certificates of a test's own, as PEM files."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography.hazmat.primitives import serialization


@dataclass(frozen=True)
class Papers:
    """The files of one certificate; `both` holds key and chain, as a broker wants them."""

    certificate: Path
    key: Path
    both: Path


class Authority:
    """Signs certificates; `file` is what others trust."""

    def __init__(self, folder: Path, name: str):
        self._ca, self._folder, self._name = trustme.CA(), folder, name
        self.file = folder / f"{name}-ca.pem"
        self._ca.cert_pem.write_to_path(str(self.file))

    def signs(self, *names: str, expired: bool = False) -> Papers:
        """A certificate for these host names, of today or of last year."""
        now = datetime.now(UTC)
        since, until = now - timedelta(days=400), now - timedelta(days=30)
        leaf = (
            self._ca.issue_cert(*names, not_before=since, not_after=until)
            if expired
            else self._ca.issue_cert(*names)
        )
        stem = f"{self._name}-{names[0]}{'-expired' if expired else ''}"
        chain = b"".join(one.bytes() for one in leaf.cert_chain_pems)
        key = _pkcs8(leaf.private_key_pem.bytes())
        return Papers(
            self._file(f"{stem}.pem", chain),
            self._file(f"{stem}.key", key),
            self._file(f"{stem}-both.pem", key + chain),
        )

    def _file(self, name: str, content: bytes) -> Path:
        path = self._folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        return path


def _pkcs8(pem: bytes) -> bytes:
    """Java reads no other kind of PEM."""
    key = serialization.load_pem_private_key(pem, password=None)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
