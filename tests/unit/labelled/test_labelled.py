"""Folders of labels and tables as people and spreadsheets save them, and one sentence for every mistake in them."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import LabelsError
from pipeline.labelled import read_tables, read_truth
from pipeline.model.finding import Status, Verdict
from pipeline.model.labelled import (
    Absence,
    CellFound,
    CellLabel,
    FileFound,
    FileLabel,
    MessageFound,
    MessageLabel,
    UnitFound,
    UnitLabel,
)
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role

HEAD = "unit,section,state,text\n"
SECTIONS = HEAD + "SYT,1.1,full,Đã họp\nSYT,1.2,missing,\n"


def put(folder: Path, **files: str | bytes) -> Path:
    """Write `<name>.csv` for each name."""
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def said(folder: Path) -> str:
    """What is said of a folder of labels, with the folder's own name left out."""
    with pytest.raises(LabelsError) as caught:
        read_truth(folder)
    assert caught.value.exit_code == 2
    return str(caught.value).replace(f"{folder}/", "")


def test_sections_alone_are_enough(tmp_path: Path) -> None:
    """Every other file is told to be absent."""
    found = read_truth(put(tmp_path, sections=SECTIONS))
    assert found.cells == (
        CellLabel(unit="SYT", section="1.1", state=State.FULL, text="Đã họp"),
        CellLabel(unit="SYT", section="1.2", state=State.MISSING),
    )
    assert (found.units, found.messages, found.files) == (None, None, None)
    assert found.absent == tuple(
        Absence(side="labels", file=name) for name in ("units.csv", "messages.csv", "files.csv")
    )


def test_all_files_are_read(tmp_path: Path) -> None:
    """Lists are cut at |, angle brackets go, empty labels are None, archives are no files."""
    found = read_truth(
        put(
            tmp_path, sections=SECTIONS,
            units="unit,name,status,verdict,format,traits\nSYT,Sở Y tế,late,review,scan,toc| merged|toc\nSNV,,,,,\n",
            messages="message_id,disposition,unit,received_at\n<a@b>,report|quarantined,SYT,2023-06-01T08:00:00+07:00\n"
            "<c@d>,other,,soon\n<e@f>,,,\n<g@h>,other,,2023-06-01T08:00:00\n",
            files="sha256,role\naa,report\nbb,container\ncc,\n",
        )
    )  # fmt: skip
    at = dt.datetime(2023, 6, 1, 1, tzinfo=dt.UTC)
    assert found.units == (
        UnitLabel(unit="SYT", status=Status.LATE, verdict=Verdict.REVIEW, format="scan", traits=("toc", "merged")),
        UnitLabel(unit="SNV"),
    )  # fmt: skip
    both = frozenset({Disposition.REPORT, Disposition.QUARANTINED})
    other = frozenset({Disposition.OTHER})
    assert found.messages == (
        MessageLabel(message_id="a@b", dispositions=both, unit="SYT", received_at=at),
        MessageLabel(message_id="c@d", dispositions=other),
        MessageLabel(message_id="g@h", dispositions=other, received_at=dt.datetime(2023, 6, 1, 8, tzinfo=dt.UTC)),
    )  # fmt: skip
    assert found.files == (FileLabel(sha256="aa", role=Role.REPORT),)
    assert found.absent == ()


def test_a_column_that_may_lack_is_told(tmp_path: Path) -> None:
    """What needs it is left out; other columns than ours are passed over."""
    found = read_truth(put(tmp_path, sections=SECTIONS, units="unit,format,remark\nSYT,docx,fine\n"))
    assert found.units == (UnitLabel(unit="SYT", format="docx"),)
    lacking = [one.column for one in found.absent if one.file == "units.csv"]
    assert lacking == ["status", "verdict", "traits"]


def test_rows_without_a_state_are_not_labelled_yet(tmp_path: Path) -> None:
    """They are counted, not guessed; blank lines and rows of commas are nothing at all."""
    found = read_truth(put(tmp_path, sections=SECTIONS + "SNV,1.1,,\n\n,,,\nSNV,1.2, ,text\n"))
    assert (len(found.cells), found.unlabelled) == (2, 2)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_files_are_read_as_spreadsheets_save_them(
    tmp_path: Path, separator: str, end: str, encoding: str
) -> None:
    """With any of three separators, either line end, with or without BOM; headings in any case."""
    lines = [["Unit", '"SECTION"', "state", "text"], ["SYT", "1.1", "Full", '"a, b; c\td' + end + 'e"']]
    text = end.join(separator.join(cells) for cells in lines)
    (cell,) = read_truth(put(tmp_path, sections=text.encode(encoding))).cells
    assert cell == CellLabel(unit="SYT", section="1.1", state=State.FULL, text=f"a, b; c\td{end}e")


