"""Pages as read → Document: furniture out, columns and tables in place, lines joined to blocks. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from pipeline.errors import UnreadableError
from pipeline.model.document import Block, BlockKind, Document, Layout, Style
from pipeline.read.pdf.columns import Columns, letterhead, pieces, signatures
from pipeline.read.pdf.furniture import furniture_lines
from pipeline.read.pdf.labels import label_of
from pipeline.read.pdf.measure import OWN_LINES, Measure, measures
from pipeline.read.pdf.ocr import fault_of, told
from pipeline.read.pdf.paragraphs import begins, goes_on, joined, laid
from pipeline.read.sheet import Grid, Line, Sheet, moved, table_text

MOST_BLOCKS = 200_000
_TEXT_BEGINS = 0.25  # of the column's width: the right column of a letterhead begins at 0.4 or more

Part = Line | Grid | Columns


def build(sheets: Sequence[Sheet], *, reader: str, remarks: Sequence[str] = ()) -> Document:
    """The document that pages make up; UnreadableError `no_text` when none of them has text that can be believed."""
    faults = {sheet.number: fault for sheet in sheets if (fault := fault_of(sheet))}
    good = [sheet for sheet in sheets if sheet.number not in faults]
    running = furniture_lines(good)
    bodies = [sheet.without(running) for sheet in good]
    found = measures(bodies)
    blocks = tuple(_blocks(bodies, found))
    said = tuple(f"page {number}: {fault}" for number, fault in faults.items())
    if not blocks:
        bare = "nothing but running heads" if running else "all pages are blank"
        raise UnreadableError("no_text", "; ".join(said[:3]) or bare)
    if len(blocks) > MOST_BLOCKS:
        raise UnreadableError("too_large", f"{len(blocks)} blocks, more than {MOST_BLOCKS}")
    seen = (f"page {sheet.number}: {remark}" for sheet in sheets for remark in sheet.remarks)
    return Document(
        reader=reader,
        blocks=blocks,
        pages=len(sheets),
        unread_pages=tuple(faults),
        recognised=tuple(sheet.ocr for sheet in good if sheet.ocr),
        layout=tuple(_layout(good, found)),
        furniture=tuple(dict.fromkeys(line.text for sheet in sheets for line in _apart(sheet, running))),
        remarks=(*remarks, *told(good), *seen, *said),
    )


def _apart(sheet: Sheet, running: frozenset[Line]) -> Iterator[Line]:
    yield from sheet.aside
    yield from (line for line in sheet.lines if line in running)


def _layout(sheets: Sequence[Sheet], found: Mapping[int, Measure]) -> Iterator[Layout]:
    """The page of the typed sheets: the size of most, and the margins that their text leaves free; of scans nothing."""
    typed = [sheet for sheet in sheets if sheet.ocr is None and sheet.lines]
    sizes = Counter((round(sheet.width, 1), round(sheet.height, 1)) for sheet in typed)
    for (width, height), _ in sizes.most_common(1):
        alike = [sheet for sheet in typed if round(sheet.width, 1) == width]
        filled = [sheet for sheet in alike if len(sheet.outside) >= OWN_LINES] or alike
        left = median(found[sheet.number].left for sheet in alike)
        right = width - median(_right(sheet, found[sheet.number]) for sheet in filled)
        yield Layout(width=width, height=height, left=round(left, 1), right=round(right, 1), measured=True)


def _right(sheet: Sheet, found: Measure) -> float:
    """Where the text of a page ends: a letterhead's right column may stand out of it."""
    starts = found.left + found.width * _TEXT_BEGINS
    ends = [line.x1 for line in sheet.outside if not line.gaps and line.x0 < starts]
    return min(found.right, max(ends, default=found.right))


def _blocks(sheets: Sequence[Sheet], found: dict[int, Measure]) -> Iterator[Block]:
    for number, group in enumerate(_groups(sheets, found), start=1):
        if isinstance(group, Grid | Columns):
            yield _table(group, number, _page(group, sheets))
        else:
            yield _paragraph(group, number, found[group[0].page])


def _page(part: Grid | Columns, sheets: Sequence[Sheet]) -> int | None:
    if isinstance(part, Columns):
        return part.left[0].page
    return next((sheet.number for sheet in sheets if any(part is grid for grid in sheet.grids)), None)


def _groups(sheets: Sequence[Sheet], found: dict[int, Measure]) -> Iterator[list[Line] | Grid | Columns]:
    """Tables, columns, and the lines of one paragraph each, in reading order."""
    block: list[Line] = []
    for sheet in sheets:
        for part in _parts(sheet, found[sheet.number], first=sheet is sheets[0]):
            if isinstance(part, Line) and block and _belongs(block, part, found):
                block.append(part)
                continue
            if block:
                yield block
            block = []
            if isinstance(part, Line):
                block = [part]
            else:
                yield part
    if block:
        yield block


