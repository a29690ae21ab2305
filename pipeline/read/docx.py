"""A .docx file as a Document: what a reader of its pages sees, in order. The one door to python-docx.

python-docx opens the package; the text comes from our own walk, since its paragraphs and tables leave out insertions,
content controls, text boxes and automatic numbers. Never runs a macro, follows a link or writes anything.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import docx
from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from lxml.etree import _Element as Element

from pipeline.errors import UnreadableError
from pipeline.model.document import Block, Document
from pipeline.read import docx_names as w
from pipeline.read.docx_numbering import Numbering
from pipeline.read.docx_package import BROKEN, Package, check_bytes, open_plainly, parse_part, refuse_dtd
from pipeline.read.docx_pages import PageCounter, Paging, claimed_pages, settle
from pipeline.read.docx_styles import Styles
from pipeline.read.docx_table import Draft
from pipeline.read.docx_walk import Walk
from pipeline.text.legacy import legacy_of

READER = "docx"
_FURNITURE = ("header", "footer", "footnotes", "endnotes")
_NEEDED = frozenset(("styles", "numbering", *_FURNITURE))

# Parts that python-docx would parse at once and whole. Its own template's styles.xml has 350 kB, most of it table
# styles, which we do not resolve: left as bytes and parsed without them, such files open in half the time.
_AS_BYTES = (CONTENT_TYPE.WML_STYLES, CONTENT_TYPE.WML_NUMBERING, CONTENT_TYPE.WML_SETTINGS)
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


@contextmanager
def _lean() -> Iterator[None]:
    """python-docx without its parsers for some parts; put back afterwards, for it also writes files elsewhere."""
    known = PartFactory.part_type_for
    PartFactory.part_type_for = {kind: part for kind, part in known.items() if kind not in _AS_BYTES}
    try:
        yield
    finally:
        PartFactory.part_type_for = known


def _open_with_library(data: bytes) -> Package:
    with _lean():
        part = docx.Document(io.BytesIO(data)).part
    related: dict[str, list[Element]] = {}
    pictures = 0
    for link in part.rels.values():
        kind = link.reltype.rpartition("/")[2]
        pictures += kind == "image"
        if kind in _NEEDED and not link.is_external:
            related.setdefault(kind, []).append(_root(link.target_part))
    properties = None
    for link in part.package.rels.values():
        if link.reltype.endswith("/extended-properties") and not link.is_external:
            properties = _root(link.target_part)
    return Package(
        main=_root(part),
        related={kind: tuple(parts) for kind, parts in related.items()},
        properties=properties,
        pictures=pictures,
    )


def _root(part: object) -> Element:
    """A part's root element: python-docx has parsed the kinds it knows."""
    element = getattr(part, "element", None)
    if element is not None:
        return refuse_dtd(element)
    blob: bytes = getattr(part, "blob", b"")
    return parse_part(
        _without_table_styles(blob) if getattr(part, "content_type", "") == _AS_BYTES[0] else blob
    )


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
