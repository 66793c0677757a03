"""Ctrl-C ends the command with 130 and says how to go on."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path

import pytest

from firstline_local.servers import Servers
from tests.support.desk import INBOUND, RECEIPTS, Desk, the_first
from tests.support.incident_log import row, write_log

pytestmark = pytest.mark.integration
FIRSTLINE = Path(sys.executable).with_name("firstline")


async def test_an_interrupted_command_says_how_to_go_on(
    tmp_path: Path, servers: Servers, fresh_topics: Callable[..., None]
) -> None:
    fresh_topics(INBOUND, RECEIPTS)
    log = write_log(tmp_path / "log.csv", [row(f"INC{number}") for number in range(10)])
    async with Desk(servers.kafka_bootstrap, the_first(3)) as desk:
        command = await _started(log, servers.kafka_bootstrap)
        await desk.until(lambda desk: len(desk.heard) == 20)
        command.send_signal(signal.SIGINT)
        _, told = await asyncio.wait_for(command.communicate(), 30)
    assert command.returncode == 130
    assert "run the same command again; it goes on where this one stopped" in told.decode()
    assert "Traceback" not in told.decode()


async def _started(log: Path, bootstrap: str) -> Process:
    environment = {**os.environ, "FIRSTLINE_KAFKA_BOOTSTRAP": bootstrap}
    return await asyncio.create_subprocess_exec(
        FIRSTLINE, "import", "incidents", str(log), env=environment, stdout=PIPE, stderr=PIPE
    )
