"""Made-up tables of a campaign, as `tabulate` would make them: any number of units, the same on every run.

Names of offices are of the usual kinds; every figure, address and sentence is invented.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

import pandas as pd

from pipeline.model.campaign import Campaign, Due, MailboxRules, Outline, OutlineItem, Unit
from pipeline.model.finding import Status, Verdict
from pipeline.model.section import State
from pipeline.tabulate import COLUMNS

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
Row = Mapping[str, object]
Choice = TypeVar("Choice")

_NAMES = (
    "Đảng bộ Sở Y tế", "Chi bộ Trung tâm Y tế dự phòng", "Đảng bộ Sở Nội vụ", "Chi bộ Chi cục Văn thư - Lưu trữ",
    "Đảng bộ Sở Tư pháp", "Đảng bộ Sở Tài chính", "Đảng bộ Sở Công Thương",
    "Chi bộ Trung tâm Khuyến công và Xúc tiến thương mại", "Đảng bộ Sở Xây dựng", "Đảng bộ Sở Khoa học và Công nghệ",
    "Đảng bộ Sở Thông tin và Truyền thông", "Đảng bộ Sở Lao động - Thương binh và Xã hội", "Chi bộ Thanh tra tỉnh",
    "Chi bộ Ban Dân tộc", "Chi bộ Ban Tổ chức Tỉnh uỷ", "Chi bộ Ban Tuyên giáo Tỉnh uỷ", "Chi bộ Ban Dân vận Tỉnh uỷ",
    "Đảng bộ Liên đoàn Lao động tỉnh", "Chi bộ Hội Liên hiệp Phụ nữ tỉnh", "Chi bộ Tỉnh đoàn",
    "Đảng bộ Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh", "Đảng bộ Toà án nhân dân tỉnh",
    "Đảng bộ Viện Kiểm sát nhân dân tỉnh", "Chi bộ Cục Thi hành án dân sự tỉnh", "Đảng bộ Bảo hiểm xã hội tỉnh",
)  # fmt: skip
_SENTENCES = (
    "Cấp uỷ, chính quyền đã phối hợp tổ chức 03 hội nghị quán triệt Chỉ thị đến 100% đảng viên, công chức, người lao động.",
    "Ban Chỉ đạo được kiện toàn kịp thời, phân công nhiệm vụ cụ thể cho từng thành viên; duy trì họp định kỳ mỗi quý.",
    "- Công khai dự toán, quyết toán, công tác cán bộ, tuyển dụng tại hội nghị cán bộ, công chức hằng năm.",
    "Tiếp nhận 412 hồ sơ, trả trước và đúng hạn 409 hồ sơ, đạt 99,3%; không có đơn thư vượt cấp.",
    "Một số đoàn viên chưa mạnh dạn tham gia ý kiến; việc tự kiểm tra có lúc chưa thường xuyên.",
)
_MINUTE = dt.timedelta(minutes=1)


def outline() -> Outline:
    """An outline with leaves at the top and below parents, nine in all."""
    return Outline(
        items=(
            OutlineItem(id="1.1", title="Công tác tuyên truyền, chỉ đạo, quán triệt, triển khai thực hiện Chỉ thị"),
            _parent("1.2", "Kết quả 03 năm thực hiện các nội dung của Chỉ thị", (
                "Lãnh đạo, chỉ đạo của cấp uỷ, thủ trưởng; tham mưu của Ban Chỉ đạo",
                "Hoạt động của Ban Chỉ đạo thực hiện dân chủ",
                "Vai trò, trách nhiệm, phối hợp giữa thủ trưởng và các đoàn thể",
                "Dân chủ trong nội bộ; trong quan hệ, giải quyết công việc với công dân, tổ chức",
            )),
            _parent("1.3", "Đánh giá chung", ("Tác động tích cực", "Khó khăn, hạn chế", "Nguyên nhân")),
            _parent("1.4", "Bài học kinh nghiệm; kiến nghị, đề xuất", ("Bài học kinh nghiệm", "Kiến nghị, đề xuất")),
        )
    )  # fmt: skip


def _parent(of: str, title: str, children: Sequence[str]) -> OutlineItem:
    leaves = tuple(OutlineItem(id=f"{of}.{n}", title=child) for n, child in enumerate(children, start=1))
    return OutlineItem(id=of, title=title, children=leaves)


def campaign(units: int = 45) -> Campaign:
    """A campaign with that many units."""
    return Campaign(
        id="28-ct-tu",
        name="Sơ kết 03 năm Chỉ thị 28-CT/TU",
        title="Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU về tiếp tục đẩy mạnh thực hiện dân chủ",
        agency="Ban Chỉ đạo thực hiện dân chủ Đảng uỷ Khối các cơ quan tỉnh",
        timezone=ZONE,
        mailbox=MailboxRules(),
        period_from=None,
        period_to=None,
        opens=dt.date(2023, 5, 12),
        due=Due(before=dt.date(2023, 6, 15)),
        review_below=0.9,
        references=("28-CT/TU",),
        outline=outline(),
        units=tuple(Unit(code=_code(n), name=_name(n)) for n in range(units)),
        checks=(),
    )


def frames(units: int = 45, sentences: int = 4) -> dict[str, pd.DataFrame]:
    """The six tables; `sentences` sets how long the texts of sections are."""
    told = campaign(units)
    sections = [
        row for n, unit in enumerate(told.units) for row in _sections(n, unit, told.outline, sentences)
    ]
    by_unit: dict[object, list[Row]] = {}
    for row in sections:
        by_unit.setdefault(row["unit"], []).append(row)
    return {
        "units": frame("units", [_unit(n, unit, by_unit[unit.code]) for n, unit in enumerate(told.units)]),
        "sections": frame("sections", sections),
        "findings": frame(
            "findings", [row for n, unit in enumerate(told.units) for row in _findings(n, unit)]
        ),
        "indicators": frame(
            "indicators", [row for n, unit in enumerate(told.units) for row in _indicators(n, unit)]
        ),
        "messages": frame("messages", [*_messages(told.units), *_loose_messages()]),
        "files": frame(
            "files", [*(row for n, unit in enumerate(told.units) for row in _files(n, unit)), _LOOSE_FILE]
        ),
    }


def frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Rows as a frame with the columns and kinds of the public contract; what a row leaves out is empty."""
    kinds = COLUMNS[table]
    columns = {
        name: pd.Series([row.get(name, "" if kind == "str" else pd.NA) for row in rows], dtype=pandas_kind)
        for name, kind in kinds.items()
        for pandas_kind in ("object" if kind == "str" else kind,)
    }
    return pd.DataFrame(columns)


