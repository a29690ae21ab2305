"""What systemd is told, received by a socket of the test."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.programs.systemd import Service


@pytest.fixture(params=["path", "abstract"])
def ear(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    """A socket that listens, and its name as systemd writes it."""
    name = f"@tonghop-{os.getpid()}" if request.param == "abstract" else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.settimeout(5)
        listening.bind("\0" + name[1:] if name.startswith("@") else name)
        yield listening, name


def test_each_word_is_a_datagram(ear: tuple[socket.socket, str]) -> None:
    """A status is one line, however many it had, so that it can say nothing else."""
    listening, name = ear
    service = Service({"NOTIFY_SOCKET": name})
    service.ready()
    service.alive()
    service.status("Chờ thư\nREADY=1")
    service.status("x" * 9000)
    service.stopping()
    told = [listening.recv(10_000).decode() for _ in range(5)]
    assert told == ["READY=1", "WATCHDOG=1", "STATUS=Chờ thư READY=1", f"STATUS={'x' * 500}", "STOPPING=1"]


@pytest.mark.parametrize("address", ["", "relative", "/nowhere/there", "@nobody-listens"])
def test_nobody_who_listens_is_no_trouble(address: str) -> None:
    """Started by hand there is no socket; a wrong one is not our business."""
    Service({"NOTIFY_SOCKET": address} if address else {}).ready()
