"""A campaign with the first campaign's outline and a roster of any size, and its sample mailbox, built once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.demo import DemoSummary, build_mailbox
from pipeline.model.campaign import Campaign, Due, MailboxRules, Outline, OutlineItem, Unit

Rostered = Callable[[Sequence[Unit]], Campaign]


def _item(number: str, *children: OutlineItem) -> OutlineItem:
    return OutlineItem(id=number, title=f"Mục {number} của đề cương", children=children)


OUTLINE = Outline(
    items=(
        _item("1.1"),
        _item("1.2", _item("1.2.1"), _item("1.2.2"), _item("1.2.3"), _item("1.2.4")),
        _item("1.3", _item("1.3.1"), _item("1.3.2"), _item("1.3.3")),
        _item("1.4", _item("1.4.1"), _item("1.4.2")),
    )
)


@pytest.fixture(scope="session")
def rostered() -> Rostered:
    """Makes a campaign for a roster."""

    def make(units: Sequence[Unit]) -> Campaign:
        return Campaign(
            id="28-ct-tu",
            name="28-CT/TU",
            title="Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU",
            agency="Ban Chỉ đạo thực hiện dân chủ Đảng uỷ Khối các cơ quan tỉnh Phú Thọ",
            timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
            mailbox=MailboxRules(),
            period_from=None,
            period_to=None,
            opens=dt.date(2023, 5, 12),
            due=Due(before=dt.date(2023, 6, 15)),
            review_below=0.9,
            references=("28-CT/TU",),
            outline=OUTLINE,
            units=tuple(units),
            checks=(),
        )

    return make


@pytest.fixture(scope="session")
def big(rostered: Rostered) -> Campaign:
    """A campaign of fifty units, Party and State, some without addresses or symbols."""
    return rostered([_unit(place) for place in range(50)])


def _unit(place: int) -> Unit:
    office = ("Sở Y tế", "Hội Nông dân tỉnh", "Trường Chính trị tỉnh", "Ban Dân tộc", "Cục Thống kê tỉnh")[
        place % 5
    ]
    branch = place % 2 == 0
    return Unit(
        code=f"U{place:02d}",
        name=f"{'Chi bộ' if branch else 'Đảng bộ'} {office} số {place}",
        kind="chi_bo" if branch else "dang_bo",
        emails=(f"vanthu@u{place}.phutho.example",) if place % 7 else (),
        symbols=(f"U{place}",) if place % 3 else (),
    )


@pytest.fixture(scope="session")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the big campaign's sample mailbox lies."""
    return tmp_path_factory.mktemp("box")


@pytest.fixture(scope="session")
def summary(box: Path, big: Campaign) -> DemoSummary:
    """The big campaign's sample mailbox, built."""
    return build_mailbox(box, big)
