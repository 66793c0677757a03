"""The topics as the broker has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.importing.broker import admin_of


@dataclass(frozen=True)
class Seen:
    """One topic on a broker."""

    partitions: int
    replicas: int
    settings: Mapping[str, str]


async def seen_on(kafka: KafkaConnection) -> dict[str, Seen]:
    """Every topic of the broker but its internal ones; raises KafkaUnreachable."""
    async with admin_of(kafka) as admin:
        described = [one for one in await admin.describe_topics() if not _is_internal(one)]
        settings = await _settings(admin, [one["topic"] for one in described])
    return {one["topic"]: _seen(one, settings[one["topic"]]) for one in described}


def _seen(described: Mapping[str, Any], settings: Mapping[str, str]) -> Seen:
    partitions = described["partitions"]
    return Seen(
        len(partitions), min((len(one["replicas"]) for one in partitions), default=0), settings
    )


def _is_internal(described: Mapping[str, Any]) -> bool:
    return bool(described["is_internal"]) or described["topic"].startswith("__")


async def _settings(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    wanted = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    return {
        resource[3]: {entry[0]: entry[1] for entry in resource[4]}
        for answer in (await admin.describe_configs(wanted) if wanted else [])
        for resource in answer.resources
    }
