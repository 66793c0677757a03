"""A broker that the environment names: `FIRSTLINE_KAFKA_…`, the same for every command."""

from pydantic_settings import SettingsConfigDict

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.kafka_settings import KafkaSettings
from firstline_chassis.settings import read_settings


class NamedKafka(KafkaSettings):
    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_", frozen=True, extra="ignore")


def named_kafka() -> KafkaConnection:
    """How to reach it; wrong settings end the command with a message that names them."""
    return read_settings(NamedKafka).kafka
