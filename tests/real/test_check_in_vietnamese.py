"""`check --lang vi` by the command line, against a real server: all good, and each step that may fail on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.settings import CA_FILE, PASSWORD
from tests.build import desk
from tests.build.desk import CAMPAIGN
from tests.real.desks import desk_at
from tests.real.dovecot import Dovecot


def test_check_says_every_step_in_vietnamese(dovecot: Dovecot, tmp_path: Path) -> None:
    """A label, a sentence; nothing in English but names."""
    ran = desk_at(dovecot, tmp_path).tonghop("check", "--lang", "vi")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[1:8] == [
        "đạt tệp chứng thư: Đã có danh sách tổ chức cấp chứng thư được tin cậy.",
        "đạt tìm máy chủ: Đã tìm thấy máy chủ theo tên.",
        "đạt kết nối: Máy chủ có trả lời.",
        "đạt mã hoá đường truyền: Đường truyền đã mã hoá, chứng thư của máy chủ được tin cậy.",
        "đạt đăng nhập: Đăng nhập được.",
        "đạt thư mục INBOX: Có 0 thư trong INBOX.",
        "đạt thư mục \\Junk: Có 0 thư trong Spam.",
    ]
    assert lines[0].startswith("đạt quy tắc của đợt: ")
    assert {line.partition(" ")[0] for line in lines} == {"đạt"}
    assert "đạt bộ đọc bản quét và ảnh: Dùng được." in lines
    assert (
        "đạt cách ly landlock: Có hiệu lực." in lines
        or "đạt cách ly landlock: Còn thiếu: cần Linux" in ran.out
    )


def test_json_has_codes_in_english_and_sentences_in_vietnamese(dovecot: Dovecot, tmp_path: Path) -> None:
    """The steps, whether they went well and the exit code are those of the English one."""
    here = desk_at(dovecot, tmp_path, **{PASSWORD: "wrong"})
    english, vietnamese = here.tonghop("check", "--json"), here.tonghop("check", "--json", "--lang", "vi")
    assert english.code == vietnamese.code == 5
    told, said = json.loads(english.out), json.loads(vietnamese.out)
    assert [(one["step"], one["ok"]) for one in told] == [(one["step"], one["ok"]) for one in said]
    (failed,) = (one for one in said if not one["ok"])
    assert failed == {
        "step": "sign in", "ok": False,
        "sentence": f"Không đăng nhập được vào localhost bằng tài khoản {dovecot.user} "
        "([AUTHENTICATIONFAILED] Authentication failed): hãy kiểm tra lại tài khoản trong địa chỉ hộp thư, và mật khẩu.",
    }  # fmt: skip
    assert not {one["sentence"] for one in told} & {one["sentence"] for one in said}


@pytest.mark.parametrize(
    ("url", "environment", "failed"),
    [
        (
            "imaps://u@nobody.invalid/",
            {},
            "lỗi tìm máy chủ: Không tìm thấy máy chủ nobody.invalid: hãy kiểm tra",
        ),
        (
            "imaps://u@127.0.0.1:1/",
            {},
            "lỗi kết nối: Không có gì trả lời ở 127.0.0.1:1: hãy kiểm tra lại cổng",
        ),
        (
            "",
            {CA_FILE: ""},
            "lỗi mã hoá đường truyền: Chứng thư của localhost:{port} không được tin cậy (self-signed",
        ),
        ("", {PASSWORD: "wrong"}, "lỗi đăng nhập: Không đăng nhập được vào localhost bằng tài khoản"),
    ],
)
def test_check_says_which_step_failed(
    dovecot: Dovecot, tmp_path: Path, url: str, environment: dict[str, str], failed: str
) -> None:
    """One line, with what to do; the steps before it stand as done."""
    here = desk_at(dovecot, tmp_path, **environment)
    ran = replace(here, mailbox=url or here.mailbox).tonghop("check", "--lang", "vi")
    (line,) = (line for line in ran.out.splitlines() if line.startswith("lỗi"))
    assert (ran.code, ran.err) == (5, "")
    assert line.startswith(failed.format(port=dovecot.tls_port))


def test_a_folder_that_is_not_there(dovecot: Dovecot, tmp_path: Path) -> None:
    """By its name, with the place in the rules to mend."""
    rules = desk.write_rules(tmp_path / "rules")
    file = rules / CAMPAIGN / "campaign.yaml"
    text = file.read_text(encoding="utf-8")
    assert "folders: [INBOX" in text
    file.write_text(text.replace("folders: [INBOX", "folders: [Nope"), encoding="utf-8")
    ran = replace(desk_at(dovecot, tmp_path / "out"), rules=rules).tonghop("check", "--lang", "vi")
    assert ran.code == 5
    (line,) = (line for line in ran.out.splitlines() if line.startswith("lỗi"))
    assert line.startswith(
        f"lỗi thư mục Nope: Không mở được thư mục trên localhost:{dovecot.tls_port} (Nope: "
    )
    assert line.endswith("): hãy kiểm tra lại mailbox.folders trong campaign.yaml.")


def test_a_language_that_nobody_speaks_here_is_refused(dovecot: Dovecot, tmp_path: Path) -> None:
    """With those that are."""
    ran = desk_at(dovecot, tmp_path).tonghop("check", "--lang", "fr")
    assert ran.code == 2
    assert "invalid choice: 'fr'" in ran.err
