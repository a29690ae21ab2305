"""Takes a paper apart by its form, in one pass from top to bottom: letterhead, title, text, closing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.identify.paper.cells import Line, lines_of
from pipeline.identify.paper.closing import read_closing
from pipeline.identify.paper.head import HEAD_BLOCKS, abstract_ends, letter_begins, letterhead_above, title_of
from pipeline.identify.paper.letterhead import day_in, read_letterhead, regime_of, split_issuer
from pipeline.identify.paper.lines import (
    BOLD,
    beginning,
    columns,
    ends_abstract,
    is_address,
    is_rule,
    is_type,
    nation_of,
    opens,
)
from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.paper import Paper, Part
from pipeline.text.fold import fold

_ADDRESS_BLOCKS = 4  # between the abstract and `Kính gửi`
_LONGEST_ABSTRACT = 6  # lines, where each is a paragraph
_CAPITALS = re.compile(
    "NAM|NGH"
)  # of the nation's and the Party's words: to part the columns of all lines takes long
_COVER_LINES, _COVER_WORDS = 15, 40  # a cover has no more lines, and none of more words
_ITEM = re.compile(r"^[-+*•–—]")
_BASIS = re.compile(r"^[-–—+]?\s*(?:căn cứ|xét|thực hiện|theo|trên cơ sở)\b")
_BASIS_LAST = re.compile(r"^[-–—+]?\s*(?:căn cứ|xét|theo đề nghị)\b")  # may end with a full stop below others
_BASIS_ENDS = (";", ",", ".")


def dissect(document: Document) -> Paper:
    """The parts of a paper; what is not there stays empty. Nothing is taken for two parts."""
    begins = _cover_ends(document)
    found = title_of(document.blocks[begins : begins + HEAD_BLOCKS])
    title = None if found is None else begins + found
    top = title if title is not None else _letter_begins(document, begins)
    above_title = [*_lines_of_header(document), *lines_of(document, begins, top, columns)]
    cut = next((place for place, line in enumerate(above_title) if is_address(line.text)), len(above_title))
    letterhead = read_letterhead(above_title[:cut])
    covered = any(is_type(part.text) for part in letterhead.left)  # nobody knows where the cover's lines end
    above, issuer = split_issuer(() if covered else letterhead.left)
    kind, abstract, rule, after = _title(document, title, top)
    addressees, start = _addressees(document, after)
    addressees = addressees or _addressed(above_title[cut:])
    closing = read_closing(document, list(lines_of(document, start, len(document.blocks))))
    end = len(document.blocks) if closing.begins is None else closing.begins
    dated = letterhead.dated or closing.dated
    return Paper(
        regime=regime_of(letterhead), heading=tuple(letterhead.heading), above=above, issuer=issuer,
        star=letterhead.star, number=letterhead.number, dated=dated,
        date=day_in(dated.text) if dated else None, marks=tuple(letterhead.marks),
        kind=kind, abstract=(*letterhead.subject, *abstract), rule=rule, addressees=addressees,
        basis=tuple(_basis(document, start, end)), body=(start, end - 1) if start < end else None,
        signature=closing.signature, signer=closing.signer, recipients=closing.recipients, annexes=closing.annexes,
        begins=begins,
    )  # fmt: skip


def _cover_ends(document: Document) -> int:
    """How many blocks stand on a cover: a few short lines above the page that the letterhead begins.

    Where pages are not known, above the table of the letterhead, when they say of what type the paper is.
    """
    loud = (
        place for place, block in enumerate(document.blocks[:HEAD_BLOCKS]) if _CAPITALS.search(block.text)
    )
    lines = (line for place in loud for line in lines_of(document, place, place + 1, columns))
    heading = next((line for line in lines if line.text.isupper() and nation_of(line.text)), None)
    if heading is None:
        return 0
    page = heading.part.page
    cover = document.blocks[: heading.block]
    if page is not None:
        cover = tuple(takewhile(lambda block: block.page != page, cover))
    elif not heading.table or title_of(cover) is None:
        return 0
    long = any(opens(block) or len(block.text.split()) > _COVER_WORDS for block in cover)
    return 0 if long or sum(block.text.count("\n") + 1 for block in cover) > _COVER_LINES else len(cover)


def _lines_of_header(document: Document) -> Iterator[Line]:
    """The lines of a letterhead that is set in the first page's header; their place is that of the first block."""
    above = replace(document, blocks=letterhead_above(document))
    for line in lines_of(above, 0, len(above.blocks), columns):
        yield replace(line, part=replace(line.part, block=0))