def test_codes_may_be_written_as_their_labels(tmp_path: Path) -> None:
    """The words that staff see in the workbook, in any case and with either place of the tone mark."""
    rows = "SYT,1.1,ĐỦ,\nSYT,1.2,sơ sài,\nSYT,1.3,Để trống,\nSYT,1.4,Thiếu,\nSYT,1.5,Không đọc được,\nSYT,1.6,chưa nộp,\n"
    found = read_truth(put(tmp_path, sections=HEAD + rows))
    assert [cell.state for cell in found.cells] == list(State)


def test_names_are_compared_in_one_form(tmp_path: Path) -> None:
    """Letters and their marks together or apart are the same unit."""
    found = read_truth(put(tmp_path, sections=f"{HEAD}Đa\u0309ng,1.1,full,\n"))
    assert found.cells[0].unit == "Đ\u1ea3ng"


def test_a_cell_may_be_longer_than_the_limit_of_csv(tmp_path: Path) -> None:
    """The module's own limit stands again afterwards."""
    before = csv.field_size_limit()
    long = "chữ " * 60_000
    found = read_truth(put(tmp_path, sections=f"{HEAD}SYT,1.1,full,{long}\n"))
    assert len(found.cells[0].text) == len(long) - 1
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "sections.csv:1: there is no line of column names; begin the file with the line unit,section,state,text."),
        ("unit,section,text\nSYT,1.1,\n", "sections.csv:1: column state is missing; begin the file with the line unit,section,state,text."),
        ("unit,section,state,text,Unit\n", "sections.csv:1: column unit stands twice; keep one of the two."),
        (f"{HEAD}SYT,1.1,ful,\n", "sections.csv:2: unknown state 'ful'; write one of full, thin, empty, missing, unreadable, not_submitted."),
        (f"{HEAD}SYT,1.1,full,\n\nSNV,1.1,full,\nSYT,1.1,thin,\n", "sections.csv:5: SYT 1.1 stands already in line 2; keep one of the two."),
        (f"{HEAD},1.1,full,\n", "sections.csv:2: unit is empty; fill it in or delete the row."),
        (f"{HEAD}SYT,1.1,full,a,b\n", "sections.csv:2: 5 cells under 4 columns; put a cell that holds a separator in double quotes."),
        (f'{HEAD}SYT,1.1,full,"a\nb"\nSYT,1.2,full,"a"b\n', 'sections.csv:4: the cells cannot be told apart (\',\' expected after \'"\'); write "" for a quote inside a quoted cell, and close each quote.'),
        (f"{HEAD}SYT,1.1,full,\nSYT,1.2,full,".encode() + b"\xff\n", "sections.csv:3: byte 0xff is not UTF-8; save the file again as 'CSV UTF-8'."),
        (HEAD.encode("utf-16"), "sections.csv:1: byte 0xff is not UTF-8; save the file again as 'CSV UTF-8'."),
        (f"{HEAD}SYT,1.1,,\n", "sections.csv has no row with a state: label reports there, as rules/LABELLING.md says."),
    ],
)  # fmt: skip
def test_every_mistake_is_one_sentence_with_its_line(tmp_path: Path, content: str | bytes, says: str) -> None:
    """The first ends the reading; the line is that where the row begins, whatever line breaks its cells hold."""
    assert said(put(tmp_path, sections=content)) == says


def test_a_quote_that_is_never_closed_is_told_where_it_begins(tmp_path: Path) -> None:
    """Not at the end of the file."""
    assert said(put(tmp_path, sections=f'{HEAD}SYT,1.1,full,a\nSYT,1.2,full,"b\nc\n')).startswith(
        "sections.csv:3: the cells cannot be told apart"
    )


