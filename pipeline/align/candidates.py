"""The lines of a document that may be headings, and the part of the document where sections stand.

Not in that part: letterhead, title and abstract, the closing sentence, `Nơi nhận`, signature, annexes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.align.labels import LabelKind, split_label, split_loose
from pipeline.model.document import Block, BlockKind, Document
from pipeline.text.fold import fold

_SENTENCE = 15  # words: a plain line longer than this is a sentence of a list, numbered or not
_HEAD_WORDS = 40  # of a heading in an office's own words
COPIED_WORDS = 85  # of one copied from the plan, whose longest item has 75
_RUN_IN_WORDS = 30  # a heading that runs into its text ends by then, unless it is copied
_RUN_IN_CHARS = 420
_NAME_WORDS = 12  # of one that nothing but its colon marks (`Về ưu điểm: …`)
_BOLD = 0.8  # share of bold letters from which a line counts as bold: a label or full stop may be plain
_CAPS = 0.8
_TITLE_BLOCKS = 15  # type and abstract stand within these
_ABSTRACT_BLOCKS = 4  # lines of the abstract, its rule included
# A sentence `Trên đây là…` may open a report, and a list of annexes may stand in front: of blocks this many come before.
_CLOSES_AFTER = {"trên đây là": 2, "trên đây,": 2, "phụ lục": 2}

_TITLE = re.compile(r"^b[áa]o c[áa]o\b")
_CLOSING = re.compile(r"^(trên đây là|trên đây,|nơi nhận|phụ lục\b)")
_LEAVE = re.compile(r"^(trên đây|kính (trình|báo cáo|gửi))|\b(xin|kính|trân trọng)( được)? báo cáo\b")
_LEAVE_WORDS = 45
_SIGNATURE_CELL = re.compile(r"(^|\n)(nơi nhận|t/m\b|tm\.|k/t\b|kt\.)")
_RUN_IN = re.compile(rf"^(.{{4,{_RUN_IN_CHARS}}}?)(?::|\.(?=\s+[A-ZĐÀ-Ỹ]))\s*(?=\S)", re.DOTALL)
_FULL_LINE = 34  # characters from which a line in capitals may have been broken at the margin
_FINAL = (".", ":", ";")
_CONTENTS_LINE = re.compile(r"(\.{4,}|…{2,}|\t)\s*\d{1,3}\s*$")
_CONTENTS_TAIL = 60  # letters at the end of a line of contents: leaders and a page number


Look = tuple[LabelKind, bool, bool, int | None]

_BULLETS = frozenset({LabelKind.NONE, LabelKind.DASH, LabelKind.PLUS, LabelKind.STAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A line that may be a heading. `head` is its text without label, `rest` what follows it in the same block.

    `block` is the index in the document, `last` that of the last block of a broken heading; `sure` tells that form alone (style, weight, capitals) marks it as a
    heading; `look` is what siblings share: label kind, weight, capitals, style level; `open` that no full stop or
    semicolon ends the line.
    """

    block: int
    last: int
    head: str
    rest: str
    label: LabelKind
    sure: bool
    look: Look
    open: bool = True

    @property
    def numbered(self) -> bool:
        """Whether it has a number or letter in front, not just a bullet."""
        return self.label not in _BULLETS


def body_range(document: Document) -> range:
    """The indices of blocks between the title and the closing sentence, signature or annex."""
    blocks = document.blocks
    start = _after_title(blocks)
    end = next((i for i in range(start, len(blocks)) if _closes(blocks, i, start)), len(blocks))
    if end - start > 1 and _takes_leave(blocks[end - 1]) and not _is_marked(blocks[end - 2]):
        end -= 1
    return range(start, end)


def _is_marked(block: Block) -> bool:
    return block.style.bold >= _BOLD or block.style.level is not None


def _takes_leave(block: Block) -> bool:
    """Whether the last paragraph says no more than that the unit herewith reports (`Chi bộ xin báo cáo Ban Chỉ đạo`)."""
    plain = block.kind is not BlockKind.TABLE and not block.label and len(block.text.split()) <= _LEAVE_WORDS
    return plain and bool(_LEAVE.search(fold(block.text)))


def _after_title(blocks: Sequence[Block]) -> int:
    for index, block in enumerate(blocks[:_TITLE_BLOCKS]):
        if block.kind is not BlockKind.TABLE and _TITLE.match(fold(block.text)):
            return _after_abstract(blocks, index)
    return 0


def _after_abstract(blocks: Sequence[Block], title: int) -> int:
    """The index below what the report is about: the line after a bare type, and centred lines; none is numbered."""
    bare_type = len(blocks[title].text.split()) == len(("báo", "cáo"))
    stop = title + 1
    for block in blocks[stop : stop + _ABSTRACT_BLOCKS]:
        ruled = not any(map(str.isalnum, block.text))
        named = block.style.centred or (bare_type and stop == title + 1 and block.style.level is None)
        numbered = split_label(block.shown)[0] is not LabelKind.NONE
        if block.kind is BlockKind.TABLE or not (ruled or (named and not numbered)):
            break
        stop += 1
    return stop


def _closes(blocks: Sequence[Block], index: int, start: int) -> bool:
    block = blocks[index]
    if block.kind is BlockKind.TABLE:
        return index > start and any(
            _SIGNATURE_CELL.search(fold_lines(cell)) for row in block.rows for cell in row
        )
    closing = _CLOSING.match(fold(block.text[:40]))
    if closing is None or index - start < _CLOSES_AFTER.get(closing[1], 0):
        return False
    return not closing[1].startswith("trên") or not _goes_on_numbered(blocks, index)


