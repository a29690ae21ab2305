"""Word's single-file XML of 2007 (`pkg:package`) as the .docx that it spells out. No value of it is trusted."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import quoteattr

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.errors import UnreadableError
from pipeline.read.docx.package import BROKEN, MAX_MEMBERS, MAX_XML_PART, parse_part

NAME = "flat-docx"
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"


def to_docx(data: bytes) -> bytes:
    """The package as a zip archive, pictures left out. UnreadableError `corrupt` or `too_large`."""
    if len(data) > MAX_XML_PART:
        raise UnreadableError("too_large", f"{len(data)} bytes of XML")
    try:
        parts = list(parse_part(data).iterchildren(f"{_PKG}part"))
    except BROKEN as error:
        raise UnreadableError("corrupt", f"no readable XML: {error}") from error
    if len(parts) > MAX_MEMBERS:
        raise UnreadableError("too_large", f"{len(parts)} parts, {MAX_MEMBERS} allowed")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(parts))
        for part in parts:
            root = next(iter(part.iterfind(f"{_PKG}xmlData/*")), None)
            if root is not None:
                archive.writestr(_name(part).lstrip("/"), etree.tostring(root))
    return out.getvalue()


def _name(part: Element) -> str:
    return part.get(f"{_PKG}name", "")


def _content_types(parts: list[Element]) -> str:
    overrides = "".join(
        f"<Override PartName={quoteattr(_name(part))} ContentType={quoteattr(part.get(f'{_PKG}contentType', ''))}/>"
        for part in parts
    )
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
