"""Texts that were kept in English, said in Vietnamese: one, several, one within another, and those of nobody's."""

from __future__ import annotations

import pytest

from pipeline.sentences.catalogue import Catalogue
from pipeline.sentences.sentence import Template

WORDS = Catalogue(
    (
        Template("an annex only", "chỉ có phụ lục"),
        Template("damaged", "hỏng"),
        Template("replaces version {number}", "thay bản lần {number}"),
        Template("a letter ({about})", "công văn ({about})"),
        Template("not read ({why})", "không đọc được ({why})"),
        Template("page {page}: {why}", "trang {page}: {why}"),
        Template("the name of {name}", "tên tệp {name}"),
    )
)


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("an annex only", "chỉ có phụ lục"),
        ("replaces version 3", "thay bản lần 3"),
        ("replaces version 3; an annex only", "thay bản lần 3; chỉ có phụ lục"),
        ("not read (damaged)", "không đọc được (hỏng)"),
        ("not read (page 2: damaged; an annex only)", "không đọc được (trang 2: hỏng; chỉ có phụ lục)"),
        ("a letter (on a; b); replaces version 2", "công văn (on a; b); thay bản lần 2"),
        ("a letter (on (a); b)); damaged", "a letter (on (a); b)); hỏng"),
        ("the name of damaged", "tên tệp damaged"),
        ("not read (bad CRC)", "không đọc được (bad CRC)"),
        ("đã gọi điện; an annex only", "đã gọi điện; chỉ có phụ lục"),
        ("An annex only", "An annex only"),
        ("", ""),
    ],
)
def test_what_is_known_is_said_in_vietnamese_and_the_rest_stays(english: str, vietnamese: str) -> None:
    """Values stay as they are, but for those that are reasons; brackets hold a value together."""
    assert WORDS.in_vietnamese(english) == vietnamese


def test_many_parts_are_said_one_by_one() -> None:
    """A list as long as a sender likes costs no more than its length."""
    many = 150
    assert WORDS.in_vietnamese("; ".join(["damaged"] * many)) == "; ".join(["hỏng"] * many)


@pytest.mark.parametrize("text", ["damaged" + "x" * 3000, "not read (" * 100, "page 1: " * 200, "; " * 900])
def test_what_a_sender_made_up_stays(text: str) -> None:
    """A text that is no reason of ours, however much it looks like one."""
    assert WORDS.in_vietnamese(text).replace("trang", "page") == text
