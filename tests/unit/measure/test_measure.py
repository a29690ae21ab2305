"""A submission's figures over all its files: contradictions are doubted, gaps are said."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure import measure
from pipeline.measure.measure import MOST_CELLS
from pipeline.model.document import Document, Recognition, Unread
from pipeline.model.submission import Role
from tests.build.nouns import document, table
from tests.build.page import page
from tests.golden.case import shipped
from tests.unit.measure.asked import ALL, LETTERS, VISITS, file, measured, only
from tests.unit.measure.test_grid import ROWS

ONE = "| Nội dung | 2020 |\n| Số lượt tiếp công dân | 31 |"
TWO = "| Nội dung | 2020 |\n| Số lượt tiếp công dân | 27 |"
UNREAD = Unread(code="unsupported", detail="no reader")


def gaps(reading: Document | str) -> dict[str, float]:
    """How sure it is of each indicator that was not found."""
    return {one.indicator: one.confidence for one in measured(reading) if one.row is None}


def test_without_indicators_nothing_is_measured() -> None:
    """A campaign may ask for none."""
    assert measure((file(ONE),), ()) == ()


def test_report_and_annexes_are_read_and_nothing_else() -> None:
    """The report first, whatever the order of files; each figure names its file."""
    files = (
        file("| Nội dung | 2020 |\n| Số đơn thư tiếp nhận | 4 |", Role.ANNEX, "PL.docx"),
        file(ONE, Role.REPORT, "BC.docx"),
        file(TWO, Role.SIGNED_COPY, "BC.pdf"),
        file(TWO, Role.OTHER, "khac.docx"),
    )
    found = measure(files, (VISITS, LETTERS))
    assert [(one.indicator, one.value, one.file) for one in found] == [
        ("visits", 31, "BC.docx"),
        ("letters", 4, "PL.docx"),
    ]


def test_two_cells_that_differ_are_both_doubted() -> None:
    """In one file or in two; other periods are not touched."""
    annex = "| Nội dung | 2020 | 2021 |\n| Số lượt tiếp công dân | 27 | 40 |"
    found = measure((file(ONE), file(annex, Role.ANNEX, "PL.docx")), (VISITS,))
    assert [(one.value, one.period, one.confidence) for one in found] == [
        (31, "2020", 0.5),
        (27, "2020", 0.5),
        (40, "2021", 1.0),
    ]


def test_a_number_given_twice_is_one_figure() -> None:
    """The surest of the cells stands for both, the first of equals."""
    found = measure((file(ONE), file(ONE, Role.ANNEX, "PL.docx")), (VISITS,))
    assert [one.file for one in found] == ["BC.docx"]
    slip = ONE.replace("tiếp công", "tiếpcông")
    found = measure((file(slip), file(ONE, Role.ANNEX, "PL.docx")), (VISITS,))
    assert [(one.file, one.confidence) for one in found] == [("PL.docx", 1.0)]


def test_a_blank_is_no_contradiction() -> None:
    """Nor is a dash; words are kept beside the number; of blanks alone one is kept."""
    assert only(f"{ONE}\n| Số lượt tiếp công dân | - |").value == 31
    words = measured(f"{ONE}\n| Số lượt tiếp công dân | khoảng 30 |", VISITS)
    assert [(one.value, one.raw) for one in words] == [(31, "31"), (None, "khoảng 30")]
    assert words[0].confidence == 1.0
    blank = only(f"{ONE.replace('31', '-')}\n| Số lượt tiếp công dân |  |")
    assert (blank.value, blank.raw) == (None, "-")


def test_what_was_not_found_has_one_figure_without_a_place() -> None:
    """In the order of the indicators; more surely missing where no table holds figures at all."""
    found = measured(ONE)
    assert [one.indicator for one in found] == [one.id for one in ALL]
    gap = found[1]
    assert (gap.value, gap.raw, gap.file, gap.page, gap.table, gap.column) == (None, "", "", None, None, None)
    assert gap.unit == "đơn"
    assert gaps(ONE)["letters"] < 0.9 <= gaps("Chỉ có lời văn.")["letters"]


def test_what_could_not_be_seen_may_be_there() -> None:
    """An annex or a page that was not read, a page read in its picture, a file of too many cells."""
    read = page("Chỉ có lời văn.")
    recognised = (Recognition(page=1, confidence=0.9, uncovered=0.0),)
    huge = document(table(*[("a", "b")] * MOST_CELLS))
    for reading in (replace(read, unread_pages=(2,)), replace(read, recognised=recognised), huge):
        assert gaps(reading)["letters"] == 0.5
    (gap,) = measure((file(read), file(UNREAD, Role.ANNEX)), (LETTERS,))
    assert gap.confidence == 0.5


def test_nothing_is_missing_in_a_report_that_was_not_read() -> None:
    """What its annex gives is given."""
    assert measure((file(UNREAD),), ALL) == measure((file(None),), ALL) == measure((), ALL) == ()
    found = measure((file(UNREAD), file(ONE, Role.ANNEX, "PL.docx")), ALL)
    assert [(one.indicator, one.file) for one in found] == [("visits", "PL.docx")]


def test_a_table_is_named_by_its_place_among_all_tables() -> None:
    """Letterheads count, text between does not."""
    text = f"| UBND TỈNH | CỘNG HOÀ |\nLời văn.\n{ONE}"
    assert only(text).table == 2


def test_a_table_goes_on_below_its_headings() -> None:
    """On the next page it has none: those of the part right above hold, if it is as wide, and nearly as sure."""
    first = table(("Nội dung", "2020", "2021"), ("Số cuộc họp", "3", "4"))
    second = table(("Số lượt tiếp công dân", "5", "6"))
    found = measured(document(first, second), VISITS)
    assert [(one.period, one.value, one.table, one.row) for one in found] == [
        ("2020", 5, 2, 1),
        ("2021", 6, 2, 1),
    ]
    assert all(0.9 <= one.confidence < 1 for one in found)
    for other in (
        document(first, "Lời văn.", second),
        document(table(("Nội dung", "2020"), ("Số họp", "1")), second),
    ):
        assert [one.period for one in measured(other, VISITS)] == ["", ""]


def test_letters_that_were_recognised_are_less_sure() -> None:
    """As sure as the block that they stand in."""
    block = replace(table(("Nội dung", "2020"), ("Số lượt tiếp công dân", "31")), sure=0.8)
    read = Document(reader="ocr", blocks=(block,))
    assert only(read).confidence == 0.8


WIDER = st.lists(ROWS, max_size=3).map(lambda tables: document(*(table(*rows) for rows in tables)))
NAMES = st.sampled_from(["Số lượt tiếp công dân", "Tổng số đơn thư", "- Hội nghị CBCC"])


@given(
    WIDER, NAMES, st.lists(st.sampled_from(["3", "1.250", "-", "", "12 đơn", "2021"]), min_size=1, max_size=5)
)
def test_every_figure_quotes_its_cell(read: Document, name: str, cells: list[str]) -> None:
    """Whatever the tables: each indicator is there, places hold what is quoted, shares are shares, and twice is the same."""
    whole = document(*read.blocks, table(("Nội dung", *["2020"] * len(cells)), (name, *cells)))
    found = measured(whole)
    assert found == measured(whole)
    assert {one.indicator for one in found} == {one.id for one in ALL}
    tables = [block.rows for block in whole.blocks]
    for one in found:
        assert 0 < one.confidence <= 1
        if one.table and one.row and one.column:
            assert tables[one.table - 1][one.row - 1][one.column - 1].strip() == one.raw


def test_the_shipped_periods_claim_the_halves_of_the_first_and_last_year() -> None:
    """Whatever stands in brackets behind them."""
    asked = tuple(one for one in shipped().indicators if one.id == "tiep-cong-dan")
    for head in ("Năm 2020 (từ 07/7/2020)", "6 tháng cuối năm 2020", "06 tháng cuối năm 2020"):
        text = f"| Nội dung | {head} | 6 tháng đầu năm 2023 |\n| Số lượt tiếp công dân | 2000 | 1980 |"
        found = measured(text, *asked)
        assert [(one.period, one.value, one.confidence) for one in found] == [
            ("2020", 2000, 1.0),
            ("2023", 1980, 1.0),
        ]
