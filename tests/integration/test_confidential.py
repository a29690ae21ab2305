"""Marked papers through the whole program: nothing of their text anywhere but in the raw mail, and what people are told."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from tests.build import pdf, reports, word
from tests.build.desk import Desk, write_rules
from tests.unit.read import test_scan_stamps as stamps

UNIT = "VPTU"
SAID = "người phụ trách bảo vệ bí mật nhà nước của cơ quan"
SENTENCE = "Chuyện riêng của đoàn xe chở thóc qua cầu phao lúc nửa đêm."
_SPACE = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def stamped(report: bytes, text: str = "MẬT") -> bytes:
    """A Word report with a text box in front, and a sentence that nobody else has."""
    box = word.p(word.old_text_box(word.p(text))).replace("<v:shape>", f"<v:shape {_SPACE}>")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                begun = data.decode().replace("<w:body>", f"<w:body>{box if text else ''}", 1)
                data = begun.replace("<w:sectPr", f"{word.p(SENTENCE)}<w:sectPr", 1).encode()
                assert SENTENCE.encode() in data
            new.writestr(name, data)
    return target.getvalue()


def holders(outputs: Path, words: str) -> set[str]:
    """The files below the outputs that hold these words: as they are, unpacked, or in a workbook; not the raw mails."""
    found = set()
    for path in outputs.rglob("*"):
        if path.is_file() and "raw" not in path.parts and words in "\n".join(_texts(path.read_bytes())):
            found.add(path.relative_to(outputs).as_posix())
    return found


def _texts(data: bytes) -> list[str]:
    texts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            texts += [packed.read(name) for name in packed.namelist()]
    with contextlib.suppress(zlib.error):
        texts.append(zlib.decompress(data))
    return [text.decode("utf-8", "replace") for text in texts]


@pytest.fixture
def place(tmp_path: Path) -> Desk:
    """A desk with an empty mailbox and rules of its own."""
    (tmp_path / "box").mkdir()
    rules = write_rules(tmp_path / "rules", units=3)
    return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{tmp_path / 'box'}")


def put(place: Desk, name: str, mail: bytes) -> None:
    """A mail arrives."""
    (Path(place.mailbox.removeprefix("eml:")) / name).write_bytes(mail)


def row(place: Desk, table: str, **named: str) -> dict[str, str]:
    """The one row of a table with these cells."""
    (found,) = (one for one in place.table(table) if named.items() <= one.items())
    return found


def marked_mail(campaign: Campaign, text: str = "MẬT", name: str = reports.NAME) -> bytes:
    """The unit's report, mailed, with a mark."""
    report = stamped(reports.report_file(campaign, UNIT), text)
    return reports.unit_mail(campaign, UNIT, (name, report, reports.WORD))


def test_the_same_report_without_a_mark_is_everywhere(place: Desk, campaign: Campaign) -> None:
    """So that a test which finds its words nowhere says something."""
    put(place, "1.eml", marked_mail(campaign, ""))
    assert place.run("poll").code == 0
    where = holders(place.outputs, SENTENCE)
    assert any("/derived/" in name for name in where)
    assert row(place, "units", unit=UNIT)["verdict"] != "unreadable"


def test_a_marked_report_was_sent_and_is_read_by_nobody(place: Desk, campaign: Campaign) -> None:
    """Its row says so and whom to tell; no output, no memo, no command has a word of it; the raw mail stays."""
    put(place, "1.eml", marked_mail(campaign))
    assert place.run("poll").code == 0
    assert holders(place.outputs, SENTENCE) == set()
    assert holders(place.outputs, "BÁO CÁO\\n") == set()
    units = row(place, "units", unit=UNIT)
    assert (units["status"], units["verdict"], units["confidence"]) == (
        "on_time",
        "unreadable",
        units["confidence"],
    )
    assert {one["state"] for one in place.table("sections") if one["unit"] == UNIT} == {"unreadable"}
    finding = row(place, "findings", unit=UNIT, check="confidential")
    assert (
        finding["message"]
        == f"Tệp có dấu MẬT: không đọc tiếp; báo ngay cho {SAID}; không chuyển tiếp qua thư điện tử"
    )
    assert (finding["severity"], finding["file"]) == ("error", reports.NAME)
    assert (
        "not read, confidential: BC so ket 28-CT-TU.docx (MẬT, "
        in row(place, "messages", unit=UNIT)["reason"]
    )
    assert row(place, "files", name=reports.NAME)["role"] == "unreadable"
    shown = place.run("show", UNIT).out
    assert "Tệp có dấu MẬT" in shown
    assert SENTENCE not in shown
    assert [*(place.folder / "store" / "raw").rglob("*")]
    assert place.run("poll").out == ""


