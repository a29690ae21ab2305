"""The steps of `check`: what each is called in Vietnamese, and what it says when it went well or found something amiss."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.sentences.sentence import Sentence, Template

WELL = Template("ok    ", "đạt")
ILL = Template("failed", "lỗi")

RULES = Template(
    "{units} units, {sections} sections, due before {due}.",
    "{units} đơn vị, {sections} mục đề cương, hạn nộp trước ngày {due:%d/%m/%Y}.",
)
NO_MAILBOX = Template(
    "{file}: no mailbox url; add one, or give --mailbox",
    "{file}: chưa có địa chỉ hộp thư (mailbox url); hãy ghi vào tệp này, hoặc dùng --mailbox",
)

TRUSTED = Template(
    "The authorities to trust are known.", "Đã có danh sách tổ chức cấp chứng thư được tin cậy."
)
RESOLVED = Template("The server's name is known.", "Đã tìm thấy máy chủ theo tên.")
CONNECTED = Template("The server answers.", "Máy chủ có trả lời.")
ENCRYPTED = Template(
    "The line is encrypted, and the server's certificate is trusted.",
    "Đường truyền đã mã hoá, chứng thư của máy chủ được tin cậy.",
)
TOKEN_GIVEN = Template("The token server gave an access token.", "Máy chủ cấp mã đã cấp mã truy cập.")
SIGNED_IN = Template("The user is let in.", "Đăng nhập được.")
FOLDER_OPEN = Template("{count} messages in {folder}.", "Có {count} thư trong {folder}.")
NO_SPAM = Template(
    "The server has no spam folder: there is nothing to look into.",
    "Máy chủ không có thư mục thư rác: không có gì để xem.",
)
WILL_MARK = Template(
    "Messages that are stored will be marked: {mark}.", "Thư đã lưu sẽ được đánh dấu: {mark}."
)

WRITABLE = Template("{folder} can be written.", "Ghi được vào {folder}.")
NO_ROOM = Template(
    "Only {free:,} MiB are free: make room, or the next mails cannot be stored.",
    "Ổ đĩa chỉ còn trống {free} MiB: hãy dọn bớt, nếu không sẽ không lưu được thư mới.",
)
ROOM = Template("{free:,} GiB are free.", "Ổ đĩa còn trống {free} GiB.")
BEHIND = Template(
    "This machine's clock is {minutes:,} minutes behind the mail server's: set it (timedatectl set-ntp true).",
    "Đồng hồ máy này chậm {minutes} phút so với máy chủ thư: hãy chỉnh lại (timedatectl set-ntp true).",
)
ON_TIME = Template("No mail has come from the future.", "Không có thư nào đến từ tương lai.")

READERS_START = Template("The readers start and answer.", "Các bộ đọc khởi động và trả lời được.")
READERS_FAIL = Template(
    "{why}",
    "Bộ đọc không chạy được ({why}): hãy xem máy còn đủ bộ nhớ không, rồi cài lại chương trình.",
)
MISSING = Template("Missing: {advice}.", "Còn thiếu: {advice}.")
USABLE = Template("It can be used.", "Dùng được.")
HOLDS = Template("It holds.", "Có hiệu lực.")

DECISIONS_STAND = Template(
    "{count} decisions, all of things that are there.",
    "Có {count} ý kiến rà soát, đối tượng của ý kiến nào cũng còn.",
)

LABELS: Mapping[str, str] = {
    "rules": "quy tắc của đợt",
    "mailbox": "hộp thư",
    "ca file": "tệp chứng thư",
    "resolve": "tìm máy chủ",
    "connect": "kết nối",
    "tls": "mã hoá đường truyền",
    "token": "mã truy cập",
    "sign in": "đăng nhập",
    "folder": "thư mục",
    "mark": "đánh dấu thư",
    "store": "nơi lưu",
    "disk": "ổ đĩa",
    "clock": "đồng hồ",
    "decisions": "ý kiến rà soát",
    "readers": "các bộ đọc",
    "reader": "bộ đọc",
    "confinement": "cách ly",
    "scans and photos": "bản quét và ảnh",
    "pages that lie": "trang nằm ngang",
    "rar and 7z": "rar và 7z",
    "sandbox": "hộp cách ly",
}
"""Names of steps, and of what some of them are about: the English ones are codes."""


def label(name: str) -> Sentence:
    """What a step is called; of `folder INBOX` and the like both parts, each as it is when it has no Vietnamese."""
    kind, _, about = name.partition(" ")
    return Sentence(
        name, LABELS.get(name) or " ".join(filter(None, (LABELS.get(kind, kind), LABELS.get(about, about))))
    )
