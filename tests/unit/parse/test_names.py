"""File names: read as a person would, safe to show, never empty without a reason."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import names, words

NAME = "Báo cáo tháng 3.pdf"
NFD = unicodedata.normalize("NFD", NAME)


def _shown(disposition: str, content_type: str = "") -> str:
    wire = disposition.encode("utf-8", "surrogateescape").decode("ascii", "surrogateescape")
    return names.from_headers(wire, content_type).shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20th%C3%A1ng%203.pdf", NAME),
        ("filename*=UTF-8'vi'B%C3%A1o%20c%C3%A1o%20th%C3%A1ng%203.pdf", NAME),
        (
            "filename*0*=UTF-8''B%C3%A1o%20c%C3;\r\n filename*1*=%A1o%20th%C3%A1ng;\r\n filename*2=\" 3.pdf\"",
            NAME,
        ),
        ("filename*0*=UTF-8''B%C3%A; filename*1*=1o%20c%C3%A1o%20th%C3%A1ng%203.pdf", NAME),
        ("filename*1*=c%C3%A1o%20th%C3%A1ng%203.pdf; filename*0*=UTF-8''B%C3%A1o%20", NAME),
        ('filename*0="Bao cao "; filename*1="thang 3.pdf"', "Bao cao thang 3.pdf"),
        ("filename*=x-khong-biet''B%C3%A1o.pdf", "Báo.pdf"),
        ("filename*=windows-1258''B%E1o.pdf", "Báo.pdf"),
        ("filename*=B%C3%A1o.pdf", "Báo.pdf"),
        ("filename=\"x.pdf\"; filename*=UTF-8''B%C3%A1o.pdf", "Báo.pdf"),
        ('filename="=?utf-8?B?QsOhbyBjw6FvLnBkZg==?="', "Báo cáo.pdf"),
        ("filename==?utf-8?B?QsOhbyBjw6FvLnBkZg==?=", "Báo cáo.pdf"),
        ('filename="=?utf-8?Q?B=C3=A1o_c=C3?=\r\n =?utf-8?Q?=A1o.pdf?="', "Báo cáo.pdf"),
        ('filename="=?windows-1258?Q?B=E1o.pdf?="', "Báo.pdf"),
        (f'filename="{NAME}"', NAME),
        (f'filename="{NFD}"', NAME),
        ('filename="báo\r\n cáo.pdf"', "báo cáo.pdf"),
        ("filename=bao cao thang 3.pdf", "bao cao thang 3.pdf"),
        ('filename="B\udce1o.pdf"', "Báo.pdf"),
        ('filename="B%C3%A1o%20c%C3%A1o.pdf"', "Báo cáo.pdf"),
        ('filename="tang 20%.pdf"', "tang 20%.pdf"),
        ('filename="a%41%FF.pdf"', "a%41%FF.pdf"),
        ('filename="a%41.pdf"', "a%41.pdf"),
        ('filename="Máº«u-07.-Phiáº¿u-cháº¥m....docx"', "Mẫu-07.-Phiếu-chấm....docx"),
        ('filename="BÃ¡o cÃ¡o.pdf"', "Báo cáo.pdf"),
        ('filename="BÃƒÂ¡o.pdf"', "Báo.pdf"),
        ('filename="Señor.pdf"', "Señor.pdf"),
        ('filename="Báo cáo "Dân chủ".docx"; size=3', 'Báo cáo "Dân chủ".docx'),
        (r'filename="a \"b\".docx"', 'a "b".docx'),
        (r'filename="C:\Users\vanthu\Báo cáo.docx"', "Báo cáo.docx"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="/a/.."', "a"),
        ('filename="=?utf-8?Q?..=2F..=2Fx=00=0D=0A.pdf?="', "x .pdf"),
        ('filename="a\u202efdp.exe"', "afdp.exe"),
        ('filename="x.pdf. . "', "x.pdf"),
        ('filename="BAO CAO TINH DOAN .docx"', "BAO CAO TINH DOAN .docx"),
        ('filename="khong dong.pdf', "khong dong.pdf"),
    ],
)
def test_a_name_is_read_as_it_was_meant(written: str, shown: str) -> None:
    """Whatever way a program mangled the name, the reviewer sees it as the sender does."""
    assert _shown(f"attachment; {written}") == shown


def test_the_name_of_the_content_type_stands_in() -> None:
    """Old programs name a file in Content-Type alone."""
    assert _shown("attachment", 'application/pdf; name="a.pdf"') == "a.pdf"


@pytest.mark.parametrize(
    "written", ["attachment", 'attachment; filename=""', 'attachment; filename=".."', ""]
)
def test_no_usable_name_is_empty(written: str) -> None:
    """A name that says nothing is left to the caller, who makes one from the part's path."""
    assert _shown(written) == ""


def test_a_part_without_a_name_is_called_by_its_path() -> None:
    """The made name is the same on every run and ends as the content asks."""
    assert names.nameless("3/1.2", "pdf") == "part-3-1.2.pdf"


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "utf-7", "rot13", "hex", "\0x"])
def test_unsafe_codecs_never_run(charset: str) -> None:
    """A codec that is no charset of mail is not run, however long its input."""
    started = time.process_time()
    assert _shown(f"attachment; filename*={charset}''{'a' * 60_000}.pdf").endswith(".pdf")
    assert words.charset(charset) == ""
    assert time.process_time() - started < 2


def test_a_very_long_name_is_cut_before_its_ending() -> None:
    """5,000 characters become 200, and the ending stays."""
    shown = names.safe("ă" * 5000 + ".docx")
    assert (len(shown), shown[-5:]) == (names.MAX_CHARACTERS, ".docx")
    assert len(names.safe("a." + "b" * 5000)) == names.MAX_CHARACTERS


def test_the_raw_name_can_always_be_stored() -> None:
    """What the sender wrote is kept undecoded, and broken bytes do not break the table."""
    found = names.from_headers('attachment; filename="=?utf-8?Q?B\udce1?="', "")
    assert found.raw == "=?utf-8?Q?B\ufffd?="
    assert names.raw_name("a\ud800b") == "a?b"


def test_what_stood_beside_an_invisible_character_folds_away_with_it() -> None:
    """Two blanks with a control between them are one blank."""
    assert words.one_line("a \x00 b\u200b\u202e \x7f c") == "a b c"


@given(st.text())
def test_safe_names_are_safe_and_stay_so(text: str) -> None:
    """Law: safe(safe(x)) == safe(x); no folder, control or surrogate is left."""
    name = names.safe(text)
    assert names.safe(name) == name
    assert not any(letter in "/\\" or unicodedata.category(letter).startswith("C") for letter in name)
    assert name.encode("utf-8") == name.encode("utf-8", "replace")
    assert name == unicodedata.normalize("NFC", name)
    assert name.strip(" .") or not name


@given(st.binary(max_size=300))
def test_any_header_gives_a_name(raw: bytes) -> None:
    """No header value, however broken, makes the reading of names fail."""
    value = raw.decode("ascii", "surrogateescape")
    found = names.from_headers("attachment; filename=" + value, value)
    assert names.safe(found.shown) == found.shown
    assert found.raw.encode("utf-8") is not None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_decoded_words_hold_no_surrogates(text: str) -> None:
    """Text that leaves the decoder can be stored as UTF-8."""
    assert words.decode_words(text).encode("utf-8") is not None
    assert words.one_line(text).isprintable()
