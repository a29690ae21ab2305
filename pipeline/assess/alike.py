"""What the three kinds on copied text have in common: their parameters, and a finding that shows the passages side by side."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.campaign import Check
from pipeline.model.finding import BESIDE, THEN, Finding, Record
from pipeline.model.likeness import Copy, Passage
from pipeline.model.parameter import Parameter

_SHOWN = 3  # passages in a cell; `show` has more


def parameters(
    *, least_passages: int, least_share: float
) -> tuple[Parameter[float], Parameter[int], Parameter[int], Parameter[float]]:
    """The parameters of a kind, with the defaults in which kinds differ."""
    return (
        Parameter(
            name="similarity", default=0.8, within=(0.5, 1.0),
            about="hai đoạn là giống nhau khi từng này phần số từ trùng nhau theo cùng thứ tự (không kể chữ số)",
        ),
        Parameter(name="least_words", about="chỉ so những đoạn có ít nhất từng này từ", default=20, within=(8, 1000)),
        Parameter(name="least_passages", about="ít nhất từng này đoạn giống", default=least_passages, within=(1, 1000)),
        Parameter(
            name="least_share", about="các đoạn giống chiếm ít nhất từng này phần số từ của báo cáo", default=least_share
        ),
    )  # fmt: skip


def copies(record: Record, rule: Check) -> Iterator[Copy]:
    """What the rule found the counting report to be like, most alike first."""
    return (copy for copy in record.originality.copies if copy.rule == rule.id)


def finding(record: Record, rule: Check, copy: Copy, told: str, brief: str) -> Finding:
    """A finding that says how much is like what is `told`; its evidence are passages of both."""
    counting = record.counting
    report = counting.report if counting else None
    return Finding(
        unit=record.unit.code, version=counting.version if counting else 0, check=rule.id, severity=rule.severity,
        message=f"{copy.count} trong {copy.paragraphs} đoạn ({copy.share:.0%} số từ) giống {told}",
        file=report.file.name if report else "", page=copy.passages[0].page,
        evidence=THEN.join(map(side_by_side, copy.passages[:_SHOWN])), brief=brief,
    )  # fmt: skip


def side_by_side(passage: Passage) -> str:
    """Both passages on one line, with their pages and how alike they are."""
    ours, theirs = f"«{passage.text}»{_page(passage.page)}", f"«{passage.theirs}»{_page(passage.their_page)}"
    return f"{ours}{BESIDE}{theirs}: {passage.alike:.0%}"


def _page(page: int | None) -> str:
    return f" (trang {page})" if page else ""
