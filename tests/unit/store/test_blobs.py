"""Raw bytes: durable before anybody is told, written once, and nothing left behind by a write that fails."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MessageGoneError, StoreError
from pipeline.store.blobs import DiskBlobs
from pipeline.store.disk import sweep
from tests.build.desk import Started
from tests.build.leash import leashed

MAIL = (b"From: a@example.vn\r\n", b"\r\n", b"x" * 5000)
DIGEST = hashlib.sha256(b"".join(MAIL)).hexdigest()

SLOW_PUT = """
import sys, time
from pathlib import Path
from pipeline.store.blobs import DiskBlobs
def pieces():
    yield b"x" * 100_000
    print("written", flush=True)
    time.sleep(3600)
DiskBlobs(Path(sys.argv[1])).put(pieces())
"""


def files(folder: Path) -> list[str]:
    """Every file below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def behind(handle: int) -> Path:
    """Which file or folder an open descriptor is."""
    return Path(f"/proc/self/fd/{handle}").readlink()


def test_the_bytes_come_back_under_their_digest(tmp_path: Path) -> None:
    """What is put is found by its sha256, in a file for this user alone."""
    blobs = DiskBlobs(tmp_path / "deep" / "raw")
    assert not blobs.has(DIGEST)
    assert blobs.put(MAIL) == DIGEST
    assert blobs.has(DIGEST)
    path = blobs.path(DIGEST)
    assert path.read_bytes() == b"".join(MAIL)
    assert path.parts[-2:] == (DIGEST[:2], f"{DIGEST[2:]}.bin")
    assert [oct(found.stat().st_mode)[-3:] for found in (path, path.parent, tmp_path / "deep")] == [
        "600",
        "700",
        "700",
    ]
    assert files(tmp_path / "deep" / "raw") == [f"{DIGEST[:2]}/{DIGEST[2:]}.bin"]


@given(st.lists(st.binary(max_size=50), max_size=6))
def test_the_cut_into_pieces_does_not_matter(pieces: list[bytes]) -> None:
    """Any cutting of the same bytes is the same blob; empty pieces and no pieces included."""
    with tempfile.TemporaryDirectory() as folder:
        blobs = DiskBlobs(Path(folder))
        digest = blobs.put(pieces)
        assert digest == hashlib.sha256(b"".join(pieces)).hexdigest() == blobs.put([b"".join(pieces)])
        assert blobs.path(digest).read_bytes() == b"".join(pieces)


def test_every_name_is_durable_before_the_call_returns(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """First the bytes are synced, then renamed, then the new name's folder, then that folder's name."""
    blobs = DiskBlobs(tmp_path)
    done: list[str] = []
    sync, move = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        name = behind(handle)
        done.append("sync " + ("temp" if name.suffix == ".part" else str(name.relative_to(tmp_path))))
        sync(handle)

    def replace(self: Path, target: Path) -> Path:
        done.append(f"rename to {target.relative_to(tmp_path).parts[0]}")
        return move(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    blobs.put(MAIL)
    two = DIGEST[:2]
    assert done == ["sync temp", f"rename to {two}", f"sync {two}", "sync ."]


def test_the_folders_of_a_new_store_are_durable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each folder that is made is synced into the one above it."""
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(str(behind(handle))))
    DiskBlobs(tmp_path / "a" / "raw")
    assert synced == [str(tmp_path), str(tmp_path / "a"), str(tmp_path / "a" / "raw")]


def test_a_blob_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    """The second put of the same bytes leaves the file as it is, and no temp file."""
    blobs = DiskBlobs(tmp_path)
    before = blobs.path(blobs.put(MAIL)).stat()
    blobs.put([b"".join(MAIL)])
    after = blobs.path(DIGEST).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert len(files(tmp_path)) == 1


def test_a_blob_cut_short_is_made_whole(tmp_path: Path) -> None:
    """A file whose size is wrong cannot be the blob: the same mail, fetched again, mends it."""
    blobs = DiskBlobs(tmp_path)
    blobs.path(blobs.put(MAIL)).write_bytes(b"half")
    assert blobs.put(MAIL) == DIGEST
    assert blobs.path(DIGEST).read_bytes() == b"".join(MAIL)


@pytest.mark.parametrize(
    "error", [ConnectionResetError("cut"), MessageGoneError("gone"), KeyboardInterrupt()]
)
def test_what_the_mailbox_raises_passes_unchanged(tmp_path: Path, error: BaseException) -> None:
    """A cut connection in mid-message is the mailbox's trouble, not the store's, and leaves nothing behind."""

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise error

    blobs = DiskBlobs(tmp_path)
    with pytest.raises(type(error)):
        blobs.put(pieces())
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full: free some space"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "no right to it"),
        (errno.EIO, "the disk has a fault"),
        (errno.ENXIO, "check the disk"),
    ],
)
@pytest.mark.parametrize("call", ["write", "fsync", "mkstemp", "replace", "mkdir"])
def test_a_disk_that_refuses_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: str, number: int, words: str
) -> None:
    """At whatever call the disk refuses, the operator reads what to do, and no temp file is left."""
    blobs = DiskBlobs(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    owner = {"mkstemp": tempfile, "replace": Path, "mkdir": Path}.get(call, os)
    with monkeypatch.context() as patch:
        patch.setattr(owner, call, refuse)
        with pytest.raises(StoreError, match=words) as caught:
            blobs.put(MAIL)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path))
    assert files(tmp_path) == []


def test_a_file_size_limit_is_one_sentence(tmp_path: Path) -> None:
    """A real refusal by the kernel in mid-write, not a made-up one."""
    blobs = DiskBlobs(tmp_path)
    _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(StoreError, match="ulimit -f"):
            blobs.put(MAIL)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert files(tmp_path) == []
    assert blobs.put(MAIL) == DIGEST


def test_kill_9_in_mid_write_leaves_no_blob_and_the_next_start_sweeps(tmp_path: Path) -> None:
    """After kill -9 the store holds a temp file that is nobody's blob; it goes when it is old."""
    command = leashed([sys.executable, "-c", SLOW_PUT, str(tmp_path)])
    with Started(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
    [left] = files(tmp_path)
    assert left.startswith("tmp/")
    DiskBlobs(tmp_path)
    assert files(tmp_path) == [left]  # young: another run may be writing it
    an_hour_ago = time.time() - 3700
    os.utime(tmp_path / left, (an_hour_ago, an_hour_ago))
    DiskBlobs(tmp_path)
    assert files(tmp_path) == []


def test_only_our_own_temp_files_are_swept(tmp_path: Path) -> None:
    """A stranger's file in the temp folder stays, however old; so does a file that will not go."""
    for name in ("notes.txt", "tonghop-1.bin", "other.part"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "tonghop-folder.part").mkdir()
    sweep(tmp_path, older_than=-10)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_store_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    """A file where the folder should be is said with its path."""
    (tmp_path / "raw").write_bytes(b"")
    with pytest.raises(StoreError, match="raw"):
        DiskBlobs(tmp_path / "raw")


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, DIGEST[:-1], DIGEST + "\n"])
def test_a_name_that_is_no_digest_leads_nowhere(tmp_path: Path, name: str) -> None:
    """A damaged ledger cannot send us to another file."""
    with pytest.raises(StoreError, match="no sha256"):
        DiskBlobs(tmp_path).path(name)
