"""A .docx as a package: what it is by its bytes, whether it is safe to open, and its parts by kind.

Nothing here follows a link to the network, runs a macro, expands an entity or trusts a size that a reader of the
archive does not enforce. This is also the way in for files that python-docx will not open (macro-enabled, template,
strict, with a dangling relationship): only the main part is needed.
"""

from __future__ import annotations

import io
import posixpath
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.errors import UnreadableError
from pipeline.read.docx.names import NAMESPACE, STRICT_NAMESPACE

MAX_MEMBERS = 5_000  # python-docx compares pictures pairwise; no report of ours had more than 100 members
MAX_UNPACKED = 200_000_000  # bytes over all members, as declared; zipfile never reads a member beyond that
MAX_XML_PART = 30_000_000  # a tree takes some 20 times its text: 600 MB, under the reader's 1 GiB
MAX_RATIO = 200  # unpacked / packed of one member; honest XML reaches about 50
RATIO_FROM = 1_000_000  # bytes from which the ratio is looked at: small parts of spaces are harmless

MAX_REASON = 200  # characters of a library's complaint
_STRICT = STRICT_NAMESPACE.encode()
_MACROS = "the file has macros; they were not run"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORD = "WordDocument".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_XML_SUFFIXES = (".xml", ".rels")
_MAIN_TYPES = ("document.main+xml", "template.main+xml", "document.macroenabled.main+xml",
               "template.macroenabledtemplate.main+xml")  # fmt: skip
_CONVENTION = {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "footnotes.xml",
               "endnotes": "endnotes.xml"}  # fmt: skip
BROKEN = (  # what the zip and XML libraries raise on damaged input
    BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError, IndexError, RuntimeError,
    NotImplementedError, OSError, etree.LxmlError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parts that matter: the main part's root, the parts it relates to by kind (`styles`, `header`, …).

    `margins` are its headers and footers by the id that a section names, None where ids were not read.
    """

    main: Element
    related: Mapping[str, tuple[Element, ...]] = field(default_factory=dict)
    properties: Element | None = None
    pictures: int = 0
    remarks: tuple[str, ...] = ()
    margins: Mapping[str, Element] | None = None

    def one(self, kind: str) -> Element | None:
        """The first part of a kind."""
        found = self.related.get(kind, ())
        return found[0] if found else None


def open_safely(data: bytes) -> ZipFile:
    """The archive, for the caller to close.

    Refuses what is no .docx or not safe to open: UnreadableError `empty`, `password`, `corrupt`, `too_large`.
    """
    if not data:
        raise UnreadableError("empty", "the file has no bytes")
    if data.startswith(_OLE):
        _refuse_ole(data)
    try:
        archive = ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableError("corrupt", f"not a complete zip archive: {error}") from error
    _check_members(archive.infolist())
    return archive


def _refuse_ole(data: bytes) -> None:
    if _OLD_WORD in data and _ENCRYPTED not in data:
        raise UnreadableError("unsupported", "an old Word file (.doc) under the name of a .docx")
    raise UnreadableError("password", "the file is encrypted")


def _check_members(members: list[ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise UnreadableError("too_large", f"{len(members)} members, {MAX_MEMBERS} allowed")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadableError("too_large", f"more than {MAX_UNPACKED} bytes unpacked")
    for member in members:
        _check_member(member)


def _check_member(member: ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableError("password", "the archive's members are encrypted")
    if member.file_size > MAX_XML_PART and member.filename.lower().endswith(_XML_SUFFIXES):
        raise UnreadableError("too_large", f"an XML part of {member.file_size} bytes")
    if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * member.compress_size:
        raise UnreadableError("too_large", f"a member unpacks to more than {MAX_RATIO} times its size")


def parse_part(blob: bytes) -> Element:
    """The root of an XML part, strict names turned into the usual ones; UnreadableError `corrupt` for a DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if _STRICT in blob:
        blob = blob.replace(_STRICT, NAMESPACE.encode())
    root = etree.fromstring(blob, parser)
    return refuse_dtd(root)


def refuse_dtd(root: Element) -> Element:
    """The root itself; UnreadableError `corrupt` when its part declares a document type (entities)."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("corrupt", "an XML part declares entities")
    return root


def open_plainly(archive: ZipFile, reason: str) -> Package:
    """The package by its relationships and content types alone, `reason` being why the usual way failed.

    UnreadableError `corrupt` without a readable main part.
    """
    try:
        return _Plain(archive).package(f"opened by its relationships alone: {reason[:MAX_REASON]}")
    except (*BROKEN, RecursionError) as error:
        raise UnreadableError("corrupt", f"no readable main part: {error}") from error


class _Plain:
    """Reads parts one by one, by names without regard to case, as Word does."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}

    def package(self, remark: str) -> Package:
        root_links = self._links("")
        main = self._main_name(root_links)
        links = self._links(main)
        related: dict[str, list[Element]] = {}
        for kind, target in links:
            self._keep(related, kind, target)
        for kind, name in _CONVENTION.items():
            if kind not in related:
                self._keep(related, kind, posixpath.join(posixpath.dirname(main), name))
        properties: dict[str, list[Element]] = {}
        for kind, target in root_links:
            self._keep(properties, kind, target)
        return Package(
            main=self._part(main),
            related={kind: tuple(parts) for kind, parts in related.items()},
            properties=next(iter(properties.get("extended-properties", ())), None),
            pictures=sum(kind == "image" for kind, _ in links),
            remarks=(remark, *(_MACROS for kind, _ in links if kind == "vbaProject")),
        )

    def _keep(self, into: dict[str, list[Element]], kind: str, target: str) -> None:
        """A part that is not the main one may be missing or broken: the text is worth more."""
        if target not in self._names or not target.endswith(_XML_SUFFIXES):
            return
        try:
            into.setdefault(kind, []).append(self._part(target))
        except BROKEN:
            return

    def _part(self, name: str) -> Element:
        return parse_part(self._archive.read(self._names[name]))

    def _main_name(self, links: list[tuple[str, str]]) -> str:
        for kind, target in links:
            if kind == "officeDocument" and target in self._names:
                return target
        for override in self._part("[content_types].xml"):
            name = override.get("PartName", "").lstrip("/").lower()
            if override.get("ContentType", "").lower().endswith(_MAIN_TYPES) and name in self._names:
                return name
        return "word/document.xml"

    def _links(self, source: str) -> list[tuple[str, str]]:
        """(kind, target) of a part's relationships inside the package; none when they cannot be read."""
        folder, name = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        try:
            root = self._part(rels)
        except BROKEN:
            return []
        inside = (link for link in root if link.get("TargetMode") != "External" and link.get("Target"))
        return [
            (link.get("Type", "").rpartition("/")[2], _target(folder, link.get("Target", "")))
            for link in inside
        ]


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