def _pick(choices: Sequence[Choice], *seed: object) -> Choice:
    return choices[zlib.crc32(hashlib.sha256(repr(seed).encode()).digest()) % len(choices)]


def _code(n: int) -> str:
    return f"DV{n + 1:03d}"


def _name(n: int) -> str:
    again = n // len(_NAMES)
    return _NAMES[n % len(_NAMES)] + (f" - cơ sở {again + 1}" if again else "")


def _silent(n: int) -> bool:
    return n % 9 == 4


def _locked(n: int) -> bool:
    return n % 23 == 7


def _arrived(n: int) -> dt.datetime:
    return dt.datetime(2023, 6, 1, 8, 5, tzinfo=ZONE) + _MINUTE * (zlib.crc32(repr(n).encode()) % 24_000)


def _report(n: int) -> str:
    return f"BC so ket CT28 - {_code(n)}.{_pick(('docx', 'docx', 'pdf', 'doc'), n)}"


def _sections(n: int, unit: Unit, told: Outline, sentences: int) -> list[Row]:
    return [_section(n, unit, item, sentences) for item in told.walk()]


def _state(n: int, item: OutlineItem) -> State:
    if _silent(n):
        return State.NOT_SUBMITTED
    if _locked(n):
        return State.UNREADABLE
    usual = (State.FULL,) * (200 if n % 3 == 0 else 12)
    return _pick((*usual, State.THIN, State.THIN, State.EMPTY, State.MISSING), n, item.id)


