"""A campaign of three units: one whose report was read, one whose file is locked, one that is silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.assess import assess, build_record
from pipeline.model.campaign import Campaign, Check, OutlineItem, Severity
from pipeline.model.section import Alignment, Section, State
from pipeline.model.submission import Submission
from pipeline.tabulate import tabulate
from tests.build import nouns
from tests.unit.assess import sent

Tables = dict[str, pd.DataFrame]
Tabulated = Callable[[Sequence[Submission], Sequence[Submission]], Tables]

OUTLINE = nouns.outline(
    nouns.item("1", "Tuyên truyền"),
    nouns.item("2", "Kết quả", nouns.item("2.1", "Lãnh đạo"), nouns.item("2.2", "Phối hợp")),
    OutlineItem(id="3", title="Phụ lục", required=False),
)


@pytest.fixture
def campaign() -> Campaign:
    """Its roster is not in the order of the alphabet."""
    checks = tuple(
        Check(id=kind, kind=kind, severity=severity)
        for kind, severity in (("deadline", Severity.ERROR), ("sections", Severity.WARNING))
    )
    units = (nouns.unit("SNV", "Sở Nội vụ"), nouns.unit("BDT", "Ban Dân tộc"), nouns.unit("ATC", "Trường"))
    return replace(nouns.campaign(sections=OUTLINE, units=units), checks=checks)


@pytest.fixture
def alignment() -> Alignment:
    """A report with a full, a thin and a missing section."""
    cells = {
        "1": Section(
            item="1", state=State.FULL, heading="I. TUYÊN TRUYỀN", score=0.91, confidence=0.97, words=45, page=1,
            paragraph=7, text="Đã họp.\nĐã học.",
        ),
        "2.1": Section(
            item="2.1", state=State.THIN, heading="1. Lãnh đạo, phối hợp", score=0.7, confidence=0.92,
            in_order=False, shared_with=("2.2", "1"), words=4, page=2, paragraph=9, text="Đã làm.",
        ),
        "2.2": Section(item="2.2", state=State.MISSING, confidence=0.95),
    }  # fmt: skip
    plain = sent.aligned(OUTLINE).sections
    return Alignment(sections=tuple(cells.get(one.item, one) for one in plain))


@pytest.fixture
def tabulated(campaign: Campaign, alignment: Alignment) -> Tabulated:
    """Tables of what the first and the second unit sent; the first one's report has that alignment."""

    def make(first: Sequence[Submission], second: Sequence[Submission]) -> Tables:
        by_unit = dict(zip(campaign.units, (first, second, ()), strict=True))
        assessments = [
            assess(
                build_record(unit, mine, alignment if mine is first and mine else None, campaign), campaign
            )
            for unit, mine in by_unit.items()
        ]
        return tabulate(assessments, [*first, *second], campaign)

    return make
