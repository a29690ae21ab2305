"""Two columns side by side, where official papers have them: the letterhead and the signatures. Pure.

The left column (issuing body, number) is read before the right one, whatever order the file has; the same form as a
word processor's borderless table: one row of two cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.read.pdf.labels import starts_item
from pipeline.read.sheet import Line, cut, tidy

LETTERHEAD_SHARE = 0.45  # of the first page's height
SEED_LINES = 8  # the two columns begin among the first lines of the page
GUTTER = 8.0  # points: the narrowest gutter between two centred columns seen is 28
LETTERHEAD_STEP = 3.0  # font sizes between two lines of a letterhead; the title follows after more (3.2-3.7)
SIGNATURE_STEP = 12.0  # room for a signature and a seal
SEED_STEP = 2.0  # «Nơi nhận» and the signer's office may stand a little apart in height
NEXT_LINE = 1.8  # font sizes: what stands lower is a line of its own
SAME_LINE = 0.6  # font sizes between the heights of two cells that begin together
SAME_ROW = 0.3  # font sizes between two baselines of one visual row
CENTRED = 12.0  # points off the page's middle

_SIGNER = re.compile(r"(?:t/m|tm|k/t|kt|t/l|tl|q|tuq|thay mặt)\b[./ ]", re.IGNORECASE)
_RECIPIENTS = re.compile(r"[*\s]*nơi (?:nhận|gửi)")
_RECIPIENTS_ANYWHERE = re.compile(r"nơi (?:nhận|gửi)")
_SIGNER_ANYWHERE = re.compile(r"(?<!\w)(?:T/M|TM|K/T|KT|T/L|TL|Q|TUQ|THAY MẶT)[./ ]")
_NUMBER_LINE = re.compile(r"số\s*[:./]|số \d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Two columns, each its lines from the top; `signed` marks signatures, where every line stands for itself."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    signed: bool = False

    @property
    def sources(self) -> frozenset[Line]:
        """All lines in them."""
        return frozenset(self.left + self.right)

    @property
    def cells(self) -> tuple[str, str]:
        """The text of each column, a paragraph a line."""
        return _cell(self.left, signed=self.signed), _cell(self.right, signed=self.signed)


def may_have_columns(text: str) -> bool:
    """Whether a page's text has a word with which signatures begin: without one its wide gaps are of no interest."""
    shown = tidy(text)
    return bool(_RECIPIENTS_ANYWHERE.search(shown.lower()) or _SIGNER_ANYWHERE.search(shown))


def pieces(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines cut at their wide gap; those with several are rows of a table without rules, and stay whole."""
    return tuple(
        piece for line in lines for piece in (cut(line, line.gaps[0]) if len(line.gaps) == 1 else (line,))
    )


def letterhead(lines: Sequence[Line], height: float, middle: float) -> Columns | None:
    """The two columns at the top of a first page whose text is centred on `middle`; None when there are none."""
    top = sorted(
        (line for line in lines if line.base <= height * LETTERHEAD_SHARE), key=lambda line: line.base
    )
    for place, seed in enumerate(top[:SEED_LINES]):
        other = _beside(seed, top, SAME_LINE)
        if other is not None:
            begins = min(place, top.index(other))  # the right column may stand a little higher
            columns = _grow((seed, other), top[begins:], LETTERHEAD_STEP, middle)
            return columns if min(len(columns.left), len(columns.right)) > 1 else None
    return None


def signatures(lines: Sequence[Line]) -> Columns | None:
    """Recipients on the left, the signer on the right, or two signers; None when the page has no such rows."""
    ordered = sorted(lines, key=lambda line: line.base)
    signers = [line for line in ordered if _is_signer(line)]
    for seed in ordered:
        named = bool(_RECIPIENTS.match(seed.text.lower()))
        other = _beside(seed, ordered, SEED_STEP) if named else _beside(seed, signers, SAME_LINE)
        if other is not None:
            start = min(seed.base, other.base)
            found = _grow(
                (seed, other), [line for line in ordered if line.base >= start], SIGNATURE_STEP, None
            )
            return replace(found, signed=True) if found.left and found.right else None
    return None


def _is_signer(line: Line) -> bool:
    return bool(_SIGNER.match(line.text)) and line.text.upper() == line.text


def _beside(line: Line, others: Sequence[Line], step: float) -> Line | None:
    """The nearest line to the right of a line, at about its height."""
    found = [
        other
        for other in others
        if abs(other.base - line.base) <= step * line.size and other.x0 >= line.x1 + GUTTER
    ]
    return min(found, key=lambda other: (abs(other.base - line.base), other.x0), default=None)


def _grow(seeds: tuple[Line, Line], lines: Sequence[Line], step: float, middle: float | None) -> Columns:
    """Take lines downwards into the two columns until one crosses the gutter, stands apart or is a title."""
    left_edge, right_edge = seeds[0].x1, seeds[1].x0
    left: list[Line] = []
    right: list[Line] = []
    last = seeds[0]
    for line in lines:
        if line.base - last.base > step * max(line.size, last.size):
            break
        if middle is not None and _is_title(line, lines, middle):
            break
        if line.x0 >= left_edge + GUTTER and line.x1 > right_edge:
            right_edge = min(right_edge, line.x0)
            right.append(line)
        elif line.x1 <= right_edge - GUTTER:
            left_edge = max(left_edge, line.x1)
            left.append(line)
        else:
            break
        last = line
    return Columns(left=tuple(left), right=tuple(right))


def _is_title(line: Line, lines: Sequence[Line], middle: float) -> bool:
    alone = not any(abs(other.base - line.base) < line.size / 2 for other in lines if other is not line)
    return alone and abs((line.x0 + line.x1) / 2 - middle) <= CENTRED


def _cell(lines: Sequence[Line], *, signed: bool) -> str:
    width = max((line.width for line in lines), default=0.0)
    text = ""
    last: Line | None = None
    for line in lines:
        goes_on = last is not None and (_same_row(last, line) or _wraps(last, line, width, signed=signed))
        joint = " " if goes_on else "\n"
        text = f"{text}{joint}{line.text}" if text else line.text
        last = line
    return text


def _same_row(last: Line, line: Line) -> bool:
    return abs(last.base - line.base) <= SAME_ROW * line.size and line.x0 >= last.x1


def _wraps(last: Line, line: Line, width: float, *, signed: bool) -> bool:
    """Whether a line goes on with the one above: same look, and its first word had no room there."""
    room = width - last.width
    alike = last.bold == line.bold and last.text.isupper() == line.text.isupper() and last.size == line.size
    begins = starts_item(line.text) or bool(_NUMBER_LINE.match(line.text.lower()))
    near = line.base - last.base <= NEXT_LINE * line.size
    open_end = last.text.endswith(("-", ",")) or room < line.first_word
    return near and alike and not begins and open_end and (line.text[0].islower() or not signed)
