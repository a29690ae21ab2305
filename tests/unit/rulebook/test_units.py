"""`units.csv`: each mistake gives its line, and every way in which Excel saves a right file reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rulebook import load
from tests.unit.rulebook import folders
from tests.unit.rulebook.folders import HEAD

_A = "A,Đơn vị A,,,,,,,\n"
_CASES = [
    ("", 1, "the file is empty; begin with the line code,name,kind"),
    (HEAD, 1, "the roster has no unit; write one line for each unit"),
    (HEAD + ",,,,,,,,\n", 1, "the roster has no unit"),
    ("code,title\nA,B\n", 1, "column 'name' is missing; begin the file with: code,name"),
    ("code,name,alias\nA,B,C\n", 1, "unknown column 'alias'; write 'aliases'"),
    ("code,name,zzzz\nA,B,C\n", 1, "unknown column 'zzzz'; use: code, name"),
    ("code,name,name\nA,B,C\n", 1, "column 'name' stands twice; keep one of the two"),
    (HEAD + _A + "A,Đơn vị B,,,,,,,\n", 3, "code 'A' again, first on line 2; give it another code"),
    (HEAD + _A + "a,Đơn vị B,,,,,,,\n", 3, "code 'a' again, first on line 2"),
    (HEAD + "A B,Tên,,,,,,,\n", 2, "code 'A B' is no code; use letters, digits"),
    (HEAD + ",Tên,,,,,,,\n", 2, "code '' is no code"),
    (HEAD + "A,,,,,,,,\n", 2, "the name is empty; write the unit's full name"),
    (HEAD + "A\n", 2, "the name is empty"),
    (
        HEAD + _A + "B,Tên B,,,Đơn vị a,,,,\n",
        3,
        "name or alias 'Đơn vị a' is also that of 'A', line 2; keep it",
    ),
    (HEAD + "A,Tên A,,,Uỷ ban,,,,\nB,Tên B,,,Ủy Ban,,,,\n", 3, "name or alias 'Ủy Ban' is also that of 'A'"),
    (
        HEAD + "A,Tên A,,,,x@y.vn,,,\nB,Tên B,,,,z@y.vn|X@Y.vn,,,\n",
        3,
        "address 'x@y.vn' is also that of 'A', line 2",
    ),
    (HEAD + "A,Tên A,,,,,SNV,,\nB,Tên B,,,,,STC|snv,,\n", 3, "symbol 'snv' is also that of 'A', line 2"),
    (
        HEAD + "A,Tên A,,,,x.y.vn,,,\n",
        2,
        "'x.y.vn' is no e-mail address; write name@host, several separated by |",
    ),
    (HEAD + "A,Tên A,,,,a@b.vn; c@d.vn,,,\n", 2, "'a@b.vn; c@d.vn' is no e-mail address"),
    (HEAD + "A,Tên A,,,,Lan <a@b.vn>,,,\n", 2, "'Lan <a@b.vn>' is no e-mail address"),
    (HEAD + "A,Tên A,,,,a@b,,,\n", 2, "'a@b' is no e-mail address"),
    (HEAD + "A,Tên A,,,,,,30/06/2025,\n", 2, "valid_from: '30/06/2025' is no date; write year-month-day"),
    (HEAD + "A,Tên A,,,,,,,2025-02-30\n", 2, "valid_to: '2025-02-30' is no date"),
    (HEAD + "A,Tên A,,,,,,2025-01-02,2025-01-01\n", 2, "valid_to is before valid_from; write the first day"),
    (HEAD + "A,Tên A,,Z,,,,,\n", 2, "parent 'Z' is no code of this file; write a unit's code, or nothing"),
    (HEAD + "A,Tên A,,A,,,,,\n", 2, "unit 'A' is its own parent; write the code of the unit above"),
    (HEAD + "A,Tên A,,B,,,,,\nB,Tên B,,A,,,,,\n", 3, "unit 'B' is its own parent"),
    (
        HEAD + "A,Sở Văn hoá, Thể thao,,,,,,,\n",
        2,
        "10 cells under 9 columns; put a cell that holds ',' in double quotes",
    ),
    ("code,name,\nA,Sở Văn hoá, Thể thao\n", 2, "3 cells under 2 columns; put a cell"),
    (HEAD + 'A,"Tên A,,,\n', 2, "the cells cannot be told apart (unexpected end of data)"),
    (HEAD + 'A,"Tên" A,,,\n', 2, "the cells cannot be told apart"),
    (HEAD + "A;Tên A;;;;;;;\n", 2, "another separator than in the header; separate the cells by ','"),
    (HEAD + '\n"A","Tên\ndài",,,,,,,\nB,,,,,,,,\n', 5, "the name is empty"),
    (
        HEAD + "A," + "x" * 140_000 + ",,,,,,,\n",
        2,
        "the cells cannot be told apart (field larger than field limit",
    ),
    ('"' + "x" * 140_000, 1, "the file is empty"),
]


@pytest.mark.parametrize(("text", "line", "told"), _CASES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    """What is wrong and what to write stand on one line, with the place."""
    found = folders.problems(tmp_path, {"units.csv": text})
    assert any(problem.startswith(f"units.csv:{line}: {told}") for problem in found), found


@pytest.mark.parametrize(
    "text",
    [
        folders.UNITS.replace("\n", "\r\n"),
        folders.UNITS.replace("\n", "\r"),
        "\ufeff" + folders.UNITS,
        "\n\n" + folders.UNITS + ",,,,,,,,\r\n\r\n",
        folders.UNITS.replace(",số", ", số").replace("code,name", "Code, NAME "),
        folders.UNITS.replace("valid_to\n", "valid_to,,\n").replace("2025-06-30", "2025-06-30,,"),
        folders.UNITS.replace("Sở Nội vụ|Sở NV", " Sở Nội vụ | Sở NV||"),
        "\ufeff"
        + folders.UNITS.replace('"Chi bộ Phòng Nội vụ, số 1"', "Chi bộ @")
        .replace(",", ";")
        .replace("@", "Phòng Nội vụ, số 1"),
        folders.UNITS.replace('"Chi bộ Phòng Nội vụ, số 1"', "Chi bộ @")
        .replace(",", "\t")
        .replace("@", "Phòng Nội vụ, số 1"),
    ],
)
def test_every_way_to_save_a_sheet_reads_the_same(tmp_path: Path, text: str) -> None:
    """Separator, line ends, mark, blank lines and columns are the program's choice, not the office's."""
    text = text.replace("VanThuPhòng Nội vụ, số 1", "VanThu@").replace("bPhòng Nội vụ, số 1", "b@")
    expected = load(folders.write(tmp_path)).units
    assert load(folders.write(tmp_path, {"units.csv": text})).units == expected


def test_a_successor_may_take_over_names_and_addresses(tmp_path: Path) -> None:
    """Units whose days do not meet may share a spelling, an address and a symbol; those that do may not."""
    row = "{},Đảng bộ Khối {},,,Khối,k@phutho.example,ĐUK,{},{}\n"
    apart = HEAD + row.format("A", 1, "", "2025-06-30") + row.format("B", 2, "2025-07-01", "")
    assert len(load(folders.write(tmp_path, {"units.csv": apart})).units) == 2
    meeting = apart.replace("2025-07-01", "2025-06-30")
    assert len(folders.problems(tmp_path, {"units.csv": meeting})) == 3


def test_a_unit_may_repeat_itself(tmp_path: Path) -> None:
    """An alias equal to the unit's own name or code is no clash."""
    text = HEAD + "SNV,Sở Nội vụ,,,Sở Nội vụ|SNV|snv,,SNV,,\n"
    assert load(folders.write(tmp_path, {"units.csv": text})).units[0].aliases == ("Sở Nội vụ", "SNV", "snv")


def test_a_unit_under_a_loop_is_not_itself_a_loop(tmp_path: Path) -> None:
    """Only the units in the loop are told."""
    text = HEAD + "A,Tên A,,B,,,,,\nB,Tên B,,A,,,,,\nC,Tên C,,A,,,,,\n"
    assert [problem[:11] for problem in folders.problems(tmp_path, {"units.csv": text})] == [
        "units.csv:2",
        "units.csv:3",
    ]
