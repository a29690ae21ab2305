"""Which of the many formats that are zip files a zip file is. Only names and the list of types are read."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

ZIP = "application/zip"
SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = _OFFICE + "wordprocessingml.document"
XLSX = _OFFICE + "spreadsheetml.sheet"
PPTX = _OFFICE + "presentationml.presentation"
DOTX = _OFFICE + "wordprocessingml.template"
# In lower case, like all types here: they are compared as strings.
DOCM = "application/vnd.ms-word.document.macroenabled.12"
DOTM = "application/vnd.ms-word.template.macroenabled.12"
ODT = "application/vnd.oasis.opendocument.text"

EXTENSIONS = {
    DOCX: "docx", DOTX: "dotx", DOCM: "docm", DOTM: "dotm", XLSX: "xlsx", PPTX: "pptx", ODT: "odt",
    ODT + "-template": "ott", "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp", "application/epub+zip": "epub",
}  # fmt: skip

_FOLDERS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_MAIN_TYPES = (
    (b"ms-word.document.macroEnabled.main+xml", DOCM),
    (b"ms-word.template.macroEnabledTemplate.main+xml", DOTM),
    (b"wordprocessingml.template.main+xml", DOTX),
)
_TYPES = "[Content_Types].xml"
_PACKAGE_FIRST = (_TYPES, "_rels/", "docProps/", "word/", "xl/", "ppt/", "customXml/")
_MIMETYPE = re.compile(rb"application/[a-z0-9.+-]{1,80}")
_LOCAL = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)
_TYPES_BYTES = 1024 * 1024
# Python's reader makes an object for each record of the directory; 20 000 take 0.2 s, office files have under 500.
MAX_RECORDS = 20_000
_RECORD = b"PK\x01\x02"
# What zipfile raises for damaged or hostile bytes. RuntimeError: encrypted; NotImplementedError: unknown method.
DAMAGED = (
    zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, KeyError, IndexError, OverflowError,
    zlib.error, struct.error,
)  # fmt: skip


def kind(data: bytes) -> str:
    """The media type of a file that begins as a zip does; `application/zip` when it is no document."""
    first = _first_name(data)
    if first == "mimetype":
        return _declared(data)
    if data.count(_RECORD) <= MAX_RECORDS:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as opened:
                return _office(opened)
        except DAMAGED:
            pass  # cut off or damaged: what the first entries say is the best there is
    return _cut_off(data) if first.startswith(_PACKAGE_FIRST) else ZIP


def _first_name(data: bytes) -> str:
    found = _LOCAL.match(data)
    if not found:
        return ""
    (length,) = struct.unpack("<H", found[1])
    return data[found.end() : found.end() + length].decode("utf-8", "replace")


def _declared(data: bytes) -> str:
    """OpenDocument and EPUB store their type, uncompressed, as the first entry."""
    found = _LOCAL.match(data)
    start = found.end() + sum(struct.unpack("<2H", found[1] + found[2])) if found else 0
    named = _MIMETYPE.match(data, start)
    media = named[0].decode() if named else ""
    return media if media in EXTENSIONS else ZIP


def _office(opened: zipfile.ZipFile) -> str:
    names = opened.namelist()
    if _TYPES not in names:
        return ZIP
    found = next((media for folder, media in _FOLDERS if any(name.startswith(folder) for name in names)), ZIP)
    return _word_kind(opened) if found == DOCX else found


def _word_kind(opened: zipfile.ZipFile) -> str:
    try:
        with opened.open(_TYPES) as stream:
            types = stream.read(_TYPES_BYTES)
    except DAMAGED:
        return DOCX
    return next((media for mark, media in _MAIN_TYPES if mark in types), DOCX)


def _cut_off(data: bytes) -> str:
    for found in _LOCAL.finditer(data):
        for folder, media in _FOLDERS:
            if data.startswith(folder.encode(), found.end()):
                return media
    return DOCX  # a package by its first entry; nearly all that units send are Word files
