"""Whose mail it was before somebody passed it on."""

from __future__ import annotations

import pytest

from pipeline.identify.forwards import bearer, part
from tests.build.nouns import envelope, message

GMAIL = "Gửi anh.\n---------- Forwarded message ---------\nFrom: Sở Y tế <a@b.example>\nDate: x\nSubject: Báo cáo\n\nNội dung"
OUTLOOK = "Gửi anh.\n________________________________\nTừ: a@b.example\nĐã gửi: hôm qua\nChủ đề: Báo cáo"
BARE = 'Gửi anh.\nNgười gửi: "Sở Y tế" <a@b.example>\nTiêu đề: Báo cáo'
THUNDERBIRD = (
    "Gửi anh.\n-------- Thư được chuyển tiếp --------\nChủ đề: Báo cáo\nNgười gửi: Sở Y tế <a@b.example>"
)


@pytest.mark.parametrize("text", [GMAIL, OUTLOOK, BARE, THUNDERBIRD])
@pytest.mark.parametrize("subject", ["Fwd: x", "FW: x", "Chuyển tiếp: x", "Re: Fwd: x"])
def test_a_mail_quoted_in_the_text(text: str, subject: str) -> None:
    """The first sender and subject are read from the quoted head, in the words of any program."""
    words = part(message(head=envelope(subject=subject), text=text))
    assert words.own.strip() == "Gửi anh."
    assert words.quoted is not None
    assert (words.quoted.sender, words.quoted.subject) == ("a@b.example", "Báo cáo")
    assert words.quoted.sender_name in {"", "Sở Y tế"}


def test_an_answer_passes_nothing_on() -> None:
    """What a reply quotes is cut off, and its sender is not the unit."""
    words = part(
        message(head=envelope(subject="Re: x"), text="Vâng.\nVào 5/6, Lan <a@b.example> đã viết:\n> Sở Y tế")
    )
    assert (words.own, words.quoted) == ("Vâng.", None)


@pytest.mark.parametrize(
    "text", ["Kính gửi báo cáo", "Từ: trái tim", "---------- Forwarded message ---------\nkhông có đầu"]
)
def test_a_forward_without_a_head_has_no_first_sender(text: str) -> None:
    """No address, nobody."""
    assert part(message(head=envelope(subject="Fwd: x"), text=text)).quoted is None


def test_the_mail_that_the_files_came_in() -> None:
    """The innermost one that holds all of them; a file beside it is the outer sender's own."""
    outer, inner = envelope("a@x.example", path="2"), envelope("b@x.example", path="2.1")
    mail = message(forwarded=(outer, inner))
    assert bearer(mail, ("2.1.2", "2.1/1")) == inner
    assert bearer(mail, ("2.1.2", "2.2")) == outer
    assert bearer(mail, ("3",)) is None
    assert bearer(mail, ("20.1",)) is None
    assert bearer(mail, ()) is None
