"""A small folder of rules that is right, and variants of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import RulesError
from pipeline.rulebook import load
from pipeline.rulebook.checks import Kinds

CAMPAIGN = """\
name: "28-CT/TU"
title: "Sơ kết 3 năm"
agency: "Đảng uỷ Khối"
timezone: Asia/Ho_Chi_Minh
mailbox:
  url: imaps://bao%40example.org@imap.example.org/
  folders: [INBOX, "Báo cáo"]
period: {from: 2020-07-07, to: 2023-06-30}
opens: 2023-05-12
due: {before: 2023-06-15, reading: strict}
review_below: 0.8
references: ["28-CT/TU", "28 - CT/TU"]
"""
OUTLINE = """\
sections:
  - id: "1"
    title: "Công tác tuyên truyền"
    aliases: ["Công tác quán triệt"]
    evidence: ["hội nghị quán triệt"]
    min_words: 20
    weight: 2
  - id: "2"
    title: "Đánh giá chung"
    children:
      - {id: "2.1", title: "Ưu điểm", required: false}
      - {id: "2.2", title: "Hạn chế"}
not_in_outline: ["Nơi nhận"]
"""
UNITS = """\
code,name,kind,parent,aliases,emails,symbols,valid_from,valid_to
SNV,Đảng bộ Sở Nội vụ,dang_bo,,Sở Nội vụ|Sở NV,VanThu@snv.example|b@snv.example,SNV,2020-01-01,2025-06-30
PNV,"Chi bộ Phòng Nội vụ, số 1",chi_bo,SNV,,,,,
"""
CHECKS = """\
- {id: deadline, kind: deadline, severity: error}
- {id: words, kind: words, severity: note, at_least: 3, share: 0.5, strict: true, from: 2020-01-01, pattern: 'a\\d+'}
"""
INDICATORS = """\
columns:
  - {period: "2021", headings: ["Năm 2021"]}
  - {period: "Tổng"}
indicators:
  - id: tiep-dan
    title: "Số lượt tiếp công dân"
    aliases: ["Số lượt tiếp dân"]
    unit: "lượt"
    unit_aliases: ["lượt người"]
    section: "2.1"
  - id: dung-han
    title: "Tỷ lệ hồ sơ đúng hạn"
    unit: "%"
    columns: [{period: "2022", headings: ["Năm 2022"]}]
  - {id: kinh-phi, title: "Kinh phí", unit: "tỷ đồng", whole: false}
"""
DECISIONS = """\
at,by,subject,field,value,note
2023-06-20T09:30:00+07:00,Lan,SNV/2.1,state,full,"đã đọc, có nội dung"
"""
CONFIDENCE = """\
fitted: "2026-01-01"
sets: "a, b"
found:
  base: -0.25
  margin: 0.5
missing: {base: 1, near: -2.5}
"""
FILES = {
    "campaign.yaml": CAMPAIGN,
    "outline.yaml": OUTLINE,
    "units.csv": UNITS,
    "checks.yaml": CHECKS,
    "indicators.yaml": INDICATORS,
    "decisions.csv": DECISIONS,
}
HEAD = "code,name,kind,parent,aliases,emails,symbols,valid_from,valid_to\n"


def write(place: Path, changed: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A folder named `dot-1` with the files above; a changed one is replaced, None leaves it out."""
    folder = place / "dot-1"
    folder.mkdir(exist_ok=True)
    for name, content in {**FILES, **(changed or {})}.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def problems(
    place: Path,
    changed: Mapping[str, str | bytes | None],
    kinds: Kinds | None = None,
) -> list[str]:
    """What `load` has to say about a changed folder, without the folder's own path."""
    folder = write(place, changed)
    try:
        load(folder, check_kinds=kinds)
    except RulesError as error:
        return [problem.removeprefix(f"{folder}/") for problem in error.problems]
    return []
