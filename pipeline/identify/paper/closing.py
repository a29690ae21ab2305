"""Takes the end of a paper apart: who signs, with what authority, who receives it, which annexes follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import OSA

from pipeline.identify.paper.cells import Line
from pipeline.identify.paper.lines import beginning
from pipeline.model.document import Block, BlockKind, Document, Style
from pipeline.model.paper import Part
from pipeline.text.fold import bare, fold

_RECIPIENTS = "noi nhan"
_RECIPIENTS_SEEN = 40  # letters, enough for the words with their marks apart and what follows them
_MARKED = re.compile(r"[:;.]")
_AFTER_RECIPIENTS = re.compile(r"^\s*(?:[:;.]|$)")
_ITEM = re.compile(r"^[-+*•–—]")
_POSTS = (
    "bí thư", "trưởng ban", "lãnh đạo", "trưởng đoàn", "giám đốc", "tổng giám đốc", "chủ tịch", "chủ nhiệm", "hiệu trưởng", "viện trưởng",
    "cục trưởng", "chi cục trưởng", "chánh văn phòng", "chánh thanh tra", "trưởng phòng", "tổng biên tập", "thủ trưởng",
    "chánh án", "ủy viên", "tổ trưởng", "hội trưởng", "đoàn trưởng", "tổng thư ký", "kế toán trưởng", "trưởng trạm",
    "chi hội trưởng", "người đứng đầu", "bí thư chi bộ", "bộ trưởng", "vụ trưởng", "đội trưởng", "chỉ huy trưởng",
)  # fmt: skip
_POST = re.compile(rf"(?:(?:quyền|q\.?) )?(?:phó )?(?:{'|'.join(map(fold, _POSTS))})\b")
_AUTHORITY = re.compile(r"(?:(?:t/m|k/t|t/l|t/uq)\s*[./]?\s*|(?:tm|kt|tl|tuq|q)(?:\s*[./]\s*|\s+))(?=\w)")
_SIGNS = "|".join(("T/M", "K/T", "T/L", r"TM\.", r"KT\.", r"TL\.", r"TUQ\.", *map(str.upper, _POSTS)))
_AUTHORITY_WITHIN = re.compile(rf"\s(?=(?:PHÓ )?(?:{_SIGNS})(?:\s*[A-ZĐÂÊÔƠƯ]|$))")
_SEALS = (
    "đã ký", "ký tên", "ký", "chữ ký", "ký bởi", "email", "cơ quan", "ngày ký", "thời gian ký", "giờ ký", "đóng dấu",
)  # fmt: skip
_SIGNED = re.compile(rf"^\W*(?:{'|'.join(map(fold, _SEALS))})\b")
_ANNEX = re.compile(r"^(?:phụ lục|phụ biểu|biểu mẫu)\b")
_TITLE_LINES = 3  # of an annex, below `PHỤ LỤC`
_NAME_WORDS = range(2, 7)
_DOCTORS = re.compile(r"^(?:(?:ts|th\.?s|gs|pgs|bs|bsckii|bscki|cn|ks|dr|ls)\.?\s*)+", re.IGNORECASE)
_POST_WORDS = 8  # a heading of the text that begins with a post (`LÃNH ĐẠO …`) has more
_REACH = 14  # blocks between a line of authority and the name, or the recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of a paper; `begins` is the first block that is no text any more, None without any."""

    signature: tuple[Part, ...] = ()
    signer: Part | None = None
    recipients: tuple[Part, ...] = ()
    annexes: tuple[Part, ...] = ()
    begins: int | None = None


def read_closing(document: Document, lines: Sequence[Line]) -> Closing:
    """Take apart what stands below the text; `lines` are those from the first block of the text on."""
    parted = [piece for line in lines for piece in _parted(line)]
    start = next((place for place, line in enumerate(parted) if is_recipients(line.text)), None)
    recipients = tuple(_recipients(parted, start)) if start is not None else ()
    main = parted if start is not None else _before_annexes(document, parted)
    signature, signer = _signature(_near(main, parted[start] if start is not None else None))
    parts = [*recipients, *signature, *([signer] if signer else [])]
    last = max((part.block for part in parts), default=lines[0].block if lines else 0)
    annexes = tuple(_annexes(document, last + 1))
    begins = min((part.block for part in (*parts, *annexes)), default=None)
    return Closing(signature=signature, signer=signer, recipients=recipients, annexes=annexes, begins=begins)


