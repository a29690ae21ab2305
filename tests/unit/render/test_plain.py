"""Whatever a mail says, the terminal shows it and does nothing else."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from pipeline.render import plain
from pipeline.render.screen import words

ANY = st.text(st.characters(codec=None), max_size=60) | st.text("[]\\/:redbold \x1b\n\u202e", max_size=60)
STAND_IN = "\N{REPLACEMENT CHARACTER}"
_DO_NOTHING = {"Cc", "Cs", "Zl", "Zp"}  # categories of which nothing may be left


def _printed(text: str) -> str:
    """What arrives at a terminal between two bars."""
    out = io.StringIO()
    console = Console(file=out, highlight=False, width=10_000)
    console.print(words("|", (text, "bold"), "|"), soft_wrap=True)
    return out.getvalue()


@given(ANY)
def test_a_text_is_shown_letter_by_letter(text: str) -> None:
    """Markup, emoji codes and backslashes are letters; tabs and line ends are a space; what acts is a stand-in."""
    shown = _printed(text)
    assert shown == f"|{plain.line(text)}|\n"
    assert {unicodedata.category(letter) for letter in shown[:-1]} & _DO_NOTHING == set()
    if not set(text) & {"\n", "\t"}:
        pairs = zip(text, shown[1:-2], strict=True)
        changed = {letter for letter, printed in pairs if printed not in {letter, STAND_IN}}
        assert changed == set()


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=60))
def test_letters_that_do_nothing_stay(text: str) -> None:
    """Of every script, accents composed or not."""
    assert plain.line(text) == text


@given(ANY)
def test_json_keeps_its_value(text: str) -> None:
    """What acts is written as an escape, which says the same."""
    written = plain.in_json(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(written) == {"text": text}
    written.encode()
    assert not set(written) & {"\x1b", "\x9b", "\x7f", "\u202e"}


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[2J\x1b[31mđỏ",  # clears the screen, then red
        "\x9b2J",  # the same as one letter of the C1 range
        "\x1b]0;title\x07",  # sets the window's title
        "\x1b]8;;https://example.invalid\x1b\\link\x1b]8;;\x1b\\",
        "a\rb",  # writes over the line
        "a\bb",
        "BC_\u202excod.exe",  # reads as another file name
        "\ud800",  # half of a pair
    ],
)
def test_what_a_terminal_acts_upon_is_a_stand_in(text: str) -> None:
    """In a line, and in a table's title, head and cells."""
    out = io.StringIO()
    table = Table(title=words(text))
    table.add_column(words(text))
    table.add_row(words(text))
    Console(file=out).print(table)
    for shown in (_printed(text), out.getvalue()):
        assert STAND_IN in shown
        assert not set(shown) & set("\x1b\x9b\x07\r\b\u202e\ud800")


@pytest.mark.parametrize(
    "text", ["[red]đỏ[/red]", "[link=https://example.invalid]x[/link]", "a\\", "a\\[b]", "[/]", ":warning:"]
)
def test_markup_and_emoji_codes_are_letters(text: str) -> None:
    """Also backslashes, which escape markup elsewhere."""
    assert _printed(text) == f"|{text}|\n"


def test_a_line_has_no_breaks() -> None:
    """However they were written."""
    assert plain.line("một\r\nhai\tba\n\nbốn") == "một hai ba bốn"
