"""A .docx file as a Document: what a reader of its pages sees, in order. The one door to python-docx.

python-docx opens the package; the text comes from our own walk, since its paragraphs and tables leave out insertions,
content controls, text boxes and automatic numbers. Never runs a macro, follows a link or writes anything.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, cast
from zipfile import ZipFile

import docx
from docx.opc import pkgreader
from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.packuri import CONTENT_TYPES_URI, PackURI
from docx.opc.part import Part, PartFactory
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package as LibraryPackage
from docx.parts.document import DocumentPart
from lxml.etree import _Element as Element

from pipeline.errors import UnreadableError
from pipeline.model.document import Block, Document
from pipeline.read import docx_names as w
from pipeline.read.docx_numbering import Numbering
from pipeline.read.docx_package import BROKEN, Package, check_bytes, open_plainly, parse_part
from pipeline.read.docx_pages import PageCounter, Paging, claimed_pages, settle
from pipeline.read.docx_styles import Styles
from pipeline.read.docx_table import Draft
from pipeline.read.docx_walk import Walk
from pipeline.text.legacy import legacy_of

READER = "docx"
_FURNITURE = ("header", "footer", "footnotes", "endnotes")
_NEEDED = frozenset(("styles", "numbering", *_FURNITURE))

# python-docx unpacks every part of a file and parses most. Its own template's styles.xml has 350 kB, mostly table styles,
# which we do not resolve, and a second copy as large: read as they are asked for, such files open in a third of the time.
_STYLE, _STYLE_END, _OF_TABLES = b"<w:style ", b"</w:style>", b'w:type="table"'


def read_docx(data: bytes) -> Document:
    """Read a .docx, .docm, .dotx or strict OOXML file.

    UnreadableError: `empty` (no bytes), `password` (encrypted), `unsupported` (an old .doc), `corrupt` (truncated, no
    zip, broken XML, entities), `too_large` (past a limit). A file without text gives a Document without blocks.
    """
    check_bytes(data)
    package = _open(data)
    try:
        return _document(package)
    except RecursionError as error:
        raise UnreadableError("corrupt", "parts are nested too deep") from error


def _open(data: bytes) -> Package:
    try:
        package = _open_with_library(data)
    except (*BROKEN, OpcError, RecursionError) as error:
        package = open_plainly(data, str(error))
    if package.main.find(w.BODY) is None:
        package = open_plainly(data, "no body under the usual name")
    if package.main.find(w.BODY) is None:
        raise UnreadableError("corrupt", "the main part has no body")
    return package


class _Members:
    """What python-docx reads a package through: names at once, bytes when a part is asked for. Pictures never are."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._related = {name for name in archive.NameToInfo if name.endswith(".rels")}
        self._ends = {name.rpartition("/")[2] for name in self._related}

    @property
    def content_types_xml(self) -> bytes:
        """The list of content types; KeyError without one."""
        return self._archive.read(CONTENT_TYPES_URI.membername)

    def rels_xml_for(self, source: PackURI) -> bytes | None:
        """A part's relationships, None when it has none."""
        if f"{source.rpartition('/')[2]}.rels" not in self._ends:  # most have none: twice as fast as asking
            return None
        name = source.rels_uri.membername
        return self._archive.read(name) if name in self._related else None

    def blob_for(self, part: PackURI) -> Callable[[], bytes]:
        """A part's bytes, still packed; KeyError when there is no such member."""
        return partial(self._archive.read, self._archive.getinfo(part.membername))

    def close(self) -> None:
        """Nothing: the archive belongs to the caller, who still unpacks parts from it."""


class _Main(DocumentPart):
    """The main part over plain lxml: a class of python-docx's for each element would double the time of the walk."""

    @classmethod
    def load(
        cls,
        partname: PackURI,
        content_type: str,
        blob: bytes | Callable[[], bytes],
        package: LibraryPackage,
    ) -> _Main:
        """The part with its tree."""
        root = parse_part(blob if isinstance(blob, bytes) else blob())
        return cls(partname, content_type, cast(BaseOxmlElement, root), package)


