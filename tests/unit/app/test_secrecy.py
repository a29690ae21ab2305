"""Marked papers in a run: which files are not read, what is kept of them, and what a ruling changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import codec
from pipeline.app import keys, secrecy
from pipeline.app.poll import poll
from pipeline.app.reading import one_received, read_new
from pipeline.app.trap import Trap
from pipeline.errors import UnreadableError
from pipeline.model.document import Attempt, Document, Reading, Recognition, Unread, Wanted
from pipeline.model.mail import File, Message
from pipeline.ports import PageTask, ReadTask
from tests import fakes
from tests.build import nouns
from tests.fakes import FakeMemo, Letter
from tests.unit.app.world import World

PDF, JPEG = "application/pdf", "image/jpeg"
WORD = nouns.MEDIA_TYPES["docx"]
MARKED = Unread(code="confidential", detail="MẬT, page 1")


def mail(*names: str, subject: str = "Báo cáo", media_type: str = PDF) -> Message:
    """A mail with these files."""
    files = (
        nouns.attached(name, path=str(place), media_type=media_type, content=name)
        for place, name in enumerate(names, start=2)
    )
    return nouns.message(*files, head=nouns.envelope("a@b.example", subject))


def withheld(message: Message, ruling: str = "") -> dict[str, str]:
    """Why files are not read, by name."""
    names = {file.path: file.name for file in message.files}
    return {names[path]: why.detail for path, why in secrecy.withheld(message, ruling).items()}


def test_a_file_that_is_called_marked_is_not_read_nor_its_copy() -> None:
    """The Word file beside the signed scan has the same name; another paper of the mail is read."""
    message = mail("MẬT - BC.pdf", "MẬT - BC.docx", "Phụ lục.docx")
    why = "MẬT, the name of MẬT - BC.pdf"
    assert withheld(message)["MẬT - BC.pdf"] in {why, why.replace("pdf", "docx")}
    assert set(withheld(message)) == {"MẬT - BC.pdf", "MẬT - BC.docx"}
    assert withheld(mail("Nguyễn Văn Mật.pdf", "BC")) == {}


@pytest.mark.parametrize(
    ("marked", "copy"),
    [
        ("BC so 12 (MẬT).pdf", "BC so 12.docx"),
        ("BC so 12_[Tối mật]_signed.pdf", "BC so 12.docx"),
        ("MẬT - Báo cáo.pdf", "Báo cáo.docx"),
        ("TUYỆT MẬT Báo cáo.pdf", "Bao cao.docx"),
    ],
)
def test_a_copy_need_not_be_called_marked_itself(marked: str, copy: str) -> None:
    """The mark is no part of the paper's name; a mark and nothing else is no name."""
    assert set(withheld(mail(marked, copy, "Phụ lục.docx"))) == {marked, copy}
    assert set(withheld(mail("MẬT.pdf", copy))) == {"MẬT.pdf"}


def test_a_mail_whose_subject_is_marked_is_not_read() -> None:
    """None of its files."""
    message = mail("BC.pdf", "PL.docx", subject="Fwd: [TỐI MẬT] Báo cáo")
    assert withheld(message) == dict.fromkeys(("BC.pdf", "PL.docx"), "TỐI MẬT, the subject of the mail")


def test_a_mail_inside_whose_subject_is_marked_is_not_read() -> None:
    """Its own files are not, and those of a mail or an archive in it; those beside it are, unless they are all below a mark."""
    files = [
        nouns.attached(f"{path.replace('/', '-')}.docx", path=path)
        for path in ("2", "3.1", "3.2/1", "3.4.1", "33.1")
    ]
    inside = nouns.envelope("c@d.example", "MẬT - Báo cáo quý", path="3")
    message = nouns.message(*files, head=nouns.envelope("a@b.example", "Fw: Báo cáo"), forwarded=(inside,))
    why = "MẬT, the subject of a forwarded mail"
    assert withheld(message) == dict.fromkeys(("3.1.docx", "3.2-1.docx", "3.4.1.docx"), why)
    above = replace(message, envelope=nouns.envelope("a@b.example", "[TỐI MẬT] Báo cáo"))
    assert withheld(above) == {file.name: "TỐI MẬT, the subject of the mail" for file in files}
    assert withheld(message, "no") == {}


def test_a_ruling_comes_before_names() -> None:
    """`no` lets everything be read, `yes` nothing."""
    message = mail("MẬT - BC.pdf", "PL.docx", subject="MẬT: Báo cáo")
    assert withheld(message, "no") == {}
    assert withheld(message, "yes") == dict.fromkeys(("MẬT - BC.pdf", "PL.docx"), "ruled by a reviewer")
    assert [key.endswith("/cleared") for key in secrecy.to_read(message, "no").values()] == [True, True]


