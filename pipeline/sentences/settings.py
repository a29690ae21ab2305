"""What can be wrong with the environment that the program runs in."""

from __future__ import annotations

from pipeline.sentences.sentence import Template

NO_CA_FILE = Template(
    "{variable} names {path}, which is no file: give the path of a PEM file.",
    "{variable} trỏ tới {path}, không phải là tệp: hãy ghi đường dẫn của một tệp PEM.",
)
OTHERS_CAN_READ = Template(
    "Other users can read {path}: run `chmod 600 {path}` first.",
    "Người dùng khác đọc được {path}: hãy chạy `chmod 600 {path}` trước.",
)
SECRET_UNREADABLE = Template(
    "{variable} names {path}, which cannot be read: mend the path or file.",
    "{variable} trỏ tới {path} nhưng không đọc được: hãy sửa lại đường dẫn hoặc tệp.",
)
SECRET_EMPTY = Template(
    "{variable} names {path}, which is empty: write the password into it.",
    "{variable} trỏ tới {path} nhưng tệp rỗng: hãy ghi mật khẩu vào tệp.",
)
BOTH_SET = Template(
    "{variable} and {other} are both set: unset the one that is not to sign in.",
    "{variable} và {other} cùng được đặt: hãy bỏ biến không dùng để đăng nhập.",
)
WORKERS = Template(
    "{variable} is {written!r}: give the number of files to read at a time, 1 or more.",
    "{variable} đang là {written!r}: hãy ghi số tệp đọc cùng lúc, từ 1 trở lên.",
)
NO_FORK = Template(
    "This system cannot fork processes: run tonghop on Linux (on Windows, in WSL).",
    "Hệ điều hành này không tách được tiến trình: hãy chạy tonghop trên Linux (trên Windows thì dùng WSL).",
)