def test_mistakes_in_other_files_name_those(tmp_path: Path) -> None:
    """Statuses, verdicts, dispositions and roles are codes too, and a unit has one row."""
    put(tmp_path, sections=SECTIONS)
    for name, content, says in (
        ("units", "unit,status\nSYT,soon\n", "units.csv:2: unknown status 'soon'; write one of on_time, late, not_submitted."),
        ("units", "unit,verdict\nSYT,good\n", "units.csv:2: unknown verdict 'good'; write one of complete, incomplete, review, unreadable, not_submitted."),
        ("units", "unit\nSYT\nSYT\n", "units.csv:3: SYT stands already in line 2; keep one of the two."),
        ("messages", "message_id,disposition,unit\n<a>,report|spam,\n", "messages.csv:2: unknown disposition 'spam'; write one of report, correction, supplement, duplicate, other, unidentified, quarantined."),
        ("files", "sha256,role\naa,paper\n", "files.csv:2: unknown role 'paper'; write one of report, signed_copy, annex, cover_letter, other, unreadable."),
    ):  # fmt: skip
        assert said(put(tmp_path, **{name: content})) == says
        (tmp_path / f"{name}.csv").unlink()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """No folder, no sections, and a folder in the place of a file."""
    assert said(tmp_path / "none").startswith(f"There is no folder {tmp_path / 'none'}: label reports there")
    assert said(tmp_path).startswith(f"There is no sections.csv in {tmp_path}: label reports there")
    (tmp_path / "sections.csv").mkdir()
    assert said(tmp_path) == "sections.csv cannot be read (Is a directory): give the program access to it."


def test_our_own_tables_are_read(tmp_path: Path) -> None:
    """As they are written: with BOM, CR LF, confidences and pages, gaps where there is none."""
    head = "unit,section,title,state,confidence,page,file,text\r\n"
    sections = (head + 'SYT,1.1,A,full,0.97,3,a.docx,"Đã họp"\r\nSYT,1.2,B,not_submitted,,,,\r\n').encode(
        "utf-8-sig"
    )
    found = read_tables(
        put(
            tmp_path, sections=sections, units="unit,status,verdict\nSYT,late,review\n",
            messages="message,message_id,disposition,unit,received_at\n1,<a>,other,,2023-06-01T08:00:00+00:00\n",
            files="sha256,role\naa,report\naa,report\n",
        )
    )  # fmt: skip
    assert found.cells == (
        CellFound(unit="SYT", section="1.1", state=State.FULL, text="Đã họp", confidence=0.97, file="a.docx", page=3),
        CellFound(unit="SYT", section="1.2", state=State.NOT_SUBMITTED),
    )  # fmt: skip
    assert found.units == (UnitFound(unit="SYT", status=Status.LATE, verdict=Verdict.REVIEW),)
    at = dt.datetime(2023, 6, 1, 8, tzinfo=dt.UTC)
    assert found.messages == (MessageFound(message_id="a", disposition=Disposition.OTHER, received_at=at),)
    assert found.files == (FileFound(sha256="aa", role=Role.REPORT),) * 2
    assert found.absent == ()


def test_tables_without_confidence_are_read(tmp_path: Path) -> None:
    """What lacks is told: three files, and three columns of the one that is there."""
    found = read_tables(put(tmp_path, sections=SECTIONS))
    assert found.cells[0] == CellFound(unit="SYT", section="1.1", state=State.FULL, text="Đã họp")
    told = [(one.side, one.file, one.column) for one in found.absent]
    assert told == [
        *(("tables", "sections.csv", column) for column in ("confidence", "file", "page")),
        *(("tables", name, "") for name in ("units.csv", "messages.csv", "files.csv")),
    ]
    assert (found.units, found.messages, found.files) == (None, None, None)


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("confidence", "sure", "confidence 'sure' is no number from 0 to 1; write the tables again."),
        ("confidence", "1.2", "confidence '1.2' is no number from 0 to 1; write the tables again."),
        ("confidence", "nan", "confidence 'nan' is no number from 0 to 1; write the tables again."),
        ("page", "x" * 99, f"page '{'x' * 59}…' is no whole number; write the tables again."),
        ("page", "9" * 5000, f"page '{'9' * 59}…' is no whole number; write the tables again."),
    ],
)
def test_numbers_are_checked(tmp_path: Path, column: str, cell: str, says: str) -> None:
    """Whoever edited the tables is told where."""
    put(tmp_path, sections=f"unit,section,state,text,{column}\nSYT,1.1,full,,{cell}\n")
    with pytest.raises(LabelsError) as caught:
        read_tables(tmp_path)
    assert str(caught.value) == f"{tmp_path}/sections.csv:2: {says}"


def test_other_folders_than_of_tables_are_told_which_to_give(tmp_path: Path) -> None:
    """The campaign's folder is one above."""
    with pytest.raises(
        LabelsError, match=r"There is no sections\.csv in .*: give .*outputs/<campaign>/tables\."
    ):
        read_tables(tmp_path)
