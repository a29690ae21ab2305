"""A filter of system calls for one process, written as BPF without a library (Linux on x86-64 and arm64).

Everything is allowed but a list. An allow-list would be tighter, and would turn honest files into crashes at each new
glibc or parser that makes a call it did not make before; what the list leaves open, Landlock and rlimits close. Calls
newer than the list are answered as if the kernel had none, for which every library has a way round.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.compute.syscalls import LAST_KNOWN, numbers
from pipeline.sentences import machine as say

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_PR_SET_SECCOMP = 22
_MODE_FILTER = 2

# linux/audit.h. A call made the way of another machine (32 bits) would be judged by the wrong numbers.
_ARCHITECTURES: Mapping[str, int] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT = 0x40000000

# linux/bpf_common.h and linux/seccomp.h
_LOAD, _EQUAL, _GREATER, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x25, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_KILL, _ALLOW, _ERROR = 0x80000000, 0x7FFF0000, 0x00050000
_INSTRUCTION = struct.Struct("=HBBI")

_CLONE_THREAD = 0x00010000
_CLONE_NEW = 0x7E020000  # every flag that makes a namespace
_PR_SET_PDEATHSIG = 1

_NETWORK = "socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg setsockopt"
_OTHERS = """
ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp
pidfd_open pidfd_getfd pidfd_send_signal
setpriority ioprio_set sched_setscheduler sched_setparam sched_setattr sched_setaffinity
"""
_SYSTEM = """
mount umount2 pivot_root chroot setns unshare open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr
name_to_handle_at open_by_handle_at quotactl quotactl_fd fanotify_init mknod mknodat
add_key request_key keyctl bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register
kexec_load kexec_file_load init_module finit_module delete_module reboot swapon swapoff personality acct syslog
settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname iopl ioperm modify_ldt vhangup uselib
"""
# Memory that counts towards no limit of the process, or stays when it has died.
_MEMORY = """
memfd_create memfd_secret splice tee vmsplice
shmget shmat shmctl semget semop semctl semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink
"""
# Landlock does not know these. Programs that unpack set times and modes and complain when they cannot.
_MARKS = """
chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat
setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
"""
_PROGRAMS = "execve execveat fork vfork rt_sigqueueinfo rt_tgsigqueueinfo tkill"
# Landlock's matter; named again for kernels that have none.
_FILES = """
truncate ftruncate fallocate creat mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2
link linkat symlink symlinkat
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is done with one call: `error` is its answer (0 pretends success), unless the argument lets it pass.

    It passes when argument number `argument` is one of `values`, or, the other way round (`flip`), when it is none.
    With `bits`, when it has one of the bits in `values[0]`.
    """

    error: int = errno.EPERM
    argument: int | None = None
    values: tuple[int, ...] = ()
    bits: bool = False
    flip: bool = False


def _refused(*lists: str) -> Mapping[str, Rule]:
    return dict.fromkeys(" ".join(lists).split(), Rule())


# Made before any fork: each job has only its own number to add.
_REFUSED_TO_ALL = _refused(_NETWORK, _OTHERS, _SYSTEM, _MEMORY)
_REFUSED_TO_READERS = _refused(_MARKS, _PROGRAMS, _FILES)
_PRETENDED = dict.fromkeys(_MARKS.split(), Rule(error=0))


def reader_rules(own: int) -> dict[str, Rule]:
    """For a process `own` that computes, reads files and does nothing else: threads are all that it may start."""
    return {
        **_REFUSED_TO_ALL,
        **_REFUSED_TO_READERS,
        "clone": Rule(argument=0, values=(_CLONE_THREAD,), bits=True),
        "clone3": Rule(
            error=errno.ENOSYS
        ),  # its flags lie in memory, out of a filter's sight; glibc falls back
        "kill": Rule(argument=0, values=(own,)),
        "tgkill": Rule(argument=0, values=(own,)),
        "prlimit64": Rule(argument=0, values=(0, own)),
        "prctl": Rule(argument=0, values=(_PR_SET_PDEATHSIG,), flip=True),
    }


def program_rules(own: int) -> dict[str, Rule]:
    """For a process `own` that starts programs, and for these: no network, no namespaces, nobody else's memory."""
    return {
        **_REFUSED_TO_ALL,
        **_PRETENDED,
        "clone": Rule(argument=0, values=(_CLONE_NEW,), bits=True, flip=True),
        "clone3": Rule(error=errno.ENOSYS),
        "prlimit64": Rule(argument=0, values=(0, own)),
    }


def assembled(rules: Mapping[str, Rule], machine: str) -> bytes:
    """The filter as the kernel takes it: eight bytes an instruction."""
    known = numbers(machine)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
    ]
    if machine == "x86_64":
        steps += [(_AT_LEAST, 0, 1, _X32_BIT), (_RETURN, 0, 0, _ERROR | errno.EPERM)]
    steps += [(_GREATER, 0, 1, LAST_KNOWN), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    for name, rule in rules.items():
        if name in known:
            block = _block(rule)
            steps += [(_EQUAL, 0, len(block), known[name]), *block]
    return b"".join(_INSTRUCTION.pack(*step) for step in [*steps, (_RETURN, 0, 0, _ALLOW)])


def _block(rule: Rule) -> list[tuple[int, int, int, int]]:
    """What follows once the call is known; always ends in a return."""
    refuse = (_RETURN, 0, 0, _ERROR | rule.error)
    if rule.argument is None:
        return [refuse]
    allow = (_RETURN, 0, 0, _ALLOW)
    matched, other = (refuse, allow) if rule.flip else (allow, refuse)
    test, last = _ANY_BIT if rule.bits else _EQUAL, len(rule.values) - 1
    # The kernel looks at the lower half of these arguments only, and so do we.
    tests = [(test, last - place + 1, 0, value) for place, value in enumerate(rule.values)]
    return [(_LOAD, 0, 0, _ARGUMENTS_AT + 8 * rule.argument), *tests, other, matched]


def missing() -> str:
    """Why system calls cannot be filtered here, or nothing. Changes nothing."""
    if _LIBC is None:
        return say.NOT_LINUX()
    if platform.machine() not in _ARCHITECTURES:
        return say.UNKNOWN_MACHINE(machine=platform.machine())
    _LIBC.prctl(
        _PR_SET_SECCOMP, _MODE_FILTER, None, 0, 0
    )  # no filter: what is supported says that this address is bad
    return "" if ctypes.get_errno() == errno.EFAULT else say.NO_SECCOMP()


def install(rules: Mapping[str, Rule]) -> str:
    """Bind this process, and what it starts, for good; the reason when that is not possible. PR_SET_NO_NEW_PRIVS first."""
    if why := missing():
        return why
    steps = assembled(rules, platform.machine())
    held = ctypes.create_string_buffer(steps)
    program = struct.pack("@HP", len(steps) // _INSTRUCTION.size, ctypes.addressof(held))  # struct sock_fprog
    if _LIBC is None or _LIBC.prctl(_PR_SET_SECCOMP, _MODE_FILTER, program, 0, 0):
        return f"the filter was refused ({os.strerror(ctypes.get_errno())})"
    return ""
