"""The filter's instructions, run by a small machine of our own, for both kinds of processor."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

import pytest

from pipeline.compute import seccomp
from pipeline.compute.syscalls import LAST_KNOWN, numbers

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
OWN = 4242
THREAD = 0x3D0F00  # what pthread_create asks of clone
FORK = 0x01200011  # what fork asks of clone


def judge(steps: bytes, architecture: int, number: int, *arguments: int) -> int:
    """Run the filter over one call."""
    data = struct.pack("<iIQ6Q", number, architecture, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    program = list(struct.iter_unpack("=HBBI", steps))
    place = value = 0
    while True:
        code, yes, no, k = program[place]
        place += 1
        if code == 0x06:
            return int(k)
        if code == 0x20:
            [value] = struct.unpack_from("<I", data, k)
        else:
            met = {0x15: value == k, 0x25: value > k, 0x35: value >= k, 0x45: bool(value & k)}[code]
            place += yes if met else no


@pytest.mark.parametrize("machine", sorted(ARCHITECTURES))
@pytest.mark.parametrize("rules", [seccomp.reader_rules(OWN), seccomp.program_rules(OWN)])
def test_each_call_without_a_condition_is_refused_and_no_other(
    machine: str, rules: dict[str, seccomp.Rule]
) -> None:
    """Every number up to the last known is judged as its rule says."""
    steps = seccomp.assembled(rules, machine)
    known = numbers(machine)
    refused = {known[name]: rule for name, rule in rules.items() if name in known}
    for number in range(LAST_KNOWN + 1):
        rule = refused.get(number)
        if rule is None:
            assert judge(steps, ARCHITECTURES[machine], number) == ALLOW
        elif rule.argument is None:
            assert judge(steps, ARCHITECTURES[machine], number) == ERROR | rule.error


@pytest.mark.parametrize("machine", sorted(ARCHITECTURES))
@pytest.mark.parametrize(
    ("call", "arguments", "reader", "program"),
    [
        ("clone", (THREAD,), True, True),
        ("clone", (FORK,), False, True),
        ("clone", (FORK | 0x10000000,), False, False),
        ("clone", (0x40000000,), False, False),
        ("kill", (OWN, 9), True, True),
        ("kill", (1, 9), False, True),
        ("tgkill", (OWN, OWN), True, True),
        ("tgkill", (0xFFFFFFFF,), False, True),
        ("prlimit64", (0,), True, True),
        ("prlimit64", (OWN,), True, True),
        ("prlimit64", (1,), False, False),
        ("prctl", (1,), False, True),
        ("prctl", (15,), True, True),
    ],
)
def test_some_calls_depend_on_what_they_ask_for(
    machine: str, call: str, arguments: tuple[int, ...], *, reader: bool, program: bool
) -> None:
    """Threads are no new processes, and a signal or limit for oneself harms nobody."""
    number = numbers(machine)[call]
    verdicts = [
        judge(seccomp.assembled(rules(OWN), machine), ARCHITECTURES[machine], number, *arguments)
        for rules in (seccomp.reader_rules, seccomp.program_rules)
    ]
    wanted = [ALLOW if passes else ERROR | errno.EPERM for passes in (reader, program)]
    assert verdicts == wanted


@pytest.mark.parametrize("machine", sorted(ARCHITECTURES))
def test_calls_by_other_numbers_do_not_pass(machine: str) -> None:
    """Another machine's call is deadly, a newer one is unknown."""
    steps = seccomp.assembled({}, machine)
    assert judge(steps, 0x40000003, 1) == KILL
    assert judge(steps, ARCHITECTURES[machine], LAST_KNOWN + 1) == ERROR | errno.ENOSYS


def test_the_second_numbering_of_x86_is_closed() -> None:
    """x32 calls have a bit of their own."""
    steps = seccomp.assembled({}, "x86_64")
    assert judge(steps, ARCHITECTURES["x86_64"], 0x40000000 | 41) == ERROR | errno.EPERM


def test_the_table_is_read_by_its_columns() -> None:
    """Three calls whose numbers are well known, and one that arm64 does not have."""
    assert [numbers("x86_64")[name] for name in ("socket", "execve", "bpf")] == [41, 59, 321]
    assert [numbers("aarch64")[name] for name in ("socket", "execve", "bpf")] == [198, 221, 280]
    assert "fork" not in numbers("aarch64")


class Kernel:
    """Stands in for prctl: no filter is a bad address, a filter is taken or refused."""

    def __init__(self, *, known: bool = True, takes: bool = True) -> None:
        self.known = known
        self.takes = takes
        self.length = 0

    def prctl(self, option: int, mode: int, program: bytes | None, *_: int) -> int:
        """Answer one call."""
        assert (option, mode) == (22, 2)
        if program is None:
            ctypes.set_errno(errno.EFAULT if self.known else errno.EINVAL)
            return -1
        self.length = struct.unpack("@HP", program)[0]
        ctypes.set_errno(errno.EACCES)
        return 0 if self.takes else -1


def test_a_filter_is_handed_over_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel is told the number of instructions."""
    kernel = Kernel()
    monkeypatch.setattr(seccomp, "_LIBC", kernel)
    rules = seccomp.reader_rules(OWN)
    assert seccomp.install(rules) == ""
    assert kernel.length * 8 == len(seccomp.assembled(rules, platform.machine()))


@pytest.mark.parametrize(
    ("kernel", "machine", "words"),
    [
        (None, "x86_64", "Linux only"),
        (Kernel(known=False), "x86_64", "CONFIG_SECCOMP_FILTER"),
        (Kernel(), "riscv64", "riscv64"),
        (Kernel(takes=False), "x86_64", os.strerror(errno.EACCES)),
    ],
)
def test_what_cannot_be_done_is_said(
    monkeypatch: pytest.MonkeyPatch, kernel: Kernel | None, machine: str, words: str
) -> None:
    """Another system, an unknown processor, a kernel without filters, a refusal: a sentence, no exception."""
    monkeypatch.setattr(seccomp, "_LIBC", kernel)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert words in seccomp.install({})
