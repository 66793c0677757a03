"""Why the broker can't be reached, in words: the clients only say that it can't."""

import asyncio
import ssl
from typing import NamedTuple

from aiokafka.conn import AIOKafkaConnection, collect_hosts, create_conn
from aiokafka.errors import (
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

from firstline_chassis.kafka_connection import KafkaConnection

_SECONDS = 3.0
_EXPIRED, _NOT_FOR_THIS_NAME = 10, (62, 64)


class Trouble(NamedTuple):
    """What stands in the way, and what to do. `refused`: a person must mend it, time won't."""

    reason: str
    remedy: str
    refused: bool

    def __str__(self) -> str:
        return f"{self.reason}: {self.remedy}"


async def trouble_with(kafka: KafkaConnection) -> Trouble | None:
    """Knock at each of its addresses; None as soon as one lets us in. Never raises."""
    found: list[Trouble] = []
    for host, port, _ in collect_hosts(kafka.bootstrap):
        try:
            await _knock(kafka, host, port)
        except (OSError, KafkaError, TimeoutError) as error:
            found.append(await _judge(kafka, host, port, error))
        else:
            return None
    return max(found, key=lambda one: one.refused)


async def _knock(kafka: KafkaConnection, host: str, port: int) -> None:
    connection: AIOKafkaConnection = await create_conn(
        host, port, request_timeout_ms=int(_SECONDS * 1_000), **kafka.security()
    )
    try:
        # Whoever isn't logged in may still say hello, but not ask.
        await connection.send(MetadataRequest([]))
    finally:
        connection.close()


async def _judge(kafka: KafkaConnection, host: str, port: int, error: Exception) -> Trouble:
    match error:
        case ssl.SSLCertVerificationError():
            return _untrusted(host, error)
        case SaslAuthenticationFailed():
            return _mend(
                "the broker refuses this user and password",
                "set …_KAFKA_USERNAME and …_KAFKA_PASSWORD_FILE as the broker knows them, and"
                f" …_KAFKA_SASL_MECHANISM (now {kafka.login and kafka.login.mechanism})",
            )
        case UnsupportedSaslMechanismError():
            return _mend(
                f"the broker knows no {kafka.login and kafka.login.mechanism}",
                "set …_KAFKA_SASL_MECHANISM to SCRAM-SHA-256 or SCRAM-SHA-512",
            )
        case IllegalSaslStateError():
            return _mend("the broker asks for no login here", "set …_KAFKA_SECURITY_PROTOCOL=SSL")
        case ConnectionRefusedError():
            return _away(host, port, "nobody listens")
        case OSError() if not isinstance(error, ssl.SSLError | ConnectionError):
            return _away(host, port, error.strerror or type(error).__name__)
        case _:
            return await _hung_up(kafka, host, port, error)


async def _hung_up(kafka: KafkaConnection, host: str, port: int, error: Exception) -> Trouble:
    """The other side ended the conversation: mostly it speaks another protocol."""
    speaks_tls = await _speaks_tls(host, port)
    if speaks_tls is None:
        return _away(host, port, type(error).__name__)
    if kafka.tls is None and speaks_tls:
        return _mend(
            f"{host}:{port} speaks TLS, and we speak plain text",
            "set …_KAFKA_SECURITY_PROTOCOL to SSL or SASL_SSL",
        )
    if kafka.tls is not None and not speaks_tls:
        return _mend(
            f"{host}:{port} speaks no TLS",
            "name the broker's TLS port in …_KAFKA_BOOTSTRAP, or set"
            " …_KAFKA_SECURITY_PROTOCOL=PLAINTEXT",
        )
    if kafka.protocol == "SSL":
        return _mend(
            f"{host}:{port} hung up",
            "it wants a login (…_KAFKA_SECURITY_PROTOCOL=SASL_SSL) or a client certificate that"
            " it trusts (…_KAFKA_CERTIFICATE_FILE)",
        )
    return _away(host, port, f"it hung up ({type(error).__name__})")


async def _speaks_tls(host: str, port: int) -> bool | None:
    """Whoever it is; None: nobody."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        async with asyncio.timeout(_SECONDS):
            _, writer = await asyncio.open_connection(host, port, ssl=context)
    except ConnectionRefusedError:
        return None
    except (OSError, TimeoutError):
        return False
    writer.transport.abort()
    return True


def _untrusted(host: str, error: ssl.SSLCertVerificationError) -> Trouble:
    if error.verify_code == _EXPIRED:
        return _mend("the broker's certificate has expired", "renew it at the broker")
    if error.verify_code in _NOT_FOR_THIS_NAME:
        return _mend(
            f"the broker's certificate is not for {host}",
            "name the broker in …_KAFKA_BOOTSTRAP as its certificate does; each broker's"
            " advertised.listeners too",
        )
    return _mend(
        f"the broker's certificate is not trusted ({error.verify_message})",
        "set …_KAFKA_CA_FILE to the authority that signed it",
    )


def _mend(reason: str, remedy: str) -> Trouble:
    return Trouble(reason, remedy, refused=True)


def _away(host: str, port: int, why: str) -> Trouble:
    reason = f"{host}:{port} doesn't answer ({why})"
    return Trouble(reason, "is …_KAFKA_BOOTSTRAP right, and the broker up?", refused=False)