def test_the_last_ruling_on_a_message_counts() -> None:
    """Of its secrecy alone: one on its unit is none."""
    decisions = (
        nouns.decision("m1", "confidential", "yes"),
        nouns.decision("m2", "unit", "SNV"),
        nouns.decision("m1", "confidential", "no"),
    )
    campaign = nouns.campaign(decisions=decisions)
    assert secrecy.rulings(campaign) == {"m1": "no"}
    assert (secrecy.ruled(campaign, "m1"), secrecy.ruled(campaign, "m2")) == ("no", "")


def kept(message: Message, *readings: Reading) -> FakeMemo:
    """A memo with what was read of the mail's files, and their pages."""
    memo = FakeMemo()
    for file, reading in zip(message.files, readings, strict=True):
        memo.put(keys.reading(file), codec.encode_reading(reading))
        memo.put(keys.page(file, 1), b"a page")
    return memo


def read(memo: FakeMemo, file: File) -> Reading:
    """What is kept of a file."""
    data = memo.get(keys.reading(file))
    assert data is not None
    return codec.decode_reading(data)


SCAN = replace(nouns.document("nội dung"), recognised=(Recognition(page=1, confidence=0.9, uncovered=0.0),))


@pytest.mark.parametrize(
    ("names", "media_type"),
    [
        (("BC.signed.pdf", "BC.docx"), PDF),
        (("bc (bản ký).pdf", "BC.doc"), PDF),
        (("IMG_1.jpg", "IMG_2.jpg"), JPEG),
    ],
)
def test_copies_of_a_marked_paper_are_taken_back(names: Sequence[str], media_type: str) -> None:
    """Its Word file, which has no stamp, and the other pictures of its pages: no text and no page of them stays."""
    message = mail(*names, media_type=media_type)
    memo = kept(message, MARKED, SCAN)
    secrecy.close_copies(memo, message, "")
    other = message.files[1]
    assert read(memo, other) == MARKED
    assert memo.get(keys.page(other, 1)) is None


def test_what_the_memo_holds_of_a_copy_does_not_count() -> None:
    """A run died before it was wiped, or another mail has the copy alone: one mark closes all that hang together."""
    message = mail("BC_1.jpg", "BC_2.jpg", "BC_2.docx", "Phụ lục.docx")
    files = [replace(file, media_type=JPEG) if ".jpg" in file.name else file for file in message.files]
    message = replace(message, files=tuple(files))
    memo = kept(message, MARKED, SCAN, SCAN, SCAN)
    found = secrecy.readings(memo, message, "")
    assert [found[file] for file in files] == [MARKED, MARKED, MARKED, SCAN]
    assert secrecy.sealed(memo, message, "") == {file.path for file in files[:3]}
    secrecy.close_copies(memo, message, "")
    assert [read(memo, file) for file in files] == [MARKED, MARKED, MARKED, SCAN]
    memo.put(keys.reading(files[2]), codec.encode_reading(SCAN))
    assert secrecy.readings(memo, message, "") == found


def test_other_papers_of_the_mail_stay_read() -> None:
    """By another name, or beside a file that is unreadable for another reason."""
    message = mail("BC.pdf", "Phụ lục.docx")
    memo = kept(message, MARKED, SCAN)
    secrecy.close_copies(memo, message, "")
    assert read(memo, message.files[1]) == SCAN
    message = mail("BC.pdf", "BC.docx")
    memo = kept(message, Unread(code="password", detail=""), SCAN)
    secrecy.close_copies(memo, message, "")
    assert read(memo, message.files[1]) == SCAN
    secrecy.close_copies(FakeMemo(), message, "")  # nothing was read yet


