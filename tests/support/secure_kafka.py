"""A real broker that speaks TLS: with and without login, and with what is wrong now and then."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from confluent_kafka.admin import (
    AdminClient,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from firstline_local import watchdog
from firstline_local.kafka import Kafka
from firstline_local.layout import Layout
from firstline_local.ports import free_ports
from firstline_local.processes import Identity
from tests.support.certificates import Authority, Papers

USER, PASSWORD = "firstline", "correct horse, battery = staple"
LISTENERS = {
    "TLS": "SSL", "LOGIN": "SASL_SSL", "MUTUAL": "SSL", "EXPIRED": "SSL"
}  # fmt: skip


@dataclass(frozen=True)
class SecureKafka:
    """Its addresses by listener, PLAINTEXT too; whom to trust, and who else there is."""

    addresses: Mapping[str, str]
    authority: Authority
    stranger: Authority
    client: Papers

    def settings(self, listener: str, **other: str) -> dict[str, str]:
        """Settings that work there, under the names of a service's fields."""
        told = {
            "kafka_bootstrap": self.addresses[listener],
            "kafka_security_protocol": LISTENERS[listener],
            "kafka_ca_file": str(self.authority.file),
        }
        if listener == "LOGIN":
            told |= {"kafka_username": USER, "kafka_password": PASSWORD}
        if listener == "MUTUAL":
            told["kafka_certificate_file"] = str(self.client.certificate)
            told["kafka_key_file"] = str(self.client.key)
        return told | other

    def client_settings(self) -> dict[str, str | int | float | bool]:
        """For a client that is not ours, with the login."""
        return {
            "bootstrap.servers": self.addresses["LOGIN"],
            "security.protocol": "sasl_ssl",
            "ssl.ca.location": str(self.authority.file),
            "sasl.mechanism": "SCRAM-SHA-512",
            "sasl.username": USER,
            "sasl.password": PASSWORD,
        }


@contextmanager
def secure_kafka() -> Iterator[SecureKafka]:
    """One broker for a file of tests; it goes with the block, or with this process."""
    folder = Path(tempfile.mkdtemp(prefix="firstline-secure-"))
    layout, me = Layout.at(folder), Identity.of(os.getpid())
    layout.prepare()
    ours, stranger = Authority(folder, "ours"), Authority(folder, "stranger")
    ports = dict(zip(LISTENERS, free_ports(len(LISTENERS)), strict=True))
    kafka = Kafka(layout, me, _properties(ours, ports))
    watchdog.watch_over(me, layout.run, layout.logs / "watchdog.log", delete=folder)
    try:
        plain = kafka.start()
        enrol(plain, USER, PASSWORD)
        addresses = {name: f"localhost:{port}" for name, port in ports.items()}
        client = ours.signs("firstline.example")
        yield SecureKafka({**addresses, "PLAINTEXT": plain}, ours, stranger, client)
    finally:
        kafka.stop()
        watchdog.dismiss(layout.run)
        shutil.rmtree(folder, ignore_errors=True)


def _properties(ours: Authority, ports: Mapping[str, int]) -> dict[str, object]:
    good, expired = ours.signs("localhost"), ours.signs("localhost", expired=True)
    protocols = {"PLAINTEXT": "PLAINTEXT", "CONTROLLER": "PLAINTEXT", **LISTENERS}
    told: dict[str, object] = {
        "listeners": ",".join(f"{name}://127.0.0.1:{port}" for name, port in ports.items()),
        "advertised.listeners": ",".join(f"{n}://localhost:{p}" for n, p in ports.items()),
        "listener.security.protocol.map": ",".join(f"{n}:{p}" for n, p in protocols.items()),
        "sasl.enabled.mechanisms": "SCRAM-SHA-256,SCRAM-SHA-512",
    }
    for name in LISTENERS:
        papers = expired if name == "EXPIRED" else good
        told |= _tls(name.lower(), papers, ours, required=name == "MUTUAL")
    for mechanism in ("scram-sha-256", "scram-sha-512"):
        told[f"listener.name.login.{mechanism}.sasl.jaas.config"] = (
            "org.apache.kafka.common.security.scram.ScramLoginModule required;"
        )
    return told


def _tls(listener: str, papers: Papers, ours: Authority, *, required: bool) -> dict[str, object]:
    prefix = f"listener.name.{listener}.ssl"
    return {
        f"{prefix}.keystore.type": "PEM",
        f"{prefix}.keystore.location": papers.both,
        f"{prefix}.truststore.type": "PEM",
        f"{prefix}.truststore.location": ours.file,
        f"{prefix}.client.auth": "required" if required else "none",
    }


def enrol(plain: str, user: str, password: str) -> None:
    """Let a user in by the administrator's connection: a command line shows a password."""
    admin = AdminClient({"bootstrap.servers": plain})
    for kind in (ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512):
        info = ScramCredentialInfo(kind, 4096)
        wanted = UserScramCredentialUpsertion(user, info, password.encode())
        for done in admin.alter_user_scram_credentials([wanted]).values():
            done.result(20)
