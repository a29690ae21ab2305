"""The Vietnamese of texts that were made and kept in English: found again by the templates that they are made from."""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.sentences.sentence import Template

_BETWEEN = "; "  # what stands between several reasons
_PARTS = 6  # of which one reason is put together at most; one with more is told part by part
_DEEPEST = 8  # reasons within reasons; the program's own have three
_LONGEST = 2000  # characters; what is longer is some sender's, and stays as it is
_SAID = frozenset(("why", "where", "one"))
_ONE = "(?:(?!; ).)+?"  # a value that ends where the next reason begins
_ANY = ".+?"  # one that its brackets end


class Catalogue:
    """Templates by which an English text is known.

    Values named `why` (any number of reasons), `where` and `one` are texts of the catalogue themselves; all others are
    somebody's (a name, a number, a title) and stay as they are.
    """

    def __init__(self, templates: Iterable[Template]) -> None:
        """Templates with values are tried in their order, the special before the general."""
        self.templates = tuple(templates)
        self._plain = {each.english: each.vietnamese for each in self.templates if not _fields(each)}
        self._told = functools.lru_cache(maxsize=4096)(self._tell)

    @functools.cached_property
    def _forms(self) -> tuple[_Form, ...]:
        """Made when the first text is told: most commands tell none."""
        return tuple(map(_form, filter(_fields, self.templates)))

    def in_vietnamese(self, text: str) -> str:
        """The text in Vietnamese, reason by reason; reasons that are not of this catalogue as they are."""
        return self._told(text, _DEEPEST) if 0 < len(text) <= _LONGEST else text

    def _tell(self, text: str, depth: int) -> str:
        """Reason by reason, each as many reasons deep as `depth` says; what lies deeper stays."""
        parts, told = text.split(_BETWEEN), list[str]()
        while parts:
            sizes = range(min(_PARTS, len(parts)), 0, -1)
            tried = ((size, self._one(_BETWEEN.join(parts[:size]), depth)) for size in sizes)
            size, one = next((found for found in tried if found[1] is not None), (1, parts[0]))
            told.append(one or parts[0])
            del parts[:size]
        return _BETWEEN.join(told)

    def _one(self, text: str, depth: int) -> str | None:
        """The Vietnamese of a text that one template makes, the longest that there is; None when none does."""
        if text in self._plain:
            return self._plain[text]
        for form in self._forms:
            found = form.shape.fullmatch(text) if all(piece in text for piece in form.pieces) else None
            if found and all(map(_is_balanced, found.groupdict().values())):
                values = {
                    name: self._told(value, depth - 1) if depth and name in _SAID else value
                    for name, value in found.groupdict().items()
                }
                return form.vietnamese.format(**values)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What an English template's sentences look like, and the Vietnamese one.

    `pieces` are its own words, which tell most texts apart before the shape is tried: some sender's may be slow to match.
    """

    pieces: tuple[str, ...]
    shape: re.Pattern[str]
    vietnamese: str


def _form(template: Template) -> _Form:
    parsed = [(text, name) for text, name, _, _ in string.Formatter().parse(template.english)]
    shape = "".join(
        re.escape(text)
        + (f"(?P<{name}>{_ANY if name == 'why' or text.endswith('(') else _ONE})" if name else "")
        for text, name in parsed
    )
    return _Form(
        pieces=tuple(text for text, _ in parsed if text),
        shape=re.compile(shape, re.DOTALL),
        vietnamese=template.vietnamese,
    )


def _fields(template: Template) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(template.english) if name]


def _is_balanced(value: str) -> bool:
    """Whether no bracket ends in it that did not begin in it: a value does not reach into the next reason."""
    depth = 0
    for letter in value:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return False
    return depth == 0
