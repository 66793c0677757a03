"""Certificates and keys from files, refused before anything connects, each with the way out."""

import ssl
from pathlib import Path


def tls_context(ca: Path | None, certificate: Path | None, key: Path | None) -> ssl.SSLContext:
    """A client's TLS: names are checked, always. Without a CA file the system's authorities count.

    Raises ValueError, which names the file and says what to do.
    """
    context = ssl.create_default_context()
    if ca is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        _trust(context, ca)
    if certificate is not None:
        _present(context, certificate, key)
    return context


def require_file(path: Path, what: str) -> str:
    """Its text; raises ValueError when it is missing, unreadable or empty."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ValueError(f"{what}: there is no file {path}; mount it, or name another") from None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ValueError(
            f"{what}: {path} can't be read ({why}); give this user the right to read it"
        ) from None
    if not text.strip():
        raise ValueError(f"{what}: {path} is empty")
    return text


def _trust(context: ssl.SSLContext, ca: Path) -> None:
    require_file(ca, "the CA file")
    try:
        context.load_verify_locations(cafile=ca)
    except ssl.SSLError:
        raise ValueError(
            f"the CA file: {ca} holds no certificate in PEM (-----BEGIN CERTIFICATE-----)"
        ) from None


def _present(context: ssl.SSLContext, certificate: Path, key: Path | None) -> None:
    require_file(certificate, "the client certificate")
    if key is not None:
        require_file(key, "the client key")
    try:
        # Without a callback OpenSSL would ask at the terminal, and a service would hang.
        context.load_cert_chain(certificate, key, password=lambda: "")
    except (ssl.SSLError, ValueError) as error:
        raise ValueError(
            f"the client certificate: {certificate} and its key don't fit together as PEM"
            f" ({getattr(error, 'reason', None) or 'the key may be encrypted'}); the key must be"
            " the certificate's own and have no passphrase"
        ) from None
