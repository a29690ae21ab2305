"""A whole folder: what comes out when it is right, and that every mistake is told at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.errors import RulesError
from pipeline.model.campaign import (
    Campaign,
    Check,
    Decision,
    Due,
    MailboxRules,
    Outline,
    OutlineItem,
    Severity,
    Unit,
)
from pipeline.model.indicator import Indicator, Period
from pipeline.rulebook import load
from tests.unit.rulebook import folders

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_EXPECTED = Campaign(
    id="dot-1",
    name="28-CT/TU",
    title="Sơ kết 3 năm",
    agency="Đảng uỷ Khối",
    timezone=_HANOI,
    mailbox=MailboxRules(url="imaps://bao%40example.org@imap.example.org/", folders=("INBOX", "Báo cáo")),
    period_from=dt.date(2020, 7, 7),
    period_to=dt.date(2023, 6, 30),
    opens=dt.date(2023, 5, 12),
    due=Due(before=dt.date(2023, 6, 15)),
    review_below=0.8,
    references=("28-CT/TU", "28 - CT/TU"),
    outline=Outline(
        items=(
            OutlineItem(
                id="1",
                title="Công tác tuyên truyền",
                aliases=("Công tác quán triệt",),
                evidence=("hội nghị quán triệt",),
                min_words=20,
                weight=2.0,
            ),
            OutlineItem(
                id="2",
                title="Đánh giá chung",
                children=(
                    OutlineItem(id="2.1", title="Ưu điểm", required=False),
                    OutlineItem(id="2.2", title="Hạn chế"),
                ),
            ),
        ),
        foreign=("Nơi nhận",),
    ),
    units=(
        Unit(
            code="SNV",
            name="Đảng bộ Sở Nội vụ",
            kind="dang_bo",
            aliases=("Sở Nội vụ", "Sở NV"),
            emails=("vanthu@snv.example", "b@snv.example"),
            symbols=("SNV",),
            valid_from=dt.date(2020, 1, 1),
            valid_to=dt.date(2025, 6, 30),
        ),
        Unit(code="PNV", name="Chi bộ Phòng Nội vụ, số 1", kind="chi_bo", parent="SNV"),
    ),
    checks=(
        Check(id="deadline", kind="deadline", severity=Severity.ERROR),
        Check(
            id="words",
            kind="words",
            severity=Severity.NOTE,
            parameters={
                "at_least": 3,
                "share": 0.5,
                "strict": True,
                "from": "2020-01-01",
                "pattern": r"a\d+",
            },
        ),
    ),
    decisions=(
        Decision(
            at=dt.datetime(2023, 6, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))),
            by="Lan",
            subject="SNV/2.1",
            field="state",
            value="full",
            note="đã đọc, có nội dung",
        ),
    ),
    indicators=(
        Indicator(
            id="tiep-dan",
            title="Số lượt tiếp công dân",
            aliases=("Số lượt tiếp dân",),
            unit="lượt",
            unit_aliases=("lượt người",),
            columns=(Period(name="2021", headings=("Năm 2021",)), Period(name="Tổng", headings=())),
            section="2.1",
        ),
        Indicator(
            id="dung-han",
            title="Tỷ lệ hồ sơ đúng hạn",
            unit="%",
            whole=False,
            columns=(Period(name="2022", headings=("Năm 2022",)),),
        ),
        Indicator(
            id="kinh-phi",
            title="Kinh phí",
            unit="tỷ đồng",
            whole=False,
            columns=(Period(name="2021", headings=("Năm 2021",)), Period(name="Tổng", headings=())),
        ),
    ),
)


def test_a_right_folder_is_a_campaign(tmp_path: Path) -> None:
    """Every value of every file stands in the campaign, and nothing else; what is not said of it is shipped."""
    campaign = load(folders.write(tmp_path))
    assert len(campaign.version) == 12
    due = replace(_EXPECTED.due, calendar=campaign.due.calendar)
    expected = replace(_EXPECTED, version=campaign.version, calibration=campaign.calibration, due=due)
    assert campaign == expected


def test_the_version_follows_the_rules_and_not_the_decisions(tmp_path: Path) -> None:
    """One changed byte of a rule file makes another version; a new decision does not."""
    first = load(folders.write(tmp_path)).version
    assert load(folders.write(tmp_path, {"decisions.csv": None})).version == first
    assert load(folders.write(tmp_path, {"checks.yaml": folders.CHECKS + "\n"})).version != first
    assert load(folders.write(tmp_path, {"indicators.yaml": folders.INDICATORS + "\n"})).version != first
    assert load(folders.write(tmp_path, {"indicators.yaml": None})).version != first


def test_a_campaign_may_ask_for_no_figures(tmp_path: Path) -> None:
    """Without its file there are no indicators; a file that is there has to be right."""
    assert load(folders.write(tmp_path, {"indicators.yaml": None})).indicators == ()
    assert folders.problems(tmp_path, {"indicators.yaml": ""}) == [
        "indicators.yaml:1: the file is empty; write its keys, as the README of the rules explains"
    ]


def test_optional_values_may_be_absent(tmp_path: Path) -> None:
    """A campaign needs names, a time zone and a deadline; the rest has defaults."""
    text = "name: a\ntitle: b\nagency: c\ntimezone: UTC\ndue: {before: 2023-06-15}\nopens:\n"
    text += "mailbox: {url: '', mark: \"\"}\n"
    campaign = load(
        folders.write(tmp_path, {"campaign.yaml": text, "decisions.csv": None, "checks.yaml": "[]"})
    )
    assert campaign.mailbox == MailboxRules()
    assert (campaign.opens, campaign.period_from, campaign.review_below) == (None, None, 0.9)
    assert (campaign.checks, campaign.decisions) == ((), ())


def test_all_files_tell_their_mistakes_together(tmp_path: Path) -> None:
    """One run names the mistakes of all six files, file by file, line by line."""
    told = folders.problems(
        tmp_path,
        {
            "campaign.yaml": folders.CAMPAIGN.replace("agency", "agenci").replace("0.8", "8"),
            "outline.yaml": folders.OUTLINE.replace("min_words: 20", "min_words: -1"),
            "units.csv": folders.UNITS.replace("2020-01-01", "01/01/2020"),
            "checks.yaml": folders.CHECKS.replace("error", "err"),
            "indicators.yaml": folders.INDICATORS.replace("unit_aliases", "unit_alias"),
            "decisions.csv": folders.DECISIONS.replace("+07:00", ""),
        },
    )
    assert [problem.split(": ")[0] for problem in told] == [
        "campaign.yaml:1",
        "campaign.yaml:3",
        "campaign.yaml:11",
        "outline.yaml:6",
        "units.csv:2",
        "checks.yaml:1",
        "indicators.yaml:9",
        "decisions.csv:2",
    ]


def test_missing_files_are_all_named(tmp_path: Path) -> None:
    """An empty folder lacks four files; indicators and decisions need not be there."""
    empty = dict.fromkeys(folders.FILES, None)
    told = folders.problems(tmp_path, empty)
    names = ["campaign.yaml", "outline.yaml", "units.csv", "checks.yaml"]
    assert told == [
        f"{name}:1: the file is missing; write it, or copy it from another campaign's folder"
        for name in names
    ]


def test_a_missing_folder_is_one_problem(tmp_path: Path) -> None:
    """A wrong campaign name says so, and not that four files are missing."""
    with pytest.raises(RulesError, match="no such folder of rules; correct the campaign's name") as caught:
        load(tmp_path / "nothing")
    assert len(caught.value.problems) == 1


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """A folder in the place of a file is told, not raised as it is."""
    folder = folders.write(tmp_path, {"checks.yaml": None})
    (folder / "checks.yaml").mkdir()
    with pytest.raises(RulesError, match=r"checks.yaml:1: the file cannot be read \(Is a directory\)"):
        load(folder)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "units.csv",
            folders.UNITS.encode("utf-16"),
            "units.csv:1: the file is UTF-16, not UTF-8; save it again",
        ),
        ("units.csv", folders.UNITS.encode("utf-16-be"), "units.csv:1: the file is UTF-16, not UTF-8"),
        (
            "units.csv",
            b"code,name\nA,S\xe1n\n",
            "units.csv:2: byte 0xe1 is not UTF-8; save the file again as UTF-8",
        ),
        ("outline.yaml", b"sections:\n- id: '1\xff'\n", "outline.yaml:2: byte 0xff is not UTF-8"),
        ("checks.yaml", b"- a\n- b\x07\n", "checks.yaml:2: control character '\\x07' in the text; delete it"),
        ("checks.yaml", b"#" * 5_000_001, "checks.yaml:1: the file has more than 5,000,000 bytes; keep only"),
    ],
)
def test_bytes_that_are_no_utf8_text_are_told_with_their_line(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    """Encodings, controls and size are checked before any parser sees the text."""
    (problem,) = folders.problems(tmp_path, {name: data})
    assert problem.startswith(told)


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    """A file written on a Mac gives the same names as any other."""
    decomposed = "Ba\u0301o ca\u0301o"
    folder = folders.write(tmp_path, {"campaign.yaml": folders.CAMPAIGN.replace("Sơ kết 3 năm", decomposed)})
    assert load(folder).title == "Báo cáo"


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Files saved by Windows programs begin with a mark, which is accepted in all of them."""
    marked = {name: "\ufeff" + text for name, text in folders.FILES.items()}
    assert load(folders.write(tmp_path, marked)).units == load(folders.write(tmp_path)).units
