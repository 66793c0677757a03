"""How Kafka is reached: the one place that makes clients, all with the same TLS and login."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

Mechanism = Literal["SCRAM-SHA-256", "SCRAM-SHA-512"]


@dataclass(frozen=True)
class Login:
    """Who we are to the broker; the password is never shown."""

    mechanism: Mechanism
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class KafkaConnection:
    """The broker's address, and what it takes to be let in; without TLS, in plain text."""

    bootstrap: str
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    login: Login | None = None

    def __post_init__(self) -> None:
        if self.login and self.tls is None:
            raise ValueError("a password travels over TLS alone")

    @property
    def protocol(self) -> str:
        """As Kafka calls it: PLAINTEXT, SSL or SASL_SSL."""
        if self.tls is None:
            return "PLAINTEXT"
        return "SASL_SSL" if self.login else "SSL"

    def producer(self, **settings: Any) -> AIOKafkaProducer:
        return AIOKafkaProducer(bootstrap_servers=self.bootstrap, **self.security(), **settings)

    def consumer(self, *topics: str, **settings: Any) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            *topics, bootstrap_servers=self.bootstrap, **self.security(), **settings
        )

    def admin(self) -> AIOKafkaAdminClient:
        return AIOKafkaAdminClient(bootstrap_servers=self.bootstrap, **self.security())

    def security(self) -> Mapping[str, Any]:
        """What each client of aiokafka is told besides the address."""
        told: dict[str, Any] = {"security_protocol": self.protocol, "ssl_context": self.tls}
        if self.login:
            told["sasl_mechanism"] = self.login.mechanism
            told["sasl_plain_username"] = self.login.username
            told["sasl_plain_password"] = self.login.password
        return told
