"""What the page's panel tells of a unit and of a section, as one JSON value.

Everything is put into words here; the script in the page only lays it out. Texts are cut to what a page can carry.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.export.cells import cut, day_and_time, is_no, number, whole
from pipeline.export.overview import Overview, Row, is_unsure, records
from pipeline.model import labels
from pipeline.model.finding import BESIDE, THEN
from pipeline.model.section import State
from pipeline.sentences.reasons import REASONS

PAGE_TEXT_BUDGET = 28_000_000
"""Characters of section texts in one page, so that 5,000 units stay below 60 MB: measured, 5,000 units with ten leaves
of some 4,000 characters each made a page of 57 MB, 17 MB of it other than those texts."""
TEXT_MOST, TEXT_LEAST = 20_000, 300
"""Characters of one section's text in the page, at most and, whatever the budget says, at least."""
FIELD_MOST = 1_000
"""Characters of any other value: longer ones come from senders who play tricks."""
BESIDE_MOST = 2_000
"""Characters of an evidence that has three pairs of passages side by side."""

CELL_FIELDS = (
    "Tình trạng", "Độ tin cậy", "Đề mục trong báo cáo", "Vị trí", "Tệp", "Viết chung với mục", "Số từ", "Thứ tự",
)  # fmt: skip
_WHY = "Tóm tắt"
_UNIT_FIELDS = (
    "unit", "status", "received_at", "due_at", "days_late", "version", "report", "format", "pages", "completeness",
    "verdict", "confidence", "decided_by",
)  # fmt: skip


def page_data(tables: Mapping[str, pd.DataFrame], view: Overview) -> dict[str, object]:
    """`fields` names the values of a cell; `sections` the titles; `units` holds cells, findings and messages by code."""
    cells = _cells(tables["sections"], view)
    findings = _by(records(tables["findings"]), "unit")
    files = _by(records(tables["files"]), "message")
    messages = _by(records(tables["messages"]), "unit")
    why = {found.unit: cut(found.why, FIELD_MOST) for found in view.rows}
    units = {
        str(row["unit"]): {
            "name": row["name"],
            "facts": [*_facts(row), *((_WHY, found) for found in (why[str(row["unit"])],) if found)],
            "cells": cells.get(str(row["unit"]), {}),
            "findings": [_finding(found) for found in findings.get(str(row["unit"]), [])],
            "messages": [_message(found, files) for found in messages.get(str(row["unit"]), [])],
        }
        for row in records(tables["units"])
    }
    return {
        "fields": CELL_FIELDS,
        "sections": {found.id: found.title for found in view.columns},
        "units": units,
    }


def for_script(value: object) -> str:
    """JSON that no text inside can break out of a script element with."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for letter in "<>&\u2028\u2029":
        told = told.replace(letter, f"\\u{ord(letter):04x}")
    return told


def text_limit(texts: int) -> int:
    """Characters for each of so many texts."""
    return max(TEXT_LEAST, min(TEXT_MOST, PAGE_TEXT_BUDGET // max(1, texts)))


def file_line(row: Row) -> str:
    """One file in one line: name, role, why not read."""
    role = labels.CODED["files", "role"].get(str(row["role"]), str(row["role"]))
    return " · ".join(filter(None, (cut(str(row["name"]), FIELD_MOST), role, reason(row))))


def reason(row: Row) -> str:
    """Why a message or file is what it is, in the words of staff."""
    return cut(REASONS.in_vietnamese(str(row["reason"])), FIELD_MOST)


def _by(rows: Iterable[dict[str, object]], key: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        found[str(row[key])].append(row)
    return found


def _cells(sections: pd.DataFrame, view: Overview) -> dict[str, dict[str, list[str]]]:
    wanted = {column.id for column in view.columns}
    rows = [row for row in records(sections) if row["section"] in wanted]
    most = text_limit(sum(row["text"] != "" for row in rows))
    return {
        unit: {str(row["section"]): _cell(row, view.review_below, most) for row in held}
        for unit, held in _by(rows, "unit").items()
    }


def _cell(row: Row, review_below: float, most: int) -> list[str]:
    """The values of CELL_FIELDS, then the text; empty values at the end left out."""
    state = State(str(row["state"]))
    doubt = f" ({labels.REVIEW})" if is_unsure(state, row["confidence"], review_below) else ""
    values = (
        f"{labels.STATE_SIGN[state]} {labels.STATE[state]}{doubt}",
        _share(row["confidence"]),
        cut(str(row["heading"]), FIELD_MOST),
        _place(row),
        cut(str(row["file"]), FIELD_MOST),
        str(row["shared_with"]).replace("|", ", "),
        str(whole(row["words"]) or ""),
        "không theo thứ tự đề cương" if is_no(row["in_order"]) else "",
        _text(str(row["text"]), most),
    )
    kept = max(place for place, value in enumerate(values, start=1) if value)
    return list(values[:kept])


def _text(text: str, most: int) -> str:
    return text if len(text) <= most else cut(text, most) + " Toàn văn ở cột text của tables/sections.csv."


def _place(row: Row) -> str:
    places = (("trang", whole(row["page"])), ("đoạn", whole(row["paragraph"])))
    return ", ".join(f"{name} {place}" for name, place in places if place)


def _share(value: object) -> str:
    found = number(value)
    return "" if found is None else f"{found:.0%}"


def _facts(row: Row) -> list[tuple[str, str]]:
    told = ((labels.COLUMNS["units"][name], _fact(name, row[name])) for name in _UNIT_FIELDS)
    return [(label, value) for label, value in told if value]


def _fact(name: str, value: object) -> str:
    if name in {"completeness", "confidence"}:
        return _share(value)
    if name.endswith("_at"):
        return day_and_time(value)
    if isinstance(value, str):
        return cut(labels.CODED.get(("units", name), {}).get(value, value), FIELD_MOST)
    return str(whole(value) or "")


def _finding(row: Row) -> dict[str, object]:
    severity = str(row["severity"])
    page = whole(row["page"])
    evidence = str(row["evidence"])
    return {
        "code": severity,
        "severity": labels.CODED["findings", "severity"].get(severity, severity),
        "message": cut(str(row["message"]), FIELD_MOST),
        "section": str(row["section"]),
        "place": " · ".join(
            filter(None, (cut(str(row["file"]), FIELD_MOST), f"trang {page}" if page else ""))
        ),
        "evidence": "" if BESIDE in evidence else cut(evidence, FIELD_MOST),
        "beside": _beside(evidence) if BESIDE in evidence else [],
    }


def _beside(evidence: str) -> list[list[str]]:
    """The passages of an evidence that has them side by side, a pair or a single one a row."""
    return [line.split(BESIDE, 1) for line in cut(evidence, BESIDE_MOST).split(THEN)]


def _message(row: Row, files: Mapping[str, list[dict[str, object]]]) -> dict[str, object]:
    kind = str(row["disposition"])
    version = whole(row["version"])
    return {
        "kind": labels.CODED["messages", "disposition"].get(kind, kind)
        + (f" · lần {version}" if version else ""),
        "at": day_and_time(row["received_at"]),
        "sender": cut(str(row["sender"]), FIELD_MOST),
        "subject": cut(str(row["subject"]), FIELD_MOST),
        "reason": reason(row),
        "files": [file_line(found) for found in files.get(str(row["message"]), [])],
    }
