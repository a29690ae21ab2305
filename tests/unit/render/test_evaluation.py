"""The report of an evaluation on the screen: short, with what is wrong first, and nothing left out in silence."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.results import EvaluationResult
from pipeline.evaluate import evaluate
from pipeline.model.evaluation import Evaluation
from pipeline.model.finding import Status, Verdict
from pipeline.model.labelled import (
    Absence,
    CellFound,
    CellLabel,
    FileFound,
    FileLabel,
    MessageFound,
    MessageLabel,
    Tables,
    Truth,
    UnitFound,
    UnitLabel,
)
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role
from pipeline.render.evaluation import evaluation
from pipeline.render.screen import Screen
from tests.unit.render import terminal


def judged(*said: State | None, confidence: float | None = 0.95) -> Evaluation:
    """Of cells that are all full, found in these states."""
    names = [(f"1.{place}", state) for place, state in enumerate(said, start=1)]
    labels = tuple(CellLabel(unit="SYT", section=name, state=State.FULL, text="đã họp") for name, _ in names)
    found = tuple(
        CellFound(
            unit="SYT",
            section=name,
            state=state,
            text="đã",
            confidence=confidence,
            file="[red]a.docx",
            page=2,
        )
        for name, state in names
        if state
    )
    units = (
        UnitLabel(
            unit="SYT", format="docx", traits=("toc", "scan"), status=Status.LATE, verdict=Verdict.REVIEW
        ),
    )
    return evaluate(
        Truth(
            cells=labels, units=units, files=(FileLabel(sha256="aa", role=Role.REPORT),),
            messages=(MessageLabel(message_id="a", dispositions=frozenset({Disposition.REPORT}), unit="SYT"),),
        ),
        Tables(
            cells=found, units=(UnitFound(unit="SYT", status=Status.LATE, verdict=Verdict.COMPLETE),),
            files=(FileFound(sha256="aa", role=Role.OTHER),),
            messages=(MessageFound(message_id="a", disposition=Disposition.UNIDENTIFIED),),
        ),
        threshold=0.9,
    )  # fmt: skip


def shown(capsys: pytest.CaptureFixture[str], found: Evaluation, *written: Path) -> str:
    """What is printed of it, with the frames of tables as bars and single blanks."""
    evaluation(Screen(), EvaluationResult(evaluation=found, written=written))
    out, err = capsys.readouterr()
    assert err == ""
    return " ".join(out.replace("│", "|").split())


def test_figures_have_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    """What it is in Vietnamese, the name in the JSON, and counts beside shares."""
    told = shown(capsys, judged(State.FULL, State.THIN, None))
    assert "Đối chiếu với nhãn: 3 ô của 1 đơn vị" in told
    assert "| Đúng tình trạng | state_accuracy | 1/3 (33.3%) |" in told
    assert "| Có nội dung (đủ hoặc sơ sài) | presence_f1 | 0.8000 |" in told
    assert "| Nội dung tìm được trùng với nhãn | text_overlap_f1 | 0.4444 |" in told
    assert "| Ô chắc chắn (tin cậy từ 0.9) | coverage | 2/3 (66.7%) |" in told
    assert "| Sai mà chắc chắn | wrong | 1/2 (50.0%) |" in told
    assert "| Độ tin cậy lệch trung bình | expected_error | 0.4500 |" in told


def test_each_state_has_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """Of one that is only said there is no recall."""
    told = shown(capsys, judged(State.FULL, State.THIN, None))
    assert "┃ Tình trạng ┃ precision ┃ recall ┃ f1 ┃ support ┃" in told
    assert "| ● Đủ (full) | 1.0000 | 0.3333 | 0.5000 | 3 |" in told
    assert "| ◐ Sơ sài (thin) | 0.0000 | – | 0.0000 | 0 |" in told


def test_the_matrix_has_labels_in_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """Only rows and columns that occur, no row last."""
    told = shown(capsys, judged(State.FULL, State.THIN, None))
    assert "┃ Nhãn ┃ ● ┃ ◐ ┃ không có dòng ┃" in told
    assert "| ● Đủ | 1 | 1 | 1 | └" in told


def test_of_traits_only_those_with_errors_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Formats and sections all are; the number of the other traits is told."""
    wrong = shown(capsys, judged(State.FULL, State.THIN))
    assert (
        "| Đặc điểm | | | | | | | | | scan | 2 | 1 | 50.0% | 1.0000 | – | 0.6667 | 1 | | toc | 2 | 1 |"
        in wrong
    )
    assert "| Định dạng | | | | | | | | | docx | 2 | 1 | 50.0% |" in wrong
    assert "| Mục | | | | | | | | | 1.1 | 1 | 0 | 100.0% | 1.0000 | – | 0.6667 | 0 |" in wrong
    assert "0 đặc điểm khác không có ô nào sai." in wrong
    right = shown(capsys, judged(State.FULL))
    assert "Đặc điểm |" not in right
    assert "2 đặc điểm khác không có ô nào sai." in right
    assert "đặc điểm khác" not in shown(capsys, replace(judged(State.FULL), traits=()))


