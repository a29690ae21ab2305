"""What the head of a paper says that tells whose it is: who issues it, under which number, what type, about what.

Both regimes are understood: Party (`ĐẢNG CỘNG SẢN VIỆT NAM`, `Số 45-KH/BCĐ`) and State (`CỘNG HOÀ …`,
`Số: 12/BC-SNV`), letterheads in a table or in plain lines.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from pipeline.identify.paper.lines import (
    columns,
    ends_abstract,
    is_dated,
    is_number,
    is_rule,
    is_subject,
    nation_of,
    opens,
    type_of,
)  # fmt: skip
from pipeline.model.document import Block, BlockKind, Document
from pipeline.text.fold import fold, words

HEAD_BLOCKS = 25  # a letterhead, title and abstract take fewer blocks than this in all papers seen
ABSTRACT_BLOCKS = 4  # lines between the type and the opening sentence
_OPENING_BLOCKS = 3
_SYMBOL = re.compile(r"số\s*[:.]?\s*([\d…._ ]*)\s*[-/]\s*([\w.&]+(?:\s*[-/]\s*[\w.&]+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a paper, as written. `issuers` are the letterhead's left lines from top to bottom.

    `subject` is an official letter's (`V/v …`). `headed` tells a letterhead from lines that only stand above the text: it has a number or the nation's words.
    """

    type: str = ""
    issuers: tuple[str, ...] = ()
    symbol: str = ""
    headed: bool = False
    abstract: str = ""
    opening: str = ""
    subject: str = ""
    addressed: bool = False


def read_head(document: Document) -> Head:
    """Take the head of a document apart; parts that are not there stay empty."""
    head = (*letterhead_above(document), *document.blocks)[:HEAD_BLOCKS]
    title = title_of(head)
    letterhead = _left_lines(head[: title if title is not None else letter_begins(head)])
    after = head[title + 1 :] if title is not None else head
    abstract, opening = _abstract_and_opening(after)
    own = head[title].text if title is not None else ""
    symbol = next(filter(None, map(_symbol_of, letterhead)), "")
    return Head(
        type=type_of(head[title]) if title is not None else "",
        issuers=tuple(line for line in letterhead if names_issuer(line)),
        symbol=symbol,
        headed=bool(symbol) or any(map(_shows_nation, head)),
        abstract=" ".join(filter(None, (own, abstract))),
        opening=opening,
        subject=_subject_of(head[: title if title is not None else len(head)]),
        addressed=any("kính gửi" in fold(block.text) for block in head),
    )


def letterhead_above(document: Document) -> tuple[Block, ...]:
    """The first page's own header, where the words of the nation or the Party stand in it and not in the text."""
    header = document.first_header
    if not any(map(_shows_nation, header)) or any(map(_shows_nation, document.blocks[:HEAD_BLOCKS])):
        return ()
    return header


def title_of(head: tuple[Block, ...]) -> int | None:
    """Which block announces the type of the paper, if one does: below the number, where that is a line by itself.

    Above it a name may go on with a type's word: `BAN CHỈ ĐẠO THỰC HIỆN / QUY CHẾ DÂN CHỦ`.
    """
    found = [index for index, block in enumerate(head) if type_of(block)]
    number = next((index for index, block in enumerate(head) if is_number(block.text)), -1)
    return next((index for index in found if index > number), next(iter(found), None))


def letter_begins(head: tuple[Block, ...]) -> int:
    """Where the letterhead of a paper without a title ends: at its subject or its first sentence."""
    for index, block in enumerate(head):
        if block.kind is not BlockKind.TABLE and (opens(block) or is_subject(block.text)):
            return index
    return len(head)


def names_issuer(line: str) -> bool:
    """Whether a line of a letterhead's left column may name the issuer: it is no rule, number, date or nation."""
    return not (is_rule(line) or is_number(line) or is_dated(line) or nation_of(line))


def first_cell(row: tuple[str, ...]) -> str:
    """The leftmost cell with words in it: empty ones are margins."""
    return next((cell for cell in row if cell.strip()), "")


def _subject_of(head: tuple[Block, ...]) -> str:
    """What an official letter is about, from wherever in its letterhead it stands."""
    cells = [cell for block in head for row in (block.rows or ((block.text,),)) for cell in row]
    lines = [line for cell in cells for line in cell.split("\n")]
    return next(filter(is_subject, lines), "")


def _left_lines(head: tuple[Block, ...]) -> tuple[str, ...]:
    """The left column of the letterhead, line by line; without columns, all its lines."""
    lines: list[str] = []
    for block in head:
        cells = [first_cell(row) for row in block.rows] if block.kind is BlockKind.TABLE else [block.text]
        for cell in cells:
            lines += [columns(line)[0] for line in cell.split("\n")]
        if block.kind is BlockKind.TABLE and len(lines) > 1:
            break
    return tuple(itertools.takewhile(lambda line: not is_subject(line), filter(None, lines)))


def _shows_nation(block: Block) -> bool:
    cells = [cell for row in block.rows for cell in row] if block.kind is BlockKind.TABLE else [block.text]
    tokens = [token for cell in cells for token in cell.split()]
    return any(nation_of(" ".join(tokens[place : place + 7])) for place in range(len(tokens)))


def _symbol_of(line: str) -> str:
    found = _SYMBOL.search(" ".join(line.split()))  # runs of blanks would be tried in every way
    return re.sub(r"\s+", "", found[2]) if found else ""


def _abstract_and_opening(after: tuple[Block, ...]) -> tuple[str, str]:
    lines = [block for block in after if block.kind is not BlockKind.TABLE]
    cut = abstract_ends(lines)
    texts = [block.text for block in lines]
    return " ".join(texts[:cut]), " ".join(texts[cut : cut + _OPENING_BLOCKS])


def abstract_ends(lines: list[Block]) -> int:
    """How many of the blocks below the type say what the paper is about."""
    return min(
        next((place for place, block in enumerate(lines) if ends_abstract(block)), len(lines)),
        ABSTRACT_BLOCKS,
    )


def symbol_parts(symbol: str) -> tuple[str, ...]:
    """The pieces of a symbol that may stand for the issuer: `BC-SNV` → (`SNV`, `BC-SNV`), never the type alone."""
    pieces = [piece for piece in re.split(r"[-/.]", symbol) if piece]
    tails = ["-".join(pieces[start:]) for start in range(len(pieces))]
    return tuple(dict.fromkeys((*pieces[1:], *tails)))


def length_in_words(document: Document) -> int:
    """How many words the document has, tables included."""
    return sum(len(words(block.text)) for block in document.blocks)
