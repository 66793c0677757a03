"""Ports: free ones are found, remembered, and a taken one is named with its holder."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline_local.errors import LocalError
from firstline_local.ports import free_ports, is_free, remembered_ports, require_free


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_free_ports_are_all_different_and_free() -> None:
    ports = free_ports(5)
    assert len(set(ports)) == 5
    assert all(is_free(port) for port in ports)


def test_a_server_gets_the_port_of_its_last_start(tmp_path: Path) -> None:
    memory = tmp_path / "ports"
    assert remembered_ports(memory, 2) == remembered_ports(memory, 2)


def test_a_remembered_port_that_is_taken_is_given_up(tmp_path: Path, taken: int) -> None:
    memory = tmp_path / "ports"
    memory.write_text(f"[{taken}]")
    [port] = remembered_ports(memory, 1)
    assert port != taken
    assert remembered_ports(memory, 1) == [port]


@pytest.mark.parametrize("content", ["", "nonsense", "{}", '["a"]', "[1, 2, 3]"])
def test_a_damaged_memory_of_ports_is_drawn_anew(tmp_path: Path, content: str) -> None:
    memory = tmp_path / "ports"
    memory.write_text(content)
    assert len(remembered_ports(memory, 2)) == 2


def test_a_port_in_use_is_refused_with_its_holder_and_the_way_out(taken: int) -> None:
    with pytest.raises(LocalError) as refused:
        require_free(taken, "intake")
    assert f"port {taken}, which intake needs" in str(refused.value)
    assert f"process {os.getpid()}" in str(refused.value)
    assert "FIRSTLINE_PORT_BASE" in refused.value.remedy
