"""What a process that reads hostile bytes cannot do, tried out in real ones. Fails where the kernel cannot hold it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.compute import cage, landlock, seccomp
from pipeline.compute.cage import Profile
from pipeline.compute.local import LocalCompute
from pipeline.compute.orders import Limits
from pipeline.model.document import Attempt, Document, Unread
from pipeline.ports import ReadTask, UnpackTask

ESCAPES = (
    ("internet", "PermissionError"),
    ("local_socket", "PermissionError"),
    ("pair", "PermissionError"),
    ("name", "gaierror"),
    ("replaces", "PermissionError"),
    ("system", "PermissionError"),
    ("program", "PermissionError"),
    ("forks", "PermissionError"),
    ("writes", "PermissionError"),
    ("overwrites", "PermissionError"),
    ("temporary", "No usable temporary directory"),
    ("folder", "PermissionError"),
    ("removes", "PermissionError"),
    ("renames", "PermissionError"),
    ("opens_up", "PermissionError"),
    ("ages", "PermissionError"),
    ("secret", "PermissionError"),
    ("lists", "PermissionError"),
    ("passwords", "PermissionError"),
    ("environment", "PermissionError"),
    ("traces", "PermissionError"),
    ("kills", "PermissionError"),
    ("starves", "PermissionError"),
    ("unlimited", "not allowed to raise maximum limit"),
    ("outlives", "PermissionError"),
    ("hoards", "PermissionError"),
    ("namespace", "PermissionError"),
    ("newer", "Function not implemented"),
    ("other_numbers", "PermissionError"),
)


@pytest.fixture(scope="module")
def prison() -> Iterator[LocalCompute]:
    """Two workers that try to get out."""
    command = (sys.executable, str(Path(__file__).with_name("escapes.py")))
    made = LocalCompute(command, workers=2, limits=Limits(wall_seconds=60))
    yield made
    made.close()


@pytest.fixture
def prey(tmp_path: Path) -> Path:
    """A folder that no job is given, with one file in it."""
    (tmp_path / "kept").write_text("secret", "utf-8")
    return tmp_path


def attempt(prison: LocalCompute, deed: str, prey: object) -> Attempt:
    """What comes of one deed."""
    [(_, reading)] = prison.read([ReadTask(path=Path("/reports") / deed, sha256=str(prey), media_type="m")])
    return reading


def run(prison: LocalCompute, folder: Path, script: str) -> str:
    """The exit code and words of a program that an unpacker starts."""
    (folder / "raw").write_text(script, "utf-8")
    [(_, unpacked)] = prison.unpack([UnpackTask(raw=folder / "raw", spool=folder / "spool")])
    assert not isinstance(unpacked, str), unpacked
    return unpacked.message.envelope.subject


def test_this_machine_can_hold_a_reader() -> None:
    """Where these tests run, as in CI, Landlock and seccomp are there: a machine without them fails, it does not skip."""
    assert (landlock.version() > 0, seccomp.missing()) == (True, "")


@pytest.mark.parametrize(("deed", "words"), ESCAPES)
def test_a_reader_cannot_get_out(prison: LocalCompute, prey: Path, deed: str, words: str) -> None:
    """Network, programs, files, other processes and its own limits are closed to it; the next file is read as ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = attempt(prison, deed, server.getsockname()[1] if deed == "internet" else prey)
    assert isinstance(found, Unread), found
    assert words in found.detail, found
    kept = prey / "kept"
    assert [path.name for path in prey.iterdir()] == ["kept"]
    assert (kept.read_text("utf-8"), kept.stat().st_mode & 0o007, kept.stat().st_mtime > 0) == (
        "secret",
        4,
        True,
    )
    assert isinstance(attempt(prison, "honest", prey), Document)


def test_a_reader_can_do_its_work(prison: LocalCompute) -> None:
    """Threads, late imports, time zones, fonts and the null device are at hand."""
    found = attempt(prison, "honest", "")
    assert isinstance(found, Document), found
    assert found.blocks[0].text == "[0, 1, 2] Asia/Ho_Chi_Minh True True"


def test_a_reader_may_read_the_file_that_it_is_given(prison: LocalCompute, tmp_path: Path) -> None:
    """The job's own file can be opened, its neighbour cannot."""
    for name in ("secret", "kept"):
        (tmp_path / name).write_text("x", "utf-8")
    task = ReadTask(path=tmp_path / "secret", sha256=str(tmp_path), media_type="m")
    [(_, held)] = prison.read([task])
    assert isinstance(held, Unread)
    (tmp_path / "kept").unlink()
    (tmp_path / "kept").symlink_to(tmp_path / "secret")
    [(_, found)] = prison.read([task])
    assert isinstance(found, Document), found


def test_an_unpacker_may_start_programs_that_fill_its_folder(prison: LocalCompute, tmp_path: Path) -> None:
    """Programs run, make folders and files below the spool, set modes and times in vain and without complaint."""
    script = "mkdir a && echo x > a/b && mv a/b c && chmod 777 c && touch -d 2001-01-01 c && rmdir a && true"
    assert run(prison, tmp_path, script) == "0 "
    made = tmp_path / "spool" / "c"
    assert (made.read_text("utf-8"), made.stat().st_mode & 0o111) == ("x\n", 0)


