"""What the head of a paper says: who issues it, under which number, what type it is, about what.

Both regimes are understood: Party (`ĐẢNG CỘNG SẢN VIỆT NAM`, `Số 45-KH/BCĐ`) and State (`CỘNG HOÀ …`,
`Số: 12/BC-SNV`), letterheads in a table or in plain lines.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from pipeline.model.document import Block, BlockKind, Document
from pipeline.text.fold import bare, fold, words

_HEAD_BLOCKS = 25  # a letterhead, title and abstract take fewer blocks than this in all papers seen
_ABSTRACT_BLOCKS = 4  # lines between the type and the opening sentence
_OPENING_BLOCKS = 3

# The types of NĐ 30/2020 and of the Party's guide, and what offices title their forms with.
TYPES = (
    "báo cáo", "công văn", "kế hoạch", "giấy mời", "tờ trình", "phụ lục", "thông báo", "quyết định", "hướng dẫn",
    "công điện", "biên bản", "chương trình", "nghị quyết", "quy chế", "đề cương", "biểu mẫu", "thư mời", "giấy giới thiệu",
    "chỉ thị", "quy định", "thông cáo", "thông tri", "phương án", "đề án", "dự án", "hợp đồng", "giấy ủy quyền",
    "giấy xác nhận", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển", "phiếu báo", "phiếu trình", "thư công", "thư cảm ơn",
)  # fmt: skip
_TYPES = {fold(word): word for word in TYPES}

# How the lines of the nation and of the Party begin, without marks; OCR leaves some of their letters wrong.
_NATION = "dang cong san viet nam", "cong hoa xa hoi chu nghia", "doc lap - tu do"
_NATION_SLIPS = 3
_NUMBER_LINE = re.compile(r"^số\s*[:.]?\s*(?=[\d\s…._/-]|$)")
_DATE_LINE = re.compile(r"ngày.*tháng.*năm|^ngày\b|\bngày$")  # in drafts the day is a gap
_RULE_LINE = re.compile(r"^[\W_]*$")
_COLUMNS = re.compile(r"(?:\t+|\s{4,})(?![-/\s])")  # a blank number is no gap: `Số:      /BC-SNV`
_SYMBOL = re.compile(r"số\s*[:.]?\s*([\d…._ ]*)\s*[-/]\s*([\w.&]+(?:\s*[-/]\s*[\w.&]+)*)", re.IGNORECASE)
_OPENING = re.compile(r"^(căn cứ|thực hiện|trên cơ sở|theo)\b")
_ADDRESS = re.compile(r"^(kính gửi|kính trình)\b")
_SUBJECT = re.compile(r"^(?:v/v|về việc)\b")
_BELOW_ABSTRACT = re.compile(
    r"^([-–—_*]{3,}|(?!v/v)[ivx]+\s*[-./]|1\s*[-./])"
)  # a rule, or the first heading
_BOLD = 0.8  # share of bold letters from which a line is a bold one


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
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


def read_paper(document: Document) -> Paper:
    """Take the head of a document apart; parts that are not there stay empty."""
    head = document.blocks[:_HEAD_BLOCKS]
    title = next((index for index, block in enumerate(head) if _type_of(block)), None)
    letterhead = _left_lines(head[: title if title is not None else _letter_begins(head)])
    after = head[title + 1 :] if title is not None else head
    abstract, opening = _abstract_and_opening(after)
    own = head[title].text if title is not None else ""
    symbol = next(filter(None, map(_symbol_of, letterhead)), "")
    return Paper(
        type=_type_of(head[title]) if title is not None else "",
        issuers=tuple(line for line in letterhead if _names_issuer(line)),
        symbol=symbol,
        headed=bool(symbol) or any(map(_shows_nation, head)),
        abstract=" ".join(filter(None, (own, abstract))),
        opening=opening,
        subject=_subject_of(head[: title if title is not None else len(head)]),
        addressed=any("kính gửi" in fold(block.text) for block in head),
    )


def _letter_begins(head: tuple[Block, ...]) -> int:
    """Where the letterhead of a paper without a title ends: at its subject or its first sentence."""
    for index, block in enumerate(head):
        if block.kind is not BlockKind.TABLE and (_opens(block) or _SUBJECT.match(fold(block.text))):
            return index
    return len(head)


def _opens(block: Block) -> bool:
    """Whether a block begins the text. A bold or centred `Thực hiện Chỉ thị …` still says what the paper is about."""
    line = fold(block.text)
    loud = block.style.centred or block.style.bold >= _BOLD
    return bool(_ADDRESS.match(line) or (_OPENING.match(line) and not loud))


def _type_of(block: Block) -> str:
    """The type that a block announces: the word alone, or a centred or bold line that begins with it."""
    if block.kind is BlockKind.TABLE:
        return ""
    line = fold(block.text.split("\n")[0]).strip(" .:-*")
    if line in _TYPES:
        return _TYPES[line]
    shouts = block.text.isupper() or (block.style.centred and block.style.bold > 0)
    if shouts:
        return next((word for folded, word in _TYPES.items() if line.startswith(folded + " ")), "")
    return ""


def _subject_of(head: tuple[Block, ...]) -> str:
    """What an official letter is about, from wherever in its letterhead it stands."""
    cells = [cell for block in head for row in (block.rows or ((block.text,),)) for cell in row]
    lines = [line for cell in cells for line in cell.split("\n")]
    return next((line for line in lines if _SUBJECT.match(fold(line))), "")


def _left_lines(head: tuple[Block, ...]) -> tuple[str, ...]:
    """The left column of the letterhead, line by line; without columns, all its lines."""
    lines: list[str] = []
    for block in head:
        cells = [_first_cell(row) for row in block.rows] if block.kind is BlockKind.TABLE else [block.text]
        for cell in cells:
            lines += [_left_of(_COLUMNS.split(line.strip())[0].strip()) for line in cell.split("\n")]
        if block.kind is BlockKind.TABLE and len(lines) > 1:
            break
    return tuple(itertools.takewhile(lambda line: not _SUBJECT.match(fold(line)), filter(None, lines)))


def _first_cell(row: tuple[str, ...]) -> str:
    """The leftmost cell with words in it: empty ones are margins."""
    return next((cell for cell in row if cell.strip()), "")


def _left_of(line: str) -> str:
    """The left column of a line that a reader gave with the right one behind it, a blank between."""
    tokens = line.split()
    for place in range(1, len(tokens)):
        rest = " ".join(tokens[place:])
        dated = tokens[0].isupper() and not tokens[place].isupper() and _DATE_LINE.search(fold(rest))
        if _is_nation(rest) or (dated and any(map(str.isalpha, tokens[place]))):
            return " ".join(tokens[:place])
    return line


def _is_nation(line: str) -> bool:
    begins = bare(line)
    return any(
        begins[:3] == words_[:3] and OSA.distance(begins[: len(words_)], words_) <= _NATION_SLIPS
        for words_ in _NATION
    )


def _shows_nation(block: Block) -> bool:
    cells = [cell for row in block.rows for cell in row] if block.kind is BlockKind.TABLE else [block.text]
    tokens = [token for cell in cells for token in cell.split()]
    return any(_is_nation(" ".join(tokens[place : place + 7])) for place in range(len(tokens)))


def _names_issuer(line: str) -> bool:
    folded = fold(line)
    if _RULE_LINE.match(folded) or _NUMBER_LINE.match(folded) or _DATE_LINE.search(folded):
        return False
    return not _is_nation(line)


def _symbol_of(line: str) -> str:
    found = _SYMBOL.search(line)
    return re.sub(r"\s+", "", found[2]) if found else ""


def _abstract_and_opening(after: tuple[Block, ...]) -> tuple[str, str]:
    lines = [block for block in after if block.kind is not BlockKind.TABLE]
    ends = (i for i, block in enumerate(lines) if _opens(block) or _BELOW_ABSTRACT.match(fold(block.text)))
    cut = min(next(ends, len(lines)), _ABSTRACT_BLOCKS)
    texts = [block.text for block in lines]
    return " ".join(texts[:cut]), " ".join(texts[cut : cut + _OPENING_BLOCKS])


def symbol_parts(symbol: str) -> tuple[str, ...]:
    """The pieces of a symbol that may stand for the issuer: `BC-SNV` → (`SNV`, `BC-SNV`), never the type alone."""
    pieces = [piece for piece in re.split(r"[-/.]", symbol) if piece]
    tails = ["-".join(pieces[start:]) for start in range(len(pieces))]
    return tuple(dict.fromkeys((*pieces[1:], *tails)))


def length_in_words(document: Document) -> int:
    """How many words the document has, tables included."""
    return sum(len(words(block.text)) for block in document.blocks)
