"""The sample mailbox as a whole, against the truth that its builder tells."""

from __future__ import annotations

import datetime as dt
import email
import io
import zipfile
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

import docx
import pypdfium2
import pytest

from pipeline.demo import DemoSummary, build_mailbox
from pipeline.demo.nouns import MailTruth
from pipeline.errors import StoreError
from pipeline.model.campaign import Campaign, Unit
from pipeline.model.finding import Status
from pipeline.model.section import State
from pipeline.model.submission import Disposition
from tests.unit.demo.conftest import Rostered


def _read(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _only(summary: DemoSummary, scene: str) -> MailTruth:
    found = [mail for mail in summary.mails if mail.scene == scene]
    assert found, scene
    return found[-1]


def _files(message: EmailMessage) -> list[tuple[str, bytes]]:
    return [
        (part.get_filename() or "", bytes(part.get_content()))
        for part in message.walk()
        if part.get_content_disposition() == "attachment" and not part.is_multipart()
    ]


def test_the_mailbox_holds_what_the_summary_tells(box: Path, summary: DemoSummary) -> None:
    """One file per mail, about sixty, every one read by the standard parser without a complaint."""
    assert [mail.file for mail in summary.mails] == sorted(path.name for path in box.iterdir())
    assert 55 <= len(summary.mails) <= 65
    for mail in summary.mails:
        message = _read(box / mail.file)
        assert not [defect for part in message.walk() for defect in part.defects], mail
        assert message["Message-ID"]
        assert message["From"]
        assert message["Date"]


def test_the_last_server_stamps_the_arrival(box: Path, summary: DemoSummary, big: Campaign) -> None:
    """The topmost Received date is the arrival of the truth, in +07:00 but for one mail; mails stand in its order."""
    offsets = []
    for mail in summary.mails:
        stamp = parsedate_to_datetime(_read(box / mail.file).get_all("Received", [])[0].rpartition(";")[2])
        assert stamp == mail.arrived
        assert mail.arrived.utcoffset() == dt.timedelta(hours=7)
        offsets.append(stamp.utcoffset())
    assert offsets.count(dt.timedelta(0)) == 1
    arrivals = [mail.arrived for mail in summary.mails]
    assert arrivals == sorted(arrivals)
    assert big.opens is not None
    assert arrivals[0].date() >= big.opens


def test_units_are_told_for_the_whole_roster(summary: DemoSummary, big: Campaign) -> None:
    """Every unit once, with a state for every leaf; at least forty send, at least three send nothing."""
    leaves = [leaf.id for leaf in big.outline.leaves()]
    assert [told.unit for told in summary.units] == [unit.code for unit in big.units]
    assert all([leaf for leaf, _ in told.states] == leaves for told in summary.units)
    silent = [told for told in summary.units if told.status is Status.NOT_SUBMITTED]
    assert len(silent) >= 3
    assert len(summary.units) - len(silent) >= 40
    assert all({state for _, state in told.states} == {State.NOT_SUBMITTED} for told in silent)


def test_all_states_dispositions_and_formats_occur(summary: DemoSummary) -> None:
    """The sample shows every state, every status and every kind of mail but quarantine."""
    assert {state for told in summary.units for _, state in told.states} == set(State)
    assert {told.status for told in summary.units} == set(Status)
    assert {mail.kind for mail in summary.mails} == set(Disposition) - {Disposition.QUARANTINED}
    assert {kind for told in summary.units for kind in told.formats} == {"docx", "pdf", "zip"}


def test_status_follows_the_first_arrival(summary: DemoSummary, big: Campaign) -> None:
    """A unit is late when its first mail came after the last second on time."""
    for told in summary.units:
        mails = [mail for mail in summary.mails if mail.kind is not Disposition.OTHER]
        arrivals = [mail.arrived for mail in mails if mail.unit == told.unit]
        if arrivals:
            assert (told.status is Status.LATE) == (min(arrivals) > big.due_at)
        else:
            assert told.status is Status.NOT_SUBMITTED


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, rostered: Rostered, big: Campaign) -> None:
    """Built twice, the mailbox is the same to the byte; with another seed it is not."""
    campaign = rostered(big.units[:6])
    boxes = []
    for name, seed in (("a", 45), ("b", 45), ("c", 46)):
        build_mailbox(tmp_path / name, campaign, seed=seed)
        boxes.append([path.read_bytes() for path in sorted((tmp_path / name).iterdir())])
    assert boxes[0] == boxes[1]
    assert boxes[0] != boxes[2]


def test_word_files_open_and_damaged_ones_do_not(box: Path, summary: DemoSummary) -> None:
    """Every named .docx opens in python-docx, except the damaged one."""
    opened = 0
    for mail in summary.mails:
        for name, data in _files(_read(box / mail.file)):
            if not name.endswith(".docx"):
                continue
            if mail.scene == "damaged":
                with pytest.raises(zipfile.BadZipFile):
                    docx.Document(io.BytesIO(data))
            else:
                opened += bool(docx.Document(io.BytesIO(data)).paragraphs)
    assert opened >= 25