def test_numbers_are_whole_on_a_narrow_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """In 80 columns words are broken, but no figure is cut and nothing is left out."""
    shown = terminal.put(monkeypatch, "stdout")
    monkeypatch.setenv("COLUMNS", "80")
    evaluation(Screen(), EvaluationResult(evaluation=judged(*State, None), written=()))
    told = shown.getvalue()
    assert "…" not in told
    assert "support" in told
    plain = re.sub(r"\x1b\[[\d;]*m", "", told)
    assert max(len(line) for line in plain.splitlines() if line.startswith(("│", "┃"))) <= 80


def test_wrong_cells_are_listed_up_to_a_screenful(capsys: pytest.CaptureFixture[str]) -> None:
    """With where they were read, as the words of the table and nothing else; the rest is counted."""
    told = shown(capsys, judged(*[State.THIN] * 22, None))
    assert "Ô sai: 23, chắc chắn nhất đứng trước" in told
    assert "| SYT | 1.1 | ● Đủ | ◐ Sơ sài | 0.950 | [red]a.docx | 2 |" in told
    assert told.count("[red]a.docx") == 20
    assert "… và 3 ô nữa: --wrong FILE.csv ghi tất cả." in told
    few = shown(capsys, judged(State.FULL, None))
    assert "| SYT | 1.2 | ● Đủ | (không có dòng) | – | | |" in few
    assert "ô nữa" not in few
    assert "Ô sai" not in shown(capsys, judged(State.FULL))


def test_mails_units_and_files_are_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    """Only where both sides have them."""
    found = judged(State.FULL)
    told = shown(capsys, found)
    assert "Thư: 1; mất (lost) 0; đúng phân loại (disposition_accuracy) 0.0000." in told
    assert "Thư của đơn vị: 1; sai đơn vị (wrong_unit) 0; chưa rõ đơn vị (unidentified) 1." in told
    assert (
        "Đơn vị: 1; đúng thời hạn nộp (status_accuracy) 1.0000; đúng kết luận (verdict_accuracy) 0.0000."
        in told
    )
    assert "Tệp: 1; mất (lost) 0; đúng vai trò (role_accuracy) 0.0000." in told
    none = shown(capsys, replace(found, messages=None, units=None, files=None))
    assert not any(word in none for word in ("Thư:", "Đơn vị:", "Tệp:"))


def test_what_is_not_judged_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Silent units, rows without a state, cells without a row, files and columns that are not there."""
    found = judged(State.FULL, None)
    left = replace(found.left_out, unlabelled=7, not_submitted=10, sent_after_all=3)
    absent = (
        Absence(side="labels", file="files.csv"),
        Absence(side="tables", file="sections.csv", column="page"),
    )
    told = shown(capsys, replace(found, left_out=left, absent=absent))
    assert "Không tính 10 ô của đơn vị chưa nộp; trong đó bảng ghi khác: 3 ô." in told
    assert "Không tính 7 dòng chưa ghi tình trạng (state)." in told
    assert "1 ô có nhãn không có dòng nào trong bảng: tính là sai." in told
    assert "Nhãn không có files.csv: bỏ qua những số cần đến." in told
    assert "Bảng không có cột page của sections.csv: bỏ qua những số cần đến." in told
    quiet = shown(capsys, replace(found, left_out=replace(left, unlabelled=0, sent_after_all=0), no_row=0))
    assert "Không tính 10 ô của đơn vị chưa nộp. " in quiet + " "
    assert not any(word in quiet for word in ("trong đó", "dòng chưa ghi", "không có dòng nào", "bỏ qua"))
    assert "Không tính" not in shown(capsys, found)


def test_without_confidence_its_figures_are_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """And no count of sure errors."""
    told = shown(capsys, judged(State.FULL, State.THIN, confidence=None))
    assert not any(word in told for word in ("coverage", "brier", "area"))
    assert "| 1.1 | 1 | 0 | 100.0% | 1.0000 | – | 0.6667 | – |" in told


def test_files_written_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """One in a line."""
    assert shown(capsys, judged(State.FULL), Path("a.svg"), Path("b.csv")).endswith("wrote a.svg wrote b.csv")


def test_json_has_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    """Under the names of the fields, states as codes, floats in six digits."""
    found = judged(State.FULL, State.THIN, None)
    evaluation(Screen(as_json=True), EvaluationResult(evaluation=found, written=(Path("a.svg"),)))
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [*Evaluation.__slots__, "written"]
    assert told["summary"]["state_accuracy"] == 0.333333
    assert told["confusion"][0] == {"expected": "full", "found": "full", "cells": 1}
    assert told["wrong"][1]["found"] is None
    assert told["written"] == ["a.svg"]
