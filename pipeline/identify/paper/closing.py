"""Takes the end of a paper apart: who signs, with what authority, who receives it, which annexes follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import OSA

from pipeline.identify.paper.cells import Line
from pipeline.identify.paper.lines import beginning
from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.paper import Part
from pipeline.text.fold import bare, fold
from pipeline.text.signing import AUTHORITIES, name_words

_RECIPIENTS = "noi nhan"
_RECIPIENTS_SEEN = 40  # letters, enough for the words with their marks apart and what follows them
_MARKED = re.compile(r"[:;.]")
# More letters than these words have, and no mark yet: most lines of the text, which need not be folded then.
_OTHER_WORDS = re.compile(r"(?:\w\s*){9}")
_AFTER_RECIPIENTS = re.compile(r"^\s*(?:[:;.]|$)")
_ITEM = re.compile(r"^[-+*•–—]")
_MORE_ENDS = (";", ",")  # signs behind which another item comes
_ITEM_ENDS = (*_MORE_ENDS, ".")
_PLACE_AND_DAY = re.compile(r"(?:[^,;:]+,\s*)?ngày[\d\s.…]*tháng[\d\s.…]*năm[\d\s.…]*")
_LONGEST_DATE = 80  # letters
_ALSO = re.compile(r"^kiêm\b")  # `BÍ THƯ` / `kiêm TRƯỞNG BAN CHỈ ĐẠO`
_POSTS = (
    "bí thư", "trưởng ban", "lãnh đạo", "trưởng đoàn", "giám đốc", "tổng giám đốc", "chủ tịch", "chủ nhiệm", "hiệu trưởng", "viện trưởng",
    "cục trưởng", "chi cục trưởng", "chánh văn phòng", "chánh thanh tra", "trưởng phòng", "tổng biên tập", "thủ trưởng",
    "chánh án", "ủy viên", "tổ trưởng", "hội trưởng", "đoàn trưởng", "tổng thư ký", "kế toán trưởng", "trưởng trạm",
    "chi hội trưởng", "người đứng đầu", "bí thư chi bộ", "bộ trưởng", "vụ trưởng", "đội trưởng", "chỉ huy trưởng",
    "chính ủy", "chính trị viên", "phụ trách", "người đại diện",
)  # fmt: skip
_POST = re.compile(rf"(?:(?:quyền|q\.?) )?(?:phó )?(?:{'|'.join(map(fold, _POSTS))})\b")
_AUTHORITY = re.compile(
    r"(?:(?:t/m|k/t|t/l|t/uq)\s*[./]?\s*|(?:tm|kt|tl|tuq|q)(?:\s*[./]\s*|\s+)"
    rf"|(?:{'|'.join(AUTHORITIES)})\s+)(?=\w)"
)
_SIGNS = "|".join(("T/M", "K/T", "T/L", r"TM\.", r"KT\.", r"TL\.", r"TUQ\.", *map(str.upper, _POSTS)))
_AUTHORITY_WITHIN = re.compile(rf"\s(?=(?:PHÓ )?(?:{_SIGNS})(?:\s*[A-ZĐÂÊÔƠƯ]|$))")
_NAME_BEHIND = re.compile(r"([-+*•–—].{1,120}[;,])\s+([^;,.\d]{4,40})")  # an item, and who signs
_SEALS = (
    "đã ký", "ký tên", "ký", "chữ ký", "ký bởi", "email", "cơ quan", "ngày ký", "thời gian ký", "giờ ký", "đóng dấu",
)  # fmt: skip
_SIGNED = re.compile(rf"^\W*(?:{'|'.join(map(fold, _SEALS))})\b")
_STROKE = re.compile("['’]")  # in names of the highlands: `H'Hen Niê`
_ANNEX = re.compile(r"^(?:phụ lục|phụ biểu|biểu mẫu)\b")
_TITLE_LINES = 4  # of an annex, below `PHỤ LỤC`
_TIE = re.compile(r"^\(|^(?:ban hành )?kèm theo\b")  # the line that ties an annex to its paper is seldom loud
_POST_WORDS = 8  # a heading of the text that begins with a post (`LÃNH ĐẠO …`) has more
_REACH = 14  # blocks between a line of authority and the name, or the recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of a paper; `begins` is the first block that is no text any more, None without any.

    `dated` is a line of place and date right above, where offices without a letterhead's column for it write it.
    """

    signature: tuple[Part, ...] = ()
    signer: Part | None = None
    recipients: tuple[Part, ...] = ()
    annexes: tuple[Part, ...] = ()
    dated: Part | None = None
    begins: int | None = None


