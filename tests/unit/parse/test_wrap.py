"""A file taken in by hand becomes a mail like any other."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.mail import unpack
from pipeline.parse.wrap import HEADER_NOTE, HEADER_UNIT, SENDER, wrap_file

AT = dt.datetime(2023, 6, 20, 8, 15, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def _wrapped(
    data: bytes = b"%PDF-1.4", *, name: str = "Báo cáo.pdf", note: str = "bản sửa", at: dt.datetime = AT
) -> bytes:
    return wrap_file(data, name=name, by="Nguyễn Thị Hoa", note=note, unit="SYT", at=at)


def test_the_file_comes_out_as_it_went_in() -> None:
    """Exact bytes, the name, who, why and when: nothing is lost on the way through the store."""
    taken = unpack(_wrapped())
    envelope = taken.message.envelope
    assert taken.contents[-1] == ("2", b"%PDF-1.4")
    assert taken.message.files[-1].name == "Báo cáo.pdf"
    assert (envelope.sender, envelope.sender_name, envelope.sent_at) == (SENDER, "Nguyễn Thị Hoa", AT)
    assert (taken.message.text, taken.message.automatic, taken.message.defects) == ("bản sửa", "", ())


def test_the_same_file_at_the_same_time_is_the_same_mail() -> None:
    """Deterministic; another time or another content is another Message-ID."""
    first = unpack(_wrapped()).message.envelope.message_id
    assert _wrapped() == _wrapped()
    assert first != unpack(_wrapped(at=AT + dt.timedelta(microseconds=1))).message.envelope.message_id
    assert first != unpack(_wrapped(b"khac")).message.envelope.message_id


def test_a_naive_time_is_refused() -> None:
    """A time without its zone is no time."""
    with pytest.raises(ValueError, match="zone"):
        _wrapped(at=AT.replace(tzinfo=None))


def test_no_line_is_too_long() -> None:
    """Every line keeps to the 998 characters that mail allows."""
    raw = _wrapped(bytes(3000), name="ế" * 190 + ".docx", note="ghi chú " * 400)
    assert max(map(len, raw.split(b"\r\n"))) < 100


@given(st.binary(max_size=200), st.text(max_size=60), st.text(max_size=200))
def test_anything_can_be_wrapped(data: bytes, name: str, note: str) -> None:
    """Law: no name or note, hostile or not, adds a header or costs a byte of the file."""
    raw = _wrapped(b"\0" + data, name=name, note=note)
    taken = unpack(raw)
    assert taken.contents[-1][1] == b"\0" + data
    assert len(taken.message.files) == 2
    head = raw.partition(b"\r\n\r\n")[0].decode()
    assert [line.partition(":")[0] for line in head.split("\r\n") if not line.startswith(" ")] == [
        "From", "Subject", "Date", "Message-ID", "X-Tonghop-By", HEADER_NOTE, HEADER_UNIT, "MIME-Version", "Content-Type",
    ]  # fmt: skip


def test_importing_the_package_is_cheap() -> None:
    """mail-parser is loaded by mail.py alone, never by the package."""
    package = sys.modules["pipeline.parse"]
    assert not any(hasattr(value, "parse_from_bytes") for value in vars(package).values())