def _section(n: int, unit: Unit, item: OutlineItem, sentences: int) -> Row:
    state = _state(n, item)
    base: Row = {"unit": unit.code, "section": item.id, "title": item.title, "state": state.value}
    if state is State.NOT_SUBMITTED:
        return base
    base = {
        **base,
        "file": _report(n),
        "confidence": _pick((*(0.99, 0.98, 0.97, 0.95) * 10, 0.62), n, item.id, "c"),
    }
    if state in {State.MISSING, State.UNREADABLE}:
        return base
    length = {State.FULL: sentences, State.THIN: 1}.get(state, 0)
    text = "\n".join(_pick(_SENTENCES, n, item.id, line) for line in range(length))
    place = int(item.id.replace(".", ""))
    return {
        **base, "heading": f"{item.id}. {item.title.upper()}", "score": 0.97, "in_order": place != 131, "text": text,
        "shared_with": "1.3.3" if item.id == "1.3.2" and n % 4 == 0 else "", "words": len(text.split()),
        "page": 1 + place % 8, "paragraph": place,
    }  # fmt: skip


def _unit(n: int, unit: Unit, rows: Sequence[Row]) -> Row:
    leaves = [row for row in rows if str(row["section"]) not in {"1.2", "1.3", "1.4"}]
    held = {state: sum(row["state"] == state.value for row in leaves) for state in State}
    due = campaign(0).due
    base: Row = {
        "unit": unit.code, "name": unit.name, "due_at": due.instant(ZONE).isoformat(), "required": len(leaves),
        "completeness": (held[State.FULL] + held[State.THIN] / 2) / len(leaves), "errors": n % 3, "warnings": n % 2,
        **{state.value: held[state] for state in State if state is not State.NOT_SUBMITTED},
    }  # fmt: skip
    if _silent(n):
        silent = {"status": Status.NOT_SUBMITTED.value, "verdict": Verdict.NOT_SUBMITTED.value}
        return {**base, **silent, "days_late": 0, "errors": 0, "warnings": 0}
    late = due.days_late(_arrived(n), ZONE)
    return {
        **base, "status": (Status.LATE if late else Status.ON_TIME).value, "days_late": late, "version": 1 + (n % 7 == 3),
        "received_at": _arrived(n).isoformat(), "report": _report(n), "format": _report(n).rpartition(".")[2],
        "pages": 6 + n % 9, "verdict": _verdict(leaves, held).value, "confidence": 0.95,
        "decided_by": "Nguyễn Thị Hoà" if n % 20 == 3 else "",
    }  # fmt: skip


def _verdict(leaves: Sequence[Row], held: Mapping[State, int]) -> Verdict:
    if held[State.UNREADABLE]:
        return Verdict.UNREADABLE
    if held[State.EMPTY] or held[State.MISSING]:
        return Verdict.INCOMPLETE
    unsure = any(float(str(row.get("confidence", 1))) < 0.9 for row in leaves)
    return Verdict.REVIEW if unsure else Verdict.COMPLETE


def _findings(n: int, unit: Unit) -> list[Row]:
    base = {"unit": unit.code, "version": 1, "file": _report(n)}
    error: Row = {
        **base, "check": "danh-so", "severity": "error", "section": "1.3.2", "page": 4, "evidence": "1.3.2. (trùng số)",
        "message": "Mục 1.3.2 có đề mục nhưng nội dung bên dưới quá ngắn so với yêu cầu.",
    }  # fmt: skip
    note: Row = {
        **base, "check": "so-hieu", "severity": "warning", "page": 1, "evidence": "Số: 12 - BC/CB",
        "message": "Số, ký hiệu văn bản viết chưa đúng thể thức.",
    }  # fmt: skip
    return [] if _silent(n) else [error] * (n % 3) + [note] * (n % 2)


