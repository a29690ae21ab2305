"""Which pages OCR should read, and what of its reading is taken. Pure: OCR itself is another reader's work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.document import Recognition
from pipeline.read.pdf.furniture import without_stamps
from pipeline.read.pdf.quality import LEAST_SURE, PageQuality, page_quality
from pipeline.read.sheet import Sheet

BLANK = "blank: no words, no ink the size of letters"


def fault_of(sheet: Sheet) -> str:
    """Why a page counts as unread, empty when its text can be believed."""
    return sheet.fault or _quality(sheet).fault


def need_of(sheet: Sheet) -> str:
    """Why OCR should read a page, empty when it need not or could not: no reader opens the page, so none can draw it."""
    if sheet.fault:
        return ""
    quality = _quality(sheet)
    return quality.fault or sheet.doubt or quality.doubt


def doubted(sheet: Sheet) -> Sheet:
    """A page that OCR did not read although it might have read it better, with a remark that says so."""
    need = "" if fault_of(sheet) else need_of(sheet)
    return replace(sheet, remarks=(*sheet.remarks, need)) if need else sheet


def mended(sheet: Sheet, read: Sheet) -> Sheet:
    """A page, given what OCR made of it: OCR's lines when they can be believed and are the better ones; none when blank.

    Otherwise the page as it was: unread with both reasons when its own text cannot be believed either.
    """
    if _is_blank(read) and not _quality(sheet).words:
        return replace(sheet, lines=(), lost=0, image_cover=0.0, drawn=False, remarks=(*sheet.remarks, BLANK))
    read = without_stamps(_as_page(read, sheet.number))
    fault, refused = fault_of(sheet), _refused(read)
    if fault and (refused or read.ocr is None):
        return replace(sheet, fault=f"{fault}; {refused}")
    need = need_of(sheet) or fault or "asked for"
    if refused or read.ocr is None or (not fault and not sheet.doubt and not _is_better(read, sheet)):
        said = f"not replaced by OCR ({need}): {refused or 'OCR reads it no better'}"
        return replace(sheet, remarks=(*sheet.remarks, said))
    remarks = (*sheet.remarks, *read.remarks)
    return replace(read, of=sheet.of, aside=(*sheet.aside, *read.aside), remarks=remarks, doubt="", need=need)


def _is_blank(read: Sheet) -> bool:
    """Whether OCR saw neither a word nor ink that might be letters: the back of a sheet that went through the scanner."""
    return read.ocr is not None and not read.lines and not read.fault and read.ocr.uncovered == 0


def _as_page(read: Sheet, number: int) -> Sheet:
    """A sheet that OCR made of a picture, which knows nothing of the file, as a page of it."""
    lines = tuple(replace(line, page=number) for line in read.lines)
    ocr = replace(read.ocr, page=number) if read.ocr else None
    return replace(read, number=number, lines=lines, ocr=ocr, image_cover=0.0, drawn=False, lost=0)


def _quality(sheet: Sheet) -> PageQuality:
    return page_quality(sheet.words, image_cover=sheet.image_cover, drawn=sheet.drawn, lost=sheet.lost)


def _refused(read: Sheet) -> str:
    """Why a page as OCR read it cannot be believed, empty when it can."""
    if read.fault:
        return read.fault
    if read.ocr is None or not read.lines:
        return "OCR found no words"
    if read.ocr.confidence < LEAST_SURE:
        return f"OCR is only {_percent(read.ocr.confidence)} sure"
    fault = _quality(read).fault
    return f"OCR: {fault}" if fault else ""


def _is_better(read: Sheet, sheet: Sheet) -> bool:
    ours, other = _quality(read), _quality(sheet)
    return ours.syllables + ours.marked > other.syllables + other.marked


def told(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Which pages were read by OCR, why, how sure it is of each, and where it left ink unread."""
    by_need: dict[str, list[Recognition]] = {}
    for sheet in sheets:
        if sheet.ocr is not None:
            by_need.setdefault(sheet.need, []).append(sheet.ocr)
    for need, pages in by_need.items():
        sure = ", ".join(_percent(ocr.confidence) for ocr in pages)
        why = f" ({need})" if need else ""
        yield f"{_pages([ocr.page for ocr in pages])}: read by OCR{why}, {sure} sure"
    for sheet in sheets:
        if sheet.ocr is not None and sheet.ocr.lost_lines:
            yield f"page {sheet.number}: {_percent(sheet.ocr.uncovered)} of its ink unread"


def _pages(numbers: Sequence[int]) -> str:
    """`page 3`, `pages 1-4`, `pages 1-3, 7`: the numbers ascend."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"{'pages' if len(numbers) > 1 else 'page'} {shown}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
