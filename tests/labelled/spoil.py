"""Perturbations of a labelled report: each takes its lines and dice, and gives the lines of a worse paper with the same truth.

A new one is one function and one line of `PERTURBATIONS`.
"""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.labelled.lines import Line

Lines = tuple[Line, ...]
Perturbation = Callable[[Lines, random.Random], Lines]

_LETTERS = "abcdeghiklmnopqrstuvxy"
_CONFUSED = str.maketrans(
    {"ẩ": "â", "ổ": "ô", "ề": "ê", "ỉ": "ĩ", "ể": "ê", "ồ": "ô", "ắ": "ă", "ỷ": "ý", "ặ": "ă", "ậ": "â"}
)


def as_it_is(lines: Lines, dice: random.Random) -> Lines:
    """Nothing is changed."""
    del dice
    return lines


def numbers_removed(lines: Lines, dice: random.Random) -> Lines:
    """No heading has a number or bullet."""
    del dice
    return tuple(replace(line, label="") if line.kind == "H" else line for line in lines)


def numbers_shuffled(lines: Lines, dice: random.Random) -> Lines:
    """Every heading has another heading's number."""
    labels = [line.label for line in lines if line.kind == "H" and line.what != "cont"]
    dice.shuffle(labels)
    return tuple(
        replace(line, label=labels.pop()) if line.kind == "H" and line.what != "cont" else line
        for line in lines
    )


def lower_cased(lines: Lines, dice: random.Random) -> Lines:
    """Headings in sentence case or lower case, none bold or styled; those that run into their text are left."""
    return tuple(
        replace(
            line,
            form="R" if line.form == "R" else "P",
            text=dice.choice((str.lower, str.capitalize))(line.text),
        )
        if line.kind == "H" and line.form != "R"
        else line
        for line in lines
    )


def typos(lines: Lines, dice: random.Random) -> Lines:
    """One letter wrong, lost or doubled in each heading."""
    return tuple(_headed(line, lambda text: _typo(text, dice)) for line in lines)


def marks_lost(lines: Lines, dice: random.Random) -> Lines:
    """Each word of each heading has lost one mark."""
    del dice
    return tuple(_headed(line, lambda text: " ".join(map(_one_mark_less, text.split(" ")))) for line in lines)


def misread(lines: Lines, dice: random.Random) -> Lines:
    """All text as OCR reads a middling scan: marks taken for others, some words broken."""
    return _read_badly(lines, dice, confused=0.25, broken=0.01)


def badly_misread(lines: Lines, dice: random.Random) -> Lines:
    """All text as OCR reads a bad copy."""
    return _read_badly(lines, dice, confused=0.6, broken=0.06)


def _read_badly(lines: Lines, dice: random.Random, *, confused: float, broken: float) -> Lines:
    def read(text: str) -> str:
        found = (word.translate(_CONFUSED) if dice.random() < confused else word for word in text.split(" "))
        return " ".join(_typo(word, dice) if dice.random() < broken else word for word in found)

    return tuple(replace(line, text=read(line.text), cells=tuple(map(read, line.cells))) for line in lines)


def reordered(lines: Lines, dice: random.Random) -> Lines:
    """Two neighbouring sections have changed places."""
    head, sections, tail = _sections(lines)
    pairs = [n for n in range(len(sections) - 1) if sections[n][0].answers and sections[n + 1][0].answers]
    if pairs:
        n = dice.choice(pairs)
        sections[n], sections[n + 1] = sections[n + 1], sections[n]
    return (*head, *(line for section in sections for line in section), *tail)


def merged(lines: Lines, dice: random.Random) -> Lines:
    """Two neighbouring sections under one heading that names both."""
    head, sections, tail = _sections(lines)
    pairs = [n for n in range(len(sections) - 1) if _mergeable(sections[n], sections[n + 1])]
    if pairs:
        n = dice.choice(pairs)
        first, second = sections[n][0], sections[n + 1][0]
        text = f"{first.text}{dice.choice((' và ', '; ', ', '))}{second.text[:1].lower()}{second.text[1:]}"
        if first.form == "C":
            text = text.upper()
        joined = replace(first, what=f"{first.what}+{second.what}", text=text)
        sections[n : n + 2] = [[joined, *sections[n][1:], *sections[n + 1][1:]]]
    return (*head, *(line for section in sections for line in section), *tail)


def padded(lines: Lines, dice: random.Random) -> Lines:
    """Headings with words in front and behind that say nothing; those in capitals are left."""
    fronts = ("Về", "Tình hình", "Một số nét về", "Kết quả cụ thể về", "Đánh giá")
    backs = (" của đơn vị", " trong thời gian qua", " giai đoạn 2020 - 2023", " tại cơ quan")
    return tuple(
        _headed(line, lambda text: f"{dice.choice(fronts)} {text[:1].lower()}{text[1:]}{dice.choice(backs)}")
        if line.form != "C"
        else line
        for line in lines
    )


def _headed(line: Line, change: Callable[[str], str]) -> Line:
    if line.kind != "H":
        return line
    head, rest = line.parts
    return replace(line, text=f"{change(head)} :: {rest}" if rest else change(head))


def _typo(text: str, dice: random.Random) -> str:
    places = [place for place, letter in enumerate(text) if letter.isalpha()]
    if not places:
        return text
    place = dice.choice(places)
    instead = dice.choice((dice.choice(_LETTERS), "", text[place] * 2))
    return f"{text[:place]}{instead}{text[place + 1 :]}"


def _one_mark_less(word: str) -> str:
    loose = unicodedata.normalize("NFD", word)
    place = next((n for n in range(len(loose) - 1, -1, -1) if unicodedata.combining(loose[n])), None)
    if place is None:
        return word.replace("đ", "d", 1).replace("Đ", "D", 1)
    return unicodedata.normalize("NFC", loose[:place] + loose[place + 1 :])


def _sections(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]], list[Line]]:
    """What stands before the first heading, the pieces that begin with a heading of their own, and the end."""
    starts = [n for n, line in enumerate(lines) if line.kind == "H" and _begins(line)]
    stop = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].kind != "x"), -1) + 1
    if not starts:
        return list(lines), [], []
    bounds = [*starts, stop]
    sections = [list(lines[start:end]) for start, end in itertools.pairwise(bounds)]
    return list(lines[: starts[0]]), sections, list(lines[stop:])


def _begins(line: Line) -> bool:
    return bool(line.answers) or line.what in {"chapter", "foreign"}


def _mergeable(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Two full sections of neighbouring leaves of one chapter, each under a heading of its own."""
    if any(
        line.kind in {"@", "x"} or line.form == "R" or line.what == "cont"
        for line in (*one, *other)
        if line.what != "sub"
    ):
        return False
    first, second = one[0], other[0]
    if len(first.answers) != 1 or len(second.answers) != 1:
        return False
    (a,), (b,) = first.answers, second.answers
    long = all(sum(len(line.text.split()) for line in section[1:]) >= 45 for section in (one, other))
    return long and a[:3] == b[:3] and len(a) == len(b) == 5 and int(a[-1]) + 1 == int(b[-1])


PERTURBATIONS: dict[str, Perturbation] = {
    "as it is": as_it_is, "numbers removed": numbers_removed, "numbers shuffled": numbers_shuffled,
    "lower case, no styles": lower_cased, "typos": typos, "one mark lost a word": marks_lost, "misread": misread,
    "badly misread": badly_misread, "reordered": reordered, "merged": merged, "padded": padded,
}  # fmt: skip
