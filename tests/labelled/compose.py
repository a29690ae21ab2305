"""Made reports: a bank's wordings put together in one of the many manners in which clerks build a report.

Seeded: the same bank and seed give the same lines.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.labelled.bank import Bank
from tests.labelled.lines import EMPTY_WORDS, Line

CHAPTERS = {
    "1.1": ("1.1",), "1.2": ("1.2.1", "1.2.2", "1.2.3", "1.2.4"), "1.3": ("1.3.1", "1.3.2", "1.3.3"), "1.4": ("1.4.1", "1.4.2"),
}  # fmt: skip
LEAVES = tuple(leaf for leaves in CHAPTERS.values() for leaf in leaves)
_NUMBERS = (("I.", "1."), ("I-", "1-"), ("I.", "a)"), ("1.", "1.1."), ("A.", "I."), ("I/", "1/"), ("I.", "-"), ("", ""),
            ("I.", "1.1."), ("PHẦN", "1."), ("I.", ""), ("-", "+"))  # fmt: skip
_FORMS = (("C", "B"), ("B", "B"), ("C", "R"), ("B", "I"), ("B", "R"), ("S", "S"), ("P", "P"), ("C", "P"))
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_WORDS = ("NHẤT", "HAI", "BA", "BỐN", "NĂM", "SÁU", "BẢY", "TÁM", "CHÍN", "MƯỜI")
_FIGURES = (
    ("Nội dung", "2020", "2021", "2022"),
    ("Số cuộc họp", "4", "6", "5"),
    ("Số ý kiến", "21", "34", "40"),
)


@dataclass(slots=True)
class _Clerk:
    """Who writes: dice, wordings, and how headings look and are numbered."""

    dice: random.Random
    bank: Bank
    numbers: tuple[str, str] = ("I.", "1.")
    forms: tuple[str, str] = ("C", "B")
    used: set[str] = field(default_factory=set)
    bare: bool = False  # the heading above has next to nothing below it

    def pick(self, options: Sequence[str]) -> str:
        fresh = [one for one in options if one not in self.used] or list(options)
        chosen = self.dice.choice(fresh)
        self.used.add(chosen)
        return chosen

    def chance(self, share: float) -> bool:
        return self.dice.random() < share


def compose(bank: Bank, seed: int) -> tuple[Line, ...]:
    """The lines of one report."""
    dice = random.Random(seed)  # noqa: S311 - dice for made reports
    clerk = _Clerk(dice=dice, bank=bank)
    clerk.numbers, clerk.forms = dice.choice(_NUMBERS), dice.choice(_FORMS)
    if clerk.numbers == ("", "") and clerk.forms[1] == "P" and clerk.chance(0.5):
        clerk.forms = ("C", "B")
    body = list(_body(clerk))
    opening = [Line(kind="@", what="foreign"), Line(kind="p", text=clerk.pick(bank.openings))]
    head = [
        Line(kind="x", text="BÁO CÁO"),
        Line(kind="x", text="SƠ KẾT 03 NĂM THỰC HIỆN CHỈ THỊ SỐ 28-CT/TU"),
    ]
    end = [Line(kind="x", text=clerk.pick(bank.closings)), Line(kind="x", text="Nơi nhận:")]
    return (*head, *(opening if clerk.chance(0.8) else []), *body, *(end if clerk.chance(0.9) else []))


def _body(clerk: _Clerk) -> Iterator[Line]:
    kept = [leaf for leaf in LEAVES if not clerk.chance(0.10)]
    shape = clerk.dice.choices(("nested", "flat", "spread"), (0.75, 0.15, 0.10))[0]
    chapters = [(chapter, [leaf for leaf in leaves if leaf in kept]) for chapter, leaves in CHAPTERS.items()]
    if shape != "flat" and clerk.chance(0.12):
        one = clerk.dice.randrange(len(chapters) - 1)
        chapters[one], chapters[one + 1] = chapters[one + 1], chapters[one]
    if clerk.chance(0.08):
        _moved(clerk, chapters)
    count = [0, 0]
    if clerk.chance(0.35):
        yield from _foreign(clerk, count)
    for chapter, leaves in chapters:
        if leaves:
            yield from _chapter(clerk, chapter, leaves, shape, count)
            if clerk.chance(0.06):
                yield from _foreign(clerk, count)
    if clerk.chance(0.4):
        yield from _foreign(clerk, count)


def _moved(clerk: _Clerk, chapters: list[tuple[str, list[str]]]) -> None:
    """Put one leaf under another chapter, at its end."""
    source = clerk.dice.choice([leaves for _, leaves in chapters if len(leaves) > 1] or [[]])
    if source:
        leaf = source.pop(clerk.dice.randrange(len(source)))
        clerk.dice.choice([leaves for _, leaves in chapters if leaves]).append(leaf)


def _number(mark: str, count: int, above: int) -> str:
    if mark == "PHẦN":
        return f"Phần thứ {_WORDS[(count - 1) % 10].lower()}."
    mark = mark.replace("1.1", f"{above}.{count}") if "1.1" in mark else mark
    mark = mark.replace("I", _ROMAN[(count - 1) % 14]) if "I" in mark else mark
    mark = mark.replace("a", "abcdeghiklmn"[(count - 1) % 12]).replace("A", "ABCDEGHIKL"[(count - 1) % 10])
    return (
        mark if "." in mark and str(above) in mark and mark.count(".") > 1 else mark.replace("1", str(count))
    )


def _heading(clerk: _Clerk, depth: int, count: list[int], what: str, text: str) -> Line:
    count[depth] += 1
    if not depth:
        count[1] = 0
    form = clerk.forms[depth]
    label = _number(clerk.numbers[depth], count[depth], count[0])
    return Line(kind="H", form=form, label=label, what=what, text=text.upper() if form == "C" else text)


def _foreign(clerk: _Clerk, count: list[int]) -> Iterator[Line]:
    heading, text = clerk.dice.choice(list(clerk.bank.foreign))
    line = _heading(clerk, 0, count, "foreign", heading)
    clerk.bare = False
    yield (
        line if line.form != "R" else Line(kind="H", form="B", label=line.label, what="foreign", text=heading)
    )
    yield from _paragraphs(clerk, [text])


def _chapter(clerk: _Clerk, chapter: str, leaves: list[str], shape: str, count: list[int]) -> Iterator[Line]:
    groups = list(_groups(clerk, leaves))
    whole = "+".join(leaves)
    alone = groups == [whole] and len(leaves) == len(("one", "other")) and CHAPTERS[chapter] == tuple(leaves)
    spread = shape == "flat" or (shape == "spread" and chapter == "1.2")
    if chapter in leaves or spread or alone:
        depth = 0
    else:
        depth = 1
        text = clerk.pick(clerk.bank.headings.get(chapter, [chapter]))
        yield _heading(clerk, 0, count, "chapter", text)
        if clerk.chance(0.15):
            yield Line(kind="p", text="Qua ba năm thực hiện, kết quả cụ thể như sau:")
    for group in groups:
        yield from _section(clerk, group, depth, count)


def _groups(clerk: _Clerk, leaves: list[str]) -> Iterator[str]:
    """The leaves, some neighbours under one heading."""
    place = 0
    while place < len(leaves):
        pair = "+".join(leaves[place : place + 2])
        merge = pair in clerk.bank.merged and clerk.chance(0.15)
        yield pair if merge else leaves[place]
        place += 2 if merge else 1


def _section(clerk: _Clerk, group: str, depth: int, count: list[int]) -> Iterator[Line]:
    leaves = group.split("+")
    options = clerk.bank.merged[group] if len(leaves) > 1 else clerk.bank.headings[group]
    content = list(_content(clerk, leaves))
    unheaded = depth and len(leaves) == 1 and len(content) > 0 and clerk.chance(0.02)
    length = sum(len(line.text.split()) for line in content)
    claimed = clerk.bare  # nobody could tell a text without a heading from that of an empty section above
    clerk.bare = length <= EMPTY_WORDS
    if unheaded and length > 45 and not claimed:
        yield Line(kind="@", what=group)
        yield from content
        return
    heading = _heading(clerk, depth, count, group, clerk.pick(options))
    if heading.form == "R":
        run_in = content and content[0].kind == "p"
        text = f"{heading.text} :: {content[0].text}" if run_in else heading.text
        heading = Line(kind="H", form="R" if run_in else "B", label=heading.label, what=group, text=text)
        content = content[1:] if run_in else content
    elif len(heading.text) > 60 and clerk.chance(0.12) and heading.form in {"B", "C"}:
        words = heading.text.split()
        cut = len(words) * 2 // 3
        yield Line(kind="H", form=heading.form, label=heading.label, what=group, text=" ".join(words[:cut]))
        heading = Line(kind="H", form="cont", what="cont", text=" ".join(words[cut:]))
    yield heading
    yield from content


def _content(clerk: _Clerk, leaves: list[str]) -> Iterator[Line]:
    roll = clerk.dice.random()
    if len(leaves) == 1 and roll < 0.06:
        said = clerk.pick(clerk.bank.empty) if clerk.chance(0.7) else ""
        yield from [Line(kind="p", text=said)] if said else []
        return
    if len(leaves) == 1 and roll < 0.13:
        yield Line(kind="p", text=clerk.pick(clerk.bank.thin[leaves[0]]))
        return
    for leaf in leaves:
        groups = clerk.bank.subheads.get(leaf, [])
        if groups and clerk.chance(0.25):
            yield from _with_subheads(clerk, clerk.dice.choice(list(groups)))
        else:
            yield from _paragraphs(clerk, clerk.dice.choice(list(clerk.bank.full[leaf])))
    if clerk.chance(0.06):
        yield from (Line(kind="|", cells=row) for row in _FIGURES)


def _with_subheads(clerk: _Clerk, group: Sequence[Sequence[str]]) -> Iterator[Line]:
    form = clerk.dice.choice(("I", "P", "R", "B"))
    mark = clerk.dice.choice(("-", "+", "*", "a)", ""))
    for place, (heading, text) in enumerate(group, start=1):
        label = _number(mark, place, 1)
        if form == "R":
            yield Line(kind="H", form="R", label=label, what="sub", text=f"{heading} :: {text}")
        else:
            yield Line(kind="H", form=form, label=label, what="sub", text=heading)
            yield Line(kind="p", text=text)


def _paragraphs(clerk: _Clerk, texts: Sequence[str]) -> Iterator[Line]:
    bulleted = len(texts) > 1 and clerk.chance(0.3)
    for place, text in enumerate(texts):
        yield Line(kind="-" if bulleted and place else "p", text=text)
