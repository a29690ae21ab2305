"""A labelled report as lines: what stands on the paper, and which outline item each line belongs to.

    %   what is special                      x   a line outside the body (letterhead, căn cứ, closing, signature, annex)
    H   FORM  LABEL  WHAT  text              p   a paragraph         -   a list item         |   a table row, a cell a field
    @   ID                                   from here on the text answers this item although no heading says so

Fields are parted by tabs. FORM: C bold capitals, B bold, P plain, S heading style, I italic, R run-in (`heading ::
content`), `cont` like the line above. WHAT: an item, two joined by +, `chapter`, `sub` (stays in the section above),
`more` (goes on with it), `cont` (second line of a broken heading), `foreign`. From these follow the document (`lay_out`)
and the truth (`truth`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from pipeline.model.document import Block, BlockKind, Document, Recognition, Style
from pipeline.model.section import State

EMPTY_WORDS, MIN_WORDS = 3, 30
_LINES_A_PAGE = 14
_SPLIT = " :: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a labelled report; fields that its kind does not have are empty."""

    kind: str
    text: str = ""
    form: str = ""
    label: str = ""
    what: str = ""
    cells: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """The outline items that a heading begins."""
        return tuple(self.what.split("+")) if self.kind == "H" and self.what[:1].isdigit() else ()

    @property
    def parts(self) -> tuple[str, str]:
        """Heading and content of a run-in heading; of another line its text and nothing."""
        head, _, rest = self.text.partition(_SPLIT)
        return (head, rest) if self.form == "R" else (self.text, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is true of one leaf: its state and the text that a careful reader would give to it."""

    state: State
    text: str = ""


def read_paper(path: Path) -> tuple[Line, ...]:
    """The lines of one file. ValueError for a line of no known kind."""
    return tuple(
        line
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (line := _line(raw, f"{path.name}:{number}")) is not None
    )


def _line(raw: str, place: str) -> Line | None:
    kind, _, rest = raw.partition("\t")
    if not raw.strip() or kind == "%":
        return None
    if kind == "H":
        form, label, what, text = rest.split("\t", 3)
        return Line(kind="H", form=form, label=label, what=what, text=text)
    if kind == "|":
        return Line(kind="|", cells=tuple(rest.split("\t")))
    if kind == "@":
        return Line(kind="@", what=rest.strip())
    if kind in {"x", "p", "-"}:
        return Line(kind=kind, text=rest)
    raise ValueError(f"{place}: {kind!r} is no kind of line")


def truth(lines: Sequence[Line], leaves: Iterable[str]) -> dict[str, Answer]:
    """Per leaf its state and text, as the labels say."""
    texts: dict[str, list[str]] = {}
    headed: set[str] = set()
    current: tuple[str, ...] = ()
    for line in lines:
        current = _current(line, current)
        if line.kind == "H":
            headed.update(line.answers)
        for item in current:
            texts.setdefault(item, []).extend(_content(line))
    return {leaf: _answer(texts.get(leaf, []), headed=leaf in headed) for leaf in leaves}


def _current(line: Line, current: tuple[str, ...]) -> tuple[str, ...]:
    if line.kind == "@":
        return () if line.what == "foreign" else (line.what,)
    if line.kind == "x" or (line.kind == "H" and line.what in {"chapter", "foreign"}):
        return ()
    return line.answers or current


def _content(line: Line) -> list[str]:
    if line.kind == "H":
        head, rest = line.parts
        if line.what in {"sub", "more"}:
            return [f"{line.label} {head} {rest}".strip()]
        return [rest] if rest and line.answers else []
    if line.kind == "-":
        return [f"- {line.text}"]
    return [" ".join(line.cells)] if line.kind == "|" else [line.text] if line.kind == "p" else []


def _answer(texts: Sequence[str], *, headed: bool) -> Answer:
    words = sum(any(map(str.isalnum, word)) for text in texts for word in text.split())
    if not headed and not words:
        return Answer(state=State.MISSING)
    state = State.EMPTY if words <= EMPTY_WORDS else State.THIN if words < MIN_WORDS else State.FULL
    return Answer(state=state, text="\n".join(texts))


def lay_out(lines: Sequence[Line], *, automatic: bool = False, scan: float = 0.0) -> Document:
    """The document as a reader gives it. `automatic` numbers are Word's own; a `scan` has no styles, and is so sure."""
    blocks: list[Block] = []
    shown = (line for line in lines if line.kind != "@")
    for tabular, group in groupby(shown, key=lambda line: line.kind == "|"):
        found = tuple(group)
        blocks += [_table(tuple(line.cells for line in found))] if tabular else map(_block, found)
    blocks = [block if automatic else _typed(block) for block in blocks]
    if scan:
        blocks = [replace(block, style=Style(), kind=_flat(block.kind), sure=scan) for block in blocks]
    placed = tuple(
        replace(block, page=1 + place // _LINES_A_PAGE, paragraph=place + 1)
        for place, block in enumerate(blocks)
    )
    pages = placed[-1].page if placed else 1
    seen = (
        tuple(Recognition(page=n + 1, confidence=scan, uncovered=0.0) for n in range(pages or 1))
        if scan
        else ()
    )
    return Document(reader="scan" if scan else "docx", blocks=placed, pages=pages, recognised=seen)


def _flat(kind: BlockKind) -> BlockKind:
    return kind if kind is BlockKind.TABLE else BlockKind.PARAGRAPH


def _table(rows: tuple[tuple[str, ...], ...]) -> Block:
    return Block(kind=BlockKind.TABLE, text="\n".join(" | ".join(row) for row in rows), rows=rows)


def _typed(block: Block) -> Block:
    if not block.label:
        return block
    shift = len(block.label) + 1
    style = replace(
        block.style, bold_prefix=block.style.bold_prefix + shift if block.style.bold_prefix else 0
    )
    return replace(block, text=f"{block.label} {block.text}", label="", style=style)


def _block(line: Line) -> Block:
    if line.kind == "-":
        return Block(kind=BlockKind.PARAGRAPH, text=line.text, label="-")
    if line.kind != "H":
        centred = line.kind == "x" and line.text.isupper()
        return Block(kind=BlockKind.PARAGRAPH, text=line.text, style=Style(centred=centred))
    head, rest = line.parts
    if line.form == "R" and rest:
        text = f"{head}: {rest}"
        style = Style(bold=len(head) / len(text), bold_prefix=len(head) + 1)
        return Block(kind=BlockKind.PARAGRAPH, text=text, label=line.label, style=style)
    kind = BlockKind.HEADING if line.form == "S" else BlockKind.PARAGRAPH
    return Block(kind=kind, text=head, label=line.label, style=_style(line))


def _style(line: Line) -> Style:
    if line.form == "S":
        return Style(level=1 if line.what == "chapter" else 2, name="Heading")
    return Style(
        bold=1.0 if line.form in {"C", "B", "R", "cont"} else 0.0, italic=1.0 if line.form == "I" else 0.0
    )
