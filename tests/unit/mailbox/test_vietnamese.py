"""What goes wrong with a mailbox, said in Vietnamese: each step, with what to do next."""

from __future__ import annotations

import datetime as dt
import imaplib
import json
import socket
import ssl
from pathlib import Path

import pytest

from pipeline.errors import MailboxError, SettingsError, UsageError
from pipeline.mailbox import check_mailbox, open_mailbox, parse_url
from pipeline.mailbox.bearer import mechanism_of
from pipeline.mailbox.grant import parse_grant
from pipeline.mailbox.token_trouble import Refusal, TokenError, explain_token
from pipeline.mailbox.trouble import NoBearerError, Stage, TokenRefusedError, explain
from pipeline.mailbox.url import ServerAddress
from pipeline.sentences import mailbox as say
from pipeline.sentences.sentence import said_by

HOST = "imaps://office@mail.example/"
PLAIN = "imap+starttls://office@mail.example/"


def _now() -> dt.datetime:
    return dt.datetime(2023, 6, 10, tzinfo=dt.UTC)


def _address(url: str) -> ServerAddress:
    address = parse_url(url)
    assert isinstance(address, ServerAddress)
    return address


def _untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"
    return error


def _broken(error: Exception) -> Exception:
    error.__context__ = OSError("reset")
    return error


@pytest.mark.parametrize(
    ("step", "error", "url", "vietnamese"),
    [
        (Stage.TRUST, FileNotFoundError(2, "No such file"), HOST, "Không dùng được tệp chứng thư gốc của hộp thư ([Errno 2] No such file): hãy"),
        (Stage.RESOLVE, socket.gaierror(-2, "unknown"), HOST, "Không tìm thấy máy chủ mail.example: hãy kiểm tra lại cách viết"),
        (Stage.CONNECT, ConnectionRefusedError(111, "refused"), HOST, "Không có gì trả lời ở mail.example:993: hãy kiểm tra lại cổng"),
        (Stage.CONNECT, OSError(113, "No route"), HOST, "Không kết nối được tới mail.example:993 ([Errno 113] No route): hãy"),
        (Stage.CONNECT, TimeoutError(), HOST, "Không kết nối được tới mail.example:993 (quá thời gian chờ): hãy"),
        (Stage.CONNECT, TimeoutError(), PLAIN, "mail.example:143 không trả lời kịp: nếu đây là cổng TLS, hãy dùng imaps://"),
        (Stage.CONNECT, _untrusted(), HOST, "Chứng thư của mail.example:993 không được tin cậy (self-signed certificate): nếu"),
        (Stage.CONNECT, ssl.SSLError(1, "wrong version"), HOST, "mail.example:993 không dùng TLS đúng cách (wrong version): hãy"),
        (Stage.TLS, LookupError("no"), PLAIN, "mail.example:143 không có STARTTLS (no): hãy dùng imaps://"),
        (Stage.SIGN_IN, imaplib.IMAP4.error("b'Authentication failed.'"), HOST,
         "Không đăng nhập được vào mail.example bằng tài khoản office (Authentication failed): hãy kiểm tra lại tài khoản"),
        (Stage.SIGN_IN, imaplib.IMAP4.error("[UNAVAILABLE] x"), HOST,
         "Không đăng nhập được vào mail.example bằng tài khoản office ([UNAVAILABLE] x): hãy thử lại sau."),
        (Stage.SIGN_IN, imaplib.IMAP4.error("x"), "imaps://u@imap.gmail.com/",
         "Không đăng nhập được vào imap.gmail.com bằng tài khoản u (x): Gmail cần mật khẩu ứng dụng, hãy tạo"),
        (Stage.SIGN_IN, imaplib.IMAP4.error("x"), "imaps://u@outlook.office365.com/",
         "Không đăng nhập được vào outlook.office365.com bằng tài khoản u (x): Outlook không nhận mật khẩu cho IMAP, hãy"),
        (Stage.SIGN_IN, TokenRefusedError("x"), HOST,
         "Không đăng nhập được vào mail.example bằng tài khoản office (x), dù đã lấy mã truy cập mới: hãy kiểm tra"),
        (Stage.FOLDER, imaplib.IMAP4.error("no such"), HOST, "Không mở được thư mục trên mail.example:993 (Nope: no such): hãy"),
        (Stage.FOLDER, _broken(imaplib.IMAP4.error("x")), HOST, "Kết nối tới mail.example:993 bị đứt (Nope: x): lần chạy sau sẽ thử lại."),
        (Stage.FOLDER, imaplib.IMAP4.error("[INUSE] x"), HOST, "mail.example:993 đang bận (Nope: [INUSE] x): lần chạy sau sẽ thử lại."),
        (Stage.FOLDER, imaplib.IMAP4.error("[OVERQUOTA] x"), HOST, "Hộp thư office đã dùng hết mức mà mail.example cho phép"),
        (Stage.FOLDER, LookupError(say.NO_VALIDITY()), HOST,
         "Không mở được thư mục trên mail.example:993 (Nope: máy chủ không giữ UIDVALIDITY ở đó): hãy"),
    ],
)  # fmt: skip
def test_trouble_with_a_server_is_said_in_vietnamese(
    step: Stage, error: Exception, url: str, vietnamese: str
) -> None:
    """What failed, the server's own words in brackets, and what to do."""
    subject = "Nope" if step is Stage.FOLDER else ""
    told = said_by(explain(step, error, _address(url), subject=subject)).vietnamese
    assert told.startswith(vietnamese)
    assert told.endswith(".")


