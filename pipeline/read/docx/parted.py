"""How each piece of a paragraph looks that tabs and breaks part: letterheads and signatures are often one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.document import Style
from pipeline.read.docx.line import Line, share_of

LONGEST = 400  # characters; what is longer is text, whose pieces need no look of their own
_SIGNS = re.compile(r"([\n\t])")


def piece_styles(line: Line, text: str, style: Style) -> tuple[tuple[Style, ...], ...]:
    """The styles of the pieces of each line of a paragraph's text, those without a word left out; none when it is whole."""
    if len(text) > LONGEST or not ("\n" in text or "\t" in text):
        return ()
    rows = [[piece for piece in row if piece.text] for row in _rows(line)]
    inked = [place for place, row in enumerate(rows) if row]
    return tuple(
        tuple(_styled(piece, style) for piece in row) for row in rows[inked[0] : inked[-1] + 1]
    )  # fmt: skip


def _rows(line: Line) -> Iterator[list[Line]]:
    row = [Line(style=line.style)]
    for text, look in line.pieces:
        for part in _SIGNS.split(text):
            if part == "\n":
                yield row
                row = [Line(style=line.style)]
            elif part == "\t":
                row.append(Line(style=line.style))
            elif part:
                row[-1].pieces.append((part, look))
    yield row


def _styled(piece: Line, style: Style) -> Style:
    share = share_of(piece, piece.text)
    return replace(
        style, bold=share.bold, bold_prefix=share.bold_prefix, italic=share.italic, underlined=share.underlined,
        size=share.size, font=share.font, colour=share.colour,
    )  # fmt: skip
