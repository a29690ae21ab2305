"""What one line of a paper is by its words: nation, number, date, rule, type, subject; and where its columns part.

Lines that OCR hurt a little are still known: up to three letters wrong in the words of the nation.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.model.document import Block, BlockKind
from pipeline.model.paper import Regime
from pipeline.text.fold import fold, tight, unmarked

# The types of NĐ 30/2020 and of the Party's guide, and what offices title their forms with.
TYPES = (
    "báo cáo", "công văn", "kế hoạch", "giấy mời", "tờ trình", "phụ lục", "thông báo", "quyết định", "hướng dẫn",
    "công điện", "biên bản", "chương trình", "nghị quyết", "quy chế", "đề cương", "biểu mẫu", "thư mời", "giấy giới thiệu",
    "chỉ thị", "quy định", "thông cáo", "thông tri", "phương án", "đề án", "dự án", "hợp đồng", "giấy ủy quyền",
    "giấy xác nhận", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển", "phiếu báo", "phiếu trình", "thư công", "thư cảm ơn",
)  # fmt: skip
_TYPES = {fold(word): word for word in TYPES}

# How the lines of the nation and of the Party begin, without marks; OCR leaves some of their letters wrong.
_NATION = {
    "dang cong san viet nam": Regime.PARTY,
    "cong hoa xa hoi chu nghia": Regime.STATE,
    "doc lap-tu do": Regime.STATE,
}
_NATION_SLIPS = 3
_BROKEN_NATION = tuple(map(tight, ("cộng hòa xã hội chủ nghĩa việt nam", "đảng cộng sản việt nam")))
_NUMBER = re.compile(r"^số\s*[:.]?\s*(?=[\d…._/-]|$)")
# Without marks: real lines lack one here or there. Some write `ngày 09/6/2023`.
_DATE = re.compile(r"ngay.{0,40}thang.{0,40}nam|ngay\s*\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}\W*$")
_DATE_BEGINS = re.compile(r"^ngày\b|\bngày$")  # in drafts the day is a gap
_RULE = re.compile(r"^[\W_]*$")
_SUBJECT = re.compile(r"^(?:v/v|về việc)\b")
_OPENING = re.compile(r"^(?:- ?)?(căn cứ|thực hiện|trên cơ sở|theo)\b")
_FOLLOWS = fold("như sau")  # `Sở Y tế báo cáo kết quả như sau:`
_ADDRESS = re.compile(r"^(kính gửi|kính trình)\b")
_BELOW_ABSTRACT = re.compile(
    r"^([-–—_*]{3,}|(?!v/v)[ivx]+\s*[-./]|1\s*[-./])"
)  # a rule, or the first heading
# A run of blanks that ends in a tab or has four. A blank number is no gap: `Số:      /BC-SNV`.
_GAP = re.compile(r"\s(?<!\s\s)\s*+(?:(?<=\t)|(?<=\s{4}))(?![-/])")
_WIDE = " " * 4
_BEGINNING = 120  # letters of a line that say what it is, where its first words do
_ENDING = 20  # letters of a line that say whether more follows
_LEFT_WORDS = 25  # the left column of a letterhead's line has fewer
_RIGHT_WORDS = 25  # what tells the right column stands in fewer
BOLD = 0.8  # share of bold letters from which a line is a bold one


def beginning(line: str) -> str:
    """The first words of a line, folded: a paragraph of a hundred pages costs no more than one of two lines."""
    return _folded(line.lstrip()[:_BEGINNING])


@lru_cache(maxsize=256)  # the lines of a head, each of which is asked what it is some ten times
def _folded(words: str) -> str:
    return fold(words)


def nation_of(line: str) -> Regime:
    """Whose the words are that a line begins with, when they are those of the Party or of the nation."""
    begins = unmarked(tight(line.lstrip()[:_BEGINNING]))
    for words, regime in _NATION.items():
        if begins[:3] == words[:3] and OSA.distance(begins[: len(words)], words) <= _NATION_SLIPS:
            return regime
    return Regime.UNKNOWN


def completes_nation(above: str, line: str) -> bool:
    """Whether a line is the rest of the nation's or the Party's words above it, in a column too narrow for them."""
    return tight(f"{above[:_BEGINNING]} {line[:_BEGINNING]}") in _BROKEN_NATION


def is_number(line: str) -> bool:
    """Whether a line is that of number and symbol, the number blank or unreadable included."""
    return _NUMBER.match(beginning(line)) is not None


def is_dated(line: str) -> bool:
    """Whether a line of the letterhead is that of place and date."""
    folded = fold(line)
    return _DATE_BEGINS.search(folded) is not None or _DATE.search(unmarked(folded)) is not None


def is_rule(line: str) -> bool:
    """Whether a line has no word: hyphens, stars, nothing."""
    return _RULE.match(line) is not None


def is_subject(line: str) -> bool:
    """Whether a line says what an official letter is about."""
    return _SUBJECT.match(beginning(line)) is not None


def is_address(line: str) -> bool:
    """Whether a line begins to say to whom the paper goes."""
    return _ADDRESS.match(beginning(line)) is not None


def opens(block: Block) -> bool:
    """Whether a block begins the text. A bold or centred `Thực hiện Chỉ thị …` still says what the paper is about."""
    if is_address(block.text):
        return True
    loud = block.style.centred or block.style.bold >= BOLD
    return not loud and (_OPENING.match(beginning(block.text)) is not None or _announces(block.text))


def _announces(text: str) -> bool:
    """Whether a sentence ends by saying that the report follows."""
    return fold(text[-_ENDING:]).rstrip(":. ").endswith(_FOLLOWS)


def ends_abstract(block: Block) -> bool:
    """Whether what the paper is about stands above this block: it is a rule, a first heading or a first sentence."""
    return opens(block) or _BELOW_ABSTRACT.match(beginning(block.text)) is not None


def is_type(line: str) -> bool:
    """Whether a line is a type's words and nothing else."""
    return beginning(line).strip(" .:-*") in _TYPES


def type_of(block: Block) -> str:
    """The type that a block announces: the word alone, or a centred or bold line that begins with it."""
    if block.kind is BlockKind.TABLE:
        return ""
    line = beginning(block.text.split("\n", 1)[0]).strip(" .:-*")
    if line in _TYPES:
        return _TYPES[line]
    shouts = block.text.isupper() or (block.style.centred and block.style.bold > 0)
    if shouts:
        return next((word for folded, word in _TYPES.items() if line.startswith(folded + " ")), "")
    return ""


def columns(line: str) -> tuple[str, str]:
    """The left and the right column of a line: parted by tabs or blanks, or by one blank before words known to be right."""
    first, others = halves(line)
    left, right = _parted(first)
    return left, " ".join(filter(None, (right, others)))


def halves(line: str) -> tuple[str, str]:
    """The left and the right column of a line that tabs or blanks part; else all of it is the left one."""
    line = line.strip()
    if line.isprintable() and _WIDE not in line:  # printable: blanks are its only white space
        return line, ""
    first, *others = _GAP.split(line)
    return first.strip(), " ".join(filter(None, (other.strip() for other in others)))


def _parted(line: str) -> tuple[str, str]:
    tokens = line.split()
    for place in range(1, min(len(tokens), _LEFT_WORDS + 1)):
        rest = " ".join(tokens[place : place + _RIGHT_WORDS])
        dated = tokens[0].isupper() and not tokens[place].isupper() and is_dated(rest)
        if nation_of(rest) or (dated and any(map(str.isalpha, tokens[place]))):
            return " ".join(tokens[:place]), " ".join(tokens[place:])
    return line, ""