def test_secrets_are_hidden_in_both_languages() -> None:
    """Whatever the server repeats."""
    error = explain(Stage.SIGN_IN, imaplib.IMAP4.error("geheim is wrong"), _address(HOST), secrets=["geheim"])
    assert "(*** is wrong)" in str(error)
    assert "(*** is wrong)" in said_by(error).vietnamese


class _Deaf:
    """A server that offers no way to sign in."""

    def has_capability(self, _name: str) -> bool:
        return False


def test_a_server_without_tokens_is_named() -> None:
    """With the mechanisms that it lacks, and the way out."""
    with pytest.raises(NoBearerError) as caught:
        mechanism_of(_Deaf())
    told = said_by(explain(Stage.SIGN_IN, caught.value, _address(HOST))).vietnamese
    assert told == (
        "Máy chủ mail.example không nhận mã truy cập (máy chủ không có OAUTHBEARER, cũng không có XOAUTH2): "
        "hãy dùng mật khẩu thay cho tệp OAuth, hoặc kiểm tra lại máy chủ trong địa chỉ hộp thư."
    )


GRANT = parse_grant('{"provider": "google", "client_id": "c", "refresh_token": "r-secret"}')


@pytest.mark.parametrize(
    ("refusal", "vietnamese"),
    [
        (
            Refusal.REVOKED,
            "Google không còn nhận mã làm mới (refresh token) trong o.json (invalid_grant ***): hãy cấp quyền lại",
        ),
        (
            Refusal.CLIENT,
            "Google không chấp nhận ứng dụng ghi trong o.json (invalid_grant ***): hãy kiểm tra lại client_id",
        ),
        (
            Refusal.SCOPE,
            "Mã làm mới (refresh token) trong o.json không mở được hộp thư (invalid_grant ***): hãy cấp quyền lại",
        ),
        (
            Refusal.UNREACHABLE,
            "Không liên lạc được với máy chủ cấp mã oauth2.googleapis.com (invalid_grant ***): hãy",
        ),
        (
            Refusal.LATER,
            "Máy chủ cấp mã oauth2.googleapis.com hiện không cấp mã (invalid_grant ***): hãy thử lại sau.",
        ),
        (
            Refusal.STRANGE,
            "Máy chủ cấp mã oauth2.googleapis.com trả lời mà không có mã (invalid_grant ***): hãy",
        ),
    ],
)
def test_a_token_server_that_gives_none_is_told(refusal: Refusal, vietnamese: str) -> None:
    """Every kind of refusal, without the secret."""
    told = explain_token(TokenError(refusal, "invalid_grant r-secret"), GRANT, Path("o.json"))
    assert said_by(told).vietnamese.startswith(vietnamese)


def test_a_token_server_that_says_nothing_does_so_in_vietnamese() -> None:
    """Our own words in the place of its own are said in the language too."""
    told = explain_token(TokenError(Refusal.LATER, ""), GRANT, Path("o.json"))
    assert "(không nói rõ lý do)" in said_by(told).vietnamese


