"""All zygotes of a run: who is idle, who is busy for whom, and a new one for each that is lost.

Never raises for a job: an order that cannot be carried out has an answer that says so.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from pipeline.compute.link import Link, LostError
from pipeline.compute.orders import Answer, Order, failure

_TRIES = 2  # a zygote that is found dead is started again once per job

Stop = threading.Event  # one per batch of jobs; set when nobody wants their answers any more


class Links:
    """Zygotes, started when needed and kept for the next job. For any number of threads."""

    def __init__(self, command: Sequence[str]) -> None:
        """Nothing is started yet."""
        self._command = tuple(command)
        self._lock = threading.Lock()
        self._idle: list[Link] = []
        self._busy: dict[Link, Stop] = {}
        self._closed = False

    def run(self, order: Order, stop: Stop) -> Answer:
        """Have one order carried out by a zygote that is alive; the second try gets a new one."""
        lost = ""
        for trial in range(_TRIES):
            try:
                return self._ask(order, stop, new=trial > 0)
            except (LostError, OSError) as error:
                lost = str(error)
        return failure("crash", f"the reading process was lost: {lost}")

    def hang_up(self, stop: Stop) -> None:
        """End the zygotes that are busy for a batch; the threads that wait for them then go on."""
        stop.set()
        with self._lock:
            busy = [link for link, owner in self._busy.items() if owner is stop]
        for link in busy:
            link.hang_up()

    def close(self) -> None:
        """End all zygotes for good, each by its own pid."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = list(self._busy)
        for link in busy:
            link.hang_up()
        for link in idle:
            link.end()

    def _ask(self, order: Order, stop: Stop, *, new: bool) -> Answer:
        link = self._take(stop, new=new)
        try:
            answer = link.ask(order)
        except BaseException:
            self._drop(link)
            raise
        self._keep(link)
        return answer

    def _take(self, stop: Stop, *, new: bool) -> Link:
        with self._lock:
            if self._closed or stop.is_set():
                raise LostError("the run was stopped")
            link = self._idle.pop() if self._idle and not new else Link(self._command)
            self._busy[link] = stop
            return link

    def _keep(self, link: Link) -> None:
        with self._lock:
            del self._busy[link]
            if not self._closed:
                self._idle.append(link)
                return
        link.end()

    def _drop(self, link: Link) -> None:
        with self._lock:
            del self._busy[link]
        link.end()
