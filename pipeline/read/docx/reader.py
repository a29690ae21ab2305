"""A .docx file as a Document: what a reader of its pages sees, in order. The one door to python-docx.

python-docx opens the package; the text comes from our own walk, since its paragraphs and tables leave out insertions,
content controls, text boxes and automatic numbers. Never runs a macro, follows a link or writes anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple, cast
from zipfile import ZipFile

from docx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TARGET_MODE, RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.package import Unmarshaller
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package as LibraryPackage
from docx.parts.document import DocumentPart
from lxml.etree import _Element as Element

from pipeline.errors import UnreadableError
from pipeline.model.document import Block, Document
from pipeline.read.docx import names as w
from pipeline.read.docx.cut import needed_styles
from pipeline.read.docx.layout import MARGINS, first_header, last_section, layouts
from pipeline.read.docx.numbering import Numbering
from pipeline.read.docx.package import BROKEN, Package, open_plainly, open_safely, parse_part
from pipeline.read.docx.pages import PageCounter, Paging, claimed_pages, settle
from pipeline.read.docx.styles import Styles
from pipeline.read.docx.table import Draft
from pipeline.read.docx.walk import Walk
from pipeline.text.legacy import legacy_of

READER = "docx"
_FURNITURE = ("header", "footer", "footnotes", "endnotes")
_NEEDED = frozenset(("styles", "numbering", *_FURNITURE))

_OVERRIDE, _DEFAULT = (
    f"{{{NAMESPACE.OPC_CONTENT_TYPES}}}Override",
    f"{{{NAMESPACE.OPC_CONTENT_TYPES}}}Default",
)
_RELATIONSHIP = f"{{{NAMESPACE.OPC_RELATIONSHIPS}}}Relationship"


def read_docx(data: bytes) -> Document:
    """Read a .docx, .docm, .dotx or strict OOXML file.

    UnreadableError: `empty` (no bytes), `password` (encrypted), `unsupported` (an old .doc), `corrupt` (truncated, no
    zip, broken XML, entities), `too_large` (past a limit). A file without text gives a Document without blocks.
    """
    with open_safely(data) as archive:
        package = _open(archive)
    try:
        return _document(package)
    except RecursionError as error:
        raise UnreadableError("corrupt", "parts are nested too deep") from error


def _open(archive: ZipFile) -> Package:
    try:
        package = _open_with_library(archive)
    except (*BROKEN, OpcError, RecursionError) as error:
        package = open_plainly(archive, str(error))
    if package.main.find(w.BODY) is None:
        package = open_plainly(archive, "no body under the usual name")
    if package.main.find(w.BODY) is None:
        raise UnreadableError("corrupt", "the main part has no body")
    return package


class _Link(NamedTuple):
    """A relationship as python-docx wants it; the name of the part it leads to is None outside the package."""

    reltype: str
    target_ref: str
    rId: str  # noqa: N815 - python-docx's name for it
    target_partname: PackURI | None

    @property
    def is_external(self) -> bool:
        """Whether it leads out of the package; nothing follows it."""
        return self.target_partname is None


class _Members:
    """What python-docx makes a package of: names, types and links at once, bytes when a part is asked for.

    Its own reader unpacks every part, pictures among them, and makes an object of a class of its own of each element.
    """

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        types = parse_part(archive.read(CONTENT_TYPES_URI.membername))
        self._types = {
            str(of.attrib["PartName"]).lower(): of.get("ContentType") for of in types.iterchildren(_OVERRIDE)
        }
        self._defaults = {
            str(of.attrib["Extension"]).lower(): of.get("ContentType") for of in types.iterchildren(_DEFAULT)
        }
        self._found: dict[PackURI, list[_Link]] = {}

    def iter_sparts(self) -> Iterator[tuple[PackURI, str, str, Callable[[], bytes]]]:
        """Every part that the package and its main part lead to: name, content type, relationship, bytes still packed.

        KeyError for a part without a member or a content type.
        """
        self._found = {PACKAGE_URI: self._links(PACKAGE_URI)}
        left, seen = [*self._found[PACKAGE_URI]], set[PackURI]()
        for link in left:
            name = link.target_partname
            if name is None or name in seen:
                continue
            seen.add(name)
            if link.reltype == RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
                self._found[name] = self._links(name)
                left += self._found[name]
            packed = partial(self._archive.read, self._archive.getinfo(name.membername))
            yield name, self._type(name), link.reltype, packed

    def iter_srels(self) -> Iterator[tuple[PackURI, _Link]]:
        """Every relationship of those two with the part it leads from; after `iter_sparts`."""
        for source, links in self._found.items():
            for link in links:
                yield source, link

    def _type(self, name: PackURI) -> str:
        found = self._types.get(name.lower()) or self._defaults.get(name.ext.lower())
        if found is None:
            raise KeyError(f"no content type for partname '{name}' in [Content_Types].xml")
        return found

    def _links(self, source: PackURI) -> list[_Link]:
        name = source.rels_uri.membername
        if name not in self._archive.NameToInfo:
            return []
        root, folder = parse_part(self._archive.read(name)), source.baseURI
        return [_link(folder, link) for link in root.iterchildren(_RELATIONSHIP)]


def _link(folder: str, link: Element) -> _Link:
    target = str(link.attrib["Target"])
    inside = link.get("TargetMode") != RELATIONSHIP_TARGET_MODE.EXTERNAL
    part = _name(folder, target) if inside else None
    return _Link(link.get("Type", ""), target, link.get("Id", ""), part)


@lru_cache(maxsize=256)  # parts are called alike in all files: a twentieth of the time of opening one
def _name(folder: str, target: str) -> PackURI:
    return PackURI.from_rel_ref(folder, target)


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
        root = parse_part(cast(Callable[[], bytes], blob)())
        return cls(partname, content_type, cast(BaseOxmlElement, root), package)


class _Whole(LibraryPackage):
    """python-docx's package, without comparing all its pictures with each other."""

    def after_unmarshal(self) -> None:
        """Nothing: the pictures stay packed."""


