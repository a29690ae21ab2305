"""Word files as code: a .docx from a list of blocks, with raw XML wherever a quirk is wanted.

A plain `str` is text and is escaped; an `Xml` is markup and goes in as it is. Same input, same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pipeline.model.document import Block, BlockKind

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_NS = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCX_TYPE = f"{_WORD_TYPE}document.main+xml"
DOTX_TYPE = f"{_WORD_TYPE}template.main+xml"
DOCM_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
_NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # every member of every archive: same bytes on every day


class Xml(str):
    """Markup, as opposed to text."""

    __slots__ = ()


Content = str | Xml


def run(text: Content, properties: str = "") -> Xml:
    """One run; `properties` is the inside of its `w:rPr`. Markup stays as it is, text is put in a `w:t`."""
    inner = text if isinstance(text, Xml) else f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return Xml(f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>")


def bold(text: Content) -> Xml:
    """A bold run."""
    return run(text, "<w:b/>")


def p(*content: Content, style: str = "", number: tuple[int, int] | None = None, properties: str = "") -> Xml:
    """One paragraph; `number` is (numId, level), `properties` more of its `w:pPr`."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        inside += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    inside += properties
    runs = "".join(part if isinstance(part, Xml) else run(part) for part in content)
    return Xml(f"<w:p>{f'<w:pPr>{inside}</w:pPr>' if inside else ''}{runs}</w:p>")


def wrap(tag: str, *content: Content, attributes: str = "") -> Xml:
    """Content inside an element such as `w:ins`."""
    inner = "".join(part if isinstance(part, Xml) else run(part) for part in content)
    return Xml(f"<{tag} {attributes}>{inner}</{tag}>")


def inserted(*content: Content) -> Xml:
    """A tracked insertion."""
    return wrap("w:ins", *content, attributes='w:id="1" w:author="A" w:date="2023-06-01T00:00:00Z"')


def deleted(text: str) -> Xml:
    """A tracked deletion."""
    return Xml(f'<w:del w:id="2" w:author="A"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>')


DELETED_MARK = '<w:rPr><w:del w:id="3" w:author="A"/></w:rPr>'