def _indicators(n: int, unit: Unit) -> list[Row]:
    base: Row = {
        "unit": unit.code,
        "indicator": "tiep-dan",
        "title": "Số lượt tiếp công dân",
        "unit_of_measure": "lượt",
    }
    at: Row = {**base, "file": _report(n), "page": 5, "table": 2, "row": 3}
    figures: list[Row] = [
        {**at, "period": "2021", "value": 1250.0 + n, "raw": f"{1250 + n}", "confidence": 1.0, "column": 4},
        {**at, "period": "2022", "value": 12.5, "raw": "12.5", "confidence": 0.6, "column": 5},
        {**at, "period": "2023", "raw": "-", "confidence": 1.0, "column": 6},
    ]
    gap: Row = {**base, "confidence": 0.8}
    return [] if _silent(n) or _locked(n) else [gap] if n % 3 == 1 else figures


def _messages(units: Sequence[Unit]) -> list[Row]:
    rows = []
    for n, unit in enumerate(units):
        again = () if n % 7 != 3 else ((2, "correction"),)
        for version, kind in () if _silent(n) else ((1, "report"), *again):
            rows.append(_message(n, unit, version, kind))
    return rows


def _message(n: int, unit: Unit, version: int, kind: str) -> Row:
    at = _arrived(n) + _MINUTE * 300 * (version - 1)
    return {
        "message": f"{n:08x}{version}", "folder": "INBOX", "uid": str(100 + n), "message_id": f"<{n}.{version}@don-vi.example>",
        "sender": f"vanthu{n}@don-vi.example", "subject": f"V/v gửi báo cáo sơ kết Chỉ thị 28 - {unit.name}",
        "sent_at": at.isoformat(), "received_at": at.isoformat(), "disposition": kind, "unit": unit.code,
        "version": version, "files": 2,
    }  # fmt: skip


def _loose_messages() -> list[Row]:
    kinds = (
        ("unidentified", "bao cao", "gửi từ thư miễn phí, tệp không có tên cơ quan; gần nhất: DV003, DV015"),
        ("unidentified", "BC CT 28 (gửi lại)", "hai đơn vị cùng khả năng: DV008 (0,48), DV033 (0,46)"),
        ("quarantined", "", "không tách được thư sau 5 lần thử"),
        ("other", "Thư mời họp giao ban tháng 6", "không phải báo cáo của đợt này"),
        ("other", "Trả lời tự động: vắng mặt", "thư tự động"),
    )
    return [
        {
            "message": f"loose{n}", "folder": "INBOX", "uid": str(900 + n), "sender": f"nguoigui{n}@thu-mien-phi.example",
            "subject": subject, "received_at": dt.datetime(2023, 6, 18, 9, n, tzinfo=ZONE).isoformat(),
            "disposition": kind, "reason": reason, "files": n % 2,
        }
        for n, (kind, subject, reason) in enumerate(kinds)
    ]  # fmt: skip


_LOOSE_FILE: Row = {
    "message": "loose1", "path": "2", "name": "bao cao (1).docx", "media_type": "application/msword", "bytes": 31_200,
    "role": "report", "reader": "docx", "pages": 7, "ocr": "",
}  # fmt: skip


def _files(n: int, unit: Unit) -> list[Row]:
    if _silent(n):
        return []
    message = f"{n:08x}1"
    report: Row = {
        "message": message, "path": "2", "name": _report(n), "sha256": f"{zlib.crc32(unit.code.encode()):08x}" * 8,
        "media_type": "application/pdf", "bytes": 48_000 + n, "role": "report", "reader": "docx", "pages": 6 + n % 9,
        "ocr": "", "reason": "tệp có mật khẩu" if _locked(n) else "",
    }  # fmt: skip
    annex: Row = {**report, "path": "3", "name": "Phu luc so lieu.xlsx", "role": "annex", "reader": ""}
    return [report, annex]