def _part(name: PackURI, kind: str, _link: str, blob: Callable[[], bytes], package: LibraryPackage) -> Part:
    """python-docx with its parser for the main part alone."""
    of = _Main if kind == CONTENT_TYPE.WML_DOCUMENT_MAIN else Part
    return of.load(name, kind, cast(bytes, blob), package)


def _open_with_library(archive: ZipFile) -> Package:
    package = _Whole()
    Unmarshaller.unmarshal(_Members(archive), package, _part)  # type: ignore[no-untyped-call]  # it has no types
    part = package.main_document_part
    if not isinstance(part, _Main):
        raise ValueError(f"its main part is of the type {part.content_type!r}")  # noqa: TRY004 - as python-docx
    try:
        return _package(part)
    finally:  # parts and package hold each other: parted, they go at once, not with a slow search for such rings
        package.rels.clear()
        package.rels.related_parts.clear()


def _package(part: DocumentPart) -> Package:
    related: dict[str, list[Element]] = {}
    roots: dict[Part, Element] = {}  # a part is unpacked once, however many relationships lead to it
    margins: dict[str, Element] = {}
    pictures = 0
    for id_, link in part.rels.items():
        kind = link.reltype.rpartition("/")[2]
        pictures += kind == "image"
        if kind not in _NEEDED or link.is_external:
            continue
        if link.target_part not in roots:
            roots[link.target_part] = _root(link.target_part)
            related.setdefault(kind, []).append(roots[link.target_part])
        if kind in MARGINS:
            margins[id_] = roots[link.target_part]
    properties = None
    for link in part.package.rels.values():
        if link.reltype.endswith("/extended-properties") and not link.is_external and properties is None:
            properties = _root(link.target_part)
    return Package(
        main=part.element,
        related={kind: tuple(parts) for kind, parts in related.items()},
        properties=properties,
        pictures=pictures,
        margins=margins,
    )


def _root(part: Part) -> Element:
    """The root of a part that python-docx left packed."""
    blob = cast(Callable[[], bytes], part.blob)()
    return parse_part(needed_styles(blob) if part.content_type == CONTENT_TYPE.WML_STYLES else blob)


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
    sections = (*walk.sections, *last_section(body))
    above = first_header(next(iter(sections), None), package.margins)
    header = () if above is None else _walk(package, styles, PageCounter()).story(above)
    return Document(
        reader=READER,
        blocks=tuple(_block(draft, place, paging) for place, draft in enumerate(drafts, 1)),
        pages=paging.pages,
        furniture=tuple(_furniture(package, styles)),
        first_header=tuple(_block(draft, place, paging) for place, draft in enumerate(header, 1)),
        layout=layouts(sections, package.margins, styles),
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
        looks=(draft.pieces,) if draft.pieces else draft.looks,
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
