"""`outline.yaml`: the tree of sections, and headings that belong to none. Never matches a heading itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model.campaign import Outline, OutlineItem
from pipeline.rulebook.claims import Claim, contested
from pipeline.rulebook.fields import NAME, Fields, Key, Marked
from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.tree import Listing, Node, Table, parse
from pipeline.text.fold import fold

MIN_WORDS = 30  # as in the model: two lines of text, less is no account of three years
_FOREIGN = "not_in_outline"

KEYS = {
    "sections": Key(example='sections: [{id: "1.1", title: "..."}]', required=True),
    _FOREIGN: Key(example='not_in_outline: ["Phương hướng, nhiệm vụ"]'),
}
SECTION_KEYS = {
    "id": Key(example='id: "1.1"', required=True),
    "title": Key(example='title: "Công tác tuyên truyền"', required=True),
    "aliases": Key(example='aliases: ["Công tác quán triệt"]'),
    "required": Key(example="required: true"),
    "weight": Key(example="weight: 1"),
    "min_words": Key(example="min_words: 30"),
    "evidence": Key(example='evidence: ["nguyên nhân chủ quan"]'),
    "children": Key(example='children: [{id: "1.1.1", title: "..."}]'),
}


@dataclass(slots=True)
class _Seen:
    """Ids and spellings met so far, for the comparison at the end."""

    page: Page
    ids: list[Claim] = field(default_factory=list)
    titles: list[Claim] = field(default_factory=list)
    aliases: list[Claim] = field(default_factory=list)


def read_outline(text: str, page: Page) -> Outline:
    """The outline; empty, with problems on the page, when the file is no table."""
    root = parse(text, page)
    if not isinstance(root, Table):
        if root is not None:
            page.add(root.line, "the file is not 'key: value' lines", "begin with sections:")
        return Outline(items=())
    fields = Fields(root, KEYS, page)
    seen = _Seen(page=page)
    listing = fields.listing("sections")
    items = tuple(_items(listing, seen))
    if listing is not None and not listing.items:
        fields.wrong("sections", "the outline has no section", f"write {KEYS['sections'].example}")
    foreign = fields.marked(_FOREIGN)
    _check_shared(seen, foreign)
    return Outline(items=items, foreign=tuple(dict.fromkeys(marked.text for marked in foreign)))


def _items(listing: Listing | None, seen: _Seen) -> Iterator[OutlineItem]:
    for node in listing.items if listing else ():
        item = _item(node, seen)
        if item is not None:
            yield item


def _item(node: Node, seen: _Seen) -> OutlineItem | None:
    if not isinstance(node, Table):
        seen.page.add(node.line, "a section is not 'key: value' lines", 'write {id: "1.1", title: "..."}')
        return None
    fields = Fields(node, SECTION_KEYS, seen.page)
    section, title, aliases = fields.text("id"), fields.text("title"), fields.marked("aliases")
    if section and not NAME.fullmatch(section):
        fields.wrong(
            "id", f"{shown(section)} is no id", "use letters, digits, '.', '-' and '_', such as 1.2.3"
        )
    _note(seen, fields, section, (Marked(text=title, line=fields.line_of("title")), aliases))
    return OutlineItem(
        id=section,
        title=title,
        aliases=tuple(dict.fromkeys(alias.text for alias in aliases)),
        required=fields.flag("required", default=True),
        weight=fields.number("weight", 1.0),
        min_words=fields.whole("min_words", MIN_WORDS),
        evidence=fields.texts("evidence"),
        children=tuple(_items(fields.listing("children"), seen)),
    )


def _note(seen: _Seen, fields: Fields, section: str, spellings: tuple[Marked, tuple[Marked, ...]]) -> None:
    title, aliases = spellings
    line = fields.line_of("id")
    owner = f"{section} (line {line})"
    if section:
        seen.ids.append(Claim(key=section, text=section, owner=owner, line=line))
    if title.text:
        seen.titles.append(Claim(key=fold(title.text), text=title.text, owner=owner, line=title.line))
    seen.aliases += [
        Claim(key=fold(alias.text), text=alias.text, owner=owner, line=alias.line) for alias in aliases
    ]


def _check_shared(seen: _Seen, foreign: tuple[Marked, ...]) -> None:
    """Ids are unique; an alias says one section. Titles may repeat: `Ưu điểm` stands under many a parent."""
    for first, again in contested(seen.ids):
        seen.page.add(
            again.line, f"id {shown(again.text)} again, first on line {first.line}", "give it another id"
        )
    others = [
        Claim(key=fold(marked.text), text=marked.text, owner=_FOREIGN, line=marked.line) for marked in foreign
    ]
    reported = contested([*seen.titles, *seen.aliases, *others])
    titles = set(seen.titles)
    for first, again in reported:
        if again not in titles:
            what = f"{shown(again.text)} is also a wording of {first.owner}, line {first.line}"
            seen.page.add(again.line, what, "keep it where it fits alone, or in neither")