def test_pdfs_open_and_locked_ones_do_not(box: Path, summary: DemoSummary) -> None:
    """Every PDF opens, except the one with a password."""
    opened = 0
    for mail in summary.mails:
        for _, data in _files(_read(box / mail.file)):
            if not data.startswith(b"%PDF"):
                continue
            if mail.scene == "password":
                with pytest.raises(pypdfium2.PdfiumError):
                    pypdfium2.PdfDocument(data)
            else:
                opened += len(pypdfium2.PdfDocument(data)) > 0
    assert opened >= 10


def test_unusual_mails_are_as_their_scene_says(box: Path, summary: DemoSummary) -> None:
    """Zip, nested mail, missing name, pair, cover letter, automatic reply and bounce look like the real things."""
    ((name, data),) = _files(_read(box / _only(summary, "zip").file))
    assert name.endswith(".zip")
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 1
    forwarded = [part.get_content_type() for part in _read(box / _only(summary, "forwarded").file).walk()]
    assert "message/rfc822" in forwarded
    assert "application/pdf" in forwarded
    assert [name for name, _ in _files(_read(box / _only(summary, "nameless").file))] == [""]
    pair = [
        name.rpartition(".")[2] for name, _ in _files(_read(box / _only(summary, "docx and signed pdf").file))
    ]
    assert sorted(pair) == ["docx", "pdf"]
    assert len(_files(_read(box / _only(summary, "cover letter").file))) == 2
    assert _read(box / _only(summary, "automatic reply").file)["Auto-Submitted"] == "auto-replied"
    assert _read(box / _only(summary, "bounce").file).get_content_type() == "multipart/report"


def test_repeated_mails_repeat_bytes(box: Path, summary: DemoSummary) -> None:
    """The same mail again is the same bytes; the same file again is another mail with the same file."""
    again = [box / mail.file for mail in summary.mails if mail.scene == "same mail again"]
    assert again[0].read_bytes() == again[1].read_bytes()
    first, second = (_read(box / mail.file) for mail in summary.mails if mail.scene == "same file again")
    assert first["Message-ID"] != second["Message-ID"]
    assert _files(first)[0][1] == _files(second)[0][1]


def test_a_correction_is_whole_and_comes_later(summary: DemoSummary) -> None:
    """The unit that first sent an incomplete report ends with all sections full."""
    first, second = _only(summary, "corrected"), _only(summary, "correction")
    assert first.unit == second.unit
    assert first.arrived < second.arrived
    told = next(told for told in summary.units if told.unit == second.unit)
    assert {state for _, state in told.states} == {State.FULL}


def test_names_in_headers_survive_encoding(box: Path, summary: DemoSummary) -> None:
    """Vietnamese file names come back whole, written in either of the two ways that mailers have."""
    raw = b"".join((box / mail.file).read_bytes() for mail in summary.mails)
    assert b"filename*=utf-8''" in raw
    assert b'filename="=?utf-8?' in raw
    names = [name for mail in summary.mails for name, _ in _files(_read(box / mail.file))]
    assert not any("�" in name or "=?" in name for name in names)
    assert any("Báo cáo sơ kết" in name for name in names)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 9])
def test_small_rosters_work(tmp_path: Path, rostered: Rostered, big: Campaign, count: int) -> None:
    """A roster of any size gives a mailbox; a third of a small one, but at most three units, stays silent."""
    summary = build_mailbox(tmp_path, rostered(big.units[:count]))
    silent = [told for told in summary.units if told.status is Status.NOT_SUBMITTED]
    assert len(summary.units) == count
    assert len(silent) == min(3, count // 3)
    assert any(mail.kind is Disposition.OTHER for mail in summary.mails)


def test_odd_units_work(tmp_path: Path, rostered: Rostered) -> None:
    """Names with marks of other languages, of markup and of paths, or without letters, break nothing."""
    names = ("Chi bộ A & B <thử>", "../../etc", "", "Đảng bộ " + "rất dài " * 30, "支部", "Sở\tX")
    units = [Unit(code=f"Đ/{place}", name=name) for place, name in enumerate(names)]
    summary = build_mailbox(tmp_path, rostered(units))
    for mail in summary.mails:
        message = _read(tmp_path / mail.file)
        assert all("/" not in name for name, _ in _files(message))


def test_without_fonts_the_sample_is_word_only(tmp_path: Path, rostered: Rostered, big: Campaign) -> None:
    """No usable font: no PDF in any mail, the same units with as many states, and a remark that says so."""
    summary = build_mailbox(tmp_path, rostered(big.units[:24]), families=())
    assert len(summary.remarks) == 1
    data = [data for mail in summary.mails for _, data in _files(_read(tmp_path / mail.file))]
    assert data
    assert not any(one.startswith(b"%PDF") for one in data)
    assert all(len(told.states) == 10 for told in summary.units)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, rostered: Rostered) -> None:
    """A file in the folder's place raises an error that names it and says what to do."""
    place = tmp_path / "taken"
    place.write_text("a file")
    with pytest.raises(StoreError, match="taken: choose another folder"):
        build_mailbox(place, rostered([]))
