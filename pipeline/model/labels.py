"""The Vietnamese beside every English code that staff meet: tables, columns, states, verdicts, roles.

Pure data. Codes are the public contract and never change for the sake of a label; labels may be reworded freely.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model.campaign import Severity
from pipeline.model.finding import Status, Verdict
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role

REVIEW = "cần xem lại"
YES, NO = "có", "không"

TABLES: Mapping[str, str] = {
    "units": "Đơn vị",
    "sections": "Nội dung",
    "findings": "Phát hiện",
    "indicators": "Số liệu",
    "messages": "Thư",
    "files": "Tệp",
}

STATUS: Mapping[Status, str] = {
    Status.ON_TIME: "Đúng hạn",
    Status.LATE: "Nộp muộn",
    Status.NOT_SUBMITTED: "Chưa nộp",
}

VERDICT: Mapping[Verdict, str] = {
    Verdict.COMPLETE: "Đủ nội dung",
    Verdict.INCOMPLETE: "Thiếu nội dung",
    Verdict.REVIEW: "Cần xem lại",
    Verdict.UNREADABLE: "Không đọc được",
    Verdict.NOT_SUBMITTED: "Chưa nộp",
}

STATE: Mapping[State, str] = {
    State.FULL: "Đầy đủ",
    State.THIN: "Sơ sài",
    State.EMPTY: "Để trống (có đề mục, không có nội dung)",
    State.MISSING: "Thiếu (không thấy mục này)",
    State.UNREADABLE: "Không đọc được tệp",
    State.NOT_SUBMITTED: "Chưa nộp báo cáo",
}

STATE_SHORT: Mapping[State, str] = {
    State.FULL: "Đủ",
    State.THIN: "Sơ sài",
    State.EMPTY: "Để trống",
    State.MISSING: "Thiếu",
    State.UNREADABLE: "Không đọc được",
    State.NOT_SUBMITTED: "Chưa nộp",
}
"""One or two words for a cell of the matrix."""

STATE_SIGN: Mapping[State, str] = {
    State.FULL: "●",
    State.THIN: "◐",
    State.EMPTY: "○",
    State.MISSING: "✕",
    State.UNREADABLE: "▨",
    State.NOT_SUBMITTED: "–",
}
"""A shape for each state, so that no cell speaks by colour alone; all are in DejaVu Sans and Segoe UI Symbol."""

SEVERITY: Mapping[Severity, str] = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cảnh báo",
    Severity.NOTE: "Lưu ý",
}

DISPOSITION: Mapping[Disposition, str] = {
    Disposition.REPORT: "Báo cáo",
    Disposition.CORRECTION: "Báo cáo gửi lại",
    Disposition.SUPPLEMENT: "Tài liệu bổ sung",
    Disposition.DUPLICATE: "Gửi trùng",
    Disposition.OTHER: "Thư khác",
    Disposition.UNIDENTIFIED: "Chưa rõ đơn vị",
    Disposition.QUARANTINED: "Cách ly (chưa xử lý được)",
}

ROLE: Mapping[Role, str] = {
    Role.REPORT: "Báo cáo",
    Role.SIGNED_COPY: "Bản ký, đóng dấu",
    Role.ANNEX: "Phụ lục",
    Role.COVER_LETTER: "Công văn gửi kèm",
    Role.OTHER: "Tệp khác",
    Role.UNREADABLE: "Không đọc được",
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "units": {
        "unit": "Mã đơn vị",
        "name": "Tên đơn vị",
        "status": "Thời hạn nộp",
        "received_at": "Nhận lúc",
        "due_at": "Hạn nộp",
        "days_late": "Số ngày muộn",
        "version": "Lần nộp",
        "report": "Tệp báo cáo",
        "format": "Định dạng",
        "pages": "Số trang",
        "required": "Số mục phải có",
        "full": "Đủ",
        "thin": "Sơ sài",
        "empty": "Để trống",
        "missing": "Thiếu",
        "unreadable": "Không đọc được",
        "completeness": "Mức đầy đủ",
        "errors": "Số lỗi",
        "warnings": "Số cảnh báo",
        "verdict": "Kết luận",
        "confidence": "Độ tin cậy",
        "decided_by": "Người quyết định",
    },
    "sections": {
        "unit": "Mã đơn vị",
        "section": "Mục",
        "title": "Tên mục trong đề cương",
        "state": "Tình trạng",
        "heading": "Đề mục trong báo cáo",
        "score": "Điểm khớp đề mục",
        "confidence": "Độ tin cậy",
        "in_order": "Đúng thứ tự",
        "shared_with": "Viết chung với mục",
        "words": "Số từ",
        "page": "Trang",
        "paragraph": "Đoạn",
        "file": "Tệp",
        "text": "Nội dung",
    },
    "findings": {
        "unit": "Mã đơn vị",
        "version": "Lần nộp",
        "check": "Tiêu chí",
        "severity": "Mức độ",
        "message": "Nội dung phát hiện",
        "section": "Mục",
        "file": "Tệp",
        "page": "Trang",
        "evidence": "Trích dẫn",
    },
    "indicators": {
        "unit": "Mã đơn vị",
        "indicator": "Mã chỉ tiêu",
        "title": "Chỉ tiêu",
        "period": "Kỳ",
        "value": "Số liệu",
        "unit_of_measure": "Đơn vị tính",
        "raw": "Ghi trong báo cáo",
        "confidence": "Độ tin cậy",
        "file": "Tệp",
        "page": "Trang",
        "table": "Bảng thứ",
        "row": "Hàng",
        "column": "Cột",
    },
    "messages": {
        "message": "Mã thư",
        "folder": "Hộp thư",
        "uid": "Số thư trong hộp",
        "message_id": "Message-ID",
        "sender": "Người gửi",
        "subject": "Tiêu đề thư",
        "sent_at": "Gửi lúc (theo thư)",
        "received_at": "Nhận lúc",
        "disposition": "Phân loại",
        "unit": "Mã đơn vị",
        "version": "Lần nộp",
        "reason": "Lý do",
        "files": "Số tệp",
    },
    "files": {
        "message": "Mã thư",
        "path": "Vị trí trong thư",
        "name": "Tên tệp",
        "sha256": "Mã băm SHA-256",
        "media_type": "Loại tệp",
        "bytes": "Số byte",
        "role": "Vai trò",
        "reader": "Bộ đọc",
        "pages": "Số trang",
        "ocr": "Nhận dạng chữ (OCR)",
        "reason": "Lý do",
    },
}

CODED: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("units", "status"): {code.value: label for code, label in STATUS.items()},
    ("units", "verdict"): {code.value: label for code, label in VERDICT.items()},
    ("sections", "state"): {code.value: label for code, label in STATE_SHORT.items()},
    ("findings", "severity"): {code.value: label for code, label in SEVERITY.items()},
    ("messages", "disposition"): {code.value: label for code, label in DISPOSITION.items()},
    ("files", "role"): {code.value: label for code, label in ROLE.items()},
}
"""(table, column) → the label of each code that stands in it."""