def _goes_on_numbered(blocks: Sequence[Block], index: int) -> bool:
    """Whether a numbered line stands right below: then `Trên đây là…` closes a section, not the report."""
    below = blocks[index + 1].shown if index + 1 < len(blocks) else ""
    return split_label(below)[0] not in _BULLETS


def fold_lines(text: str) -> str:
    """Each line folded, line feeds kept."""
    return "\n".join(map(fold, text.split("\n")))


def candidates(document: Document, body: range) -> tuple[Candidate, ...]:
    """Every block of the body that may be a heading, in order; tables and contents lists are none."""
    found = []
    for index in body:
        block = document.blocks[index]
        if block.kind is BlockKind.TABLE or _CONTENTS_LINE.search(block.text[-_CONTENTS_TAIL:]):
            continue
        candidate = _candidate(index, block)
        if candidate is not None:
            found.append(candidate)
    return _without_contents(_joined(found, document.blocks))


def _candidate(index: int, block: Block) -> Candidate | None:
    label, text = split_loose(block.shown) if block.style.bold >= _BOLD else split_label(block.shown)
    head, rest = _head_and_rest(block, text)
    if label is LabelKind.PART and not head:
        head = block.shown
    words = len(head.split())
    if not words or words > COPIED_WORDS or not any(map(str.isalpha, head)):
        return None
    bold = block.style.bold >= _BOLD or block.style.bold_prefix > 0
    caps = _is_caps(head)
    styled = block.kind is BlockKind.HEADING or block.style.level is not None
    formed = bold or caps or styled
    if label is LabelKind.NONE and not formed and not _stands_free(head, rest, block.text):
        return None
    return Candidate(
        block=index, last=index, head=" ".join(head.split()), rest=rest, label=label, sure=formed and words <= (_RUN_IN_WORDS if rest else _HEAD_WORDS),
        look=(label, bold, caps, block.style.level), open=not block.text.rstrip().endswith((".", ";", ",")),
    )  # fmt: skip


def _stands_free(head: str, rest: str, text: str) -> bool:
    """Whether a plain line without a number may be a heading: a short one, or the few words that a colon ends."""
    words = len(head.split())
    return (
        words <= _NAME_WORDS and text[len(head) :].lstrip()[:1] == ":"
        if rest
        else words <= _RUN_IN_WORDS // 2
    )


def _head_and_rest(block: Block, text: str) -> tuple[str, str]:
    """Where a heading that runs into its text ends: at the change of weight, else at a colon or sentence end."""
    typed = len(block.text) - len(text) if not block.label else 0
    prefix = block.style.bold_prefix - max(typed, 0)
    if prefix > 0 and text[prefix:].strip():
        return text[:prefix].strip(" .:"), text[prefix:].lstrip(" .:")
    if found := _RUN_IN.match(text):
        return found[1].strip(), text[found.end() :].strip()
    return text.strip(" .:;"), ""


def is_long(line: Candidate) -> bool:
    """Whether a line that form does not mark is a sentence of a list rather than a heading."""
    return not line.sure and len(line.head.split()) > _SENTENCE


def is_copied(line: Candidate) -> bool:
    """Whether a line is longer than any heading in an office's own words: then it is the plan's, or a sentence."""
    return len(line.head.split()) > _HEAD_WORDS


def may_merge(line: Candidate) -> bool:
    """Whether a line may be a heading of two items: one that looks like a heading, or stands free, and is no sentence."""
    free = line.numbered or (line.open and not line.rest)
    return line.sure or (free and not is_copied(line))


def _is_caps(head: str) -> bool:
    letters = [letter for letter in head if letter.isalpha()]
    return sum(map(str.isupper, letters)) >= _CAPS * len(letters)


def _joined(found: Sequence[Candidate], blocks: Sequence[Block]) -> tuple[Candidate, ...]:
    """Put headings together that are broken over two blocks, and a bare `PHẦN THỨ HAI` with its title below."""
    whole: list[Candidate] = []
    for line in found:
        above = whole[-1] if whole else None
        if above is None or not _goes_on(above, line, blocks):
            whole.append(line)
        elif _is_bare_part(above):
            whole[-1] = replace(above, last=line.last, head=line.head, rest=line.rest)
        else:
            whole[-1] = replace(above, last=line.last, head=f"{above.head} {line.head}", rest=line.rest)
    return tuple(whole)


def _goes_on(above: Candidate, line: Candidate, blocks: Sequence[Block]) -> bool:
    if line.block != above.last + 1 or line.label is not LabelKind.NONE or not (above.sure and line.sure):
        return False
    if _is_bare_part(above):
        return True
    if above.rest or above.look[1:] != line.look[1:] or blocks[above.last].text.rstrip().endswith(_FINAL):
        return False
    in_capitals = above.label is not LabelKind.NONE and _is_caps(above.head) and _is_caps(line.head)
    return line.head[0].islower() or (in_capitals and len(above.head) >= _FULL_LINE)


def _is_bare_part(line: Candidate) -> bool:
    return line.label is LabelKind.PART and line.block == line.last and not split_label(line.head)[1]


def _without_contents(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Drop a bare table of contents: a run of heads at the start that all come again later."""
    heads = [fold(candidate.head) for candidate in found]
    last = {head: place for place, head in enumerate(heads)}
    start = run = 1 if heads[:1] == ["mục lục"] else 0
    while run < len(found) and last[heads[run]] > run and not found[run].rest and _follows(found, start, run):
        run += 1
    return found[run:] if run - start >= _CONTENTS_RUN else found


def _follows(found: tuple[Candidate, ...], start: int, row: int) -> bool:
    """Whether a line stands right below the one before, without a word between."""
    return row == start or found[row].block == found[row - 1].last + 1


_CONTENTS_RUN = 3  # fewer heads in a row that come again may be sub-headings of one name
