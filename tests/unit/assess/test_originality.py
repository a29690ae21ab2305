"""What is said of copied text and of other units' names: how much, whose, who came first, side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.assess import assess
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.finding import Finding
from pipeline.model.likeness import Copy, Misnamed, Origin, Originality, Passage, Spot
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import june, paper, submission

PASSAGE = Passage(text="cấp uỷ đã họp", page=3, theirs="chi uỷ đã họp", their_page=None, alike=0.934)
COPY = Copy(
    rule="rule", origin=Origin.UNIT, source="SYT", name="Đảng bộ Sở Y tế", passages=(PASSAGE,) * 4, count=12, paragraphs=20,
    share=0.654, sent_at=june(8),
)  # fmt: skip


def checking(kind: str) -> Campaign:
    """A campaign with one check of this kind."""
    return replace(nouns.campaign(), checks=(Check(id="rule", kind=kind, severity=Severity.WARNING),))


def found(kind: str, *copies: Copy, named: tuple[Misnamed, ...] = ()) -> tuple[Finding, ...]:
    """What a check of this kind says of a report that came on the ninth of June."""
    campaign = checking(kind)
    made = sent.record(
        campaign, submission(june(9), paper(reading=sent.read())), alignment=sent.aligned(campaign.outline)
    )
    return assess(replace(made, originality=Originality(copies=copies, misnamed=named)), campaign).findings


def test_a_copy_is_told_with_its_passages_side_by_side() -> None:
    """How many paragraphs and words, whose, when that came; three passages with the pages that are known."""
    (one,) = found("copied", COPY)
    aside = "«cấp uỷ đã họp» (trang 3) ↔ «chi uỷ đã họp»: 93%"
    assert one == Finding(
        unit="SNV", version=1, check="rule", severity=Severity.WARNING,
        message="12 trong 20 đoạn (65% số từ) giống báo cáo của Đảng bộ Sở Y tế (SYT), đến trước (lúc 09:12 ngày 8/6/2023)",
        file="BC.docx", page=3, evidence=" • ".join([aside] * 3),
        brief="giống báo cáo của SYT",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (june(9), "(SYT), đến cùng lúc (lúc 09:12 ngày 9/6/2023)"),
        (dt.datetime(2023, 6, 9, 18, 0, tzinfo=dt.UTC), "(SYT), đến sau (lúc 01:00 ngày 10/6/2023)"),
        (None, "(SYT)"),
    ],
)
def test_who_came_first_is_a_fact_on_vietnams_clocks(at: dt.datetime | None, told: str) -> None:
    """By the first report of each unit, where it is known."""
    (one,) = found("copied", replace(COPY, sent_at=at))
    assert one.message.endswith(told)


@pytest.mark.parametrize(
    ("kind", "told", "brief"),
    [
        (
            "copied_earlier",
            "giống báo cáo kỳ trước của chính đơn vị (earlier/SNV.pdf)",
            "giống báo cáo kỳ trước",
        ),
        ("copied_known", "giống văn bản đã gửi cho các đơn vị (earlier/SNV.pdf)", "chép lại văn bản đã gửi"),
    ],
)
def test_other_texts_are_told_by_their_names(kind: str, told: str, brief: str) -> None:
    """Where they lie among the rules."""
    (one,) = found(kind, replace(COPY, name="earlier/SNV.pdf", sent_at=None))
    assert (one.message, one.brief) == (f"12 trong 20 đoạn (65% số từ) {told}", brief)


@pytest.mark.parametrize("kind", ["copied", "copied_earlier", "copied_known"])
def test_a_rule_tells_of_what_it_asked_for(kind: str) -> None:
    """Two rules of a kind may ask differently."""
    assert found(kind, replace(COPY, rule="other")) == ()


@pytest.mark.parametrize(
    ("spot", "told"),
    [
        (Spot.LETTERHEAD, "Phần đầu văn bản"),
        (Spot.OPENING, "Câu mở đầu"),
        (Spot.SIGNATURE, "Chỗ ký"),
        (Spot.CLOSING, "Câu kết"),
        (Spot.TEXT, "Lời văn"),
    ],
)
def test_another_units_name_is_told_with_its_place(spot: Spot, told: str) -> None:
    """The sentence is the evidence."""
    (one,) = found("names_other_unit", named=(Misnamed(unit="SYT", where=spot, text="của Sở Y tế", page=2),))
    assert one.message == f"{told} ghi tên đơn vị khác: Đảng bộ Sở Y tế (SYT)"
    assert (one.file, one.page, one.evidence, one.brief) == (
        "BC.docx",
        2,
        "của Sở Y tế",
        "ghi tên đơn vị khác (SYT)",
    )


def test_other_units_are_told_of_together_in_the_sentence() -> None:
    """One part of it, with all their codes."""
    names = tuple(Misnamed(unit=code, where=Spot.TEXT, text=code, page=1) for code in ("SYT", "CTK", "SYT"))
    assert {one.brief for one in found("names_other_unit", named=names)} == {"ghi tên đơn vị khác (SYT, CTK)"}


@pytest.mark.parametrize("kind", ["copied", "copied_earlier", "copied_known", "names_other_unit"])
def test_nothing_is_said_of_a_unit_that_sent_nothing(kind: str) -> None:
    """There is nothing to be like."""
    assert assess(sent.record(checking(kind)), checking(kind)).findings == ()