@pytest.mark.parametrize(
    ("url", "vietnamese"),
    [
        ("http://x", "Địa chỉ hộp thư phải bắt đầu bằng imaps://"),
        ("imap://u@mail.example/", "imap:// gửi mật khẩu không mã hoá"),
        ("eml:", "Địa chỉ hộp thư eml: chưa có đường dẫn: hãy ghi"),
        ("imaps://u:p@h/", "Địa chỉ hộp thư có chứa mật khẩu"),
        ("imaps://h/", "Địa chỉ hộp thư chưa ghi đủ tài khoản và máy chủ: hãy ghi imaps://user@host/"),
        ("imaps://u@h/INBOX", "Địa chỉ hộp thư có đường dẫn sau tên máy chủ"),
        ("imaps://%ff@h/", "Tên tài khoản trong địa chỉ hộp thư có dấu % không đúng mã UTF-8: hãy"),
        ("imaps://a/b@h/", "Tên tài khoản trong địa chỉ hộp thư có ký tự phải viết bằng mã %: hãy"),
    ],
)
def test_a_url_that_is_none_is_told(url: str, vietnamese: str) -> None:
    """Each mistake, and what to write."""
    with pytest.raises(UsageError) as caught:
        parse_url(url)
    assert said_by(caught.value).vietnamese.startswith(vietnamese)


@pytest.mark.parametrize(
    ("url", "folder", "vietnamese"),
    [
        ("maildir:{place}", "INBOX", "Không có thư mục maildir INBOX ở {place}"),
        ("mbox:{place}/no", "INBOX", "Không có tệp mbox {place}/no: hãy kiểm tra lại đường dẫn"),
        ("mbox:{place}/oauth.json", "INBOX", "{place}/oauth.json không phải là tệp mbox"),
        ("mbox:{place}/no", "Spam", "Hộp thư kiểu mbox chỉ có một thư mục là INBOX: hãy bỏ Spam"),
        ("eml:{place}/no", "INBOX", "Không có thư mục {place}/no: hãy kiểm tra lại đường dẫn"),
    ],
)
def test_mail_in_files_that_is_not_there_is_told(
    url: str, folder: str, vietnamese: str, tmp_path: Path
) -> None:
    """By the folder's own step."""
    (tmp_path / "oauth.json").write_text("{}\n", encoding="utf-8")
    mailbox = open_mailbox(url.format(place=tmp_path), password=None, ca_file=None, clock=_now)
    (step,) = check_mailbox(mailbox, [folder])
    assert (step.name, step.ok) == (f"folder {folder}", False)
    assert step.sentence.vietnamese.startswith(vietnamese.format(place=tmp_path))
    with pytest.raises(MailboxError):
        mailbox.open(folder)


@pytest.mark.parametrize(
    ("text", "vietnamese"),
    [
        ("no", "tệp không phải là JSON"),
        ('{"provider": 1}', "tệp phải là một đối tượng JSON mà mọi giá trị đều là chuỗi"),
        ('{"x": ""}', "phải ghi provider và client_id và refresh_token; trong tệp có khoá khác ngoài provider, client_id,"),
        (json.dumps({"provider": "p", "client_id": "a b", "refresh_token": "r"}),
         "client_id có chữ hoặc dấu cách mà giá trị loại này không thể có; provider phải là google hoặc microsoft"),
        (json.dumps({"provider": "google", "client_id": "c", "refresh_token": "r", "authority": "x", "token_url": "http://x/y"}),
         "authority chỉ dùng cho microsoft; token_url phải có dạng https://host/path, không kèm tài khoản hay mật khẩu"),
    ],
)  # fmt: skip
def test_mistakes_in_an_oauth_file_are_told(text: str, vietnamese: str, tmp_path: Path) -> None:
    """All of them at once."""
    path = tmp_path / "oauth.json"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(SettingsError) as caught:
        open_mailbox(HOST, password=None, ca_file=None, clock=_now, oauth_file=path)
    assert said_by(caught.value).vietnamese.startswith(f"Không dùng được tệp OAuth {path}: {vietnamese}")


def test_a_missing_password_is_told() -> None:
    """With the places where it may be put."""
    with pytest.raises(SettingsError) as caught:
        open_mailbox(HOST, password=None, ca_file=None, clock=_now)
    told = said_by(caught.value).vietnamese
    assert told.startswith(
        "Chưa có mật khẩu cho hộp thư office@mail.example: hãy đặt mật khẩu vào TONGHOP_MAILBOX_PASSWORD,"
    )
