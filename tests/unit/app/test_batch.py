"""A batch of messages: what is wanted is prepared, what is known is not asked again, what fails is a reading too."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pipeline import codec
from pipeline.app import fingerprint, keys, reading
from pipeline.app.extract import extract
from pipeline.app.poll import poll
from pipeline.errors import StoreError, UnreadableError
from pipeline.model.document import Attempt, Document, Unread, Wanted
from pipeline.ports import PageTask, ReadTask
from pipeline.read import tools
from pipeline.read.kinds import Family, family
from tests import fakes
from tests.build import nouns
from tests.fakes import NOON, Letter
from tests.unit.app.world import World

PDF, DOC = "application/pdf", "application/msword"


@dataclass
class Desk:
    """A world whose mails have one file each, of a type, and a reader that wants two pages recognised."""

    world: World
    media_type: str = PDF
    asked: list[int] = field(default_factory=list)
    given: list[dict[str, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        compute = self.world.compute
        compute.unpacker, compute.reader, compute.recogniser = self.unpack, self.read, self.recognise

    def unpack(self, raw: bytes) -> fakes.Opened:
        """A mail with one file; its bytes are those of the mail."""
        file = nouns.attached("BC.pdf", media_type=self.media_type, content=str(raw))
        return nouns.message(file), {"2": raw}

    def read(self, task: ReadTask) -> Attempt:
        """Pages 1 and 3, then a document."""
        if task.prepared is None:
            return Wanted(pages=(1, 3))
        self.given.append({path.name: path.read_bytes() for path in task.prepared.iterdir()})
        return Document(reader="test", blocks=())

    def recognise(self, task: PageTask) -> bytes:
        """The page's number as bytes."""
        self.asked.append(task.page)
        return b"sheet %d" % task.page

    def readings(self) -> list[Document | Unread]:
        """All that was kept."""
        kept = self.world.memo.kept
        return [codec.decode_reading(value) for key, value in kept.items() if key.startswith("reading/")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One mail, nothing polled yet."""
    world = World(folder=tmp_path)
    world.mailbox.folders["INBOX"] = [Letter(uid="1", raw=b"Subject: one\r\n\r\n1")]
    return Desk(world)


def test_wanted_pages_are_recognised_and_given_to_the_reader(desk: Desk) -> None:
    """Each page by its number, and the reading is kept as any other."""
    poll(desk.world.office())
    assert sorted(desk.asked) == [1, 3]
    assert desk.given == [{"1": b"sheet 1", "3": b"sheet 3"}]
    assert desk.readings() == [Document(reader="test", blocks=())]
    assert ("pages recognised", 2, 2) in desk.world.progress.told


def test_a_page_is_recognised_once_in_its_life(desk: Desk) -> None:
    """When the reading is lost, or made by other code, what was recognised is still there."""
    poll(desk.world.office())
    kept = desk.world.memo.kept
    desk.world.memo.kept = {key: value for key, value in kept.items() if key.startswith("page/")}
    extract(desk.world.office(), everything=True)
    assert sorted(desk.asked) == [1, 3]
    assert desk.given[-1] == desk.given[0]
    assert desk.world.memo.kept == kept


def test_a_page_that_is_not_recognised_has_its_reason_laid_in_its_place(desk: Desk) -> None:
    """The reader gets it, and the page is asked for again another time."""

    def fail(task: PageTask) -> bytes:
        raise UnreadableError("time", f"page {task.page}")

    desk.world.compute.recogniser = fail
    result = poll(desk.world.office())
    assert sorted(one.item for one in result.failures) == ["BC.pdf, page 1", "BC.pdf, page 3"]
    assert {name: codec.decode(data, Unread) for name, data in desk.given[0].items()} == {
        "1.unread": Unread(code="time", detail="page 1"), "3.unread": Unread(code="time", detail="page 3"),
    }  # fmt: skip
    assert not [key for key in desk.world.memo.kept if key.startswith("page/")]


def test_a_reader_that_is_never_content_is_a_crash(desk: Desk) -> None:
    """Whoever asks for the same pages again gets a row that says so, and the run counts it."""
    desk.world.compute.reader = lambda _task: Wanted(pages=(1,))
    result = poll(desk.world.office())
    assert [one.reason for one in result.failures] == ["crash: the reader asks for the same pages again"]


def test_a_disk_that_is_full_between_two_jobs_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is prepared for a reader is written by the run itself: exit code 6 and what to do, no traceback."""

    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def wants(_task: ReadTask) -> Attempt:
        monkeypatch.setattr(Path, "write_bytes", refuse)
        return Wanted(pages=(1,))

    desk.world.compute.reader = wants
    with pytest.raises(StoreError, match="free some space there or set TMPDIR, then run again"):
        poll(desk.world.office())


def test_an_old_format_is_converted_before_it_is_read(desk: Desk) -> None:
    """The reader gets what the programs made of it."""
    desk.media_type = DOC
    poll(desk.world.office())
    assert desk.given == [{"source": b"Subject: one\r\n\r\n1"}]


def test_an_old_format_that_is_marked_is_refused(desk: Desk) -> None:
    """What it was converted to is no page; the run goes on."""
    desk.media_type = DOC

    def refuse(_task: ReadTask) -> Attempt:
        raise UnreadableError("confidential", "MẬT, letterhead")

    desk.world.compute.reader = refuse
    assert poll(desk.world.office()).failures == ()
    assert desk.readings() == [Unread(code="confidential", detail="MẬT, letterhead")]


def test_a_conversion_that_fails_is_the_reading(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reason stands where the document would."""
    desk.media_type = DOC
    why = Unread(code="crash", detail="ended by SIGABRT")

    def fail(
        _self: object, tasks: Sequence[ReadTask], _folder: Path
    ) -> Iterator[tuple[ReadTask, Path | Unread]]:
        return iter([(task, why) for task in tasks])

    monkeypatch.setattr(fakes.FakeCompute, "convert", fail)
    poll(desk.world.office())
    assert (desk.readings(), desk.given) == ([why], [])


@pytest.mark.parametrize(("code", "times"), [("time", 2), ("memory", 2), ("crash", 2), ("password", 1)])
def test_extract_all_tries_again_what_was_given_up_and_nothing_else(
    code: str, times: int, desk: Desk
) -> None:
    """A reason of this machine may have passed; one of the file has not, and what was read is read."""
    tried: list[str] = []

    def fail(task: ReadTask) -> Attempt:
        tried.append(task.sha256)
        raise UnreadableError(code, "")

    desk.world.compute.reader = fail
    poll(desk.world.office())
    extract(desk.world.office(), everything=True)
    assert len(tried) == times


def test_extract_all_unpacks_again_what_was_given_up(desk: Desk) -> None:
    """A mail that could not be taken apart for want of time gets its second try, one that is no mail does not."""
    tried: list[bytes] = []

    def fail(code: str) -> Callable[[bytes], fakes.Opened]:
        def unpack(raw: bytes) -> fakes.Opened:
            tried.append(raw)
            raise UnreadableError(code, "")

        return unpack

    for code in ("time", "corrupt"):
        desk.world.compute.unpacker = fail(code)
        extract(desk.world.office(), everything=True)
        poll(desk.world.office())
        extract(desk.world.office(), everything=True)
    assert len(tried) == 3


def test_extract_all_recognises_again_what_no_page_was_made_of(desk: Desk) -> None:
    """A page that OCR had no time for is tried again, and nothing once it is there, or where it never will be."""
    desk.world.compute.recogniser, fail = desk.recognise, fakes.nothing_recognised
    pages = iter([(3,), (), ()])

    def read(task: ReadTask) -> Attempt:
        if task.prepared is None:
            return Wanted(pages=(1, 3))
        return Document(reader="test", blocks=(), unread_pages=next(pages))

    desk.world.compute.reader = read
    desk.world.compute.recogniser = lambda page: fail(page) if page.page == 3 else desk.recognise(page)
    poll(desk.world.office())
    assert desk.asked == [1]
    desk.world.compute.recogniser = desk.recognise
    for _ in range(2):
        extract(desk.world.office(), everything=True)
    assert desk.asked == [1, 3]


def test_extract_all_reads_nothing_that_was_read(desk: Desk) -> None:
    """Not even after a change of rules: the same bytes and the same code give the same reading."""
    poll(desk.world.office())
    before = len(desk.given)
    office = desk.world.office()
    extract(replace(office, campaign=replace(office.campaign, version="other rules")), everything=True)
    assert len(desk.given) == before


def test_messages_are_read_in_batches_by_number_and_size(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither too many at a time nor too large ones together."""
    monkeypatch.setattr(reading, "_BATCH_MESSAGES", 3)
    monkeypatch.setattr(reading, "_BATCH_BYTES", 1000)
    sizes = [10, 10, 10, 10, 995, 10, 2000]
    desk.world.mailbox.folders["INBOX"] = [
        Letter(
            uid=str(uid),
            raw=b"Subject: %03d\r\n\r\n" % uid + b"x" * size,
            received_at=NOON + dt.timedelta(minutes=uid),
        )
        for uid, size in enumerate(sizes, 1)
    ]
    poll(desk.world.office())
    done = [done for what, done, _ in desk.world.progress.told if what == "messages read"]
    assert done == [3, 4, 5, 6, 7]


def test_a_file_that_came_twice_is_read_once(desk: Desk) -> None:
    """Two mails of one batch with the same file have one reading."""
    file = nouns.attached("BC.pdf")
    desk.world.mailbox.folders["INBOX"].append(Letter(uid="2", raw=b"Subject: two\r\n\r\n2"))
    desk.world.compute.unpacker = lambda raw: (nouns.message(file), {"2": raw})
    poll(desk.world.office())
    assert len(desk.given) == 1


# --- keys


def task(media_type: str) -> ReadTask:
    """A file of some type."""
    return ReadTask(path=Path("x"), sha256="s", media_type=media_type)


def test_a_reading_is_kept_by_its_reader_s_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code in the reader of PDFs leaves what was read of Word files."""
    before = {kind: keys.reading(task(kind)) for kind in (PDF, DOC, "text/html", "image/png")}
    monkeypatch.setattr(fingerprint, "code", lambda *places: "new" if "read/pdf" in places else "old")
    after = {kind: keys.reading(task(kind)).split("/")[1] for kind in before}
    assert after == {PDF: "new", "image/png": "new", DOC: "old", "text/html": "old"}


def test_a_program_installed_meanwhile_changes_the_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """So that what waited for it is read at the next run."""
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    tools.there.cache_clear()
    without = keys.reading(task(PDF))
    without_page = keys.page(task(PDF), 1)
    (tmp_path / "vie.traineddata").touch()
    tools.there.cache_clear()
    try:
        assert "/-/" in without
        assert keys.reading(task(PDF)) == without.replace("/-/", "/vie/")
        assert keys.page(task(PDF), 1) != without_page
    finally:
        tools.there.cache_clear()


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("application/PDF", Family.PAGES), ("image/tiff", Family.PAGES), (DOC, Family.OFFICE),
        ("multipart/related", Family.OFFICE), ("text/plain", Family.OTHER),
        ("application/vnd.ms-word.document.macroEnabled.12", Family.WORD),
    ],
)  # fmt: skip
def test_every_media_type_has_a_family(media_type: str, expected: Family) -> None:
    """In any case of its letters."""
    assert family(media_type) is expected
