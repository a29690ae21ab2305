"""What a reviewer is shown of decisions: lines in Vietnamese, or JSON; nothing in them acts on the terminal."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.results import DecideResult, Failure, Hint, Ruling, Standing, Suggestions
from pipeline.model.change import Change
from pipeline.model.proposal import FOREIGN, Proposal, Source, Wording
from pipeline.render import decisions
from pipeline.render.screen import Screen
from pipeline.sentences.sentence import Sentence
from tests.build import nouns

CAMPAIGN = nouns.campaign()
RULING = nouns.decision("SNV/1", "state", "thin")
LATER = replace(RULING, by="Hoa", at=RULING.at + dt.timedelta(days=1))
TOLD = "SNV/1 state = thin · Lan, 09/06/2023 09:12 · đã gọi điện"


def change(column: str, before: object, after: object, *, table: str = "sections", row: str = "1") -> Change:
    """A cell of the unit's."""
    return Change(table=table, unit="SNV", row=row, column=column, before=before, after=after)


DONE = DecideResult(
    decision=RULING, recorded=True, written=(Path("tables/units.csv"),),
    changes=(
        change("state", "full", "thin"), change("page", 2, None), change("in_order", after=False, before=True), change("text", "a", "b"),
        change("decided_by", "", "Lan", table="units", row=""),
    ),
)  # fmt: skip


def test_a_recorded_decision_is_told_with_the_cells_it_changes(capsys: pytest.CaptureFixture[str]) -> None:
    """In the words of the tables; the report's own text is not repeated."""
    decisions.decided(Screen(), DONE, CAMPAIGN)
    assert capsys.readouterr().out.splitlines() == [
        f"Đã ghi ý kiến: {TOLD}",
        "  SNV 1 · Nội dung · Tình trạng: Đủ → Sơ sài",
        "  SNV 1 · Nội dung · Trang: 2 → –",
        "  SNV 1 · Nội dung · Đúng thứ tự: có → không",
        "  SNV · Đơn vị · Người quyết định: – → Lan",
        "wrote tables/units.csv",
    ]


def test_what_was_not_written_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The same ruling again; no cell changed; another run at work; a file that failed."""
    again = DecideResult(decision=RULING, recorded=False, changes=(), written=())
    decisions.decided(Screen(), again, CAMPAIGN)
    busy = DecideResult(
        decision=RULING, recorded=True, changes=(), written=(), busy="Process 7 is at work.",
        failures=(Failure(item="m1", reason="time"),),
    )  # fmt: skip
    decisions.decided(Screen(), busy, CAMPAIGN)
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        f"Ý kiến này đã có và đang có hiệu lực, không ghi thêm: {TOLD}",
        f"Đã ghi ý kiến: {TOLD}",
        "Không ô nào trong các bảng thay đổi.",
        "Một lượt chạy khác đang ghi các bảng: lượt sau (poll hoặc table) sẽ đưa ý kiến này vào.",
    ]
    assert err == "m1: time\n"


def test_the_json_of_a_decision_is_a_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """With every cell, in codes."""
    decisions.decided(Screen(as_json=True), DONE, CAMPAIGN)
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["decision", "recorded", "changes", "busy", "written", "failures"]
    assert list(told["decision"].values()) == [
        "2023-06-09T09:12:00+07:00",
        "Lan",
        "SNV/1",
        "state",
        "thin",
        "đã gọi điện",
    ]
    assert told["changes"][0] == {
        "table": "sections", "unit": "SNV", "row": "1", "column": "state", "before": "full", "after": "thin",
    }  # fmt: skip
    assert (len(told["changes"]), told["written"], told["failures"]) == (5, ["tables/units.csv"], [])


def test_every_standing_has_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason, where it is not in force."""
    decisions.listed(Screen(), [], CAMPAIGN)
    against = Sentence("No unit 'XYZ'.", "danh sách không có đơn vị 'XYZ'.")
    rulings = [
        Ruling(decision=RULING, standing=Standing.IN_FORCE),
        Ruling(decision=RULING, standing=Standing.OVERRULED, overruled_by=LATER),
        Ruling(decision=RULING, standing=Standing.GONE, against=against),
        Ruling(decision=RULING, standing=Standing.NOT_APPLIED),
    ]
    assert [one.standing for one in rulings] == list(Standing)
    decisions.listed(Screen(), rulings, CAMPAIGN)
    assert capsys.readouterr().out.splitlines() == [
        "Chưa có ý kiến rà soát nào.",
        f"[có hiệu lực] {TOLD}",
        f"[đã bị thay thế] {TOLD} (Hoa có ý kiến khác lúc 10/06/2023 09:12)",
        f"[không còn đối tượng] {TOLD} (danh sách không có đơn vị 'XYZ')",
        f"[chưa áp dụng được] {TOLD} (báo cáo đang tính không có dòng nào như vậy)",
    ]
    decisions.listed(Screen(as_json=True), rulings, CAMPAIGN)
    told = json.loads(capsys.readouterr().out)
    assert list(told[0]) == ["at", "by", "subject", "field", "value", "note", "standing", "reason"]
    assert [(one["standing"], one["reason"]) for one in told] == [
        ("in_force", ""), ("overruled", "Hoa ruled again at 2023-06-10T09:12:00+07:00"), ("gone", "No unit 'XYZ'."),
        ("not_applied", "no line of the report that counts reads so"),
    ]  # fmt: skip