@contextmanager
def _lean() -> Iterator[None]:
    """python-docx with its parser for the main part alone; put back afterwards, for it also writes files elsewhere."""
    known, names = PartFactory.part_type_for, vars(pkgreader)
    reader = names["PhysPkgReader"]
    PartFactory.part_type_for = {CONTENT_TYPE.WML_DOCUMENT_MAIN: _Main}
    names["PhysPkgReader"] = _Members
    try:
        yield
    finally:
        PartFactory.part_type_for, names["PhysPkgReader"] = known, reader


def _open_with_library(data: bytes) -> Package:
    with ZipFile(io.BytesIO(data)) as archive:
        with _lean():
            part = docx.Document(cast(IO[bytes], archive)).part  # it is handed to _Members as it is
        return _package(part)


def _package(part: DocumentPart) -> Package:
    related: dict[str, list[Element]] = {}
    seen: set[Part] = set()  # a part is unpacked once, however many relationships lead to it
    pictures = 0
    for link in part.rels.values():
        kind = link.reltype.rpartition("/")[2]
        pictures += kind == "image"
        if kind in _NEEDED and not link.is_external and link.target_part not in seen:
            seen.add(link.target_part)
            related.setdefault(kind, []).append(_root(link.target_part))
    properties = None
    for link in part.package.rels.values():
        if link.reltype.endswith("/extended-properties") and not link.is_external and properties is None:
            properties = _root(link.target_part)
    return Package(
        main=part.element,
        related={kind: tuple(parts) for kind, parts in related.items()},
        properties=properties,
        pictures=pictures,
    )


def _root(part: Part) -> Element:
    """The root of a part that python-docx left packed."""
    blob = cast(Callable[[], bytes], part.blob)()
    return parse_part(_without_table_styles(blob) if part.content_type == CONTENT_TYPE.WML_STYLES else blob)


def _without_table_styles(blob: bytes) -> bytes:
    """A styles part with its table styles cut out, as bytes: much faster than parsing them."""
    *styles, rest = blob.split(_STYLE_END)
    kept = []
    for style in styles:
        start = style.find(_STYLE)
        opening = style[start : style.find(b">", start)] if start >= 0 else b""
        kept.append(style[:start] if _OF_TABLES in opening else style + _STYLE_END)
    return b"".join((*kept, rest))


def _document(package: Package) -> Document:
    styles = Styles(package.one("styles"))
    body = package.main.find(w.BODY)
    pages = PageCounter(body)
    walk = _walk(package, styles, pages)
    drafts = walk.story(package.main if body is None else body)
    characters: Counter[int] = Counter()
    for draft in drafts:
        characters[draft.page] += len(draft.text)
    paging = settle(pages, claimed_pages(package.properties, characters.total()), characters)
    return Document(
        reader=READER,
        blocks=tuple(_block(draft, place, paging) for place, draft in enumerate(drafts, 1)),
        pages=paging.pages,
        furniture=tuple(_furniture(package, styles)),
        remarks=(*package.remarks, *_remarks(walk, package, empty=not drafts)),
    )


def _walk(package: Package, styles: Styles, pages: PageCounter) -> Walk:
    return Walk(styles, Numbering(package.one("numbering"), styles), pages)


def _block(draft: Draft, place: int, paging: Paging) -> Block:
    return Block(
        kind=draft.kind,
        text=draft.text,
        label=draft.label,
        style=draft.style,
        page=draft.page if paging.known else None,
        paragraph=place,
        rows=draft.rows,
    )


def _furniture(package: Package, styles: Styles) -> Iterable[str]:
    """Headers, footers and notes, each text once."""
    roots = [root for kind in _FURNITURE for root in package.related.get(kind, ())]
    drafts = (draft for root in roots for draft in _walk(package, styles, PageCounter()).story(root))
    return dict.fromkeys(draft.shown for draft in drafts)


def _remarks(walk: Walk, package: Package, *, empty: bool) -> Iterable[str]:
    if walk.lines.revised:
        yield "tracked changes: read as if all were accepted"
    if walk.chunks:
        yield f"{walk.chunks} embedded documents (altChunk) not read"
    legacy = sorted(font for font in walk.lines.fonts if legacy_of(font))
    if legacy:
        yield f"text in fonts of an old Vietnamese code, decoded: {', '.join(legacy)}"
    if walk.lines.recognised:
        yield "text in an old Vietnamese code, known by its words, decoded"
    if empty and package.pictures:
        yield f"no text, but {package.pictures} pictures"
