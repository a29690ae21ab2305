"""`indicators.yaml`: the figures that units give in tables, and the words for them. Never reads a table itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from pipeline.model.indicator import Indicator, Period
from pipeline.rulebook.claims import Claim, contested
from pipeline.rulebook.fields import NAME, Fields, Key, Marked, nearest
from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.tree import Listing, Node, Table, parse
from pipeline.text.fold import fold

PERCENT = "%"  # what is counted in it has decimals

_COLUMNS = Key(example='columns: [{period: "2021", headings: ["Năm 2021"]}]')
KEYS = {
    "indicators": Key(example='indicators: [{id: hoi-nghi, title: "Số hội nghị"}]', required=True),
    "columns": _COLUMNS,
}
INDICATOR_KEYS = {
    "id": Key(example="id: hoi-nghi", required=True),
    "title": Key(example='title: "Số hội nghị"', required=True),
    "aliases": Key(example='aliases: ["Số cuộc hội nghị"]'),
    "unit": Key(example='unit: "cuộc"'),
    "unit_aliases": Key(example='unit_aliases: ["hội nghị"]'),
    "whole": Key(example="whole: true"),
    "columns": _COLUMNS,
    "section": Key(example='section: "1.1"'),
}
COLUMN_KEYS = {
    "period": Key(example='period: "2021"', required=True),
    "headings": Key(example='headings: ["Năm 2021"]'),
}


@dataclass(slots=True)
class _Seen:
    """Ids and wordings met so far, for the comparison at the end; `sections` are the outline's ids."""

    page: Page
    sections: Collection[str]
    ids: list[Claim] = field(default_factory=list)
    wordings: list[Claim] = field(default_factory=list)


def read_indicators(text: str, page: Page, sections: Collection[str]) -> tuple[Indicator, ...]:
    """The indicators in order; `sections` are the ids that one may belong to, none when the outline has none."""
    root = parse(text, page)
    if not isinstance(root, Table):
        if root is not None:
            page.add(root.line, "the file is not 'key: value' lines", "begin with indicators:")
        return ()
    fields = Fields(root, KEYS, page)
    seen = _Seen(page=page, sections=sections)
    columns = _columns(fields, page)
    listing = fields.listing("indicators")
    if listing is not None and not listing.items:
        fields.wrong("indicators", "the file has no indicator", f"write {KEYS['indicators'].example}")
    found = tuple(_indicators(listing, columns, seen))
    _check_shared(seen)
    return found


def _indicators(listing: Listing | None, columns: tuple[Period, ...], seen: _Seen) -> Iterator[Indicator]:
    for node in listing.items if listing else ():
        if isinstance(node, Table):
            yield _indicator(Fields(node, INDICATOR_KEYS, seen.page), columns, seen)
        else:
            seen.page.add(
                node.line,
                "an indicator is not 'key: value' lines",
                'write {id: hoi-nghi, title: "Số hội nghị"}',
            )


def _indicator(fields: Fields, columns: tuple[Period, ...], seen: _Seen) -> Indicator:
    name, title, aliases = fields.text("id"), fields.text("title"), fields.marked("aliases")
    unit = fields.text("unit")
    if name and not NAME.fullmatch(name):
        fields.wrong(
            "id", f"{shown(name)} is no id", "use letters, digits, '.', '-' and '_', such as hoi-nghi"
        )
    _note(seen, fields, name, (Marked(text=title, line=fields.line_of("title")), *aliases))
    return Indicator(
        id=name,
        title=title,
        aliases=tuple(dict.fromkeys(alias.text for alias in aliases)),
        unit=unit,
        unit_aliases=fields.texts("unit_aliases"),
        whole=fields.flag("whole", default=unit != PERCENT),
        columns=_columns(fields, seen.page) or columns,
        section=_section(fields, seen.sections),
    )


def _section(fields: Fields, sections: Collection[str]) -> str:
    section = fields.text("section")
    if section and sections and section not in sections:
        advice = nearest(section, dict.fromkeys(sections))
        fields.wrong("section", f"{shown(section)} is no section of outline.yaml", advice)
    return section


def _columns(fields: Fields, page: Page) -> tuple[Period, ...]:
    listing = fields.listing("columns")
    claims: list[Claim] = []
    found = tuple(
        period for node in (listing.items if listing else ()) for period in _column(node, page, claims)
    )
    for first, again in contested(claims):
        what = f"{shown(again.text)} is also a heading of {first.owner}, line {first.line}"
        page.add(again.line, what, "keep it where it fits alone")
    return found


def _column(node: Node, page: Page, claims: list[Claim]) -> Iterator[Period]:
    if not isinstance(node, Table):
        page.add(
            node.line, "a column is not 'key: value' lines", 'write {period: "2021", headings: ["Năm 2021"]}'
        )
        return
    fields = Fields(node, COLUMN_KEYS, page)
    name, headings = fields.text("period"), fields.marked("headings")
    owner = f"{name} (line {fields.line_of('period')})"
    claims += [
        Claim(key=fold(one.text), text=one.text, owner=owner, line=one.line)
        for one in (Marked(text=name, line=fields.line_of("period")), *headings)
        if one.text
    ]
    yield Period(name=name, headings=tuple(dict.fromkeys(heading.text for heading in headings)))


def _note(seen: _Seen, fields: Fields, name: str, wordings: tuple[Marked, ...]) -> None:
    line = fields.line_of("id")
    owner = f"{name} (line {line})"
    if name:
        seen.ids.append(Claim(key=name, text=name, owner=owner, line=line))
    seen.wordings += [
        Claim(key=fold(one.text), text=one.text, owner=owner, line=one.line) for one in wordings if one.text
    ]


def _check_shared(seen: _Seen) -> None:
    """Ids are unique, and so are wordings, titles among them: a label that names two indicators names neither."""
    for first, again in contested(seen.ids):
        seen.page.add(
            again.line, f"id {shown(again.text)} again, first on line {first.line}", "give it another id"
        )
    for first, again in contested(seen.wordings):
        what = f"{shown(again.text)} is also a wording of {first.owner}, line {first.line}"
        seen.page.add(again.line, what, "keep it where it fits alone, or in neither")