def read_closing(document: Document, lines: Sequence[Line]) -> Closing:
    """Take apart what stands below the text; `lines` are those from the first block of the text on."""
    parted = [piece for line in lines for piece in _parted(line)]
    start = next((place for place, line in enumerate(parted) if is_recipients(line.text)), None)
    recipients = tuple(_recipients(parted, start)) if start is not None else ()
    listed = set(map(id, recipients))
    main = [line for line in _before_annexes(document, parted, start or 0) if id(line.part) not in listed]
    signature, signer = _signature(_near(main, parted[start] if start is not None else None))
    parts = [*recipients, *signature, *([signer] if signer else [])]
    last = max((part.block for part in parts), default=lines[0].block if lines else 0)
    annexes = tuple(_annexes(document, last + 1))
    begins = min((part.block for part in (*parts, *annexes)), default=None)
    dated = _dated(document, main, begins)
    return Closing(
        signature=signature, signer=signer, recipients=recipients, annexes=annexes, dated=dated,
        begins=dated.block if dated else begins,
    )  # fmt: skip


def _dated(document: Document, lines: Sequence[Line], begins: int | None) -> Part | None:
    """The last line of the text, where it is a paragraph by itself and says nothing but a place and a day."""
    last = next((line for line in reversed(lines) if begins is not None and line.block < begins), None)
    if (
        last is None
        or len(last.text) > _LONGEST_DATE
        or document.blocks[last.block].text.strip() != last.text
    ):
        return None
    return last.part if _PLACE_AND_DAY.fullmatch(fold(last.text)) else None


def _before_annexes(document: Document, lines: Sequence[Line], start: int) -> Sequence[Line]:
    """The lines above the first annex below `start`, which may be signed by others; a paper that is an annex has all."""
    below = takewhile(lambda line: not _is_annex(document.blocks[line.block]), lines[start:])
    return [*lines[:start], *below] or lines


def is_recipients(text: str) -> bool:
    """Whether a line is `Nơi nhận:`, one mark wrong included."""
    seen = text[:_RECIPIENTS_SEEN]
    if _OTHER_WORDS.match(seen) or (len(text) > len(seen) and not _MARKED.search(seen)):
        return False
    words = bare(seen)
    begins = words[: len(_RECIPIENTS)]
    rest = words[len(_RECIPIENTS) :]
    return OSA.distance(begins, _RECIPIENTS) <= 1 and _AFTER_RECIPIENTS.match(rest) is not None


def _parted(line: Line) -> Iterator[Line]:
    """A line of recipients that a reader ran together with the signature beside it, in two."""
    pieces = _AUTHORITY_WITHIN.split(line.text, maxsplit=1) if _starts_list(line.text) else []
    if len(pieces) == 1 and not line.table:
        named = _NAME_BEHIND.fullmatch(line.text)
        pieces = list(named.groups()) if named and _is_name(named[2]) else pieces
    if len(pieces) <= 1:
        yield line
        return
    part = line.part
    for column, text in enumerate(pieces, start=line.column):
        yield Line(
            part=Part(text=text.strip(), page=part.page, block=part.block), column=column, table=line.table
        )


def _starts_list(text: str) -> bool:
    return _ITEM.match(text) is not None or is_recipients(text[:9])


def _recipients(lines: Sequence[Line], start: int) -> Iterator[Part]:
    """`Nơi nhận` and the items below it: of a table, the rest of its column; else as long as items go on.

    A table that a page cut off goes on in plain lines: below its word, within an item, or below one that another must follow.
    """
    first, below = lines[start], lines[start + 1 :]
    yield first.part
    if not first.table:
        yield from _items(line for line in below if line.column == first.column)
        return
    cell = [line for line in below if (line.block, line.column) == (first.block, first.column)]
    yield from (line.part for line in cell)
    more = [line for line in below if line.block > first.block and line.column == 0]
    above = cell[-1].text if cell else ""
    within = bool(more) and more[0].part.page != first.part.page and _goes_on(above, more[0].text)
    if within or not cell or above.endswith(_MORE_ENDS):
        yield from _items(more, above)


def _items(lines: Iterable[Line], above: str = "") -> Iterator[Part]:
    """The items that some lines begin with, each with the line in which it may go on, as may the one `above`."""
    for line in lines:
        if not (_ITEM.match(line.text) or _goes_on(above, line.text)):
            return
        yield line.part
        above = line.text


def _goes_on(item: str, text: str) -> bool:
    """Whether an item without a sign at its end finds it in the next line, which is no line of a signature."""
    return bool(item) and not item.endswith(_ITEM_ENDS) and text.endswith(_ITEM_ENDS) and not text.isupper()


