"""Reports written in the mail itself or lying behind a link: each is said, none is guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify.elsewhere import find_elsewhere
from pipeline.identify.references import References
from pipeline.model.submission import Disposition, Elsewhere
from tests.build.nouns import envelope, message
from tests.build.page import page
from tests.unit.identify.test_sort import mail, sort

REFERENCES = References(("28-CT/TU",))
LONG = "Đơn vị đã quán triệt nội dung đến toàn thể cán bộ, công chức. " * 12


def found(text: str, subject: str = "") -> tuple[Elsewhere, str]:
    """What is said of a mail without files."""
    sent = message(head=envelope("vanthu@sonv.example", subject))
    return find_elsewhere(replace(sent, text=text), REFERENCES)


@pytest.mark.parametrize(
    ("text", "subject", "where"),
    [
        ("Gửi báo cáo: https://drive.google.com/file/d/1/view", "", Elsewhere.LINK),
        ("https://so-my.sharepoint.com/x", "BC 28-CT/TU", Elsewhere.LINK),
        ("báo cáo <HTTPS://ZALO.me/s/1>", "", Elsewhere.LINK),
        ("https://drive.google.com/file/d/1/view", "Ảnh hội nghị", Elsewhere.NOWHERE),
        ("Gửi báo cáo. https://syt.example/lich", "", Elsewhere.NOWHERE),
        ("Gửi báo cáo. https://drive.google.com.evil.example/x", "", Elsewhere.NOWHERE),
        ("Gửi báo cáo. https://notzalo.me/x", "", Elsewhere.NOWHERE),
        ("Gửi báo cáo sau.", "Báo cáo", Elsewhere.NOWHERE),
        (f"BÁO CÁO thực hiện Chỉ thị 28-CT/TU. {LONG}", "", Elsewhere.TEXT),
        (f"BÁO CÁO thực hiện Chỉ thị 28-CT/TU. {LONG} https://drive.google.com/a", "", Elsewhere.TEXT),
        (f"BÁO CÁO. {LONG}", "", Elsewhere.NOWHERE),
        (f"Kính gửi.\n> {LONG} 28-CT/TU", "Báo cáo", Elsewhere.NOWHERE),
    ],
)
def test_where_a_report_seems_to_be(text: str, subject: str, where: Elsewhere) -> None:
    """A known place for files in a mail about a report; a long own text that names the directive. Quotes are not own."""
    assert found(text, subject)[0] is where


def test_what_to_do_is_said() -> None:
    """The places, each once, or how long the text is."""
    links = "Báo cáo: https://drive.google.com/a https://drive.google.com/b https://1drv.ms/c"
    assert found(links)[1].startswith("a link only (drive.google.com, 1drv.ms): download the report")
    told = found(f"Báo cáo 28-CT/TU {LONG}")[1]
    assert told.startswith("the report seems to be written in the mail itself (173 words)")


def test_a_message_without_a_report_says_where_it_is() -> None:
    """It stays `other`; one that has a report says nothing of its links."""
    sent = mail("a")
    assert sent.message is not None
    linked = replace(sent.message, text="Gửi báo cáo https://drive.google.com/a")
    (without,) = sort(replace(sent, message=replace(linked, files=())))
    assert (without.disposition, without.elsewhere) == (Disposition.OTHER, Elsewhere.LINK)
    assert without.reason.startswith("a link only (drive.google.com)")
    (made,) = sort(replace(sent, message=linked))
    assert (made.disposition, made.elsewhere) == (Disposition.REPORT, Elsewhere.NOWHERE)


@pytest.mark.parametrize(
    ("subject", "title", "where"),
    [
        ("Báo cáo Chỉ thị 28-CT/TU", "Tổng kết 5 năm thực hiện Chỉ thị số 28-CT/TU", Elsewhere.OTHER_TIME),
        ("Báo cáo Chỉ thị 28-CT/TU", "Kết quả công tác tháng 5 năm 2023", Elsewhere.NOWHERE),
        ("Báo cáo năm", "Tổng kết 5 năm thực hiện Chỉ thị số 28-CT/TU", Elsewhere.NOWHERE),
    ],
)
def test_a_report_whose_title_names_another_time(subject: str, title: str, where: Elsewhere) -> None:
    """In a mail about the directive: it may be the one that is waited for, with last year's title."""
    sent = mail("a", reading=page(f"^ **BÁO CÁO**\n^ **{title}**\n~140"))
    assert sent.message is not None
    head = replace(sent.message.envelope, subject=subject)
    (made,) = sort(replace(sent, message=replace(sent.message, envelope=head)))
    assert (made.disposition, made.elsewhere) == (Disposition.OTHER, where)
