"""Papers at the edges of what is sent: repeated, cut off early, without headings; and what must not depend on chance."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.align import align
from pipeline.align import path as subject
from pipeline.align.candidates import body_range, candidates
from pipeline.align.trellis import Trellis, best_way
from pipeline.align.vocabulary import Matrix
from pipeline.model.campaign import Pinned
from pipeline.model.document import Document
from pipeline.model.section import Section, State
from tests.build.nouns import document, table
from tests.build.page import page
from tests.golden.case import shipped
from tests.unit.align.outlines import DEEP

HEADS = ["Kế hoạch sản xuất", "Kết quả sản xuất", "Chăn nuôi", "Trồng lúa", "Thuỷ sản", "Vướng mắc", "Đề đạt"]


def read(text: str) -> dict[str, Section]:
    """The sections of a page by item."""
    return {section.item: section for section in align(page(text), DEEP).sections}


def report(between: str = "", at: int = -1) -> str:
    """Every heading with forty words below it, and something more below one of them."""
    lines = [
        f"**{place + 1}. {head}**\n~40" + (f"\n{between}" if place == at else "")
        for place, head in enumerate(HEADS)
    ]
    return "\n".join(["^ **BÁO CÁO**", *lines])


@pytest.mark.parametrize("times", [2, 7])
def test_a_report_that_says_all_again_is_read_in_bounded_time(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the headings come again, the whole document is read only a few times."""
    readings = []

    def counted(gains: Trellis) -> tuple[tuple[int, ...], Matrix]:
        readings.append(1)
        return best_way(gains)

    monkeypatch.setattr(subject, "best_way", counted)
    heads = [f"**{head} năm {year}**\n~9" for year in range(times) for head in HEADS]
    found = align(page("\n".join(heads)), DEEP)
    assert len(readings) <= 2 * (1 + 2 + 4 + 8 + 8 * len(DEEP.walk()))
    assert sum(section.state is not State.MISSING for section in found.sections) == len(DEEP.walk())


def test_in_a_very_long_paper_what_begins_twice_is_settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same items are found, each once."""
    text = "\n".join(f"**{head}**\n~9" for head in (*HEADS[2:4], *HEADS[2:4], *HEADS[4:]))
    patient = {section.item: section.heading for section in align(page(text), DEEP).sections}
    monkeypatch.setattr(subject, "_LONG", 1)
    hasty = {section.item: section.heading for section in align(page(text), DEEP).sections}
    assert hasty == patient


def test_a_proposal_that_speaks_of_reports_is_no_farewell() -> None:
    """The last paragraph is a section's answer, unless it says that the unit herewith reports."""
    told = "Đề nghị cấp trên hướng dẫn mẫu báo cáo để các đơn vị thực hiện."
    assert read(f"{report()}\n{told}")["3.2"].words == 40 + len(told.split())
    assert read(f"{report()}\nChi bộ xin báo cáo Ban Chỉ đạo để tổng hợp.")["3.2"].words == 40


def test_a_farewell_right_below_a_heading_is_kept() -> None:
    """There it is all that the section says."""
    text = report().rpartition("\n")[0]
    assert read(f"{text}\nXin báo cáo sau khi có số liệu đầy đủ.")["3.2"].words > 5


def test_a_summary_in_the_middle_closes_nothing() -> None:
    """`Trên đây là…` above a numbered heading ends a section's text, not the report."""
    found = read(report("Trên đây là những kết quả nổi bật của đơn vị trong ba năm qua.", at=2))
    assert all(found[leaf.id].state is State.FULL for leaf in DEEP.leaves())


def test_a_cell_that_only_looks_like_a_signature_closes_nothing() -> None:
    """`KT - XH` and `TM & DV` are no `KT.` and `TM.`."""
    found = read(report("| KT - XH | TM & DV |\n| 4 | 5 |", at=2))
    assert all(found[leaf.id].state is State.FULL for leaf in DEEP.leaves())


def test_headings_that_come_again_with_text_between_are_no_list_of_contents() -> None:
    """Of two years told one after the other the first is not dropped as a list."""
    years = "\n".join(f"**{head}**\n~20" for _ in range(2) for head in HEADS[2:5])
    lines = candidates(page(years), body_range(page(years)))
    assert [line.head for line in lines] == HEADS[2:5] * 2


@pytest.mark.parametrize(
    "read_of", [Document(reader="docx", blocks=()), document(table(("a", "b"), ("1", "2")))]
)
def test_nothing_to_read_is_nothing_found(read_of: Document) -> None:
    """No block, or a table alone: every item comes back missing."""
    assert {section.state for section in align(read_of, DEEP).sections} == {State.MISSING}


def test_a_text_without_any_heading_is_looked_at() -> None:
    """Three paragraphs that speak of an item by its surest phrases leave it for review; of the others they are surer."""
    told = "Đã tổ chức hội nghị quán triệt Chỉ thị; tuyên truyền, phổ biến toàn văn Chỉ thị trong đảng viên, sao gửi tài liệu."
    found = align(page("\n".join([told] * 3)), shipped().outline)
    sure = {section.item: section.confidence for section in found.sections}
    assert sure["1.1"] < 0.9 <= sure["1.4.2"]


def test_who_stands_nowhere_shares_with_nobody() -> None:
    """An item that a reviewer ruled away is not named by those that share its chapter's text."""
    text = "**I. Kế hoạch sản xuất**\n~40\n**II. Vướng mắc; đề đạt**\n~40"
    found = {s.item: s for s in align(page(text), DEEP, Pinned(headings=(("3.1", ""),))).sections}
    assert found["3.1"].state is State.MISSING
    assert "3.1" not in found["3.2"].shared_with


def test_nothing_hangs_on_the_order_of_sets() -> None:
    """Two processes whose strings hash otherwise give the same figures to the last digit."""
    told = (
        "import hashlib; from tests.golden.case import shipped; from pipeline.align.similarity import Wordings\n"
        "o = shipped().outline; w = Wordings(o); f = w.fit([t for i in o.walk() for t in (i.title, *i.aliases[:9])])\n"
        "print(hashlib.sha256(f.items.tobytes() + f.votes.tobytes() + f.merged.tobytes()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", told],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_a_thousand_lines_are_compared_in_pieces() -> None:
    """What is said of a line does not depend on how many others are read with it."""
    lines = [f"**{place}. {HEADS[place % len(HEADS)]}**" for place in range(1100)]
    found = read("\n".join([*lines, "**Đề đạt nguyện vọng**\n~40"]))
    assert found["2.1"].score == 1.0
