"""Choosing ports, and saying who holds one that we need."""

import json
import socket
from pathlib import Path

import psutil

from firstline_local.errors import LocalError
from firstline_local.processes import wait_until

LOOPBACK = "127.0.0.1"
_LINGER_SECONDS = 2.0


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def is_free(port: int) -> bool:
    """Whether a server could listen on this port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether somebody accepts connections on this port."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1):
            return True
    except OSError:
        return False


def remembered_ports(memory: Path, count: int) -> list[int]:
    """The ports of the last start if they are still free, else new ones; written to `memory`."""
    ports = _read(memory)
    if len(ports) != count or not all(is_free(port) for port in ports):
        ports = free_ports(count)
        memory.write_text(json.dumps(ports))
    return ports


def require_free(port: int, wanted_by: str) -> None:
    """Refuse a port in use: name it, its holder where that can be told, and the way out.

    A process that was just killed may hold its port a moment longer than it lives.
    """
    if wait_until(lambda: is_free(port), _LINGER_SECONDS):
        return
    raise LocalError(
        f"port {port}, which {wanted_by} needs, is in use by {holder(port)}.",
        "stop that program, or move the services to other ports: "
        "FIRSTLINE_PORT_BASE=9000 firstline up",
    )


def holder(port: int) -> str:
    """Who listens on a port, in words."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.laddr and connection.laddr.port == port and connection.status == "LISTEN":
                return _describe(connection.pid)
    except psutil.AccessDenied:
        pass
    return "another program"


def _describe(pid: int | None) -> str:
    if pid is None:
        return "another program"
    try:
        process = psutil.Process(pid)
        return f"process {pid} ({' '.join(process.cmdline())[:80] or process.name()})"
    except psutil.Error:
        return f"process {pid}"


def _read(memory: Path) -> list[int]:
    try:
        return [int(port) for port in json.loads(memory.read_text())]
    except (OSError, ValueError, TypeError):
        return []
