"""Old and foreign Word formats as code: .rtf, .odt, flat ODT, Word's XML, web pages; .doc as LibreOffice saves it."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from tests.build import word

DOC_TYPE = "application/msword"
RTF_TYPE = "application/rtf"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
WORD_XML_TYPE = "application/x-wordml"
XML_TYPE = "application/xml"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMES = (
    f'xmlns:office="{_ODF}office:1.0" xmlns:text="{_ODF}text:1.0" xmlns:style="{_ODF}style:1.0" '
    f'xmlns:table="{_ODF}table:1.0" xmlns:draw="{_ODF}drawing:1.0" xmlns:svg="{_ODF}svg-compatible:1.0" '
    f'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
)


@lru_cache
def doc(docx: bytes) -> bytes:
    """A .docx as a Word 97 .doc, saved once per run of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.docx").write_bytes(docx)
        command = (
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "doc",
        )
        subprocess.run([*command, "--outdir", folder, f"{folder}/a.docx"], capture_output=True, check=True)
        return Path(folder, "a.doc").read_bytes()


def doc_head(*, flags: int = 0, magic: bytes = b"\xec\xa5", before: bytes = b"") -> bytes:
    """The bare beginning of a .doc: an OLE header and the head of its main stream with these flags."""
    head = magic + b"\xc1\0" + bytes(6) + flags.to_bytes(2, "little")
    return (_OLE + bytes(504) + before + head).ljust(2048, b"\0")


def rtf(*paragraphs: str, more: str = "") -> bytes:
    """An .rtf of these paragraphs; `more` is raw RTF after them."""
    lines = "".join(f"{_rtf_text(paragraph)}\\par\n" for paragraph in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\n{lines}{_rtf_text(more)}}}".encode("ascii")


def _rtf_text(text: str) -> str:
    units = (int.from_bytes(letter.encode("utf-16-le")[:2], "little", signed=True) for letter in text)
    return "".join(
        letter if letter.isascii() else f"\\u{unit}?" for letter, unit in zip(text, units, strict=True)
    )


def odt_body(*paragraphs: str, more: str = "") -> str:
    """The body of an OpenDocument text; a paragraph that begins with `# ` is a heading; `more` is raw XML."""
    lines = "".join(
        f'<text:h text:outline-level="1">{escape(line[2:])}</text:h>'
        if line.startswith("# ")
        else f"<text:p>{escape(line)}</text:p>"
        for line in paragraphs
    )
    return f"<office:body><office:text>{lines}{more}</office:text></office:body>"


def odt(body: str, *, locked: bool = False) -> bytes:
    """An .odt with this body; `locked` says in its manifest that a password is needed."""
    lock = '<m:encryption-data m:checksum="x"/>' if locked else ""
    manifest = (
        f'<m:manifest xmlns:m="{_ODF}manifest:1.0" m:version="1.2">'
        f'<m:file-entry m:full-path="/" m:media-type="{ODT_TYPE}"/>'
        f'<m:file-entry m:full-path="content.xml" m:media-type="text/xml">{lock}</m:file-entry></m:manifest>'
    )
    content = f"<office:document-content {_ODF_NAMES}>{body}</office:document-content>"
    return stored({"mimetype": ODT_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest})


def stored(members: dict[str, str]) -> bytes:
    """A zip archive of texts as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def flat_odt(body: str) -> bytes:
    """A single-file OpenDocument text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_ODF_NAMES} office:mimetype="{ODT_TYPE}">'
        f"{body}</office:document>"
    ).encode()


def picture(address: str) -> str:
    """A picture in an OpenDocument paragraph that lies elsewhere."""
    return (
        '<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char"><draw:image '
        f'xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
    )


def linked_section(address: str) -> str:
    """A section of an OpenDocument text that lies elsewhere."""
    return (
        f'<text:section text:name="S"><text:section-source xlink:href="{address}" xlink:type="simple"/>'
        "<text:p>phần liên kết</text:p></text:section>"
    )


def word_2003(*paragraphs: str) -> bytes:
    """Word 2003 XML."""
    lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in paragraphs)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
        f"<w:body>{lines}</w:body></w:wordDocument>"
    ).encode()


def flat_docx(docx: bytes, picture_bytes: bytes = b"") -> bytes:
    """A .docx as the single XML file that Word 2007 writes."""
    parts = ""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in archive.namelist():
            if name != "[Content_Types].xml":
                parts += _flat_part(name, archive.read(name).decode())
    if picture_bytes:
        data = b64encode(picture_bytes).decode()
        parts += (
            f'<pkg:part pkg:name="/word/media/a.png" pkg:contentType="image/png"><pkg:binaryData>{data}'
            "</pkg:binaryData></pkg:part>"
        )
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{_PKG}">{parts}</pkg:package>'.encode()


def _flat_part(name: str, xml: str) -> str:
    kind = (
        "application/vnd.openxmlformats-package.relationships+xml"
        if name.endswith(".rels")
        else word.DOCX_TYPE
    )
    return (
        f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
    )


def mhtml(page: bytes, *, charset: str = "utf-8") -> bytes:
    """A web page in one file, with the two header fields that Word writes and no other."""
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="-=_x"\r\n\r\nThis document is a Single File '
        b"Web Page.\r\n\r\n---=_x\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Type: text/html; charset="' + charset.encode() + b'"\r\n\r\n' + b64encode(page)
        + b"\r\n---=_x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n---=_x--\r\n"
    )  # fmt: skip
