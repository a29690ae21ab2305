"""Kind `copies_agree`: the signed copy of a report says something else than the report that is read."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.document import Block, Document
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.model.submission import Role, SortedFile
from pipeline.text.compare import Difference, differences
from pipeline.text.fold import bare

_HEAD_BLOCKS = 25  # within which the title stands
_TITLE = re.compile(r"^bao cao\b")
# From here on a paper is signed, and the copies must differ: names, seals, frames.
_FOOT = re.compile(r"\bnoi nhan\b")
_ANNEX = re.compile(r"^(?:phu luc|phu bieu|bieu)\b")
MOST = Parameter(
    name="most", about="Nhiều nhất bao nhiêu chỗ khác nhau được nêu riêng cho mỗi bản ký.", default=5
)
_UNSURE = " (bản quét, có thể do nhận dạng chữ)"


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """Passages whose numbers differ weigh as the rule says and come first, other wordings are notes."""
    del campaign
    counting = record.counting
    report = counting.report if counting else None
    if counting is None or report is None or not isinstance(report.reading, Document):
        return
    blank = Finding(
        unit=record.unit.code, version=counting.version, check=rule.id, severity=rule.severity, message=""
    )
    for copy in counting.files:
        if copy.role is Role.SIGNED_COPY and isinstance(copy.reading, Document):
            yield from _of_copy(replace(blank, file=copy.file.name), report, copy, MOST.of(rule.parameters))


def _of_copy(blank: Finding, report: SortedFile, copy: SortedFile, most: int) -> Iterator[Finding]:
    mine, theirs = report.reading, copy.reading
    if not isinstance(mine, Document) or not isinstance(theirs, Document) or theirs.unread_pages:
        return
    misread = bool(mine.recognised or theirs.recognised)
    one, other = compared_text(mine), compared_text(theirs)
    found = sorted(differences(one.text, other.text, misread=misread), key=lambda each: not each.numbers)
    for each in found[:most]:
        yield _finding(blank, each, other.page(each.at), _UNSURE if misread else "")
    if found[most:]:
        rest = len(found) - most
        yield replace(blank, severity=Severity.NOTE, message=f"Bản ký còn {rest} chỗ khác với báo cáo")


def _finding(blank: Finding, found: Difference, page: int | None, doubt: str) -> Finding:
    what = "số liệu khác" if found.numbers else "lời văn khác"
    return replace(
        blank,
        severity=blank.severity if found.numbers else Severity.NOTE,
        message=f"Bản ký có {what} với báo cáo{doubt}",
        page=page,
        evidence=f'báo cáo: "{found.mine}"; bản ký: "{found.theirs}"',
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyText:
    """The text of the blocks compared, and where each begins in it, with its page."""

    text: str
    starts: Sequence[int]
    pages: Sequence[int | None]

    def page(self, at: int) -> int | None:
        """The page of a place in the text."""
        return self.pages[bisect.bisect_right(self.starts, at) - 1] if self.starts else None


def compared_text(document: Document) -> CopyText:
    """The text of a document as far as its copy must have it too."""
    lines, starts, place = list[str](), list[int](), 0
    blocks = list(_compared(document.blocks))
    for block in blocks:
        starts.append(place)
        lines.append(block.shown)
        place += len(block.shown) + 1
    return CopyText(text="\n".join(lines), starts=starts, pages=[block.page for block in blocks])


def _compared(blocks: Sequence[Block]) -> Iterator[Block]:
    """The text from its title on, annexes too; not the foot, where a copy has what the other cannot have."""
    head = (place for place, block in enumerate(blocks[:_HEAD_BLOCKS]) if _TITLE.search(bare(block.text)))
    foot = False
    for block in blocks[next(head, 0) :]:
        line = bare(block.text)
        foot = not _ANNEX.search(line) if foot else bool(_FOOT.search(line))
        if not foot:
            yield block


KIND = Kind(
    name="copies_agree",
    about="Bản ký gửi kèm (PDF, bản quét) có số liệu hoặc lời văn khác với báo cáo.",
    check=check,
    parameters=(MOST,),
)
