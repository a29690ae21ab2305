"""Signals that end a command that runs until then. They are raised in this very process."""

from __future__ import annotations

import signal
import time

import pytest

from pipeline.app.stop import Stop, StoppedError

_LONG = 30.0  # seconds that no test waits for
# The timer runs from the signal on: what it raises anywhere but in the block of pytest.raises would end the tests themselves.
_GRACE = 0.3


def _sleep() -> None:
    end = time.monotonic() + _LONG
    while time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_waiting_ends_at_once(number: signal.Signals) -> None:
    """The error says which signal it was."""
    with pytest.raises(StoppedError) as caught, Stop() as stop, stop.waiting():
        signal.raise_signal(number)
    assert caught.value.number == number


def test_a_signal_that_came_before_the_wait_ends_it() -> None:
    """Else the whole wait would pass first."""
    with Stop() as stop:
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(StoppedError), stop.waiting():
            pytest.fail("nobody waits any more")


def test_work_goes_on_to_its_next_step() -> None:
    """The message in hand is finished."""
    with Stop() as stop:
        stop.look()
        signal.raise_signal(signal.SIGTERM)  # raises nothing by itself
        with pytest.raises(StoppedError):
            stop.look()


def test_work_without_steps_ends_after_a_grace() -> None:
    """Whatever it is at."""

    def work() -> None:
        with Stop(grace=_GRACE):
            signal.raise_signal(signal.SIGTERM)
            _sleep()

    with pytest.raises(StoppedError) as caught:
        work()
    assert caught.value.number == signal.SIGTERM


def test_what_is_swallowed_comes_again() -> None:
    """A library that catches everything cannot keep a watch alive for the hour of its next poll."""
    swallowed: list[int] = []

    def work() -> None:
        with Stop(grace=_GRACE) as stop:
            try:
                with stop.waiting():
                    signal.raise_signal(signal.SIGTERM)
            except StoppedError as error:
                swallowed.append(error.number)
            _sleep()

    with pytest.raises(StoppedError) as caught:
        work()
    assert swallowed == [signal.SIGTERM]
    assert caught.value.number == signal.SIGTERM


def test_a_second_signal_ends_work_where_it_is() -> None:
    """Who asks twice does not want to wait; the first signal says how to end."""
    with Stop():
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(StoppedError) as caught:
            signal.raise_signal(signal.SIGINT)
    assert caught.value.number == signal.SIGTERM


def test_behind_it_signals_do_what_they_did() -> None:
    """The handlers are given back, and no timer runs on."""
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)]
    with Stop() as stop:
        signal.raise_signal(signal.SIGTERM)
        assert stop.asked == signal.SIGTERM
    after = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)]
    assert after == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