def _letter_begins(document: Document, begins: int) -> int:
    """Where the letterhead of a paper without a title ends; its addressees may stand in a table."""
    top = begins + letter_begins(document.blocks[begins : begins + HEAD_BLOCKS])
    lines = lines_of(document, begins, top, columns)
    return next((line.block for line in lines if is_address(line.text)), top)


def _title(
    document: Document, title: int | None, top: int
) -> tuple[Part | None, tuple[Part, ...], Part | None, int]:
    """The line of the type, what it is about, the rule below, and the block that comes next."""
    if title is None:
        return None, (), None, top
    first, *others = (line.part for line in lines_of(document, title, title + 1))
    following = list(document.blocks[title + 1 : title + 1 + HEAD_BLOCKS])
    cut = title + 1 + abstract_ends([block for block in following if block.kind is not BlockKind.TABLE])
    more = takewhile(_goes_on, document.blocks[cut : title + 1 + _LONGEST_ABSTRACT])
    cut += sum(1 for _ in more)
    abstract = [*others, *(line.part for line in lines_of(document, title + 1, cut))]
    if abstract and is_rule(abstract[-1].text):  # all in one paragraph
        return first, tuple(abstract[:-1]), abstract[-1], cut
    rule = next((part for part in _parts(document, cut, cut + 1) if is_rule(part.text)), None)
    return first, tuple(abstract), rule, cut + (rule is not None)


def _goes_on(block: Block) -> bool:
    """Whether a long abstract has one more line: centred and bold as those above it."""
    return block.style.centred and block.style.bold >= BOLD and not ends_abstract(block)


def _parts(document: Document, start: int, stop: int) -> tuple[Part, ...]:
    return tuple(line.part for line in lines_of(document, start, stop))


def _addressees(document: Document, start: int) -> tuple[tuple[Part, ...], int]:
    """`Kính gửi` with the items below it, and the block that comes next."""
    lines = list(lines_of(document, start, start + HEAD_BLOCKS))
    first = next((place for place, line in enumerate(lines) if is_address(line.text)), None)
    if first is None or lines[first].block - start > _ADDRESS_BLOCKS:
        return (), start
    found = _addressed(lines[first:])
    return found, found[-1].block + 1


def _addressed(lines: Sequence[Line]) -> tuple[Part, ...]:
    """`Kính gửi`, which is the first of these lines, with the items below it."""
    found = list(lines[:1])
    for line in lines[1:]:
        same_block = line.block == found[0].block
        if not (same_block or _ITEM.match(line.text) or _awaited(line, found)):
            break
        found.append(line)
    return tuple(line.part for line in found)


def _awaited(line: Line, found: Sequence[Line]) -> bool:
    """Whether the line above says that another addressee follows, and this one is not the text's first sentence."""
    above = found[-1].text.rstrip()
    first = len(found) == 1 and above.endswith(":")
    return first or (above.endswith(";") and _BASIS.match(beginning(line.text)) is None)


def _basis(document: Document, start: int, end: int) -> Sequence[Part]:
    """The lines of the legal basis that the text begins with; an opening sentence (`… báo cáo như sau:`) is none."""
    found: list[Part] = []
    for line in lines_of(document, start, min(end, start + HEAD_BLOCKS)):
        opens = line.text.rstrip().endswith(".") and not _BASIS_LAST.match(beginning(line.text))
        if line.table or not _is_basis(line) or (opens and _founded(found)):
            break
        found.append(line.part)
    return found if _founded(found) else ()


def _founded(found: Sequence[Part]) -> bool:
    return any("căn cứ" in fold(part.text[:12]) for part in found)


def _is_basis(line: Line) -> bool:
    return _BASIS.match(beginning(line.text)) is not None and line.text.rstrip().endswith(_BASIS_ENDS)