@pytest.mark.parametrize(
    "script",
    [
        "echo x > ../out",
        "mkdir ../out",
        "mv ../raw ../out",
        "ln ../raw in",
        "rm ../raw",
        "cat ../kept",
        "ls ..",
        "cat /etc/shadow",
        "cat /proc/1/environ",
        "cp /bin/true in && ./in",
        "mkfifo in",
        "unshare --user true",
        "unshare --net --map-root-user true",
        "$PYTHON -c 'import socket; socket.socket()'",
    ],
)
def test_a_program_cannot_get_out(prison: LocalCompute, prey: Path, script: str) -> None:
    """What an unpacker starts reads nothing but the message, writes nowhere else, and starts nothing that it wrote."""
    code, _, words = run(prison, prey, script).partition(" ")
    assert code != "0", words
    assert {"kept", "raw", "spool"} == {path.name for path in prey.iterdir()}
    assert (prey / "kept").read_text("utf-8") == "secret"


def test_a_program_cannot_call_a_server(prison: LocalCompute, tmp_path: Path) -> None:
    """No connection arrives."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        words = run(
            prison, tmp_path, f"$PYTHON -c 'import socket; socket.create_connection((\"127.0.0.1\", {port}))'"
        )
        assert "PermissionError" in words
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_program_cannot_see_the_environment_of_the_run(prison: LocalCompute, tmp_path: Path) -> None:
    """Where the mailbox's password may be."""
    assert run(prison, tmp_path, f"cat /proc/{os.getpid()}/environ").startswith("1 ")


def test_unar_unpacks(prison: LocalCompute, tmp_path: Path) -> None:
    """The program for RAR and 7z finds all that it needs, and what it lays down is whole."""
    with zipfile.ZipFile(tmp_path / "raw.zip", "w") as archive:
        archive.writestr("báo cáo.txt", "x" * 1000)
    packed = (tmp_path / "raw.zip").read_bytes().hex()
    write = f'open("a.zip", "wb").write(bytes.fromhex("{packed}"))'
    assert run(prison, tmp_path, f"$PYTHON -c '{write}' && unar -q -o out a.zip") == "0 "
    assert (tmp_path / "spool" / "out" / "báo cáo.txt").stat().st_size == 1000


def test_a_program_can_end_others_only_where_the_kernel_is_old(prison: LocalCompute, tmp_path: Path) -> None:
    """Landlock holds signals back from Linux 6.12 on; before, the report says that it cannot."""
    code = run(prison, tmp_path, f"kill -0 {os.getpid()}").partition(" ")[0]
    assert (code == "0") == (landlock.missing() != "")


def test_a_program_cannot_touch_the_limits_of_others(prison: LocalCompute, tmp_path: Path) -> None:
    """It may tighten its own."""
    assert run(prison, tmp_path, "prlimit --nofile=20 true") == "0 "
    assert run(prison, tmp_path, f"prlimit --pid {os.getpid()} --nofile=20").startswith("1 ")


def test_free_is_free() -> None:
    """LibreOffice's job is bound by nothing here."""
    assert cage.shut(Profile.FREE, reads=(), writes=()) == ()


@pytest.mark.parametrize(
    ("profile", "writes", "execute"),
    [(Profile.READ, 0, 0), (Profile.PROGRAMS, landlock.WRITE, landlock.EXECUTE)],
)
def test_what_is_missing_is_told_and_the_rest_is_done(
    monkeypatch: pytest.MonkeyPatch, profile: Profile, writes: int, execute: int
) -> None:
    """A kernel without Landlock is no reason to go without seccomp; only PROGRAMS may write and execute."""
    seen: list[dict[str, int]] = []

    def restrict(rules: dict[str, int]) -> str:
        seen.append(rules)
        return "no Landlock"

    monkeypatch.setattr(landlock, "restrict", restrict)
    monkeypatch.setattr(seccomp, "install", lambda rules: "" if ("execve" in rules) != bool(execute) else "x")
    monkeypatch.setattr(cage, "_LIBC", None)
    monkeypatch.setenv("TESSDATA_PREFIX", "/models")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/lib/one:")
    monkeypatch.setattr(sys, "path", ["/somewhere", "/some/site-packages"])
    assert cage.shut(profile, reads=[Path("in")], writes=[Path("out")]) == ("no Landlock",)
    [rules] = seen
    assert rules.get("out", 0) == writes
    assert rules["/usr"] & landlock.EXECUTE == execute
    assert rules["in"] == landlock.READ
    assert "/somewhere" not in rules
    assert {"/models", "/lib/one", "/some/site-packages"} <= set(rules)


class Powers:
    """Stands in for capget and capset."""

    def __init__(self, answer: int) -> None:
        self.answer = answer
        self.kept = b""

    def capget(self, _header: bytes, held: object) -> int:
        """All powers are held."""
        held.raw = b"\xff" * 24  # type: ignore[attr-defined]  # a ctypes buffer
        return self.answer

    def capset(self, _header: bytes, kept: bytes) -> int:
        """Remember what is kept."""
        self.kept = kept
        return 0


@pytest.mark.parametrize(("answer", "kept"), [(0, b"\x06\0\0\0" * 3 + bytes(12)), (-1, b"")])
def test_of_roots_powers_only_those_to_open_files_stay(
    monkeypatch: pytest.MonkeyPatch, answer: int, kept: bytes
) -> None:
    """The rest would lift limits; a kernel that does not say what is held is left alone."""
    powers = Powers(answer)
    monkeypatch.setattr(cage, "_LIBC", powers)
    cage._drop_powers()
    assert powers.kept == kept


def test_the_report_binds_nobody() -> None:
    """After it this process can still start programs."""
    assert set(cage.report()) == {"landlock", "seccomp"}
    assert subprocess.run(["true"], check=False).returncode == 0
