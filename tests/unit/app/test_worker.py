"""The handlers of the reading processes, called in this one: what they answer and what they lay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import codec
from pipeline.app import worker
from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Recognition, Unread, Wanted
from pipeline.read.sheet import Line, Sheet
from tests.build import office, pdf, word

TEXT = "Trong ba năm qua, cấp uỷ đã lãnh đạo, chỉ đạo thực hiện nghiêm túc Chỉ thị số 28-CT/TU của Ban Thường vụ."
SEEN = "Hằng năm, ban chỉ đạo họp bốn lần, có biên bản và thông báo kết luận gửi các chi bộ trực thuộc."
MIXED = pdf.pdf([pdf.Para(TEXT), pdf.Break(), pdf.Scan(), pdf.Break(), pdf.Para(SEEN)])


@pytest.fixture
def job(tmp_path: Path) -> dict[str, str]:
    """A PDF of three pages, the second a bare scan."""
    (tmp_path / "0").write_bytes(MIXED)
    return {"path": str(tmp_path / "0"), "sha256": "s", "media_type": "application/pdf"}


def recognised(number: int) -> Sheet:
    """A page as OCR gives it."""
    line = Line(text=TEXT, page=number, x0=85, x1=540, base=100, size=13, sure=0.9)
    ocr = Recognition(page=number, confidence=0.9, uncovered=0.0)
    return Sheet(number=number, width=595, height=842, lines=(line,), ocr=ocr)


def test_a_reader_wants_the_pages_that_it_cannot_read(job: dict[str, str]) -> None:
    """Before anything was prepared it asks."""
    assert codec.decode_attempt(worker.read(job)) == Wanted(pages=(2,), of=3)


def test_a_reader_takes_the_pages_that_were_prepared(job: dict[str, str], tmp_path: Path) -> None:
    """The sheet under its number is the page."""
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    (prepared / "2").write_bytes(codec.encode(recognised(2)))
    document = codec.decode_reading(worker.read(job | {"prepared": str(prepared)}))
    assert isinstance(document, Document)
    assert (document.ocr_pages, document.unread_pages) == ((2,), ())


def test_a_page_that_could_not_be_prepared_stays_unread(job: dict[str, str], tmp_path: Path) -> None:
    """The reason is in the remarks."""
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    (prepared / "2.unread").write_bytes(codec.encode(Unread(code="time", detail="nothing done in 60 s")))
    document = codec.decode_reading(worker.read(job | {"prepared": str(prepared)}))
    assert isinstance(document, Document)
    assert document.unread_pages == (2,)
    assert any("time: nothing done in 60 s" in remark for remark in document.remarks)


def test_the_pages_read_before_a_limit_make_a_document(
    job: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the reader told page by page is put together, and says how far it came."""
    told: list[bytes] = []
    monkeypatch.setattr("pipeline.app.worker.child.tell", told.append)
    worker.read(job)
    assert len(told) == 3
    document = codec.decode_reading(worker.read_partly(job | {"why": "time"}, told[:1]))
    assert isinstance(document, Document)
    assert (len(document.blocks), document.pages, document.unread_pages) == (1, 3, (2, 3))
    assert "read 1 of 3 pages, then stopped: time" in document.remarks


def test_the_pages_read_before_a_limit_may_make_a_marked_document(job: dict[str, str]) -> None:
    """What is put together is looked at as a whole document is; cleared, it is given."""
    page = recognised(1)
    stamp = replace(page.lines[0], text="MẬT", x1=120, base=60)
    told = [codec.encode(replace(page, lines=(stamp, *page.lines)))]
    partly = job | {"why": "time"}
    with pytest.raises(UnreadableError, match="confidential: MẬT, "):
        worker.read_partly(partly, told)
    assert isinstance(codec.decode_reading(worker.read_partly(partly | {"cleared": "yes"}, told)), Document)


def test_a_page_is_recognised_in_its_picture(tmp_path: Path) -> None:
    """By its number, as an encoded sheet; a type without pages is refused."""
    (tmp_path / "0").write_bytes(pdf.pdf([pdf.Para(TEXT)]))
    job = {"path": str(tmp_path / "0"), "media_type": "application/pdf", "page": "1"}
    sheet = codec.decode(worker.recognise(job), Sheet)
    assert "thực hiện nghiêm túc Chỉ thị số" in sheet.words
    with pytest.raises(UnreadableError, match="no pages to recognise"):
        worker.recognise(job | {"media_type": "application/rtf"})