def _belongs(block: list[Line], line: Line, found: dict[int, Measure]) -> bool:
    last = block[-1]
    if last.page == line.page:
        return not begins(block, line, found[line.page])
    return line.page == last.page + 1 and goes_on(last, line, found[last.page], found[line.page])


def _parts(sheet: Sheet, found: Measure, *, first: bool) -> Iterator[Part]:
    """The lines of a page, its tables and columns, in reading order: each stands where its first line stood."""
    holders = {line: grid for grid in reversed(sheet.grids) for line in sheet.lines if grid.holds(line)}
    columns = _columns(sheet, [line for line in sheet.lines if line not in holders], found, first=first)
    takers = {piece: column for column in columns for piece in column.sources}
    if not holders and not takers:
        yield from sheet.lines
        return
    shown: set[Part] = set()
    for line in _raised(sheet.lines, takers):
        for piece in _whole(line, takers):
            part = holders.get(line) or takers.get(piece) or piece
            if part not in shown or part is piece:
                yield part
            shown.add(part)


def _raised(lines: Sequence[Line], takers: Mapping[Line, Columns]) -> Sequence[Line]:
    """The lines with a letterhead above what stands below it: text boxes are drawn after the text of their page."""
    if all(columns.signed for columns in takers.values()):
        return lines
    head = [line for line in lines if any(not takers[p].signed for p in _whole(line, takers) if p in takers)]
    lowest = max(line.base for line in head)
    place = next((place for place, line in enumerate(lines) if line.base > lowest), len(lines))
    if place > lines.index(head[0]):
        return lines
    rest = [line for line in lines if line not in head]
    return [*rest[:place], *head, *rest[place:]]


def _whole(line: Line, takers: Mapping[Line, Columns]) -> tuple[Line, ...]:
    """A line as it is, or its pieces when columns took one of them."""
    halves = pieces([line])
    return halves if any(piece in takers for piece in halves) else (line,)


def _columns(sheet: Sheet, free: Sequence[Line], found: Measure, *, first: bool) -> list[Columns]:
    parts = pieces(free)
    foot = signatures(parts)
    rest = [piece for piece in parts if foot is None or piece not in foot.sources]
    head = letterhead(rest, sheet.height, (found.left + found.right) / 2) if first else None
    return [columns for columns in (head, foot) if columns is not None]


def _table(part: Grid | Columns, number: int, page: int | None) -> Block:
    rows = part.rows if isinstance(part, Grid) else (part.cells,)
    return Block(kind=BlockKind.TABLE, text=table_text(rows), page=page, paragraph=number, rows=rows)


def _paragraph(lines: Sequence[Line], number: int, found: Measure) -> Block:
    text, starts = laid(lines)
    label = label_of(text)
    kind = BlockKind.LIST_ITEM if label is not None and label.bullet else BlockKind.PARAGRAPH
    return Block(
        kind=kind,
        text=text,
        style=_style(lines, found),
        page=lines[0].page,
        paragraph=number,
        sure=_sure(lines),
        doubts=tuple(
            doubt for line, start in zip(lines, starts, strict=True) for doubt in moved(line.doubts, start)
        ),
    )


def _style(lines: Sequence[Line], found: Measure) -> Style:
    letters = sum(len(line.text) for line in lines)
    bold = sum(line.bold_letters for line in lines) / letters
    slanted = sum(len(line.text) * (line.italic[0] + line.italic[1]) / 2 for line in lines) / letters
    return Style(
        bold=round(bold, 3),
        bold_prefix=_bold_prefix(lines),
        italic=round(slanted, 3),
        size=max(line.size for line in lines),
        centred=all(map(found.symmetric, lines)) and any(map(found.centred, lines)),
        indent=round(max(0.0, lines[0].x0 - found.left), 1),
    )


def _sure(lines: Sequence[Line]) -> float:
    letters = sum(len(line.text) for line in lines)
    return round(sum(line.sure * len(line.text) for line in lines) / letters, 3)


def _bold_prefix(lines: Sequence[Line]) -> int:
    """How many leading characters of the joined text are bold when not all are, else 0."""
    leading: list[Line] = []
    for line in lines:
        if not line.all_bold:
            inside = line.prefix if line.bold[0] else 0
            before = len(joined([*leading, line])) - len(line.text)
            return before + inside if inside else len(joined(leading))
        leading.append(line)
    return 0
