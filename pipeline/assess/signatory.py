"""Kind `signed_by_head`: the report ends with who answers for it: an authority or a post, and a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.assess.kind import Kind
from pipeline.assess.papers import Report, read_report
from pipeline.model.campaign import Campaign, Check
from pipeline.model.document import Block
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.model.submission import Role
from pipeline.text.fold import bare, clean, fold
from pipeline.text.signing import name_behind, name_words

POSTS = Parameter(
    name="posts",
    about="thẩm quyền hoặc chức vụ của người ký báo cáo, có dấu hay không dấu",
    default=(
        "T/M", "TM.", "K/T", "KT.", "T/L", "TL.", "TUQ.", "thay mặt", "thừa lệnh", "bí thư", "trưởng", "lãnh đạo", "giám đốc",
        "chủ tịch", "chủ nhiệm", "chánh án", "chánh văn phòng", "chánh thanh tra", "tổng biên tập", "tổng thư ký", "uỷ viên",
        "người đứng đầu", "chính uỷ", "chính trị viên", "phụ trách", "đại diện",
    ),
)  # fmt: skip
_TAIL = 25  # blocks from the end in which a report is signed, recipients and annexes of one table among them
_LINE = 10  # words of a line of authority, post and name at most; longer ones are sentences
_PARTS = re.compile(
    r"\n|\t|\s{3,}|\s[-–|]\s|:\s|\)\s|\s(?=\()"
)  # a signature may stand in one line: `T/M ĐẢNG UỶ - BÍ THƯ - (đã ký) Lê A`
_WORD = re.compile(r"\w+")


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding at most. Where a signed copy came with the report, or a machine read it, its end tells nothing."""
    del campaign
    report = read_report(record)
    if report is None or record.paper is None or report.recognised:
        return
    if any(file.role is Role.SIGNED_COPY for file in report.submission.files):
        return
    lines = [line for block in report.document.blocks[-_TAIL:] for line in _lines(block)]
    posts = [_words(post) for post in POSTS.of(rule.parameters)]
    below = [part.text for part in record.paper.signature]
    signed = [one for one in (*below, *lines) if _is_post(one, posts) and (one.isupper() or not below)]
    if not signed:
        brief, shown = ("không có chức vụ người ký", below) if below else ("không có phần ký", lines[-1:])
        yield _told(report, rule, brief, shown)
    elif record.paper.signer is None and not any(map(_is_name, lines)):
        yield _told(report, rule, "không có tên người ký", below or signed)


def _told(report: Report, rule: Check, brief: str, shown: Sequence[str]) -> Finding:
    return report.finding(rule, f"Báo cáo {brief}", brief=brief, evidence=" / ".join(shown), page=None)


def _lines(block: Block) -> Iterator[str]:
    """Short lines of a block, or of a table's cells, but for items of a list."""
    texts = [cell for row in block.rows for cell in row] or [block.text]
    for part in (part for text in texts for part in _PARTS.split(text)):
        line = clean(part)
        if line and len(line.split()) <= _LINE and not line.startswith(("-", "+", "*")):
            yield line


def _is_post(line: str, posts: Sequence[str]) -> bool:
    """A post, or an authority, as whole words: not the `trường` of a school, unless the line has no mark at all."""
    said = _words(line)
    unmarked = said == bare(said)
    return any((bare(post) if unmarked else post) in said for post in posts)


def _is_name(line: str) -> bool:
    """A few words, each with a capital and small letters after it: `Nông Thị Vân Kiều`; `Bí thư` has one alone.

    Whatever stands before a common family name may be a title that no list has.
    """
    return any(words and all(map(str.istitle, words)) for words in (name_words(line), name_behind(line)))


def _words(text: str) -> str:
    """The words of a line with a blank on either side; a post with other marks is another word."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


KIND = Kind(
    name="signed_by_head",
    about="Báo cáo không có phần ký của cấp uỷ, thủ trưởng hay Ban Chỉ đạo, hoặc không có tên người ký.",
    check=check,
    parameters=(POSTS,),
    group="thể thức",
)