class Marked:
    """A mailbox with one scan of four pages of which one is marked; notes which pages were asked for."""

    def __init__(self, folder: Path, page: int) -> None:
        self.world, self.page = World(folder=folder), page
        self.asked: list[int] = []
        self.world.mailbox.folders["INBOX"] = [Letter(uid="1", raw=b"Subject: one\r\n\r\n1")]
        compute = self.world.compute
        compute.unpacker, compute.reader, compute.recogniser = self.unpack, self.read, self.recognise

    def unpack(self, raw: bytes) -> fakes.Opened:
        """A mail with one PDF."""
        return nouns.message(nouns.attached("BC.pdf", media_type=PDF, content="scan")), {"2": raw}

    def read(self, task: ReadTask) -> Attempt:
        """As the worker does: wants all pages, and refuses where one was refused."""
        if task.prepared is None:
            return Wanted(pages=(1, 2, 3, 4), of=4)
        if (refused := next(iter(task.prepared.glob("*.unread")), None)) is not None:
            why = codec.decode(refused.read_bytes(), Unread)
            raise UnreadableError(why.code, why.detail)
        return Document(reader="test", blocks=())

    def recognise(self, task: PageTask) -> bytes:
        """Refuses the marked page unless it was cleared."""
        self.asked.append(task.page)
        if task.page == self.page and not task.cleared:
            raise UnreadableError("confidential", f"MẬT, page {task.page}")
        return b"text"

    def rule(self, value: str) -> None:
        """A reviewer decides."""
        self.world.decisions.kept.append(nouns.decision(self.world.entry("1").id, "confidential", value))

    def reading(self) -> Reading | None:
        """What counts now."""
        office = self.world.office()
        read_new(office, office.ledger.entries(), Trap())
        return one_received(office, self.world.entry("1")).reading("2")

    def pages(self) -> int:
        """How many recognised pages are kept."""
        return sum(key.startswith("page/") for key in self.world.memo.kept)


def test_a_copy_that_another_mail_brings_alone_stays_closed(tmp_path: Path) -> None:
    """Its text is in the memo again when that mail is read afresh; beside the marked scan it does not count."""
    world = World(folder=tmp_path)
    both = {"2": ("BC.pdf", PDF, "scan"), "3": ("BC.docx", WORD, "word")}
    mails = {b"1": both, b"2": {"2": both["3"]}}
    world.mailbox.folders["INBOX"] = [Letter(uid=raw.decode(), raw=raw) for raw in mails]

    def unpack(raw: bytes) -> fakes.Opened:
        files = [
            nouns.attached(name, path=path, media_type=kind, content=content)
            for path, (name, kind, content) in mails[raw].items()
        ]
        return nouns.message(*files), dict.fromkeys(mails[raw], raw)

    def look(task: ReadTask) -> Attempt:
        if task.media_type == PDF:
            raise UnreadableError("confidential", "MẬT, page 1")
        return Document(reader="test", blocks=())

    world.compute.unpacker, world.compute.reader = unpack, look
    office = world.office()
    poll(office)
    read_new(office, office.ledger.entries(), Trap(), again={world.entry("2").sha256})
    assert one_received(office, world.entry("2")).reading("2") == Document(reader="test", blocks=())
    assert one_received(office, world.entry("1")).reading("3") == MARKED


def test_the_first_page_of_a_marked_scan_is_the_last_that_is_recognised(tmp_path: Path) -> None:
    """No page of it is kept, the run has not failed, and the next one does nothing."""
    marked = Marked(tmp_path, page=1)
    assert poll(marked.world.office()).failures == ()
    assert marked.reading() == MARKED
    assert (marked.asked, marked.pages()) == ([1], 0)


def test_pages_of_a_scan_that_is_marked_further_on_are_dropped(tmp_path: Path) -> None:
    """They were recognised at the same time as the marked one."""
    marked = Marked(tmp_path, page=3)
    poll(marked.world.office())
    assert marked.reading() == Unread(code="confidential", detail="MẬT, page 3")
    assert (sorted(marked.asked), marked.pages()) == ([1, 2, 3, 4], 0)


def test_pages_recognised_under_a_ruling_are_of_no_use_without_it(tmp_path: Path) -> None:
    """Another mail brings the same scan later, and nobody ruled on that one."""
    marked = Marked(tmp_path, page=3)
    world = marked.world
    poll(world.office())
    marked.rule("no")
    assert marked.reading() == Document(reader="test", blocks=())
    world.mailbox.folders["INBOX"].append(Letter(uid="2", raw=b"Subject: two\r\n\r\n2"))
    world.memo.kept = {key: value for key, value in world.memo.kept.items() if not key.startswith("reading/")}
    poll(world.office())
    found = one_received(world.office(), world.entry("2")).reading("2")
    assert found == Unread(code="confidential", detail="MẬT, page 3")
    assert marked.reading() == Document(reader="test", blocks=())


def test_a_ruling_that_it_is_none_has_it_read(tmp_path: Path) -> None:
    """And another that it is one after all ends that."""
    marked = Marked(tmp_path, page=1)
    poll(marked.world.office())
    marked.rule("no")
    assert marked.reading() == Document(reader="test", blocks=())
    marked.rule("yes")
    assert marked.reading() == Unread(code="confidential", detail="ruled by a reviewer")
