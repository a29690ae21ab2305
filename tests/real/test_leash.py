"""What keeps programs and ports of the tests in hand: no program outlives them, no port is given away between two starts."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing

import pytest

from tests.build.desk import Started
from tests.build.leash import leashed
from tests.real.dovecot import Port

# It speaks when the program it started is on the leash, not still on its way there.
_RUN = """
import pathlib, subprocess, sys, time
from tests.build.leash import leashed
program = subprocess.Popen(leashed(["sleep", "3600"]))
while pathlib.Path(f"/proc/{program.pid}/comm").read_text().strip() != "sleep":
    time.sleep(0.01)
print(program.pid, flush=True)
time.sleep(3600)
"""


def test_a_program_ends_with_the_run_that_started_it() -> None:
    """Even with one that is killed: whoever holds the other end of its pipes, as CI does, hears the end of both."""
    with Started(leashed([sys.executable, "-c", _RUN]), stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert int(run.stdout.readline()) != run.pid
        run.send_signal(signal.SIGKILL)
        assert run.communicate(timeout=60)[0] == ""


def test_a_port_is_kept_for_its_server() -> None:
    """Nobody answers there and nobody else gets it; a server that says SO_REUSEADDR may listen, again and again."""
    with closing(Port()) as kept:
        address = ("127.0.0.1", kept.number)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address)
        with socket.socket() as other, pytest.raises(OSError, match=os.strerror(errno.EADDRINUSE)):
            other.bind(address)
        for _ in range(2):
            with socket.create_server(address), socket.create_connection(address) as client:
                assert client.getpeername() == address
