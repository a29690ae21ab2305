"""What a file is, from its bytes alone. Names and declared types never count here; nothing is unpacked."""

from __future__ import annotations

import re

from pipeline.parse import ole, zipkind

EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
HTML = "text/html"
XML = "application/xml"
WORDML = (
    "application/x-wordml"  # Word's single-file XML (2003, and the flat package of 2007); no registered name
)
MAIL = "message/rfc822"
MHTML = "multipart/related"  # a page with its pictures in one file, as browsers and Word save it
ZIP = zipkind.ZIP
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
MSG = "application/vnd.ms-outlook"
ENCRYPTED_OOXML = "application/x-encrypted-ooxml"
OLE = "application/x-ole-storage"
PDF = "application/pdf"
PKCS7 = "application/pkcs7-mime"
TNEF = "application/vnd.ms-tnef"
RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"
TAR = "application/x-tar"
PROGRAM = "application/vnd.microsoft.portable-executable"

_EXTENSIONS = {
    EMPTY: "bin", UNKNOWN: "bin", TEXT: "txt", HTML: "html", XML: "xml", WORDML: "xml", MAIL: "eml", MHTML: "mht",
    ZIP: "zip", DOC: "doc", XLS: "xls", PPT: "ppt", MSG: "msg", ENCRYPTED_OOXML: "docx", OLE: "ole", PDF: "pdf",
    PKCS7: "p7m", "application/rtf": "rtf", RAR: "rar", SEVEN_ZIP: "7z", TAR: "tar",
    "application/gzip": "gz", "application/x-bzip2": "bz2", "application/x-xz": "xz", "image/jpeg": "jpg",
    "image/png": "png", "image/gif": "gif", "image/tiff": "tif", "image/heic": "heic", "image/bmp": "bmp",
    "image/webp": "webp", TNEF: "dat", PROGRAM: "exe",
}  # fmt: skip

_MAGIC = (
    (b"{\\rt", "application/rtf"),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"-----BEGIN PKCS7", PKCS7),
    (b"-----BEGIN CMS", PKCS7),
    (b"\xdb\xa5-\0", DOC),  # Word 2 for Windows
    (b"MZ", PROGRAM),
)
_HEIC = re.compile(rb"\A....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL)
_WEBP = re.compile(rb"\ARIFF....WEBP", re.DOTALL)
_BMP = re.compile(rb"\ABM.{4}\0\0\0\0.{3}\0", re.DOTALL)
_SIGNED_DATA = (
    b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"  # the object identifier that opens every PKCS #7 value
)
_TAR_MARK = slice(257, 262)  # a tar file's first header names its format here
_PDF_WITHIN = 1024  # readers accept a header this far in (PDF 1.7, implementation note 13)

# Order matters: a protected workbook also has the streams of its disguise.
_OLE_KINDS = (
    ("EncryptedPackage", ENCRYPTED_OOXML),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("__properties_version1.0", MSG),
)

_TEXT_SAMPLE = 64 * 1024  # bytes looked at to tell text from binary
_GAP = 64  # blanks skipped between two comments
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|table|div|p|span|style)\b", re.IGNORECASE
)
_WORDML = re.compile(r"progid=\"Word\.Document\"|<w:wordDocument\b|<pkg:package\b")
_HEADER = re.compile(r"^([!-9;-~]{1,60}):", re.MULTILINE)
_MAIL_HEADERS = frozenset(
    ("from", "to", "subject", "date", "received", "message-id", "return-path", "delivered-to", "mime-version")
)
_DELIVERED = frozenset(("to", "received", "message-id", "return-path", "delivered-to"))
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def media_type(data: bytes) -> str:
    """The media type that the bytes speak of; `application/x-empty` for none, octet-stream when they say nothing."""
    if not data:
        return EMPTY
    return _by_magic(data) or _by_text(data[:_TEXT_SAMPLE]) or UNKNOWN


def extension(media_type: str) -> str:
    """The usual file name ending of a media type, without the dot; `bin` when there is none."""
    return zipkind.EXTENSIONS.get(media_type) or _EXTENSIONS.get(media_type, "bin")


def _by_magic(data: bytes) -> str:
    if data.startswith(zipkind.SIGNATURES):
        return zipkind.kind(data)
    if data.startswith(ole.SIGNATURE):
        return _ole(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[_TAR_MARK] == b"ustar":  # before PDF: the file in it begins within a PDF header's reach
        return TAR
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    return _by_shape(data)


def _by_shape(data: bytes) -> str:
    for shape, kind in ((_HEIC, "image/heic"), (_WEBP, "image/webp"), (_BMP, "image/bmp")):
        if shape.match(data):
            return kind
    return PKCS7 if data[:1] == b"0" and _SIGNED_DATA in data[:32] else ""


def _ole(data: bytes) -> str:
    wanted = tuple(name for name, _ in _OLE_KINDS)
    names = ole.top_names(data) or ole.any_names(data, wanted)
    return next((kind for name, kind in _OLE_KINDS if name in names), OLE)


def _by_text(sample: bytes) -> str:
    text = _decoded(sample)
    if text is None:
        return ""
    opening = _after_comments(text)
    if opening.startswith(("<?xml", "<pkg:package")):
        return _xml(opening)
    if _MARKUP.match(opening):
        return HTML
    return _mail(text) or TEXT


def _after_comments(text: str) -> str:
    """What follows blanks and comments; done by hand, since a pattern for it would backtrack without end."""
    start = len(text) - len(text.lstrip())
    while text.startswith("<!--", start):
        end = text.find("-->", start)
        if end < 0:
            return text[start:]
        start = end + 3
        start += len(text[start : start + _GAP]) - len(text[start : start + _GAP].lstrip())
    return text[start:]


def _decoded(sample: bytes) -> str | None:
    """The sample as text, None when it is binary. Latin-1 stands for any 8-bit charset: only ASCII is looked at."""
    for bom, charset in _BOMS:
        if sample.startswith(bom):
            return sample.decode(charset, "replace")
    if sample[1::2].count(0) > len(sample) // 3 and not sample[::2].count(0):
        return sample.decode("utf-16-le", "replace")
    return None if _CONTROLS.search(sample) else sample.decode("latin-1")


def _xml(text: str) -> str:
    head = text[:4096]
    if _WORDML.search(head):
        return WORDML
    return HTML if "<html" in head.lower() else XML


def _mail(text: str) -> str:
    """Whether the text opens with the headers of a mail or of a saved page."""
    block, blank, _ = text.lstrip("\r\n").replace("\r\n", "\n").partition("\n\n")
    names = {found.lower() for found in _HEADER.findall(block)}
    if not blank or not _HEADER.match(block) or len(names & _MAIL_HEADERS) < 2:  # noqa: PLR2004 - one proves nothing
        return ""
    related = "multipart/related" in block.lower()
    return MHTML if related and not names & _DELIVERED else MAIL