def _near(lines: Sequence[Line], recipients: Line | None) -> Sequence[Line]:
    """The lines from the first of authority or post on: beside the recipients, or near them; else the last of all."""
    if recipients is not None and recipients.table:
        beside = [
            line for line in lines if line.block == recipients.block and line.column > recipients.column
        ]
        start = next((place for place, line in enumerate(beside) if line.text.isupper()), None)
        if start is not None:
            return _with_name(beside[start:], lines)
    starts = [place for place, line in enumerate(lines) if _is_authority(line.text) or _is_post(line.text)]
    if recipients is not None:
        starts = [place for place in starts if abs(lines[place].block - recipients.block) <= _REACH]
    elif authority := [place for place in starts if _is_authority(lines[place].text)]:
        starts = authority
    if recipients is None:
        starts = _last_group(lines, starts)
    return lines[starts[0] :] if starts else ()


def _with_name(signs: Sequence[Line], lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a cell that signs; where it has no name, with those of the next page, which may have cut it off."""
    first = signs[0]
    below = (line for line in lines if line.block > first.block and line.part.page != first.part.page)
    return signs if _signature(signs)[1] else [*signs, *below]


def _last_group(lines: Sequence[Line], starts: list[int]) -> list[int]:
    """The last of some lines, and those before it with nothing but capitals between: others are headings of the text."""
    cut = next(
        (
            place
            for place in range(len(starts) - 1, 0, -1)
            if not all(line.text.isupper() for line in lines[starts[place - 1] : starts[place]])
        ),
        0,
    )
    return starts[cut:]


def _signature(lines: Sequence[Line]) -> tuple[tuple[Part, ...], Part | None]:
    """The lines of authority and post, from the first one to the name, in their column."""
    posts: list[Part] = []
    for line in lines:
        beside = line.table and line.column != lines[0].column
        if beside or _starts_list(line.text) or _SIGNED.match(fold(line.text)):
            continue
        if line.block > lines[0].block + _REACH:
            break
        if _signs(line.text, first=not posts):
            posts.append(line.part)
        elif _is_name(line.text):
            return tuple(posts), line.part
        else:
            break
    return tuple(posts), None


def _signs(text: str, *, first: bool) -> bool:
    """Whether a line says by which authority or post a paper is signed; capitals do, but for a name below others."""
    if _is_authority(text) or _is_post(text):
        return True
    if text.isupper():
        return first or not _is_name(text)
    return not first and _ALSO.match(beginning(text)) is not None


def signed_for(text: str) -> str:
    """What a line of a signature names behind authority and post, folded: `KT. GIÁM ĐỐC SỞ Y TẾ`; empty for neither."""
    folded = fold(text)
    authority = _AUTHORITY.match(folded)
    behind = folded[authority.end() :] if authority else folded
    post = _POST.match(behind)
    return behind[post.end() :].strip() if post else behind if authority else ""


def _is_authority(text: str) -> bool:
    return text.isupper() and _AUTHORITY.match(fold(text)) is not None


def _is_post(text: str) -> bool:
    """Whether a line names one post or several; `LÃNH ĐẠO, CHỈ ĐẠO …` is a heading."""
    if not text.isupper() or len(text.split()) > _POST_WORDS:
        return False
    return all(_POST.match(post.strip()) for post in fold(text).split(","))


def _is_name(text: str) -> bool:
    """Whether a line is a person's name, with or without degrees before it."""
    words = name_words(text)
    return bool(words) and all(word[0].isupper() and _STROKE.sub("", word).isalpha() for word in words)


def _annexes(document: Document, start: int) -> Iterator[Part]:
    """The titles of annexes below the end: the line that says so and those that go on saying it."""
    blocks = document.blocks
    for place in range(start, len(blocks)):
        if _is_annex(blocks[place]):
            below = [blocks[place].shown]
            for block in blocks[place + 1 : place + 1 + _TITLE_LINES]:
                if _is_annex(block) or not (_titles(block) or _TIE.match(beginning(block.text))):
                    break
                below.append(block.shown)
            block = blocks[place]
            yield Part(text="\n".join(below), style=block.style, page=block.page, block=place)


def _is_annex(block: Block) -> bool:
    return _titles(block) and _ANNEX.match(beginning(block.text)) is not None


def _titles(block: Block) -> bool:
    loud = block.style.centred or block.style.bold > 0 or block.kind is BlockKind.HEADING
    return block.kind is not BlockKind.TABLE and (loud or block.text.isupper())
