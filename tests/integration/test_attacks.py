"""Every attack we know of beside a good report: a row each, inside its limits, and the report is read.

Messages go through the real reading processes. A listener on loopback proves that no reader opens a connection.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from pipeline import codec
from pipeline.app import keys
from pipeline.app.batch import Desk, _Files
from pipeline.app.office import Office
from pipeline.app.trap import Trap
from pipeline.app.wire import _WORKER
from pipeline.compute.local import LocalCompute
from pipeline.compute.orders import Limits
from pipeline.model.document import Document, Reading, Unread
from pipeline.model.mail import File, Message
from pipeline.ports import Unpacked, UnpackTask
from tests.build import mail, word
from tests.build.attacks import office_files
from tests.build.attacks.attack import CODES, DOCX, Attack, Bait
from tests.build.attacks.mails import GOOD_NAME
from tests.build.attacks.registry import ATTACKS
from tests.build.desk import Tree, tree
from tests.fakes import FakeMemo, FakeProgress

ROOT = Path(__file__).parents[2]
GOOD_TEXT = "Báo cáo sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU"
GOOD = word.docx(word.p(GOOD_TEXT), word.p("1. Tác động tích cực"), word.p("Nội dung của mục."))
GOOD_SHA = hashlib.sha256(GOOD).hexdigest()
SECRET = "khong-ai-duoc-doc-dong-nay"  # noqa: S105 -- the bait
LEAST_ATTACKS = 400
LEAST_ROWS = 3  # of a mail with one file beside the report: its text, the file, the report
LIMITS = Limits(cpu_seconds=4, wall_seconds=60, memory_bytes=1 << 30)
SLACK_SECONDS = 30.0  # by the clock, on a machine at work: for the start of a process and the end of another


class Listener:
    """Accepts and counts connections on loopback until it is closed."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.heard: list[bytes] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            said = b""
            with caller, contextlib.suppress(OSError):  # who says nothing, or hangs up, has called, too
                caller.settimeout(10)
                said = caller.recv(200)
            self.heard.append(said or b"connected")

    def close(self) -> None:
        """Stop listening."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one mail: its message with a reading for each file that could be taken out, or why not."""

    message: Message | str
    readings: dict[str, Reading] = field(default_factory=dict)

    @property
    def files(self) -> tuple[File, ...]:
        """The rows of its files."""
        return () if isinstance(self.message, str) else self.message.files


class Ground:
    """Where the attacks are let loose: one engine, one listener, and folders that must stay as they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("home", "tmp", "spools"):
            (folder / name).mkdir()
        (folder / "secret.txt").write_text(SECRET)
        self.before = self.around()
        self.listener = Listener()
        self.bait = Bait(http=self.listener.address, secret=folder / "secret.txt", good=GOOD)
        self.compute = LocalCompute(_WORKER, workers=2, limits=LIMITS)

    def take(self, raw: bytes) -> Taken:
        """Unpack and read one mail, as a run does."""
        (self.folder / "raw").write_bytes(raw)
        spool = self.folder / "spools" / "one"
        task = UnpackTask(raw=self.folder / "raw", spool=spool)
        try:
            [(_, unpacked)] = self.compute.unpack([task])
            if isinstance(unpacked, str):
                return Taken(message=unpacked)
            return Taken(message=unpacked.message, readings=self._read(unpacked))
        finally:
            shutil.rmtree(spool)

    def _read(self, unpacked: Unpacked) -> dict[str, Reading]:
        """Convert, read, recognise, read again: the way that a run takes, with a memo that is thrown away."""
        office = cast("Office", SimpleNamespace(memo=FakeMemo(), progress=FakeProgress()))
        with tempfile.TemporaryDirectory(dir=self.folder / "spools") as folder:
            _Files(Desk(office=office, compute=self.compute, trap=Trap()), Path(folder)).read(
                [(unpacked, "")]
            )
        kept = {file.sha256: office.memo.get(keys.reading(file)) for file in keys.papers(unpacked.message)}
        return {sha: codec.decode_reading(data) for sha, data in kept.items() if data is not None}

    def around(self) -> Tree:
        """All files here but the mail itself: what no attack may change or add to."""
        return {name: state for name, state in tree(self.folder).items() if name != "raw"}

    def close(self) -> None:
        """End all that was started."""
        self.compute.close()
        self.listener.close()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One ground for the module, whose reading processes have a home of their own to spoil."""
    office_files.old_report()  # LibreOffice saves it once, in the home that it knows
    folder = tmp_path_factory.mktemp("ground")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder / "home"))
        patch.setenv("TMPDIR", str(folder / "tmp"))
        patch.setenv("PYTHONPATH", str(ROOT))
        made = Ground(folder)
        yield made
        made.close()


