"""What a message may have lost, and why something in it stayed shut."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

_SHUT = (
    Template("encrypted archive", "tệp nén có mật khẩu"),
    Template("damaged archive", "tệp nén hỏng"),
    Template("overlapping archive members", "các tệp trong tệp nén chồng lên nhau"),
    Template("archive member too large", "tệp trong tệp nén quá lớn"),
    Template(
        "archive member unpacks to far more than it holds", "tệp trong tệp nén phình to bất thường khi mở"
    ),
    Template("too many archive members", "tệp nén chứa quá nhiều tệp"),
    Template("empty archive", "tệp nén rỗng"),
    Template("archive method not supported", "kiểu nén chưa hỗ trợ"),
    Template("one part of a split archive", "một phần của tệp nén chia nhiều phần"),
    Template("no file but a link or a device", "không phải tệp mà là liên kết hoặc thiết bị"),
    Template("archive takes too long to unpack", "mở tệp nén mất quá lâu"),
    Template("{kind}: not opened, install unar", "{kind}: chưa mở, cần cài unar"),
    Template("{kind}: not opened, no folder to work in", "{kind}: chưa mở, không có thư mục làm việc"),
    Template("archives nested too deeply", "tệp nén lồng quá nhiều lớp"),
    Template("self-extracting archive: not opened", "tệp nén tự bung: không mở"),
    Template("encrypted mail", "thư mã hoá"),
    Template("damaged signed mail", "thư ký số bị hỏng"),
    Template("signed or sealed in a way that is not opened", "kiểu ký hoặc niêm phong chưa mở được"),
)
_PARTS = (
    Template(
        "too many parts: this one and all after it were left in the message",
        "quá nhiều phần: phần này và các phần sau vẫn nằm trong thư",
    ),
    Template("too much data in one message", "một thư chứa quá nhiều dữ liệu"),
    Template("nested too deeply", "lồng quá nhiều lớp"),
    Template("parts could not be told apart", "không tách được các phần"),
    Template(
        "the formatted text of an Outlook mail was not read", "chưa đọc phần chữ định dạng của thư Outlook"
    ),
    Template(
        "the formatted text in winmail.dat was not read", "chưa đọc phần chữ định dạng trong winmail.dat"
    ),
)
_LOST = (
    Template("message", "thư"),
    Template(
        "{where}: {number} lines among the headers that are none",
        "{where}: {number} dòng ở phần đầu thư không phải trường nào",
    ),
    Template("{where}: headers too long, cut", "{where}: phần đầu thư quá dài, đã cắt bớt"),
    Template("{where}: text after the last part", "{where}: có chữ sau phần cuối"),
    Template("{number} {name} headers", "{number} trường {name} ở phần đầu thư"),
    Template("{where}: {kind}Defect", "{where}: sai cấu trúc ({kind})"),
)
REASONS = (*_SHUT, *_PARTS, *_LOST)