def test_a_later_report_without_a_mark_counts(place: Desk, campaign: Campaign) -> None:
    """The marked one is told of nevertheless."""
    put(place, "1.eml", marked_mail(campaign))
    put(place, "2.eml", reports.report_mail(campaign, UNIT, at=reports.EARLY.replace(day=6)))
    assert place.run("poll").code == 0
    units = row(place, "units", unit=UNIT)
    assert (units["version"], units["verdict"]) == ("2", "complete")
    assert row(place, "findings", unit=UNIT, check="confidential")["version"] == "1"
    assert holders(place.outputs, SENTENCE) == set()


def test_a_scan_with_a_red_stamp_and_the_word_file_beside_it(place: Desk, campaign: Campaign) -> None:
    """The scan is marked, its Word file is the same paper, an annex of another name is read."""
    picture = stamps.framed("TỐI MẬT", "red")
    scan = io.BytesIO()
    picture.save(scan, "PDF", resolution=300)
    annex = word.docx(word.p("PHỤ LỤC"), word.p("Gió mùa về sớm."))
    files = (
        ("BC.signed.pdf", scan.getvalue(), reports.WORD),
        ("BC.docx", stamped(reports.report_file(campaign, UNIT), ""), reports.WORD),
        ("Phu luc.docx", annex, reports.WORD),
    )
    put(place, "1.eml", reports.unit_mail(campaign, UNIT, *files))
    assert place.run("poll").code == 0
    assert holders(place.outputs, SENTENCE) == holders(place.outputs, "lãnh đạo, chỉ đạo thực hiện") == set()
    assert holders(place.outputs, "Gió mùa về sớm")
    told = {one["file"]: one["evidence"] for one in place.table("findings") if one["check"] == "confidential"}
    assert told == dict.fromkeys(("BC.signed.pdf", "BC.docx"), "TỐI MẬT, trang 1")


def test_a_marked_pdf_and_a_file_that_is_called_marked(place: Desk, campaign: Campaign) -> None:
    """From two units; the second has no stamp that a program sees."""
    parts = [pdf.Pair(["VĂN PHÒNG", "Số 12-BC/VPTU", "TUYỆT MẬT"], ["ĐẢNG CỘNG SẢN VIỆT NAM", "Phú Thọ"])]
    marked = pdf.pdf([*parts, pdf.Para("BÁO CÁO"), *[pdf.Para(SENTENCE)] * 20])
    put(place, "1.eml", reports.unit_mail(campaign, UNIT, ("BC.pdf", marked, reports.WORD)))
    other = reports.unit_mail(
        campaign,
        "BTCTU",
        ("MẬT - Báo cáo.docx", stamped(reports.report_file(campaign, "BTCTU"), ""), reports.WORD),
    )
    put(place, "2.eml", other)
    assert place.run("poll").code == 0
    assert holders(place.outputs, SENTENCE) == set()
    told = {one["unit"]: one["evidence"] for one in place.table("findings") if one["check"] == "confidential"}
    assert told == {UNIT: "TUYỆT MẬT, trang 1", "BTCTU": "MẬT, tên tệp MẬT - Báo cáo.docx"}


def test_a_reviewer_rules_on_a_mark(place: Desk, campaign: Campaign) -> None:
    """`no` has the report read at once, and the row says who decided; only a message has such a ruling."""
    put(place, "1.eml", marked_mail(campaign))
    assert place.run("poll").code == 0
    message = row(place, "messages", unit=UNIT)["message"]
    by = ("--by", "Lê Thị Bích", "--note", "đã hỏi đơn vị")
    assert place.run("decide", message, "confidential", "maybe", *by).code == 2
    assert place.run("decide", UNIT, "confidential", "no", *by).code == 2
    ran = place.run("decide", message, "confidential", "no", *by)
    assert (ran.code, ran.err) == (0, "")
    units = row(place, "units", unit=UNIT)
    assert (units["verdict"], units["decided_by"]) == ("complete", "Lê Thị Bích")
    assert not [one for one in place.table("findings") if one["check"] == "confidential"]
    assert place.run("decide", message, "confidential", "yes", *by).code == 0
    assert row(place, "units", unit=UNIT)["verdict"] == "unreadable"
    assert "không đọc tiếp" in row(place, "findings", unit=UNIT, check="confidential")["message"]