def content_control(*content: Content) -> Xml:
    """A `w:sdt`, round runs or round paragraphs."""
    return Xml(f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr>{wrap('w:sdtContent', *content)}</w:sdt>")


def field_run(instruction: str, *result: Content) -> Xml:
    """A complex field with its result, empty when Word never computed one."""
    inner = "".join(part if isinstance(part, Xml) else run(part) for part in result)
    return Xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{inner}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(*blocks: Xml) -> Xml:
    """A run with a text box as Word writes it: DrawingML, and the same again in VML as a fallback."""
    inside = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return Xml(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback>{old_text_box(*blocks)[5:-6]}"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def old_text_box(*blocks: Xml) -> Xml:
    """A run with a text box in VML alone."""
    inside = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return Xml(f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>")


PAGE_BREAK = run(Xml('<w:br w:type="page"/>'))
NOTED_BREAK = run(Xml("<w:lastRenderedPageBreak/>"))
Cell = Content | Sequence[Xml]


def cell(content: Cell, properties: str = "") -> Xml:
    """A table cell: text, one paragraph or several blocks; `properties` is the inside of its `w:tcPr`."""
    if isinstance(content, Xml) and content.startswith("<w:tc>"):
        return content
    blocks = [content] if isinstance(content, Xml) else [p(content)] if isinstance(content, str) else content
    return Xml(f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>")


def row(*cells: Cell, properties: str = "") -> Xml:
    """A table row; `properties` is the inside of its `w:trPr`."""
    return Xml(f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(cell, cells))}</w:tr>")


def table(*rows: Sequence[Cell] | Xml) -> Xml:
    """A table of rows of cells."""
    made = "".join(part if isinstance(part, Xml) else row(*part) for part in rows)
    return Xml(f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>")


def level(place: int, form: str, pattern: str, more: str = "", start: int = 1) -> str:
    """A `w:lvl` of a list; `more` goes before its pattern (`w:isLgl`, `w:lvlRestart`, `w:pStyle`)."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(pattern)}"/></w:lvl>'
    )


def abstract(family: int, *levels: str) -> str:
    """A `w:abstractNum`."""
    return f'<w:abstractNum w:abstractNumId="{family}">{"".join(levels)}</w:abstractNum>'


def num(number_id: int, family: int, *overrides: str) -> str:
    """A `w:num`."""
    inside = f'<w:abstractNumId w:val="{family}"/>{"".join(overrides)}'
    return f'<w:num w:numId="{number_id}">{inside}</w:num>'


def start_override(place: int, start: int) -> str:
    """A `w:lvlOverride` that restarts a level."""
    return f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(style_id: str, inside: str = "", kind: str = "paragraph", attributes: str = "") -> str:
    """A `w:style`; its name is its id unless `inside` brings a `w:name`."""
    name = "" if "<w:name" in inside else f'<w:name w:val="{style_id}"/>'
    return f'<w:style w:type="{kind}" w:styleId="{style_id}" {attributes}>{name}{inside}</w:style>'


HEADINGS = "".join(
    style(f"Heading{place + 1}", f'<w:name w:val="heading {place + 1}"/><w:rPr><w:b/></w:rPr>')
    for place in range(3)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What stands beside the body. `related` are more parts of the document: kind → (name, XML).

    `raw` are members by name that replace or add to what is built; `main_type` is the main part's content type.
    """

    styles: str = ""
    numbering: str = ""
    properties: Mapping[str, int] | None = None
    related: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    raw: Mapping[str, bytes] = field(default_factory=dict)
    links: str = ""
    main_type: str = DOCX_TYPE
    strict: bool = False


DEFAULT = Parts()


def docx(*blocks: Xml, parts: Parts = DEFAULT) -> bytes:
    """A .docx of these blocks."""
    related = dict(parts.related)
    if parts.styles:
        related["styles"] = ("styles.xml", f"<w:styles {_NAMESPACES}>{parts.styles}</w:styles>")
    if parts.numbering:
        related["numbering"] = (
            "numbering.xml",
            f"<w:numbering {_NAMESPACES}>{parts.numbering}</w:numbering>",
        )
    members = {
        "[Content_Types].xml": _content_types(parts, related),
        "_rels/.rels": _links(_root_links(parts)),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _links(
            [(kind, name) for kind, (name, _) in related.items()], parts.links
        ),
    }
    members |= {f"word/{name}": xml for name, xml in related.values()}
    if parts.properties is not None:
        claims = "".join(f"<{name}>{count}</{name}>" for name, count in parts.properties.items())
        members["docProps/app.xml"] = (
            f'<Properties xmlns="{_OFFICE}/extended-properties">{claims}</Properties>'
        )
    encoded = {name: xml.encode() for name, xml in members.items()}
    if parts.strict:
        encoded = {name: _as_strict(xml) for name, xml in encoded.items()}
    return archive(encoded | dict(parts.raw))


def archive(members: Mapping[str, bytes]) -> bytes:
    """A zip archive, always the same bytes for the same members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def story(tag: str, *blocks: Xml) -> str:
    """A header, footer or notes part: `w:hdr`, `w:ftr`, `w:footnotes`."""
    return f"<{tag} {_NAMESPACES}>{''.join(blocks)}</{tag}>"


def from_blocks(blocks: Iterable[Block]) -> bytes:
    """A .docx that shows these blocks: headings by style, labels typed, weight by direct formatting."""
    return docx(*map(_from_block, blocks), parts=Parts(styles=HEADINGS))


def _from_block(block: Block) -> Xml:
    if block.kind is BlockKind.TABLE:
        return table(*[[[p(line) for line in text.split("\n")] for text in cells] for cells in block.rows])
    content = bold(block.shown) if block.style.bold else run(block.shown)
    named = f"Heading{block.style.level or 1}" if block.kind is BlockKind.HEADING else ""
    return p(content, style=named)


def _root_links(parts: Parts) -> list[tuple[str, str]]:
    links = [("officeDocument", "word/document.xml")]
    return links if parts.properties is None else [*links, ("extended-properties", "docProps/app.xml")]


def _links(links: Iterable[tuple[str, str]], more: str = "") -> str:
    inside = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}{more}</Relationships>'


def _content_types(parts: Parts, related: Mapping[str, tuple[str, str]]) -> str:
    overrides = {"document.xml": parts.main_type}
    overrides |= {name: f"{_WORD_TYPE}{kind}+xml" for kind, (name, _) in related.items()}
    inside = "".join(
        f'<Override PartName="/word/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{inside}</Types>"
    )


def _as_strict(xml: bytes) -> bytes:
    strict = xml.replace(W_NS.encode(), STRICT_NS.encode())
    return strict.replace(f"{_OFFICE}/relationships".encode(), f"{_STRICT_OFFICE}/relationships".encode())
