"""YAML text to a tree of scalars, lists and tables that know their lines. The one user of ruamel.yaml.

Scalars stay text exactly as written (`1.10` stays `1.10`): what they mean is for the reader of the field to say.
Anchors, aliases and tags are refused, so nothing can expand or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as RawNode
from ruamel.yaml.reader import ReaderError

from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.source import has_unwritable

_STANDARD = "tag:yaml.org,2002:"
_KNOWN_TAGS = frozenset(
    f"{_STANDARD}{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)
_NO_CHARACTER = re.compile(r"\\U(?!000|0010)")  # Unicode ends at U+10FFFF
# What YAML 1.1 programs read as true and false, and 1.2 programs as text.
_TRUTH_WORDS = frozenset(("y", "n", "yes", "no", "on", "off"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as written. `bare` is a word without quotes that YAML programs read as something else than text."""

    text: str
    line: int
    bare: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Values in order."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Values by key; `lines` are those of the keys."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int


Node = Scalar | Listing | Table


def parse(text: str, page: Page) -> Node | None:
    """The tree of a YAML text; None, with problems on the page, when it has none."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
        if root is None:
            page.add(1, "the file is empty", "write its keys, as the README of the rules explains")
            return None
        return _convert(root, page)
    except MarkedYAMLError as error:
        _syntax(error, page)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        page.add(line, "a character that YAML forbids", "delete it")
    except RecursionError:
        page.add(1, "the values are nested too deep", "write sections, children and lists only")
    except (ValueError, OverflowError):  # from chr(), which the parser calls without a look at the number
        wrong = _NO_CHARACTER.search(text)
        line = text.count("\n", 0, wrong.start()) + 1 if wrong else 1
        page.add(line, "an escape \\U that stands for no character", "delete it")
    return None


def _syntax(error: MarkedYAMLError, page: Page) -> None:
    mark = error.problem_mark or error.context_mark
    page.add(
        mark.line + 1 if mark else 1,
        f"this is not YAML ({error.problem})",
        "indent with spaces, and put a text with ': ', ' #' or a leading sign in double quotes",
    )


def _convert(raw: RawNode, page: Page) -> Node | None:
    line = raw.start_mark.line + 1
    if raw.anchor:
        page.add(line, f"anchor &{raw.anchor}", "write the text out at each place instead of & and *")
        return None
    if str(raw.tag) not in _KNOWN_TAGS:
        page.add(line, f"tag {shown(str(raw.tag))}", "write the value without a tag")
        return None
    if isinstance(raw, MappingNode):
        return _table(raw, page)
    if isinstance(raw, SequenceNode):
        items = (_convert(item, page) for item in raw.value)
        return Listing(items=tuple(item for item in items if item is not None), line=line)
    if isinstance(raw, ScalarNode):
        return _scalar(raw, page)
    raise AssertionError(raw)


def _scalar(raw: ScalarNode, page: Page) -> Scalar | None:
    line = raw.start_mark.line + 1
    if has_unwritable(raw.value):
        page.add(line, "an escaped control character in the text", "delete the escape")
        return None
    kind = str(raw.tag).removeprefix(_STANDARD)
    plain = not raw.style
    empty = plain and kind == "null"
    bare = plain and not empty and (kind != "str" or raw.value.lower() in _TRUTH_WORDS)
    return Scalar(text=raw.value, line=line, bare=bare, empty=empty)


def _table(raw: MappingNode, page: Page) -> Table:
    entries: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, line, value in _pairs(raw, page):
        if key in lines:
            page.add(line, f"key {shown(key)} again, first on line {lines[key]}", "keep one of the two")
            continue
        lines[key] = line
        node = _convert(value, page)
        if node is not None:
            entries[key] = node
    return Table(entries=entries, lines=lines, line=raw.start_mark.line + 1)


def _pairs(raw: MappingNode, page: Page) -> Iterator[tuple[str, int, RawNode]]:
    for key, value in raw.value:
        line = key.start_mark.line + 1
        if isinstance(key, ScalarNode) and not key.anchor and key.value != "<<":
            yield key.value, line, value
        else:
            page.add(line, "a key that is no single word", "write 'key: value'")
