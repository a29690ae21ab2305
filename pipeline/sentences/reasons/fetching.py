"""Why a message is not here, or could not be taken apart at all."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

REASONS = (
    Template("not fetched yet", "chưa tải về"),
    Template("the message is empty: fetch it again", "thư rỗng: cần tải lại"),
    Template(
        "The message with uid {uid} in {folder} cannot be fetched ({why}): the next run tries again.",
        "Chưa tải được thư có uid {uid} trong {folder} ({why}): lần chạy sau sẽ thử lại.",
    ),
    Template("it took too long", "mất quá nhiều thời gian"),
    Template(
        "The message with uid {uid} in {folder} came without a single byte: look at it in the mailbox.",
        "Thư có uid {uid} trong {folder} tải về không có byte nào: hãy xem trong hộp thư.",
    ),
    Template(
        "The message with uid {uid} in {folder} is larger than {most} bytes: take its files in by hand.",
        "Thư có uid {uid} trong {folder} lớn hơn {most} byte: hãy nhập các tệp bằng tay.",
    ),
    Template(
        "The message with uid {uid} in {folder} is no longer on the server: somebody moved or deleted it.",
        "Thư có uid {uid} trong {folder} không còn trên máy chủ: đã có người chuyển hoặc xoá.",
    ),
    Template(
        "The server renumbered the folder {folder} (UIDVALIDITY {then} became {now}) before this message was fetched: "
        "it has been listed anew, look for it there.",
        "Máy chủ đánh số lại thư mục {folder} (UIDVALIDITY {then} thành {now}) trước khi tải thư này: "
        "thư đã được liệt kê lại, hãy tìm ở đó.",
    ),
    Template(
        "The message {path} is no longer in {place}: somebody moved, changed or deleted it.",
        "Thư {path} không còn trong {place}: đã có người chuyển, sửa hoặc xoá.",
    ),
    Template(
        "The message {path} in {place} cannot be read ({error}): check its permissions.",
        "Không đọc được thư {path} trong {place} ({error}): hãy kiểm tra quyền đọc.",
    ),
)
