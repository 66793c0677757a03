"""How Kafka is reached, by the environment: plain text on this machine, TLS and SCRAM past it."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator

from firstline_chassis.kafka_connection import KafkaConnection, Login, Mechanism
from firstline_chassis.loopback import is_loopback
from firstline_chassis.shared_settings import SharedSettings
from firstline_chassis.tls_files import require_file, tls_context

Protocol = Literal["PLAINTEXT", "SSL", "SASL_SSL"]
_TLS = ("kafka_ca_file", "kafka_certificate_file", "kafka_key_file")
_SASL = ("kafka_sasl_mechanism", "kafka_username", "kafka_password", "kafka_password_file")


class KafkaSettings(SharedSettings):
    """`kafka` is the connection that they describe; wrong ones are refused with the remedy."""

    kafka_bootstrap: str = Field(min_length=1)
    kafka_security_protocol: Protocol | None = None
    """None: plain text, and on loopback alone."""
    kafka_ca_file: Path | None = None
    kafka_certificate_file: Path | None = None
    kafka_key_file: Path | None = None
    kafka_sasl_mechanism: Mechanism | None = None
    kafka_username: str | None = None
    kafka_password: SecretStr | None = None
    kafka_password_file: Path | None = None

    @property
    def kafka(self) -> KafkaConnection:
        """Raises ValueError when a file is wrong; so it has been made once on reading."""
        if self.kafka_security_protocol in (None, "PLAINTEXT"):
            return KafkaConnection(self.kafka_bootstrap)
        tls = tls_context(self.kafka_ca_file, self.kafka_certificate_file, self.kafka_key_file)
        return KafkaConnection(self.kafka_bootstrap, tls, self._login())

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        _check_address(self.kafka_bootstrap, self.kafka_security_protocol)
        needless = [name for name in self._needless() if getattr(self, name) is not None]
        if needless:
            raise ValueError(
                f"{_variables(needless)} would have no effect with"
                f" {self.kafka_security_protocol or 'PLAINTEXT'}:"
                f" set …_KAFKA_SECURITY_PROTOCOL=SASL_SSL or SSL, or leave it out"
            )
        _ = self.kafka
        return self

    def _needless(self) -> tuple[str, ...]:
        match self.kafka_security_protocol:
            case "SASL_SSL":
                return ()
            case "SSL":
                return _SASL
            case _:
                return (*_TLS, *_SASL)

    def _login(self) -> Login | None:
        if self.kafka_security_protocol != "SASL_SSL":
            return None
        if not self.kafka_username:
            raise ValueError("SASL_SSL needs a user: set …_KAFKA_USERNAME")
        mechanism = self.kafka_sasl_mechanism or "SCRAM-SHA-512"
        return Login(mechanism, self.kafka_username, self._password())

    def _password(self) -> str:
        given, file = self.kafka_password, self.kafka_password_file
        if given is not None and file is not None:
            raise ValueError(
                "the password is given twice: leave out …_KAFKA_PASSWORD or …_KAFKA_PASSWORD_FILE"
            )
        if file is not None:
            return require_file(file, "…_KAFKA_PASSWORD_FILE").strip("\r\n")
        if given is None or not given.get_secret_value():
            raise ValueError(
                f"{self.kafka_username} has no password: set …_KAFKA_PASSWORD or"
                " …_KAFKA_PASSWORD_FILE"
            )
        return given.get_secret_value()


def _check_address(bootstrap: str, protocol: str | None) -> None:
    if "@" in bootstrap or "://" in bootstrap:
        # It may hold a password, so it isn't repeated here.
        raise ValueError(
            "…_KAFKA_BOOTSTRAP is `host:port`, no URL: user and password go into"
            " …_KAFKA_USERNAME and …_KAFKA_PASSWORD_FILE"
        )
    far = [one for one in bootstrap.split(",") if not is_loopback(_host(one))]
    if far and protocol is None:
        raise ValueError(
            f"{far[0].strip()} is another machine: say how to talk to it, with"
            " …_KAFKA_SECURITY_PROTOCOL=SASL_SSL, SSL, or PLAINTEXT where the network is trusted"
        )


def _host(address: str) -> str:
    host, colon, _ = address.strip().rpartition(":")
    return host if colon else address.strip()


def _variables(names: list[str]) -> str:
    return ", ".join(f"…_{name.upper()}" for name in names)