def mail_with(attack: Attack, bait: Bait) -> bytes:
    """The attack as a mail; a file goes in front of the good report."""
    data = attack.make(bait)
    if attack.whole:
        return data
    bad = (attack.file, data, mail.Options(media_type=attack.declared))
    return mail.build_mail(attachments=[bad, (GOOD_NAME, GOOD, mail.Options(media_type=DOCX))])


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=str)
def test_an_attack_hurts_nobody(attack: Attack, ground: Ground) -> None:
    """A row for it, with its reading; the good report beside it is read; nobody learns the secret or calls out."""
    started = time.monotonic()
    taken = ground.take(mail_with(attack, ground.bait))
    assert time.monotonic() - started < LIMITS.wall_seconds + SLACK_SECONDS
    check_rows(attack, taken)
    check_good(attack, taken)
    told = [codec.encode(taken.message), *map(codec.encode_reading, taken.readings.values())]
    assert not any(SECRET.encode() in each for each in told)
    assert ground.listener.heard == []
    assert ground.around() == ground.before


def check_rows(attack: Attack, taken: Taken) -> None:
    """Every file has its bytes or a reason, and every one with bytes is read or refused for a known reason."""
    assert all(file.sha256 or file.reason for file in taken.files)
    papers = [file for file in taken.files if not file.body and not file.reason]
    assert {file.sha256 for file in papers} == set(taken.readings)
    refused = {reading.code for reading in taken.readings.values() if isinstance(reading, Unread)}
    assert refused <= attack.codes
    assert attack.whole or len(taken.files) >= LEAST_ROWS
    read = [made for made in taken.readings.values() if isinstance(made, Document)]
    assert attack.text in "\n".join(block.text for made in read for block in made.blocks)


def check_good(attack: Attack, taken: Taken) -> None:
    """The good report is there, byte by byte, and read; where it cannot be found, the message says that it lacks some."""
    reading = taken.readings.get(GOOD_SHA)
    if isinstance(taken.message, str):
        assert not attack.reachable
        assert taken.message.partition(":")[0] in CODES
    elif reading is None:
        assert not attack.reachable
        reasons = [file.reason for file in taken.files if file.reason]
        refused = [each.code for each in taken.readings.values() if isinstance(each, Unread)]
        assert reasons or refused or taken.message.defects
    else:
        assert isinstance(reading, Document), reading
        assert reading.blocks[0].text == GOOD_TEXT


def test_there_are_enough_attacks() -> None:
    """A registry that shrinks unseen would prove nothing."""
    assert len(ATTACKS) >= LEAST_ATTACKS


def test_the_listener_hears(ground: Ground, tmp_path: Path) -> None:
    """LibreOffice, left to itself, fetches a picture: the bait is live, and its silence elsewhere is proof."""
    listener = Listener()
    bait = replace(ground.bait, http=listener.address)
    (tmp_path / "a.doc").write_bytes(ATTACKS["odt: flat, that fetches"].make(bait))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path), "a.doc"]
    subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path)}, capture_output=True, check=True
    )
    listener.close()
    assert any(b"/flat" in heard for heard in listener.heard)


def test_nothing_is_left_of_them(ground: Ground) -> None:
    """Once the engine is closed no process of it runs, none ever took more memory than allowed, nothing was laid aside."""
    ground.take(mail.build_mail(attachments=[(GOOD_NAME, GOOD)]))
    assert processes_of(ground.folder) != []
    ground.compute.close()
    assert processes_of(ground.folder) == []
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= LIMITS.memory_bytes
    assert [path for above in (ROOT, *ground.folder.parents) for path in above.glob("evil*")] == []


def processes_of(folder: Path) -> list[str]:
    """The command lines of processes that were started with this folder as their home."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.fsencode(folder) in (place / "environ").read_bytes() + (place / "cmdline").read_bytes():
                found.append((place / "cmdline").read_text().replace("\0", " "))
    return found
