"""FastStream's broker over our connection; apart, because only workers need the framework."""

import logging

from faststream.kafka import KafkaBroker
from faststream.security import BaseSecurity, SASLScram256, SASLScram512

from firstline_chassis.kafka_connection import KafkaConnection

logging.getLogger("faststream").setLevel(logging.WARNING)
_LOGINS = {"SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


def broker_of(kafka: KafkaConnection) -> KafkaBroker:
    """A broker that makes no topics.

    Records are typed by our decoder: to have each validated once more finds nothing.
    """
    return KafkaBroker(
        kafka.bootstrap,
        security=_security(kafka),
        logger=None,
        graceful_timeout=20,
        allow_auto_create_topics=False,
        apply_types=False,
    )


def _security(kafka: KafkaConnection) -> BaseSecurity | None:
    if kafka.login is None:
        return BaseSecurity(ssl_context=kafka.tls) if kafka.tls else None
    kind = _LOGINS[kafka.login.mechanism]
    return kind(kafka.login.username, kafka.login.password, ssl_context=kafka.tls)
