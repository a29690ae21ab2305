"""A line on loopback between a client and a server, that breaks when it is told to: cut, reset, or gone silent.

Counts what the client says. Faults come at seeded points: after so many commands, and so many bytes into the answer. Never
changes a byte.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

KINDS = ("cut", "reset", "stall")
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing throws away what was not sent, and says so
_ANSWER = 5.0  # powers of ten: answers have 1 to 100 000 bytes
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to the line: after `commands` more commands or greetings, `bytes` into the answer, or at its end."""

    kind: str
    commands: int
    bytes: int


def faults(seed: int, count: int, *, stalls: float = 0.1) -> Iterator[Fault]:
    """So many faults, from right at the greeting to deep in a body; `stalls` is the share of those that cost waiting."""
    chance = random.Random(seed)  # noqa: S311 -- the same points at every run
    for _ in range(count):
        kind = "stall" if chance.random() < stalls else chance.choice(KINDS[:2])
        size = int(10 ** chance.uniform(0, _ANSWER)) - 1
        yield Fault(kind=kind, commands=chance.randint(1, 9), bytes=size)


class Line:
    """A running proxy to a port of this machine, as a context manager; it listens on `port`.

    `said` are the lines that clients sent, `passed` the bytes that came from the server, `fired` the faults that happened, by
    kind.
    """

    def __init__(self, target: int) -> None:
        self.said: list[bytes] = []
        self.passed = 0
        self.fired: Counter[str] = Counter()
        self.port = 0
        self._target = target
        self._plan: Iterator[Fault] = iter(())
        self._next: Fault | None = None
        self._commands = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()  # the loop alone would let go of them
        self._writers: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(60)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()

    def bodies(self) -> list[bytes]:
        """The uids whose bodies were asked for, a piece each, since the last call; all that was said is forgotten."""
        lines, self.said = self.said, []
        return [line.split()[3] for line in lines if b" (BODY.PEEK[]" in line]

    def break_by(self, plan: Iterator[Fault]) -> None:
        """From now on the line breaks as planned; after the last fault it holds."""
        self._plan, self._commands = plan, 0
        self._next = next(plan, None)

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        """Nothing is left open, wherever a connection was: being accepted, made, carried, or closed."""
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(tasks)
        if self._server is not None:
            self._server.close()  # not before: what it is just accepting would stay open
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)  # where what was aborted closes its socket

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        task = self._loop.create_task(self._carry((reader, writer)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, client: Ends) -> None:
        server = await asyncio.open_connection("127.0.0.1", self._target)
        self._writers.append(server[1])
        await _Link(self, client, server).run()

    def arm(self) -> tuple[Fault | None, bool]:
        """Count a command; the fault that is due in its answer, and whether it was due in the one before already."""
        fault, overdue = self._next, False
        if fault is None:
            return None, False
        overdue = self._commands >= fault.commands
        self._commands += 1
        return (fault, overdue) if self._commands >= fault.commands else (None, False)

    def is_due(self, fault: Fault | None) -> bool:
        """Whether a fault is the next one: another connection may have met it meanwhile."""
        return fault is not None and fault is self._next

    def fire(self, fault: Fault) -> None:
        """Note that a fault happened, and take up the next."""
        self.fired[fault.kind] += 1
        self._next, self._commands = next(self._plan, None), 0


class _Link:
    """One connection through the line."""

    def __init__(self, line: Line, client: Ends, server: Ends) -> None:
        self._line, self._client, self._server = line, client, server
        self._fault: Fault | None = None
        self._left = 0
        self._silent = False

    async def run(self) -> None:
        """Carry bytes both ways until an end hangs up or the line breaks."""
        self._hear(b"")
        ways = [
            asyncio.ensure_future(self._carry(self._client[0], self._server[1], self._hear)),
            asyncio.ensure_future(self._carry(self._server[0], self._client[1], self._answer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for _, writer in (self._client, self._server):
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pass_on: Callable[[bytes], bytes]
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(pass_on(data))
                await writer.drain()
                if self._broken:
                    self._break()
                    return

    @property
    def _broken(self) -> bool:
        return self._left < 0 and not self._silent and self._line.is_due(self._fault)

    def _hear(self, data: bytes) -> bytes:
        """A command of the client, or, with nothing, its wait for the greeting."""
        if self._silent:
            return b""
        self._line.said += data.splitlines()
        fault, overdue = self._line.arm()
        self._fault = fault
        if fault is None:
            return data
        self._left = -1 if overdue or fault.bytes == 0 else fault.bytes
        return self._silenced(data)

    def _answer(self, data: bytes) -> bytes:
        self._line.passed += len(data)
        if self._silent:
            return b""
        if self._fault is None:
            return data
        passed, self._left = data[: max(0, self._left)], self._left - len(data)
        return self._silenced(passed)

    def _silenced(self, data: bytes) -> bytes:
        """What still passes; where the fault is a stall, nothing will from now on."""
        fault = self._fault
        if fault is not None and self._broken and fault.kind == "stall":
            self._line.fire(fault)
            self._silent = True
        return data

    def _break(self) -> None:
        fault, writer = self._fault, self._client[1]
        assert fault is not None
        self._line.fire(fault)
        if fault.kind == "reset":
            plug: socket.socket = writer.get_extra_info("socket")
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()