def test_old_files_are_converted_and_then_read(tmp_path: Path) -> None:
    """Each into a folder of its own; one that cannot be converted has its reason there, for the reader to give."""
    (tmp_path / "0").write_bytes(office.rtf("Kính gửi Đảng uỷ Khối"))
    (tmp_path / "1").write_bytes(b"{\\rtf1 nothing")
    (tmp_path / "2").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    kinds = ("application/rtf", "application/rtf", "application/msword")
    job = {"folder": str(tmp_path / "made")}
    for number, kind in enumerate(kinds):
        job |= {f"{number}.path": str(tmp_path / str(number)), f"{number}.media_type": kind}
    (tmp_path / "made").mkdir()
    assert worker.convert(job) == b""

    def read(number: int) -> bytes:
        return worker.read(
            {"path": job[f"{number}.path"], "media_type": kinds[number], "prepared": str(tmp_path / "made" / str(number))}
        )  # fmt: skip

    document = codec.decode_reading(read(0))
    assert isinstance(document, Document)
    assert [block.text for block in document.blocks if block.text] == ["Kính gửi Đảng uỷ Khối"]
    with pytest.raises(UnreadableError):
        read(2)


MARKED = [pdf.Pair(["SỞ Y TẾ", "Số: 12/BC-SYT", "MẬT"], ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập"])]


def refused(job: dict[str, str]) -> str:
    """What is said of a marked file, or of a page of it."""
    with pytest.raises(UnreadableError) as caught:
        worker.read(job)
    assert caught.value.code == "confidential"
    return caught.value.detail


def test_a_marked_pdf_is_refused_before_a_page_of_it_is_told(
    job: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing leaves the process but the level and the page; where a person cleared it, all of it does."""
    told: list[bytes] = []
    monkeypatch.setattr("pipeline.compute.child.tell", told.append)
    Path(job["path"]).write_bytes(pdf.pdf([*MARKED, pdf.Para(TEXT), pdf.Break(), pdf.Scan()]))
    assert refused(job) == "MẬT, page 1"
    assert told == []
    assert codec.decode_attempt(worker.read(job | {"cleared": "yes"})) == Wanted(pages=(2,), of=2)
    assert len(told) == 2


def test_a_marked_word_file_is_refused(job: dict[str, str]) -> None:
    """It has no pages to be told of: the document is looked through before it is given away."""
    Path(job["path"]).write_bytes(word.docx(word.p(word.text_box(word.p("TỐI MẬT"))), word.p(TEXT)))
    job["media_type"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert refused(job) == "TỐI MẬT, page 1"
    assert isinstance(codec.decode_reading(worker.read(job | {"cleared": "yes"})), Document)


def test_a_file_of_which_a_page_was_refused_is_refused(job: dict[str, str], tmp_path: Path) -> None:
    """With what was said of the page."""
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    why = Unread(code="confidential", detail="MẬT, page 2")
    (prepared / "2.unread").write_bytes(codec.encode(why))
    assert refused(job | {"prepared": str(prepared)}) == "MẬT, page 2"


def test_the_first_of_the_refused_pages_is_told(
    job: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever order the disk lists them."""
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    for page in (2, 10):
        why = Unread(code="confidential", detail=f"MẬT, page {page}")
        (prepared / f"{page}.unread").write_bytes(codec.encode(why))
    for order in (("2", "10"), ("10", "2")):
        listed = [prepared / f"{page}.unread" for page in order]
        monkeypatch.setattr(Path, "iterdir", lambda _, listed=listed: iter(listed))
        assert refused(job | {"prepared": str(prepared)}) == "MẬT, page 2"


def test_a_page_recognised_before_is_looked_at_again(job: dict[str, str], tmp_path: Path) -> None:
    """Code that knew fewer marks may have let it through."""
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    old = recognised(2)
    marked = replace(old, aside=(replace(old.lines[0], text="TUYỆT MẬT"),))
    (prepared / "2").write_bytes(codec.encode(marked))
    assert refused(job | {"prepared": str(prepared)}) == "TUYỆT MẬT, page 2"


def test_a_marked_page_is_refused_by_the_one_who_recognises_it(
    job: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sheet is never handed over; cleared, it is."""
    marked = replace(recognised(1), lines=(replace(recognised(1).lines[0], text="MẬT"),))
    monkeypatch.setattr("pipeline.read.registry.recognise", lambda *_: marked)
    with pytest.raises(UnreadableError, match="confidential: MẬT, page 1"):
        worker.recognise(job | {"page": "1"})
    assert codec.decode(worker.recognise(job | {"page": "1", "cleared": "yes"}), Sheet) == marked
