"""How the kinds of checks are listed: what may be set, which rules name them, and what these say."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from pipeline.app.kinds import UsedKind
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Check, Decides, Severity
from pipeline.model.parameter import Parameter
from pipeline.render.kinds import kinds
from pipeline.render.screen import Screen

KIND = Kind(
    name="words",
    about="Báo cáo quá ngắn.",
    check=lambda *_: iter(()),
    parameters=(
        Parameter(name="at_least", about="số từ ít nhất", default=300),
        Parameter(name="texts", about="các cách viết", default=("hội nghị",)),
    ),
    group="nội dung",
)
RULE = Check(
    id="short", kind="words", severity=Severity.WARNING, parameters={"at_least": 5}, source="Điều 1",
    valid_from=dt.date(2020, 3, 5), valid_to=dt.date(2026, 5, 26), weight=2.5, decides=Decides.REVIEW,
)  # fmt: skip
TOLD = (
    "    tiêu chí short: cảnh báo; làm báo cáo thành cần xem lại; trọng số 2.5; từ 05/03/2020; đến 26/05/2026; "
    "căn cứ Điều 1; at_least = 5"
)
PLAIN = Kind(name="plain", about="Gì đó.", check=lambda *_: iter(()))


def test_a_kind_is_told_with_its_parameters_and_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """Types, defaults and meanings; then each rule with what it sets. One that no rule names says so."""
    kinds(Screen(), [UsedKind(kind=KIND, rules=(RULE,)), UsedKind(kind=PLAIN, rules=())])
    assert capsys.readouterr().out.splitlines() == [
        "words (nội dung): Báo cáo quá ngắn.",
        "    at_least (số nguyên, mặc định 300): số từ ít nhất",
        '    texts (danh sách, mặc định ["hội nghị"]): các cách viết',
        TOLD,
        "plain: Gì đó.",
        "    đợt này không dùng",
    ]


def test_the_json_of_kinds_is_a_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """The same, for programs."""
    rule = Check(id="open", kind="words", severity=Severity.NOTE)
    kinds(Screen(as_json=True), [UsedKind(kind=KIND, rules=(RULE, rule))])
    (told,) = json.loads(capsys.readouterr().out)
    assert list(told) == ["kind", "about", "group", "decides", "parameters", "rules"]
    assert told["parameters"][0] == {
        "name": "at_least", "about": "số từ ít nhất", "type": "a whole number", "default": 300,
    }  # fmt: skip
    assert told["rules"] == [
        {
            "id": "short", "severity": "warning", "weight": 2.5, "decides": "review", "source": "Điều 1",
            "valid_from": "2020-03-05", "valid_to": "2026-05-26", "parameters": {"at_least": 5},
        },
        {
            "id": "open", "severity": "note", "weight": 1.0, "decides": "nothing", "source": "",
            "valid_from": None, "valid_to": None, "parameters": {},
        },
    ]  # fmt: skip
