"""A document as readable text: one line per block, the few things a reader sees of its look written around it.

    **BÁO CÁO**                          bold throughout
    **1. Kết quả:** đã họp bốn lần.      a bold beginning
    # 1. Kết quả                         heading style of level 1 (`##` is level 2)
    ^ **BÁO CÁO**                        centred
    {1.1.} Kết quả                       the number in braces was made by the word processor
    | UBND TỈNH / SỞ Y TẾ | CỘNG HOÀ …   a table row; ` / ` parts the paragraphs of a cell
    Công tác tuyên truyền, / chỉ đạo     ` / ` is a line feed inside a paragraph
    ~45                                  45 words that speak of nothing an outline asks for
    - họp giao ban; ~10                  the same, after words of one's own

Blank lines mean nothing. Never raises for a line it does not understand: that is plain text.
"""

from __future__ import annotations

import re
from itertools import cycle, groupby, islice

from pipeline.model.document import Block, BlockKind, Document, Style
from tests.build.nouns import document, table

_FILLER = (
    "ngày", "nắng", "hoa", "phượng", "nở", "đỏ", "bên", "dòng", "sông", "lặng", "chim", "sẻ", "bay", "qua", "mái",
    "ngói", "cũ", "trẻ", "em", "thả", "diều", "trên", "đê", "gió", "nhẹ", "đưa", "hương", "lúa", "chín", "về", "làng",
    "buổi", "chiều", "khói", "bếp", "lan", "trong", "vườn", "cam",
)  # fmt: skip
_HEADING = re.compile(r"(#{1,6}) ")
_LABEL = re.compile(r"\{(.+?)\} ")
_WORDS = re.compile(r"~(\d+)")
_BOLD = re.compile(r"\*\*(.+?)\*\*(.*)", re.DOTALL)


def filler(count: int) -> str:
    """That many plain words, as one sentence."""
    return " ".join(islice(cycle(_FILLER), count)).capitalize() + "."


def page(text: str) -> Document:
    """The document that the lines describe."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    blocks: list[Block] = []
    for tabular, group in groupby(lines, key=lambda line: line.startswith("|")):
        if tabular:
            blocks.append(table(*map(_row, group)))
        else:
            blocks.extend(map(_block, group))
    return document(*blocks)


def _row(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace(" / ", "\n") for cell in line.strip("|").split(" | "))


def _block(line: str) -> Block:
    centred, line = line.startswith("^ "), line.removeprefix("^ ")
    level = None
    if found := _HEADING.match(line):
        level, line = len(found[1]), line[found.end() :]
    label = ""
    if found := _LABEL.match(line):
        label, line = found[1], line[found.end() :]
    line = _WORDS.sub(lambda found: filler(int(found[1])), line).replace(" / ", "\n")
    text, bold, prefix = _weigh(line)
    return Block(
        kind=BlockKind.PARAGRAPH if level is None else BlockKind.HEADING, text=text, label=label,
        style=Style(bold=bold, bold_prefix=prefix, level=level, centred=centred),
    )  # fmt: skip


def _weigh(line: str) -> tuple[str, float, int]:
    """The text without stars, its share of bold letters, and how much of its beginning is bold."""
    found = _BOLD.fullmatch(line)
    if not found:
        return line, 0.0, 0
    text = found[1] + found[2]
    if not found[2].strip():
        return text, 1.0, 0
    share = sum(map(str.isalpha, found[1])) / max(sum(map(str.isalpha, text)), 1)
    return text, share, len(found[1])
