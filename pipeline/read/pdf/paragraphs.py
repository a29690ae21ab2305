"""Lines → paragraphs. Pure. The worst error is a heading glued to the text below it: in doubt, part.

A line begins a new paragraph when it has a label, is indented, follows a short line, or differs from the line above in
weight, capitals, size, centring or distance. Against these stands one strong sign that it goes on: the line above is
full, ends without a stop, and this one begins with a small letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.read.pdf.labels import label_of
from pipeline.read.pdf.measure import INDENT, Measure
from pipeline.read.sheet import Line

SAME_SIZE = 1.0  # points; a raised note number at an end may differ by more, so the larger end counts
SAME_ROW = 0.3  # font sizes between two baselines of one visual row
ROW_GAP = 3.0  # font sizes: further apart, two pieces of a row are two columns
FAR = 2.5  # font sizes from baseline to baseline: never one paragraph (1.5 spacing at most is 1.8)
LOOSE = 1.15  # of the paragraph's own pitch, or of the page's: 6 points after a paragraph make 1.33 at 14 pt
BROAD = 0.5  # of the measure: narrower centred lines are lines of a cover or a letterhead, each its own
HANG = 4.0  # points
CAPS_LETTERS = (
    8  # capitals tell something from two words of so many letters on: «TTND:» alone is an abbreviation
)

_STOP = re.compile(r"[.;:!?…/][\"”’»)]*$")
_LETTER = re.compile(r"[^\W\d_]")
# After these a number is part of the sentence: «dịch vụ công mức độ 3,» / «4. Người dân …».
_OPEN_END = re.compile(
    r"(?:,|\b(?:số|khoản|điểm|điều|mục|phần|ngày|tháng|năm|quý|và|hoặc|từ|đến|độ|của))$", re.IGNORECASE
)
_OPEN_HYPHEN = re.compile(r"\S[-/]$")


def begins(block: Sequence[Line], line: Line, measure: Measure) -> bool:
    """Whether `line` begins a new paragraph after the lines of `block`, on the same page."""
    last = block[-1]
    step = line.base - last.base
    if abs(line.size - last.size) > SAME_SIZE:
        return True
    if abs(step) <= SAME_ROW * line.size:
        return not 0 <= line.x0 - last.x1 + 1 <= ROW_GAP * line.size
    if step < 0 or step > FAR * line.size:
        return True
    flows = _flows(last, line, measure)
    if _turns(last, line, measure) and not flows:
        return True
    return _labelled(block, line, measure) or (not flows and _set_apart(block, line, measure))


def goes_on(last: Line, line: Line, before: Measure, after: Measure) -> bool:
    """Whether the first line of a page goes on with the last of the page before.

    After a full stop this needs a text whose paragraphs are indented, and a line that is not.
    """
    if abs(line.size - last.size) > SAME_SIZE or label_of(line.text) or after.indented(line):
        return False
    if not before.full(last, line) or _turns(last, line, before) or after.centred(line):
        return False
    indents = any(edge - after.left > INDENT for edge in after.edges)
    return indents or not _STOP.search(last.text) or line.text[0].islower()


def joined(lines: Sequence[Line]) -> str:
    """The text of a paragraph; after a hyphen or stroke at a line's end no blank is put in."""
    return laid(lines)[0]


def laid(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The text of a paragraph, and where each line begins in it."""
    text, starts = "", list[int]()
    for line in lines:
        text += "" if not text or _OPEN_HYPHEN.search(text) else " "
        starts.append(len(text))
        text += line.text
    return text, starts


def _flows(last: Line, line: Line, measure: Measure) -> bool:
    small = line.text[0].islower()
    return small and label_of(line.text) is None and not _STOP.search(last.text) and measure.full(last, line)


def _turns(last: Line, line: Line, measure: Measure) -> bool:
    """A change of weight, slant or capitals that tells a heading from its text, not an emphasis inside a sentence."""
    stopped = bool(_STOP.search(last.text)) or not measure.full(last, line)
    if last.bold[1] != line.bold[0] and (last.all_bold or line.all_bold or stopped):
        return True
    if last.italic[1] != line.italic[0] and stopped:
        return True
    capitals = _capitals(last.text), _capitals(line.text)
    return None not in capitals and capitals[0] != capitals[1]


@lru_cache(maxsize=1024)  # a line is compared with the one above and the one below
def _capitals(text: str) -> bool | None:
    """All capitals or not; None when there are too few letters to tell."""
    letters = "".join(_LETTER.findall(text))
    if letters.isupper() and (len(letters) < CAPS_LETTERS or " " not in text):
        return None
    return letters.isupper() if len(letters) >= CAPS_LETTERS else None


def _labelled(block: Sequence[Line], line: Line, measure: Measure) -> bool:
    label = label_of(line.text)
    if label is None:
        return False
    last, first = block[-1], label_of(block[0].text)
    if _OPEN_END.search(last.text) and measure.full(last, line) and not measure.indented(line):
        return False
    if label.strong and (not label.bullet or (first is not None and first.bullet == label.bullet)):
        return True
    return bool(_STOP.search(last.text)) or measure.indented(line) or not measure.full(last, line)


def _set_apart(block: Sequence[Line], line: Line, measure: Measure) -> bool:
    """By distance, by room left on the line above, by centring or by indent."""
    last = block[-1]
    if _step(block, line) > LOOSE * _pitch(block, measure):
        return True
    if _same_heading(last, line, measure):
        return False
    if measure.centred(last) != measure.centred(line) and not measure.full(last, line):
        return True
    return not measure.full(last, line) or _indents(block, line, measure)


def _step(block: Sequence[Line], line: Line) -> float:
    return (line.base - block[-1].base) / line.size


def _pitch(block: Sequence[Line], measure: Measure) -> float:
    if len(block) > 1 and block[0].page == block[-1].page:
        return (block[-1].base - block[0].base) / (len(block) - 1) / block[-1].size
    return measure.pitch


def _same_heading(last: Line, line: Line, measure: Measure) -> bool:
    """A heading that its author broke: both bold or both in capitals, no label below, and not a line of a cover."""
    alike = (last.all_bold and line.all_bold) or bool(_capitals(last.text) and _capitals(line.text))
    if not alike or label_of(line.text) or _STOP.search(last.text):
        return False
    goes = line.text[0].islower() or bool(_capitals(last.text) and _capitals(line.text))
    return goes and last.width >= BROAD * measure.width and measure.centred(last) == measure.centred(line)


def _indents(block: Sequence[Line], line: Line, measure: Measure) -> bool:
    if not measure.indented(line):
        return False
    if len(block) > 1 and abs(line.x0 - block[-1].x0) <= INDENT / 2:
        return False
    first = block[0]
    label = label_of(first.text)
    if label is not None and abs(line.x0 - first.hang) <= HANG:
        # Under a bullet the text hangs; under a number a capital may as well begin the text below a heading.
        return not label.bullet and line.text[0].isupper()
    return line.x0 >= first.x0 - INDENT / 2
