"""What a reader made of a file: an ordered tuple of blocks, each with its place and the evidence of its style."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is by its form, not by its meaning."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a paragraph is set; lengths are in points.

    `first_line` is against its other lines, None where a tab or blanks move it; `before` and `after` are its gaps. `line` is from line to line where it is a length, `multiple` of a single line where it is none; both None: a single line.
    """

    justified: bool = False
    first_line: float | None = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float | None = None
    multiple: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Evidence of how a block looks. `bold`, `italic` and `underlined` are shares of its letters, 0 to 1.

    `bold_prefix` is how many leading characters of the text are bold when the weight changes inside (a run-in
    heading), else 0. `size` is in points, None when unknown. `level` is the outline level of a heading style or
    paragraph property, 1 = highest. `indent` is in points from the text margin. `font` and `colour` (`FF0000`) are those
    of most letters, empty when unknown; black is no colour. `setting` is None where the format does not say.
    """

    name: str = ""
    bold: float = 0.0
    bold_prefix: int = 0
    italic: float = 0.0
    size: float | None = None
    level: int | None = None
    centred: bool = False
    indent: float = 0.0
    underlined: float = 0.0
    font: str = ""
    colour: str = ""
    setting: Setting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A word of a text that its reader is not sure of: from letter `at` to before `end`, `sure` from 0 to 1.

    Where both are one place, ink stands before that letter in which no word was seen.
    """

    at: int
    end: int
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table.

    `text` is what a reader of the page sees without the automatic number, in NFC; for a table the cells, row by row.
    `label` is the number or bullet that the word processor made (`1.1.`, `-`), empty when it was typed or absent.
    `page` and `paragraph` count from 1; `page` is None when the format does not say. `rows` are a table's cells;
    paragraphs in a cell are separated by a line feed. `sure` is how sure the reader is of the letters, 0 to 1: 1 where
    they were typed, the mean word confidence where they were recognised in a picture. `looks` are the styles of the cells' lines, as
    `rows`, of a table small enough to be a letterhead; of a paragraph that tabs and breaks part, in one row, those of each
    line's pieces that have words; else empty. `doubts` are the doubtful words of a recognised `text`,
    in its order; of tables they are not kept.
    """

    kind: BlockKind
    text: str
    label: str = ""
    style: Style = Style()
    page: int | None = None
    paragraph: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    sure: float = 1.0
    looks: tuple[tuple[tuple[Style, ...], ...], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def shown(self) -> str:
        """The text as it stands on the page, with its automatic label."""
        return f"{self.label} {self.text}" if self.label else self.text


# Of a recognised page's letter-sized ink. Pages read well have 0-0.2 % in no word, 2.4 % at worst; pages that lost
# lines 2.7-17 %.
MOST_UNCOVERED = 0.015


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """How a page was read by OCR.

    `confidence` is the mean of its words', 0 to 1; `uncovered` the share of its letter-sized ink that lies in no word
    found, 0 to 1: lines that OCR lost without a word. `turned` is by how many degrees the page was turned clockwise
    to stand upright.
    """

    page: int
    confidence: float
    uncovered: float
    turned: int = 0

    @property
    def lost_lines(self) -> bool:
        """Whether so much ink is in no word that a line may have been lost."""
        return self.uncovered > MOST_UNCOVERED


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumbers:
    """Where pages bear their number: in the `top` or the `bottom` margin, nowhere when both are False.

    `centred` is None where that cannot be told; `first` says whether the first page bears it too.
    """

    top: bool = False
    bottom: bool = False
    centred: bool | None = None
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The page of a section, lengths in points. Margins are None where they are not known.

    With `measured` they are what the text leaves free, else what the file sets. `numbers` is None when it is not known.
    """

    width: float
    height: float
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    measured: bool = False
    numbers: PageNumbers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read.

    `pages` is the number of pages the file has, None when the format does not say; `unread_pages` those without
    usable text; `recognised` tells of those read by OCR. `furniture` holds headers, footers and notes apart from the body,
    `first_header` the blocks of a header that the first page alone bears, where some offices set their letterhead.
    `layout` is of its sections in order, empty when the format does not say. `remarks` are what the reader wants a reviewer
    to know, in English.
    """

    reader: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    unread_pages: tuple[int, ...] = ()
    recognised: tuple[Recognition, ...] = ()
    furniture: tuple[str, ...] = ()
    first_header: tuple[Block, ...] = ()
    layout: tuple[Layout, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def ocr_pages(self) -> tuple[int, ...]:
        """The pages read by OCR."""
        return tuple(found.page for found in self.recognised)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What stands in the place of a document that could not be read; `code` as in `UnreadableError`.

    Or `part`: the page is in the document of another picture of the same mail.
    """

    code: str
    detail: str
    reader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader needs before it can give a document: pages to be recognised in their pictures.

    They count from 1 and ascend; `of` is the file's number of pages.
    """

    pages: tuple[int, ...]
    of: int = 0


Reading = Document | Unread
Attempt = Reading | Wanted
