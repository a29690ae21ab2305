"""Kind `copies_agree`: the signed copy of a report says something else than the report that is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.assess.copied_text import CopyText, compared_text
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.model.submission import Role
from pipeline.text.compare import Difference, differences
from pipeline.text.sentence import capital

MOST = Parameter(
    name="most", about="Nhiều nhất bao nhiêu chỗ khác nhau được nêu riêng cho mỗi bản ký.", default=5
)
# Words of a passage that numbers on a poor page may differ in: longer ones there are rows of a table in a jumble.
_PLAIN = 3
_UNSURE = " (bản quét, có thể do nhận dạng chữ)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of comparing two copies: what differs, numbers first; what could not be read; poor pages of each."""

    told: Sequence[Difference]
    unclear: Sequence[Difference]
    poor: tuple[tuple[int, ...], tuple[int, ...]]


def compared(one: CopyText, other: CopyText) -> Compared:
    """Where the second text says something else than the first. The wording of poor pages is not held against it."""
    told, unclear = list[Difference](), list[Difference]()
    poor = set[int](), set[int]()
    for found in differences(one.copy, other.copy):
        bad = one.poor_at(found.mine_at), other.poor_at(found.at)
        if not any(bad):
            (unclear if found.unclear else told).append(found)
        elif found.numbers and not found.unclear and found.words <= _PLAIN:
            told.append(found)
        else:
            for pages, page in zip(poor, bad, strict=True):
                pages.update([page] if page else [])
    told.sort(key=lambda found: not found.numbers)
    return Compared(told=told, unclear=unclear, poor=(tuple(sorted(poor[0])), tuple(sorted(poor[1]))))


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
            files = replace(blank, file=report.file.name), replace(blank, file=copy.file.name)
            yield from _of_copy(files, (report.reading, copy.reading), MOST.of(rule.parameters))


def _of_copy(
    files: tuple[Finding, Finding], papers: tuple[Document, Document], most: int
) -> Iterator[Finding]:
    """What is said of two papers, the report and its copy, each by its file."""
    blank = files[1]
    notes = [replace(file, severity=Severity.NOTE) for file in files]
    if any(paper.unread_pages for paper in papers):
        yield from _not_compared(notes, papers)
        return
    doubt = _UNSURE if any(paper.recognised for paper in papers) else ""
    one, other = map(compared_text, papers)
    found = compared(one, other)
    for each in found.told[:most]:
        yield _finding(blank, each, other.page(each.at), doubt)
    if rest := len(found.told[most:]):
        yield replace(notes[1], message=f"Bản ký còn {rest} chỗ khác với báo cáo")
    yield from _unclear(notes[1], found.unclear[:most], len(found.unclear), other)
    for note, pages in zip(notes, found.poor, strict=True):
        if pages:
            message = f"Bản quét quá mờ để đối chiếu lời văn ở {_pages(pages)}"
            yield replace(note, message=message, page=pages[0])


def _not_compared(notes: Sequence[Finding], papers: Sequence[Document]) -> Iterator[Finding]:
    """What one lacks may stand on the pages that are missing."""
    for note, paper in zip(notes, papers, strict=True):
        if paper.unread_pages:
            pages = _pages(paper.unread_pages)
            yield replace(note, message=f"Chưa đối chiếu bản ký với báo cáo: không đọc được {pages}")


def _finding(blank: Finding, found: Difference, page: int | None, doubt: str) -> Finding:
    what = "số liệu khác" if found.numbers else "lời văn khác"
    brief = f"bản ký có {what} với báo cáo"
    return replace(
        blank,
        severity=blank.severity if found.numbers else Severity.NOTE,
        message=f"{capital(brief)}{doubt}",
        page=page,
        evidence=_quoted(found),
        brief=brief,
    )


def _unclear(note: Finding, shown: Sequence[Difference], count: int, copy: CopyText) -> Iterator[Finding]:
    """All that could not be read is said at once."""
    if shown:
        yield replace(
            note,
            message=f"Bản quét đọc không rõ ở {count} chỗ, chưa đối chiếu được",
            page=copy.page(shown[0].at),
            evidence="; ".join(map(_quoted, shown)),
        )


def _quoted(found: Difference) -> str:
    return f'báo cáo: "{found.mine}"; bản ký: "{found.theirs}"'


def _pages(numbers: Sequence[int]) -> str:
    return f"trang {', '.join(map(str, numbers))}"


KIND = Kind(
    name="copies_agree",
    about="Bản ký gửi kèm (PDF, bản quét) có số liệu hoặc lời văn khác với báo cáo.",
    check=check,
    parameters=(MOST,),
    group="bản ký",
)