def _before_annexes(document: Document, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines above the first annex, which may be signed by others; a paper that is an annex has all of them."""
    return list(takewhile(lambda line: not _is_annex(document.blocks[line.block]), lines)) or lines


def is_recipients(text: str) -> bool:
    """Whether a line is `Nơi nhận:`, one mark wrong included."""
    seen = text[:_RECIPIENTS_SEEN]
    if len(text) > len(seen) and not _MARKED.search(seen):
        return False
    words = bare(seen)
    begins = words[: len(_RECIPIENTS)]
    rest = words[len(_RECIPIENTS) :]
    return OSA.distance(begins, _RECIPIENTS) <= 1 and _AFTER_RECIPIENTS.match(rest) is not None


def _parted(line: Line) -> Iterator[Line]:
    """A line of recipients that a reader ran together with the signature beside it, in two."""
    pieces = _AUTHORITY_WITHIN.split(line.text, maxsplit=1) if _starts_list(line.text) else [line.text]
    for column, text in enumerate(pieces, start=line.column):
        part = line.part
        style = part.style if len(pieces) == 1 else Style()
        yield Line(
            part=Part(text=text.strip(), style=style, page=part.page, block=part.block),
            column=column, table=line.table,
        )  # fmt: skip


def _starts_list(text: str) -> bool:
    return is_recipients(text[:9]) or _ITEM.match(text) is not None


def _recipients(lines: Sequence[Line], start: int) -> Iterator[Part]:
    """`Nơi nhận` and the items below it: of a table, the rest of its column; else as long as items go on."""
    first = lines[start]
    yield first.part
    for line in lines[start + 1 :]:
        if line.column != first.column:
            continue
        if first.table:
            if line.block != first.block:
                return
        elif not _ITEM.match(line.text):
            return
        yield line.part


def _near(lines: Sequence[Line], recipients: Line | None) -> Sequence[Line]:
    """The lines from the first of authority or post on: beside the recipients, or near them; else the last of all."""
    if recipients is not None and recipients.table:
        beside = [
            line for line in lines if line.block == recipients.block and line.column > recipients.column
        ]
        start = next((place for place, line in enumerate(beside) if line.text.isupper()), None)
        if start is not None:
            return beside[start:]
    starts = [place for place, line in enumerate(lines) if _is_authority(line.text) or _is_post(line.text)]
    if recipients is not None:
        starts = [place for place in starts if abs(lines[place].block - recipients.block) <= _REACH]
    elif authority := [place for place in starts if _is_authority(lines[place].text)]:
        starts = authority
    if recipients is None:
        starts = _last_group(lines, starts)
    return lines[starts[0] :] if starts else ()


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
        if (
            _is_authority(line.text)
            or _is_post(line.text)
            or (line.text.isupper() and not (posts and _is_name(line.text)))
        ):
            posts.append(line.part)
        elif _is_name(line.text):
            return tuple(posts), line.part
        else:
            break
    return tuple(posts), None


def _is_authority(text: str) -> bool:
    return text.isupper() and _AUTHORITY.match(fold(text)) is not None


def _is_post(text: str) -> bool:
    """Whether a line names one post or several; `LÃNH ĐẠO, CHỈ ĐẠO …` is a heading."""
    if not text.isupper() or len(text.split()) > _POST_WORDS:
        return False
    return all(_POST.match(post.strip()) for post in fold(text).split(","))


def _is_name(text: str) -> bool:
    """Whether a line is a person's name, with or without degrees before it."""
    words = _DOCTORS.sub("", text).split()
    return len(words) in _NAME_WORDS and all(word[0].isupper() and word.isalpha() for word in words)


def _annexes(document: Document, start: int) -> Iterator[Part]:
    """The titles of annexes below the end: the line that says so and those that go on saying it."""
    blocks = document.blocks
    for place in range(start, len(blocks)):
        if _is_annex(blocks[place]):
            below = [blocks[place].shown]
            for block in blocks[place + 1 : place + 1 + _TITLE_LINES]:
                if not _titles(block) or _is_annex(block):
                    break
                below.append(block.shown)
            block = blocks[place]
            yield Part(text="\n".join(below), style=block.style, page=block.page, block=place)


def _is_annex(block: Block) -> bool:
    return _titles(block) and _ANNEX.match(beginning(block.text)) is not None


def _titles(block: Block) -> bool:
    loud = block.style.centred or block.style.bold > 0 or block.kind is BlockKind.HEADING
    return block.kind is not BlockKind.TABLE and (loud or block.text.isupper())
