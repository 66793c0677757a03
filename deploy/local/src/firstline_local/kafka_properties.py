"""What one small broker on one machine is told."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

MAX_MESSAGE_BYTES = 4 * 1024**2  # above the 2 MiB of the topics, which carry their own limit

_NOTHING: Mapping[str, object] = MappingProxyType({})


def server_properties(
    broker_port: int, controller_port: int, data: Path, more: Mapping[str, object] = _NOTHING
) -> str:
    """The broker's configuration: KRaft, one node, loopback only.

    `more` is added to it; listeners are added to ours, which stay.
    """
    broker, controller = f"127.0.0.1:{broker_port}", f"127.0.0.1:{controller_port}"
    settings = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@{controller}",
        "listeners": f"PLAINTEXT://{broker},CONTROLLER://{controller}",
        "advertised.listeners": f"PLAINTEXT://{broker}",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": data,
        "auto.create.topics.enable": "false",
        "message.max.bytes": MAX_MESSAGE_BYTES,
        "log.retention.ms": -1,
        "log.segment.bytes": 128 * 1024**2,
        "log.cleaner.dedupe.buffer.size": 16 * 1024**2,
        "offsets.topic.num.partitions": 4,
        "offsets.topic.replication.factor": 1,
        "transaction.state.log.num.partitions": 4,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,
        "num.network.threads": 2,
        "num.io.threads": 4,
        "background.threads": 2,
        # A killed broker waits for its own old session: 4 s instead of 9, for a busy machine
        "broker.session.timeout.ms": 4000,
        "broker.heartbeat.interval.ms": 500,
    }
    added = {name: _with_ours(name, settings, value) for name, value in more.items()}
    return "".join(f"{name}={value}\n" for name, value in {**settings, **added}.items())


def _with_ours(name: str, settings: Mapping[str, object], value: object) -> object:
    return f"{settings[name]},{value}" if name.endswith("listeners") else value


def log4j_properties(log: Path) -> str:
    """The broker's log: one file of at most 10 MiB, and the one before it."""
    return f"""\
status = warn
appender.file.type = RollingFile
appender.file.name = file
appender.file.fileName = {log}
appender.file.filePattern = {log}.%i
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{{ISO8601}} %-5p %c{{1}} %m%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 10MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 1
rootLogger.level = info
rootLogger.appenderRef.file.ref = file
"""