def proposals() -> tuple[Proposal, ...]:
    """One that is safe, one that everything speaks against, one whose words nobody has."""
    against = Proposal(
        item="1", alias='Kết "quả"\x1b', units=("SNV", "SYT"), said=Wording(item="1", text="Kết quả", likeness=0.93),
        clashes=(
            Wording(item="2", text="Kiến nghị", likeness=0.8), Wording(item=FOREIGN, text="Nơi nhận", likeness=0.9),
            Wording(item="2", text="Kết", likeness=1.0, source=Source.RULING),
            Wording(item="2", text="Kết", likeness=1.0, source=Source.REPORTS),
        ),
        within=("2",), general=True,
    )  # fmt: skip
    return (
        Proposal(item="1", alias="Việc đã làm", units=("CTK",)),
        against,
        Proposal(item="2", alias="Phần sau", units=("CTK",), general=True),
    )


def test_what_is_safe_can_be_pasted_and_the_rest_is_a_comment(capsys: pytest.CaptureFixture[str]) -> None:
    """Every line but the safe aliases begins with a hash; letters that act on a terminal do not get there."""
    hints = (
        Hint(decision=nouns.decision("SNV/2", "state", "missing"), heading="Đề nghị"),
        Hint(decision=nouns.decision("SYT/2", "state", "full"), heading=""),
    )
    decisions.suggested(Screen(), Suggestions(proposals=proposals(), hints=hints), CAMPAIGN)
    assert capsys.readouterr().out.splitlines() == [
        "# Dán các dòng chọn được vào outline.yaml, dưới aliases của đúng mục ấy, rồi chạy tonghop check.",
        "# 1  Kết quả",
        '      - "Việc đã làm"  # 1 đơn vị: CTK',
        '      # - "Kết \\"quả\\"\\u001b"  # 2 đơn vị: SNV, SYT',
        '      #     đã có cách viết "Kết quả" (giống 93%)',
        '      #     trùng với mục 2: "Kiến nghị" (outline.yaml, giống 80%)',
        '      #     trùng với đề mục không thuộc mục nào (not_in_outline): "Nơi nhận" (outline.yaml, giống 90%)',
        '      #     trùng với mục 2: "Kết" (ý kiến rà soát khác, giống 100%)',
        '      #     trùng với mục 2: "Kết" (đề mục trong các báo cáo, giống 100%)',
        "      #     quá chung chung, có thể nhận nhầm đề mục khác, mục khác cũng có đủ các chữ này: 2",
        "# 2  Kiến nghị",
        '      # - "Phần sau"  # 1 đơn vị: CTK',
        "      #     quá chung chung, có thể nhận nhầm đề mục khác",
        "# SNV/2: Lan ghi 'Thiếu', chương trình đọc mục này dưới \"Đề nghị\"; nên ghi ý kiến về đề mục (heading).",
        "# SYT/2: Lan ghi 'Đủ', không tìm thấy đề mục; nên ghi ý kiến về đề mục (heading).",
    ]


def test_nothing_to_suggest_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """As a comment, since the output may go into a file."""
    decisions.suggested(Screen(), Suggestions(proposals=(), hints=()), CAMPAIGN)
    assert capsys.readouterr().out == (
        "# Chưa có cách viết mới: chưa ai cho ý kiến về đề mục (heading), hoặc đề cương đã có các cách viết ấy.\n"
    )


def test_the_json_of_suggestions_is_a_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """The same as data."""
    hint = Hint(decision=nouns.decision("SNV/2", "state", "missing"), heading="Đề nghị")
    decisions.suggested(Screen(as_json=True), Suggestions(proposals=proposals(), hints=(hint,)), CAMPAIGN)
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["aliases", "hints"]
    assert list(told["aliases"][0]) == [
        "item",
        "alias",
        "units",
        "said",
        "clashes",
        "within",
        "general",
        "safe",
    ]
    assert [one["safe"] for one in told["aliases"]] == [True, False, False]
    assert told["aliases"][1]["clashes"][1] == {
        "item": "not_in_outline", "text": "Nơi nhận", "likeness": 0.9, "source": "outline",
    }  # fmt: skip
    assert (told["hints"][0]["subject"], told["hints"][0]["heading"]) == ("SNV/2", "Đề nghị")
